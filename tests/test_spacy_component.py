"""The spaCy door gives the same answers as the library, and its Docs travel."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from matcher import Matcher
from matcher.study.evaluate import held_out_examples

TEXTS = [example.text for example in held_out_examples()[:6]]


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    nlp = spacy.blank("it")
    nlp.add_pipe("sale_matcher", config={"pipeline": "blank"})
    return nlp


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.load(pipeline="blank")


def test_same_match_as_the_library(nlp: spacy.language.Language, matcher: Matcher) -> None:
    assert nlp(TEXTS[0])._.sale_match == matcher.match(TEXTS[0])


def test_a_stream_keeps_order_and_matches(nlp: spacy.language.Language, matcher: Matcher) -> None:
    labels = [doc._.sale_match.label for doc in nlp.pipe(TEXTS, batch_size=2)]
    assert labels == matcher.predict(TEXTS).tolist()


def test_spans_stand_on_the_words_that_spoke(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXTS[0])
    overlap = doc._.sale_match.overlaps[0]
    start, end = overlap.spans[0]
    group = doc.spans["sale_match"]
    assert any(s.label_ == overlap.label and s.start_char <= start and s.end_char >= end for s in group)


def test_a_match_travels_with_its_doc(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXTS[0])
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.sale_match == doc._.sale_match
    box = DocBin(store_user_data=True, docs=[doc])
    (back,) = DocBin(store_user_data=True).from_bytes(box.to_bytes()).get_docs(nlp.vocab)
    assert back._.sale_match == doc._.sale_match
    assert back._.sale_match.sentences() == doc._.sale_match.sentences()


def test_the_pipeline_is_saved_and_found_again_without_an_import(
    nlp: spacy.language.Language, tmp_path: Path
) -> None:
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)(TEXTS[1])._.sale_match.label == nlp(TEXTS[1])._.sale_match.label


def test_a_text_too_short_is_declined(nlp: spacy.language.Language) -> None:
    assert nlp("")._.sale_match.status == "insufficient_text"
