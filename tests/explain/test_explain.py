"""The explanation is the score: sums, spans, contrasts and counterfactuals hold on every text."""

import copy
import json
import pickle
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Matcher
from matcher.errors import MatcherError
from matcher.explain.contrast import against_rest, by_clause
from matcher.explain.counterfactual import ClauseWeights, rescored, search
from matcher.framework import load_skill
from matcher.match import Match
from matcher.study.faithfulness import additivity_error, faithfulness, without
from matcher.training.corpus import load_corpus

LEAD = """Sales Manager Nord Ovest
Azienda leader nella vendita di utensili cerca un Sales Manager.
- Coordinerai una squadra di 6 agenti, fissando obiettivi e controllando i risultati
- Definirai la strategia di vendita dell'area con la direzione
- Seguirai i clienti direzionali
Riporterai al Direttore Commerciale. Potrai diventare responsabile vendite Italia."""


@pytest.fixture(scope="module")
def corpus(matcher: Matcher) -> list[Match]:
    return list(matcher.match_many([text.text for text in load_corpus()]))


@pytest.fixture(scope="module")
def explained(corpus: list[Match]) -> list[Match]:
    return [m for m in corpus if m.label is not None]


@pytest.fixture(scope="module")
def lead(matcher: Matcher) -> Match:
    return matcher.match(LEAD)


def test_contributions_and_remainder_are_the_score_on_every_text(explained):
    assert len(explained) > 1000
    assert max(additivity_error(m) for m in explained) < 1e-9


def test_word_by_word_they_add_up_to_the_same_scores(explained):
    for match in explained[::20]:
        found = match.by_word()
        total = np.sum([np.add(c.lexical, c.dense) for c in found], axis=0) + list(match.remainder.values())
        assert np.allclose(total, list(match.scores.values()), atol=1e-9, rtol=0)
        assert all(match.text[slice(*c.span)].lower() == c.term for c in found)


def test_both_channels_add_up_by_themselves(matcher, explained):
    head = matcher.engine.weights.head
    for match in explained[::40]:
        x = matcher.engine.score([match.text]).x
        for channel in ("lexical", "dense"):
            total = np.sum([getattr(c, channel) for c in match.contributions], axis=0)
            assert np.allclose(total, (x @ getattr(head, channel))[0], atol=1e-9, rtol=0)


@pytest.mark.shared
def test_contributions_are_the_score_on_the_validation_texts(matcher, shared):
    lines = (shared / "data" / "ads_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    matches = matcher.match_many([f"{row.get('title') or ''}\n{row['text']}" for row in rows])
    assert max(additivity_error(m) for m in matches if m.label) < 1e-9


def test_every_span_slices_the_input_and_every_responsibility_the_descriptor(explained):
    skill = load_skill()
    levels = {str(level.level): level.text for level in skill.levels}
    for match in explained:
        clauses = [c.span for c in match.clauses]
        for overlap in match.overlaps:
            for start, end in overlap.spans:
                assert " ".join(match.text[start:end].lower().split()) == overlap.term
            if overlap.responsibility:
                part = skill.responsibilities[overlap.responsibility]
                assert overlap.responsibility.startswith(f"{overlap.label}.")
                for start, end in overlap.descriptor_spans:
                    assert part.span[0] <= start < end <= part.span[1]
                    assert levels[overlap.label][start:end].strip()
        for found in (*match.alignments, *match.set_aside):
            assert found.span in clauses
            assert match.text[slice(*found.span)].strip()
        assert [c.responsibility for c in match.coverage] == list(skill.responsibilities)


def test_marked_stretches_do_not_overlap_and_begin_and_end_on_words(explained):
    for match in explained:
        spans = sorted(s for o in match.overlaps for s in o.spans)
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert all(match.text[a].strip() and match.text[b - 1].strip() for a, b in spans)


def test_contrast_sums_to_the_difference_of_the_scores(explained):
    for match in explained[::5]:
        for other in match.probabilities:
            if other != match.label:
                found = match.contrast(other)
                total = sum(term.weight for term in found.terms) + found.remainder
                assert total == pytest.approx(found.difference, abs=1e-9)
                assert found.difference == pytest.approx(
                    match.scores[match.label] - match.scores[other], abs=1e-12
                )
                assert found.difference >= 0


def test_contrast_is_with_the_next_label_unless_told(lead):
    second = sorted(lead.probabilities, key=lead.probabilities.get)[-2]
    assert lead.contrast().other == second
    six = lead.contrast("6")
    assert {r.split(".")[0] for r in (*six.found, *six.missing)} == {"6"}
    assert len(six.found) + len(six.missing) == 7


@pytest.mark.parametrize("other", ["9", "5", ""])
def test_contrast_with_nothing_to_contrast_says_what_to_choose(lead, other):
    if other == "":
        assert lead.contrast(other).other == lead.contrast().other
        return
    with pytest.raises(MatcherError, match="choose one of"):
        lead.contrast(other)


def test_reasons_are_the_clauses_sums(lead):
    weights = by_clause(lead, against_rest(lead))
    reasons = lead.reasons()
    assert (
        reasons.found
        and all(e.weight > 0 for e in reasons.found)
        and all(e.weight < 0 for e in reasons.against)
    )
    for e in (*reasons.found, *reasons.against):
        assert e.weight == pytest.approx(weights[e.clause])
        assert lead.clauses[e.clause].span == e.span
    assert all(r.startswith(f"{lead.label}.") for r in reasons.missing)


def test_a_leader_of_sellers_is_met_with_the_responsibility_that_says_so(lead):
    assert lead.label == "5"
    found = {o.responsibility for o in lead.overlaps} | {a.responsibility for a in lead.alignments}
    assert "5.3" in found


def test_the_boss_and_the_prospects_are_set_aside_with_their_reason(lead):
    aside = {lead.text[slice(*s.span)]: s.role for s in lead.set_aside}
    assert any("Direttore Commerciale" in words and role == "report" for words, role in aside.items())
    assert any("diventare" in words for words in aside)


def test_counterfactuals_hold_when_the_text_is_scored_again_without_the_clauses(matcher, explained):
    labels = matcher.engine.knowledge.labels
    changed = 0
    for match in explained[::25]:
        found = match.counterfactual(budget=3000)
        if found is None:
            continue
        changed += 1
        scored = matcher.engine.score([match.text])
        row = matcher.engine.weights.head.probabilities(rescored(matcher.engine, scored, found.clauses))[0]
        assert found.label != match.label
        assert labels[int(row.argmax())] == found.label
        assert found.probabilities[found.label] == pytest.approx(row.max())
        assert found.spans == tuple(match.clauses[i].span for i in found.clauses)
    assert changed > 20


def test_no_smaller_set_does_where_the_counterfactual_is_called_minimal(matcher, explained):
    labels = matcher.engine.knowledge.labels
    tested = 0
    for match in explained[::60]:
        found = match.counterfactual()
        if found is None or not found.minimal or len(found.clauses) != 2:
            continue
        scored = matcher.engine.score([match.text])
        for clause in range(len(match.clauses)):
            scores = rescored(matcher.engine, scored, (clause,))
            assert labels[int(scores.argmax())] == match.label
        tested += 1
    assert tested


def test_a_small_budget_still_answers_and_says_it_is_not_proven(matcher, explained):
    for match in explained:
        weights = ClauseWeights.of(matcher.engine, matcher.engine.score([match.text]))
        label = list(match.probabilities).index(match.label)
        exact = search(weights, label, 20_000)
        if exact and exact[1] and len(exact[0]) >= 3:
            greedy = search(weights, label, 0)
            assert greedy is not None
            assert len(greedy[0]) >= len(exact[0])
            assert not greedy[1]
            return
    raise AssertionError("no text with a larger minimal set")


def test_a_match_travels_without_its_engine(lead):
    copied = pickle.loads(pickle.dumps(lead))
    assert copied == lead
    assert copied.contrast() == lead.contrast()
    assert copied.to_dict() == lead.to_dict()
    assert copy.deepcopy(lead) == lead
    with pytest.raises(MatcherError, match=r"matcher\.match"):
        copied.counterfactual()
    assert json.dumps(lead.to_dict())


def test_the_json_tells_the_reasons_in_spans_of_the_input(explained):
    for match in explained[::100]:
        told = json.loads(json.dumps(match.to_dict()))
        assert tuple(told["sentences"]) == match.sentences()[: len(told["sentences"])]
        assert told["contrast"]["other"] == match.contrast().other
        for side in ("found", "against"):
            assert [match.text[slice(*e["span"])] for e in told["reasons"][side]] == [
                match.text[slice(*e.span)] for e in getattr(match.reasons(), side)
            ]


def test_reasons_are_the_same_alone_and_in_a_batch(matcher, explained):
    for match in explained[::150]:
        alone = matcher.match(match.text)
        assert [(o.term, o.label, o.responsibility, o.kind) for o in alone.overlaps] == [
            (o.term, o.label, o.responsibility, o.kind) for o in match.overlaps
        ]
        assert alone.alignments == match.alignments
        assert alone.contributions == match.contributions


def test_without_a_label_there_is_nothing_to_explain(matcher):
    declined = matcher.match("ciao")
    for ask in (declined.contrast, declined.reasons, declined.counterfactual):
        with pytest.raises(MatcherError, match="nothing to explain"):
            ask()
    bare = next(matcher.match_many([LEAD], detail="none"))
    with pytest.raises(MatcherError, match="full"):
        bare.contrast()


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("aeiou vendita clienti à’'&<;,.\n•<b>"), max_size=200))
def test_sums_and_spans_hold_on_odd_text(matcher, noise):
    match = matcher.match(LEAD + noise)
    if match.label:
        assert additivity_error(match) < 1e-9
        for overlap in match.overlaps:
            for start, end in overlap.spans:
                assert 0 <= start < end <= len(match.text)


def test_explanations_are_more_faithful_than_chance(matcher, explained):
    texts = [m.text for m in explained[::160]]
    found = faithfulness(matcher, texts, edits=lambda text: [text.upper(), text.replace(". ", ".\n")])
    ours, chance = found["methods"]["contributions"], found["methods"]["random"]
    assert ours["comprehensiveness"]["mean"] > chance["comprehensiveness"]["mean"] + 0.1
    assert ours["sufficiency"]["mean"] < chance["sufficiency"]["mean"] - 0.1
    assert ours["leave_one_out"] > 0.2
    assert found["additivity_error"] < 1e-9
    assert 0 <= found["stability"]["terms_kept"] <= 1
    assert json.dumps(found)


def test_faithfulness_of_nothing_says_what_to_give(matcher):
    with pytest.raises(MatcherError, match="describe a role"):
        faithfulness(matcher, ["ciao"])


def test_words_are_taken_out_and_the_rest_stays():
    assert without("uno due tre", [(4, 7)]) == "uno  tre"
    assert without("uno due tre", [(8, 11), (0, 3)]) == " due "
