"""The labelled texts: enough, varied, each its own, and no sector on both sides of the split."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from sklearn.metrics import cohen_kappa_score

from matcher.data import data_path, read_table
from matcher.errors import DataError
from matcher.training.corpus import load_contrasts, load_corpus, read_texts

SHINGLE = 10


@pytest.fixture(scope="module")
def corpus():
    return load_corpus()


def test_there_are_enough_texts_of_every_label_kind_and_sector(corpus):
    labels = Counter(t.label for t in corpus)
    assert len(corpus) >= 600
    assert all(labels[label] >= 70 for label in ("none", "1-3", "4", "5", "6", "7"))
    assert {t.kind for t in corpus} == {"ad", "cv", "profile"}
    assert len({t.sector for t in corpus}) >= 20
    assert len({t.id for t in corpus}) == len(corpus)
    assert sum(len(t.clauses) for t in corpus) >= 2000


def test_no_sector_is_on_both_sides(corpus):
    splits = defaultdict(set)
    for text in corpus:
        splits[text.sector].add(text.split)
    assert all(len(found) == 1 for found in splits.values())
    assert {"train", "test"} == {t.split for t in corpus}


def test_no_sentence_is_used_twice(corpus):
    seen: dict[tuple[str, ...], str] = {}
    shared = set()
    for text in corpus:
        words = re.findall(r"\w+", text.text.lower())
        for i in range(len(words) - SHINGLE + 1):
            first = seen.setdefault(tuple(words[i : i + SHINGLE]), text.id)
            if first != text.id:
                shared.add((first, text.id))
    assert shared == set()


def test_a_blind_second_labelling_agrees(corpus):
    first = {text.id: text.label for text in corpus}
    second = {row["id"]: row["label"] for row in read_table(data_path("corpus", "second_labels.csv"))}
    assert len(second) >= 600 and set(second) <= set(first)
    assert {text.id for text in corpus if text.split == "test"} <= set(second)
    pairs = [(first[name], label) for name, label in second.items()]
    assert cohen_kappa_score(*zip(*pairs, strict=True)) >= 0.99


def test_clauses_slice_their_text_and_leave_nothing_out(corpus):
    for text in corpus:
        left = list(text.text)
        for clause in text.clauses:
            assert text.text[slice(*clause.span)].strip()
            left[slice(*clause.span)] = [" "] * (clause.span[1] - clause.span[0])
        assert not "".join(left).strip()


def test_contrasts_come_in_pairs_of_different_labels():
    texts = {t.id: t for t in load_contrasts()}
    for name, text in texts.items():
        other = texts[name[:-1] + ("b" if name.endswith("a") else "a")]
        assert other.text != text.text and other.label != text.label


def test_a_line_out_of_form_is_named_with_its_mend(tmp_path):
    file = tmp_path / "x.txt"
    file.write_text("## x-001 | ad | 4 | -\n[title] Venditore\nsenza ruolo\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"x\.txt, line 3: not of the form"):
        list(read_texts(file))
