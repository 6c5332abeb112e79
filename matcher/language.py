"""The language pipeline: from clean text to tokens that carry a lemma, a stem and a kind."""

from __future__ import annotations

import importlib.metadata
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language as SpacyLanguage
    from spacy.tokens import Doc

SMALL = "it_core_news_sm"
BLANK = "blank"
NEEDED = ("tok2vec", "morphologizer", "tagger", "attribute_ruler", "lemmatizer")

WORD, FUNCTION, NUMBER, OTHER = 0, 1, 2, 3

FUNCTION_WORDS = frozenset(
    """a ad al allo alla ai agli alle all anche che chi ci cio col coi come con cui da dal dallo dalla dai dagli dalle
    dall de degli dei del dell della delle dello di e ed essere fra gli ha hai hanno ho i il in la le lei li lo loro lui
    ma me mi mia mie miei mio ne negli nei nel nell nella nelle nello noi nostra nostre nostri nostro o od ogni oltre per
    pero piu presso quale quali quanto quella quelle quelli quello questa queste questi questo qui sara sarai saranno se
    sei si sia siamo siete sono sta sua sue sugli sui sul sull sulla sulle sullo suo suoi su ti tra tu tua tue tuo tuoi
    un una uno un' l d c un vi voi vostra vostre vostri vostro avere verso nonche quindi dove quando mentre s m f x w h
    tutto tutta tutti tutte altro altra altri altre proprio propria propri proprie molto the of and to for with our""".split()
)
_NUMBER_WORDS = frozenset(
    """due tre quattro cinque sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette
    diciotto diciannove venti ventuno ventidue ventitre ventiquattro venticinque trenta quaranta cinquanta sessanta
    settanta ottanta novanta cento duecento trecento quattrocento cinquecento seicento mille""".split()
)
_MASCULINE = {
    "addetta": "addetto", "commessa": "commesso", "cassiera": "cassiere", "candidata": "candidato",
    "impiegata": "impiegato", "laureata": "laureato", "diplomata": "diplomato", "collega": "collega",
    "ragazza": "ragazzo", "figlia": "figlio", "signora": "signore", "banconiera": "banconiere",
    "cameriera": "cameriere", "infermiera": "infermiere", "consigliera": "consigliere", "ingegnera": "ingegnere",
    "architetta": "architetto", "avvocata": "avvocato", "magazziniera": "magazziniere", "operaia": "operaio",
    "segretaria": "segretario", "titolata": "titolato", "responsabila": "responsabile", "capa": "capo",
    "tirocinanta": "tirocinante", "socia": "socio", "fondatora": "fondatore", "tecnica": "tecnico",
}  # fmt: skip
_NEUTER_END = re.compile(r"(?<=\w)[*ə@з]$")
_LAST_VOWEL = {"a": ("à",), "e": ("é", "è"), "i": ("ì",), "o": ("ò",), "u": ("ù",)}
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one clean text: int64 arrays ``starts``, ``ends`` (characters) and ``lexemes`` (ids)."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lexemes: NDArray[np.int64]


class Lexemes:
    """Interned pairs of word form and lemma; each id indexes the lists below."""

    def __init__(self) -> None:
        self.ids: dict[Any, int] = {}
        self.forms: list[str] = []
        self.lemmas: list[str] = []
        self.stems: list[str] = []
        self.kinds: list[int] = []
        self.italian: list[bool] = []

    def add(self, key: Any, form: str, lemma: str | None = None) -> int:
        """Intern ``form`` under ``key``, with its own lemma where the pipeline gave none."""
        form, lemma, kind, known = _describe(form, lemma)
        self.forms.append(form)
        self.lemmas.append(lemma)
        self.stems.append(_stem(lemma) if kind == WORD else lemma)
        self.kinds.append(kind)
        self.italian.append(known)
        self.ids[key] = len(self.forms) - 1
        return self.ids[key]

    def __len__(self) -> int:
        return len(self.forms)


class LexemeTable:
    """One row of ``width`` int64 for each lexeme, made by ``describe`` when first needed."""

    def __init__(self, lexemes: Lexemes, describe: Callable[[int], Sequence[int]], width: int) -> None:
        self._lexemes = lexemes
        self._describe = describe
        self._rows = np.zeros((1024, width), dtype=np.int64)
        self._filled = 0

    def rows(self) -> NDArray[np.int64]:
        """All rows so far. Shape (lexemes, width)."""
        wanted = len(self._lexemes)
        if wanted > len(self._rows):
            more = np.zeros((2 * wanted, self._rows.shape[1]), dtype=np.int64)
            more[: self._filled] = self._rows[: self._filled]
            self._rows = more
        for i in range(self._filled, wanted):
            self._rows[i] = self._describe(i)
        self._filled = wanted
        return self._rows[:wanted]


class Language:
    """A pipeline by name: ``auto``, ``blank`` (simplemma lemmas) or any installed spaCy package.

    ``auto`` takes ``it_core_news_sm`` where it is installed, else ``blank``. Raises ``PipelineError``
    for a package that is asked for and missing.
    """

    def __init__(self, pipeline: str = "auto") -> None:
        self.package = resolve(pipeline)
        self.lexemes = Lexemes()

    @property
    def context_free(self) -> bool:
        """Whether a word's lemma depends on the word alone, so that it can be cached by form."""
        return self.package == BLANK

    @property
    def name(self) -> str:
        """Name and version of what makes the lemmas, as written in every result."""
        if self.context_free:
            return f"blank_it+simplemma-{importlib.metadata.version('simplemma')}"
        return f"{self.package}-{importlib.metadata.version(self.package)}"

    @property
    def nlp(self) -> SpacyLanguage:
        """The spaCy pipeline, with only the components needed for lemmas."""
        return _blank() if self.context_free else _installed(self.package)

    def pipe(self, texts: Iterable[str]) -> Iterator[Tokens]:
        """Tokens of each clean text, in order, lazily."""
        if self.context_free:
            make_doc = self.nlp.make_doc
            for text in texts:
                yield self._by_form(make_doc(_lower(text)))
        else:
            for doc in self.nlp.pipe((_calm(text) for text in texts), batch_size=64):
                yield self._by_lemma(doc)

    def _by_form(self, doc: Doc) -> Tokens:
        array = doc.to_array(["LOWER", "IDX", "LENGTH"]).astype(np.int64)
        get = self.lexemes.ids.get
        keys = array[:, 0].tolist()
        ids = [get(key, -1) for key in keys]
        if -1 in ids:
            for i, known in enumerate(ids):
                if known < 0:
                    found = get(keys[i])
                    ids[i] = self.lexemes.add(keys[i], doc[i].text) if found is None else found
        return Tokens(array[:, 1], array[:, 1] + array[:, 2], np.array(ids, dtype=np.int64))

    def _by_lemma(self, doc: Doc) -> Tokens:
        array = doc.to_array(["LOWER", "LEMMA", "IDX", "LENGTH"]).astype(np.int64)
        get, ids = self.lexemes.ids.get, []
        for i, key in enumerate(map(tuple, array[:, :2].tolist())):
            found = get(key)
            ids.append(self.lexemes.add(key, doc[i].text, doc[i].lemma_) if found is None else found)
        return Tokens(array[:, 2], array[:, 2] + array[:, 3], np.array(ids, dtype=np.int64))


def resolve(pipeline: str) -> str:
    """The package that a pipeline name stands for (``blank`` for none)."""
    if pipeline in ("auto", BLANK):
        return SMALL if pipeline == "auto" and installed(SMALL) else BLANK
    if not installed(pipeline):
        raise PipelineError(
            f"La pipeline {pipeline} non è installata: installarla con «python -m spacy download {pipeline}».",
            f'Pipeline {pipeline} is not installed: install it with "python -m spacy download {pipeline}".',
        )
    return pipeline


def installed(package: str) -> bool:
    """Whether a package is there, without importing it."""
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def fold(word: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def lemma_of(form: str) -> tuple[str, bool]:
    """Lemma of a lower-case Italian form by simplemma, and whether the form is known to it.

    Restores a final accent that was left out, reads ``*`` and ``ə`` as an ending, and goes on from a
    feminine to its masculine where simplemma does.
    """
    from simplemma import is_known, lemmatize

    for candidate in _spellings(form):
        if is_known(candidate, lang="it"):
            first: str = lemmatize(candidate, lang="it")
            return lemmatize(first, lang="it"), True
    return form, False


def _spellings(form: str) -> Iterator[str]:
    if _NEUTER_END.search(form):
        yield from (form[:-1] + end for end in "oei")
    yield form
    if form and form[-1] in _LAST_VOWEL and len(form) > 2:
        yield from (form[:-1] + accented for accented in _LAST_VOWEL[form[-1]])
    elif len(form) > 3:
        yield from (form + end for end in "oei")


def _describe(form: str, lemma: str | None) -> tuple[str, str, int, bool]:
    """Folded form, folded lemma, kind, and whether the word is known to be Italian."""
    form = form.lower().replace("’", "'")
    folded = fold(form).rstrip("'")
    if _HAS_DIGIT.search(form) or folded in _NUMBER_WORDS:
        return folded, "#", NUMBER, folded in _NUMBER_WORDS
    if not any(c.isalpha() for c in form):
        return folded, form, OTHER, False
    if folded in FUNCTION_WORDS:
        return folded, folded, FUNCTION, True
    own, known = lemma_of(form)
    best = fold(own if lemma is None or own != form.lower() and _NEUTER_END.search(form) else lemma.lower())
    best = _MASCULINE.get(best, best)
    if best.endswith("trice") and len(best) > 6:
        best = best[:-4] + "ore" if best.endswith("ttrice") else best[:-5] + "tore"
    return folded, best, WORD, known


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer("italian").stemWord
    return stem


def _stem(lemma: str) -> str:
    return _stemmer()(lemma)


def _lower(text: str) -> str:
    """Lower case of the same length, so that offsets hold."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _calm(text: str) -> str:
    """The text as a trained pipeline likes it: its own case, unless it shouts."""
    return _lower(text) if sum(map(str.isupper, text)) > sum(map(str.islower, text)) else text


@cache
def _blank() -> SpacyLanguage:
    import spacy
    from spacy.language import Language as Spacy

    if not Spacy.has_factory("simplemma_lemmatizer"):

        @Spacy.component("simplemma_lemmatizer", assigns=["token.lemma"])
        def simplemma_lemmatizer(doc: Doc) -> Doc:
            for token in doc:
                token.lemma_ = lemma_of(token.lower_)[0]
            return doc

    nlp = spacy.blank("it")
    nlp.add_pipe("simplemma_lemmatizer")
    nlp.max_length = 1 << 62
    return nlp


@cache
def _installed(package: str) -> SpacyLanguage:
    import spacy

    nlp = spacy.load(package)
    for name in nlp.pipe_names:
        if name not in NEEDED:
            nlp.disable_pipe(name)
    nlp.max_length = 1 << 62
    return nlp
