"""The language pipeline: from clean text to tokens that carry a lemma, a stem and a kind."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.errors import PipelineError
from matcher.language.chunks import Chunks
from matcher.language.lexemes import Lexemes
from matcher.language.words import lemma_of

if TYPE_CHECKING:
    from spacy.language import Language as SpacyLanguage
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc

SMALL = "it_core_news_sm"
BLANK = "blank"
NEEDED = ("tok2vec", "morphologizer", "tagger", "attribute_ruler", "lemmatizer")

MAX_WORDS = 64_000
MAX_STRINGS = 150_000
MAX_CHARACTERS = 4_000_000
Ints = NDArray[np.int64]
# One for the process: the tokenizer, the pipelines and what they remember are shared by all who read.
LOCK = RLock()


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of many clean texts, flat: ``starts`` and ``ends`` (characters), ``lexemes`` (ids).

    Text ``i`` holds tokens ``first[i]:first[i + 1]``; characters count on through all texts, as one.
    """

    starts: Ints
    ends: Ints
    lexemes: Ints
    first: Ints


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
