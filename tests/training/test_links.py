"""Clauses are linked to the responsibilities that people accept for them, and what is linked is told as one story."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matcher import Matcher
from matcher.data import read_table
from matcher.errors import DataError
from matcher.match import Match
from matcher.study.links import LinkedText, Segment, evaluate_links, read_links
from matcher.training.corpus import LabelledText, load_corpus
from matcher.training.link_corpus import UNREAD, expressed, labelled_segments, load_links
from tests.conftest import ROOT, Run

EXAMPLE = ROOT / "corpus" / "examples" / "links.jsonl"


@pytest.fixture(scope="module")
def held_out() -> list[LabelledText]:
    return [t for t in load_corpus() if t.split == "test" and t.label != "decline"]


@pytest.fixture(scope="module")
def explained(matcher: Matcher, held_out: list[LabelledText]) -> list[Match]:
    return [m for m in matcher.match_many(t.text for t in held_out) if m.label is not None]


def test_most_links_on_texts_of_an_unseen_writer_are_right(
    matcher: Matcher, held_out: list[LabelledText]
) -> None:
    codes = matcher.knowledge_.skill.responsibilities
    texts = []
    for text in held_out:
        segments = []
        for clause in text.clauses:
            code = clause.evidence if clause.evidence in codes else None
            segments.append(Segment(span=clause.span, accepted=(code,) if code else (), best=code))
        texts.append(LinkedText(text=text.text, segments=tuple(segments)))
    found = evaluate_links(matcher, texts).overall
    assert found.precision is not None and found.recall is not None
    assert found.precision > 0.75
    assert found.recall > 0.55


@pytest.mark.shared
def test_most_links_on_real_segments_are_accepted(matcher: Matcher, shared: Path) -> None:
    texts = read_links(shared / "data" / "links_dev.jsonl", matcher.knowledge_.skill.responsibilities)
    found = evaluate_links(matcher, texts).overall
    assert found.precision is not None
    assert found.precision >= 0.7


def test_a_term_has_a_responsibility_only_in_a_clause_that_states_it(explained: list[Match]) -> None:
    for match in explained:
        stated = {(a.span, a.responsibility) for a in match.alignments}
        for overlap in match.overlaps:
            for start, end in overlap.spans if overlap.responsibility else ():
                inside = {r for (a, b), r in stated if a <= start and end <= b}
                assert overlap.responsibility in inside, match.text[start:end]


def test_what_is_linked_is_never_missing(explained: list[Match]) -> None:
    for match in explained:
        linked = {a.responsibility for a in match.alignments}
        assert linked == {c.responsibility for c in match.coverage if c.span}
        assert not linked & set(match.reasons().missing)


def test_only_titles_and_duties_are_linked_and_given_as_reasons(explained: list[Match]) -> None:
    for match in explained:
        role = {c.span: c.role for c in match.clauses}
        about = {role[e.span] for e in match.reasons().found}
        assert not about & {"company", "report", "prospect", "offer", "past", "other"}
        assert len([a for a in match.alignments if role[a.span] in {"report", "prospect", "company"}]) <= 1


def test_no_bare_word_is_shown_as_evidence(explained: list[Match]) -> None:
    shown = {overlap.term for match in explained for overlap in match.overlaps}
    assert "agenti" in shown
    assert not shown & {"commerciale", "manager", "non", "può", "nome", "lunedì", "di", "senior", "fino"}


def test_the_lexicon_teaches_plain_phrases_and_only_for_responsibilities(matcher: Matcher) -> None:
    codes = tuple(matcher.knowledge_.skill.responsibilities)
    phrases = {s.text: s.shares for s in expressed(matcher.knowledge_.lexicon, codes)}
    assert phrases["ricercare nuovo cliente"] == {"4.3": 1.0}
    assert not any(sign in text for text in phrases for sign in "…|#")
    assert {code for shares in phrases.values() for code in shares} <= set(codes)


def test_a_firm_or_a_boss_does_not_teach_that_words_state_nothing(held_out: list[LabelledText]) -> None:
    taught = labelled_segments(held_out, ["5.3"])
    assert 0 < len(taught) < sum(len(text.clauses) for text in held_out)
    bosses = {t.text[slice(*c.span)] for t in held_out for c in t.clauses if c.role == "report"}
    assert bosses and not bosses & {segment.text for segment in taught}


def test_who_leads_sellers_leads_sellers_and_the_boss_is_not_linked(matcher: Matcher) -> None:
    match = matcher.match(
        "Responsabile vendite area Nord\nCoordinerai sei agenti e ne controllerai i risultati.\n"
        "Visiterai i clienti con loro.\nRisponderai all'amministratore delegato.\nOffriamo premio e auto aziendale."
    )
    said = {match.text[slice(*a.span)]: a.responsibility for a in match.alignments}
    assert said["Coordinerai sei agenti e ne controllerai i risultati."] == "5.3"
    assert not any("amministratore" in words or "premio" in words for words in said)


def test_the_published_agreement_of_the_linkers_is_right() -> None:
    rows = read_table(ROOT / "corpus" / "links.csv")
    both = [row for row in rows if UNREAD not in (row["first_accepted"], row["second_accepted"])]

    def accepted(one: str, other: str) -> tuple[int, int]:
        found = [row for row in both if row[f"{one}_best"]]
        return sum(r[f"{one}_best"] in r[f"{other}_accepted"].split("|") for r in found), len(found)

    assert (len(rows), len(both)) == (3750, 1832)
    assert accepted("first", "second") == (252, 252)
    assert accepted("second", "first") == (296, 314)
    assert all(abs(sum(segment.shares.values()) - 1) < 1e-9 for segment in load_links())


def test_the_example_file_is_measured_on_the_command_line(run_matcher: Run) -> None:
    done = run_matcher("evaluate", "--links", EXAMPLE, "--format", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["texts"], told["stated"]) == (3, 7)
    assert told["precision"] >= 0.8 and told["recall"] >= 0.7
    assert set(told["by_responsibility"]["5.3"]) == {
        "links",
        "accepted",
        "precision",
        "stated",
        "met",
        "recall",
    }
    table = run_matcher("--lang", "en", "evaluate", "--links", EXAMPLE).stdout.decode()
    assert "responsibility" in table and "5.3" in table


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "line 1"),
        ('{"text": "Agente"}', "segments"),
        ('{"text": "Agente", "segments": [{"span": [0, 60]}]}', "leaves the text"),
        ('{"text": "Agente", "segments": [{"span": [0, 6], "accepted": ["9.9"]}]}', "9.9"),
        ("", "no text"),
    ],
)
def test_a_file_of_links_that_is_none_is_told_in_one_sentence(line: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "links.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(DataError) as told:
        read_links(file, ["5.3"])
    assert why in told.value.en and str(file) in told.value.en
