"""What makes it fast changes no number: remembered chunks, hinted cuts, batches of any size, forgotten words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Matcher
from matcher.engine.engine import Engine
from matcher.language import pipeline
from matcher.language.pipeline import BLANK, Language
from matcher.text import clauses
from matcher.training.corpus import load_corpus

ALPHABET = "abcàè'’.,;()-/10€%&@ \n"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [text.text for text in load_corpus()][::25]


def spacy_tokens(text: str) -> list[tuple[int, str]]:
    return [(token.idx, token.text) for token in pipeline._tokenizer()(text) if "\n" not in token.text]


def our_tokens(text: str) -> list[tuple[int, str]]:
    tokens = Language(BLANK).tokens([text])
    spans = zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
    return [(start, text[start:end]) for start, end in spans if "\n" not in text[start:end]]


@settings(max_examples=150, deadline=None)
@given(st.text(ALPHABET, max_size=60))
def test_remembered_chunks_are_the_tokenizers_tokens(text: str) -> None:
    edges = [(at, word) for at, word in spacy_tokens(text) if word.strip()]
    assert [(at, word) for at, word in our_tokens(text) if word.strip()] == edges


def test_tokens_of_real_texts_are_the_tokenizers(texts: list[str]) -> None:
    together = Language(BLANK).tokens([text.lower() for text in texts])
    offset = 0
    for number, text in enumerate(texts):
        own = slice(together.first[number], together.first[number + 1])
        found = [start - offset for start in together.starts[own].tolist()]
        assert found == [start for start, _ in spacy_tokens(text.lower())]
        offset += len(text)


@settings(max_examples=300, deadline=None)
@given(st.text("ab 1.;:-–•,()/|!…✓\t", max_size=40), st.data())
def test_hints_find_what_the_pattern_finds(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for pattern, hint in ((clauses._CUT, clauses._MAY_CUT), (clauses._COMMA, clauses._MAY_COMMA)):
        plain = [found.span() for found in pattern.finditer(text, start, end)]
        assert clauses._search(pattern, hint, text, (start, end, end)) == plain


def test_a_text_has_the_same_numbers_alone_and_in_a_batch(matcher: Matcher, texts: list[str]) -> None:
    together = matcher.engine.score(texts)
    for number, text in enumerate(texts):
        alone = matcher.engine.score([text])
        assert alone.probabilities[0].tobytes() == together.probabilities[number].tobytes()
        assert alone.scores[0].tobytes() == together.scores[number].tobytes()
        assert alone.statuses[0] == together.statuses[number]


def test_forgotten_words_leave_the_numbers_alone(
    matcher: Matcher, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = Engine(matcher.weights_, matcher.knowledge_, Language(BLANK))
    monkeypatch.setattr(pipeline, "MAX_WORDS", 500)
    sizes = []
    for start in range(0, len(texts), 8):
        some = texts[start : start + 8]
        found = fresh.score(some)
        sizes.append(len(fresh.language.lexemes))
        assert np.array_equal(found.probabilities, matcher.engine.score(some).probabilities)
    assert max(sizes) < 2500 and min(sizes[1:]) < sizes[0] + 500
