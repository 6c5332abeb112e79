"""The labelled texts: enough, varied, each its own, and no sector on both sides of the split."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from sklearn.metrics import cohen_kappa_score

from matcher.data import data_path, read_table
from matcher.errors import DataError
from matcher.training.briefs import draw
from matcher.training.corpus import load_contrasts, load_corpus, load_market, read_texts

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


@pytest.fixture(scope="module")
def market():
    return load_market()


def test_market_texts_are_many_in_every_genre_and_short_as_the_market_is(market):
    genres = Counter(t.sector for t in market)
    first_draw = {
        row["genre"]
        for row in read_table(data_path("corpus", "briefs", "genres.csv"))
        if row["register"] == "*"
    }
    assert len(market) >= 3000
    assert all(genres[genre] >= 100 for genre in first_draw)
    assert sum(len(t.text.split()) < 85 for t in market) >= len(market) / 3
    assert len({t.id for t in market}) == len(market)


def test_two_blind_labellings_of_the_market_texts_agree(market):
    votes = read_table(data_path("corpus", "market", "labels.csv"))
    pairs = [(row["first"], row["second"]) for row in votes]
    assert all(first and second for first, second in pairs)
    assert cohen_kappa_score(*zip(*pairs, strict=True)) >= 0.88
    settled = {text.id for text in market}
    assert all(row["third"] for row in votes if row["first"] != row["second"] and row["id"] in settled)
    assert sum(t.doubt is not None for t in market) >= 100


def test_market_texts_share_no_run_of_words(market, corpus):
    seen: dict[tuple[str, ...], str] = {}
    shared = set()
    for text in (*corpus, *market):
        words = re.findall(r"\w+", text.text.lower())
        for i in range(len(words) - SHINGLE + 1):
            first = seen.setdefault(tuple(words[i : i + SHINGLE]), text.id)
            if first != text.id:
                shared.add((first, text.id))
    assert len(shared) <= len(market) / 100, shared  # stock phrases of notices and equal-opportunity lines


def test_the_tables_of_briefs_know_no_label_and_no_voice_too_often():
    briefs = list(draw(2026, 116))
    voices = Counter((brief.writer, brief.habit) for brief in briefs)
    assert max(voices.values()) <= 15
    assert len({brief.occupation for brief in briefs}) >= 400
    assert briefs[:50] == list(draw(2026, 116))[:50]
