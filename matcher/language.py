"""The language pipeline: from clean text to tokens that carry a lemma, a stem and a kind."""

from __future__ import annotations

import importlib.metadata
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matcher.chunks import Chunks, Rows
from matcher.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language as SpacyLanguage
    from spacy.tokenizer import Tokenizer
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
    tutto tutta tutti tutte altro altra altri altre proprio propria propri proprie molto the of and to for
    with our""".split()
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
MAX_WORDS = 64_000
MAX_STRINGS = 150_000
MAX_CHARACTERS = 4_000_000
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of many clean texts, flat: ``starts`` and ``ends`` (characters), ``lexemes`` (ids).

    Text ``i`` holds tokens ``first[i]:first[i + 1]``; characters count on through all texts, as one.
    """

    starts: Ints
    ends: Ints
    lexemes: Ints
    first: Ints


class Lexemes:
    """Interned pairs of word form and lemma; each id indexes the lists below.

    ``generation`` counts how often all was forgotten; ids of an earlier one mean nothing.
    """

    def __init__(self) -> None:
        self.generation = -1
        self.clear()

    def clear(self) -> None:
        """Forget every word."""
        self.generation += 1
        self.ids: dict[Any, int] = {}
        self.forms: list[str] = []
        self.lemmas: list[str] = []
        self.stems: list[str] = []
        self.kinds: list[int] = []
        self.italian: list[bool] = []
        self._traits = Rows(2)

    def add(self, key: Any, form: str, lemma: str | None = None) -> int:
        """Intern ``form`` under ``key``, with its own lemma where the pipeline gave none."""
        form, lemma, kind, known = describe(form, lemma)
        self.forms.append(form)
        self.lemmas.append(lemma)
        self.stems.append(_stem(lemma) if kind == WORD else lemma)
        self.kinds.append(kind)
        self.italian.append(known)
        self._traits.append((kind, known))
        self.ids[key] = len(self.forms) - 1
        return self.ids[key]

    def kinds_of(self, ids: Ints) -> Ints:
        """Kind of each lexeme."""
        return np.asarray(self._traits.view()[ids, 0])

    def italian_of(self, ids: Ints) -> NDArray[np.bool_]:
        """Whether each lexeme is a word known to be Italian."""
        return np.asarray(self._traits.view()[ids, 1], dtype=np.bool_)

    def __len__(self) -> int:
        return len(self.forms)


class LexemeTable:
    """One row of ``width`` int64 for each lexeme, made by ``describe`` when first needed."""

    def __init__(self, lexemes: Lexemes, describe: Callable[[int], Sequence[int]], width: int) -> None:
        self._lexemes = lexemes
        self._describe = describe
        self._width = width
        self._rows = Rows(width)
        self._generation = lexemes.generation

    def rows(self) -> Ints:
        """All rows so far. Shape (lexemes, width)."""
        if self._generation != self._lexemes.generation:
            self._rows, self._generation = Rows(self._width), self._lexemes.generation
        for i in range(len(self._rows), len(self._lexemes)):
            self._rows.append(self._describe(i))
        return self._rows.view()


class Language:
    """A pipeline by name: ``auto``, ``blank`` (simplemma lemmas) or any installed spaCy package.

    ``auto`` takes ``it_core_news_sm`` where it is installed, else ``blank``. Raises ``PipelineError``
    for a package that is asked for and missing.
    """

    def __init__(self, pipeline: str = "auto") -> None:
        self.package = resolve(pipeline)
        self.lexemes = Lexemes()
        self._chunks = Chunks(self._by_form)

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

    def tokens(self, texts: Sequence[str]) -> Tokens:
        """Tokens of clean texts."""
        if not self.context_free:
            return self._by_lemma(texts)
        table, first = self._chunks.tokens([_lower(text) for text in texts])
        return Tokens(table[:, 0], table[:, 1], table[:, 2], first)

    def tidy(self) -> None:
        """Forget all words once they are many, so that memory stays flat over millions of texts.

        Ids given out before mean nothing after it. A trained pipeline is loaded anew: spaCy's memory zones
        would make it tokenise every text as if it were the first.
        """
        words = max(len(self.lexemes), len(self._chunks) // 2)
        if words > MAX_WORDS or self._chunks.characters > MAX_CHARACTERS:
            self.lexemes.clear()
            self._chunks.clear()
        if not self.context_free:
            known = _strings_at_start(self.package)
            if len(self.nlp.vocab.strings) > known + MAX_STRINGS:
                _installed.cache_clear()

    def _by_form(self, chunks: list[str]) -> Iterator[list[tuple[int, int, int]]]:
        tokenizer = _tokenizer()
        with tokenizer.vocab.memory_zone():
            for chunk in chunks:
                if chunk.isalpha():
                    # The Italian tokenizer never splits letters from letters.
                    yield [(0, len(chunk), self._lexeme(chunk))]
                else:
                    found = [(token.idx, token.text) for token in tokenizer(chunk)]
                    yield [(start, start + len(form), self._lexeme(form)) for start, form in found]

    def _lexeme(self, form: str) -> int:
        known = self.lexemes.ids.get(form)
        return self.lexemes.add(form, form) if known is None else known

    def _by_lemma(self, texts: Sequence[str]) -> Tokens:
        arrays, counts, offset = [], [0], 0
        get = self.lexemes.ids.get
        for text, doc in zip(texts, self.nlp.pipe(map(_calm, texts), batch_size=64), strict=True):
            array = doc.to_array(["LOWER", "LEMMA", "IDX", "LENGTH"]).astype(np.int64).reshape(-1, 4)
            ids = []
            for i, key in enumerate(map(tuple, array[:, :2].tolist())):
                found = get(key)
                ids.append(self.lexemes.add(key, doc[i].text, doc[i].lemma_) if found is None else found)
            start = array[:, 2] + offset
            arrays.append(np.column_stack([start, start + array[:, 3], np.array(ids, dtype=np.int64)]))
            counts.append(len(ids))
            offset += len(text)
        table = np.concatenate(arrays) if arrays else np.zeros((0, 3), dtype=np.int64)
        return Tokens(table[:, 0], table[:, 1], table[:, 2], np.cumsum(counts))


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
    low = word.lower()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))


def lemma_of(form: str) -> tuple[str, bool]:
    """Lemma of a lower-case Italian form by simplemma, and whether the form is known to it.

    Restores a final accent that was left out, reads ``*`` and ``ə`` as an ending, and goes on from a
    feminine to its masculine where simplemma does.
    """
    is_known, lemmatize = _simplemma()
    for candidate in _spellings(form):
        if is_known(candidate, "it"):
            return lemmatize(lemmatize(candidate, "it"), "it"), True
    return form, False


@cache
def _simplemma() -> tuple[Callable[[str, str], bool], Callable[[str, str], str]]:
    from simplemma import is_known, lemmatize

    return is_known, lemmatize


def _spellings(form: str) -> Iterator[str]:
    if _NEUTER_END.search(form):
        yield from (form[:-1] + end for end in "oei")
    yield form
    if form and form[-1] in _LAST_VOWEL and len(form) > 2:
        yield from (form[:-1] + accented for accented in _LAST_VOWEL[form[-1]])
    elif len(form) > 3:
        yield from (form + end for end in "oei")


def describe(form: str, lemma: str | None = None) -> tuple[str, str, int, bool]:
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
    best = fold(own if lemma is None or _NEUTER_END.search(form) else lemma.lower())
    best = _MASCULINE.get(best, best)
    if best.endswith("trice") and len(best) > 6:
        best = best[:-4] + "ore" if best.endswith("ttrice") else best[:-5] + "tore"
    return folded, best, WORD, known


@cache
def _stemmer() -> Callable[[str], str]:
    from Stemmer import Stemmer

    stem: Callable[[str], str] = Stemmer("italian").stemWord
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
def _tokenizer() -> Tokenizer:
    """The Italian tokenizer alone: its vocabulary knows no shapes, clusters or flags, which nothing here reads."""
    import spacy

    tokenizer: Tokenizer = spacy.blank("it").tokenizer
    tokenizer.vocab.lex_attr_getters = {}
    return tokenizer


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
def _strings_at_start(package: str) -> int:
    """How many strings a trained pipeline brings along."""
    return len(_installed(package).vocab.strings)


@cache
def _installed(package: str) -> SpacyLanguage:
    import spacy

    try:
        nlp = spacy.load(package)
    except (AttributeError, ImportError, OSError, TypeError, ValueError):
        raise PipelineError(
            f"spaCy non può caricare {package}: installare una pipeline con «python -m spacy download {SMALL}».",
            f'spaCy cannot load {package}: install a pipeline with "python -m spacy download {SMALL}".',
        ) from None
    for name in nlp.pipe_names:
        if name not in NEEDED:
            nlp.disable_pipe(name)
    nlp.max_length = 1 << 62
    return nlp
