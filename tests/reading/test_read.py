"""Every door reads a CV alike, every explanation adds up, and threads never mix up numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pyarrow as pa
import pytest
import spacy

from matcher import Matcher
from matcher.batch import BatchOptions, run_batch, score_batches
from matcher.compare import compare
from matcher.match import Match
from matcher.training.corpus import load_corpus

HEADER = """CURRICULUM VITAE
{name}
Via Garibaldi 12, 20121 Milano (MI)
Tel. +39 347 1234567 – E-mail: {mail}
Nata a Lodi il 12/03/1980, nazionalità: {nation}
"""
PEOPLE = (
    {"name": "Marta Fabbri", "mail": "marta.fabbri@example.it", "nation": "italiana"},
    {"name": "Oluwaseun Adeyemi", "mail": "o.adeyemi@example.com", "nation": "nigeriana"},
)


@pytest.fixture(scope="module")
def cvs() -> list[str]:
    """All CVs of the corpus, every other one below a header with contacts."""
    texts = [text.text for text in load_corpus() if text.kind == "cv"]
    return [HEADER.format(**PEOPLE[0]) + text if i % 2 else text for i, text in enumerate(texts)]


@pytest.fixture(scope="module")
def matches(matcher: Matcher, cvs: list[str]) -> list[Match]:
    return list(matcher.match_many(cvs))


def same(matches: list[Match], answers: Iterator[dict[str, object]]) -> bool:
    """Whether rows hold the probabilities of matches, as all doors write them, to the last bit."""
    rows = list(answers)
    written = [m.to_dict() for m in matches]
    labels = [(one["status"], one["label"], one["level"], one["probabilities"]) for one in written]
    own = [
        (
            row["status"],
            row["label"],
            row["level"],
            {name[2:]: p for name, p in row.items() if name[:2] == "p_" and p is not None},
        )
        for row in rows
    ]
    return labels == own


def test_library_and_scikit_learn_agree_to_the_last_bit(
    matcher: Matcher, cvs: list[str], matches: list[Match]
) -> None:
    table = matcher.predict_proba(cvs)
    for text, row, match in zip(cvs, table.tolist(), matches, strict=True):
        if match.status == "ok":
            assert list(match.probabilities.values()) == row
        assert match.text == text
    for text, match in list(zip(cvs, matches, strict=True))[::25]:
        alone = matcher.match(text)
        assert alone == match and alone.to_dict() == match.to_dict()


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("explain", ["none", "full"])
def test_batch_agrees(
    tmp_path: Path, cvs: list[str], matches: list[Match], workers: int, explain: str
) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in cvs), encoding="utf-8")
    run_batch(
        str(source),
        str(output),
        BatchOptions(pipeline="blank", explain=explain, workers=workers),
        lambda _: None,
    )
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert same(matches, iter(rows))
    if explain == "full":
        assert [row["explanation"] for row in rows] == [json.loads(json.dumps(m.to_dict())) for m in matches]


def test_arrow_agrees(cvs: list[str], matches: list[Match]) -> None:
    batches = pa.table({"text": cvs}).to_batches(max_chunksize=100)
    out = pa.Table.from_batches(score_batches(batches, BatchOptions(pipeline="blank")))
    assert same(matches, iter(out.to_pylist()))


def test_spacy_and_compare_agree(matcher: Matcher, cvs: list[str], matches: list[Match]) -> None:
    nlp = spacy.blank("it")
    nlp.add_pipe("sale_matcher", config={"pipeline": "blank"})
    assert [doc._.sale_match for doc in nlp.pipe(cvs)] == matches
    made = compare(matches[:50], matcher.knowledge_.skill)
    assert [told["probabilities"] for told in made.to_dict()["texts"]] == [
        m.to_dict()["probabilities"] for m in matches[:50]
    ]


def test_the_command_line_agrees(
    tmp_path: Path, cvs: list[str], matches: list[Match], run_matcher: Callable[..., CompletedProcess[bytes]]
) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(0, len(cvs), 12)]
    for file in files:
        file.write_text(cvs[int(file.stem)], encoding="utf-8", newline="")
    done = run_matcher("score", *files, "--format", "json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    expected = [json.loads(json.dumps({**matches[int(f.stem)].to_dict(), "source": str(f)})) for f in files]
    assert told == expected


def test_explanations_of_all_texts_add_up(matcher: Matcher) -> None:
    texts = [text.text for text in load_corpus()]
    texts += [HEADER.format(**PEOPLE[1]) + text.text for text in load_corpus() if text.kind == "cv"]
    for match in matcher.match_many(texts):
        if match.label is None:
            continue
        scores = np.array(list(match.scores.values()))
        for parts in (match.contributions, match.by_word()):
            total = np.array(list(match.remainder.values())) + sum(
                np.array(part.lexical) + np.array(part.dense) for part in parts
            )
            assert np.abs(total - scores).max() < 1e-9
            assert all(0 <= a < b <= len(match.text) for a, b in (part.span for part in parts))


def test_nothing_personal_is_evidence(matcher: Matcher) -> None:
    body = "Agente di commercio\nVisito i clienti della zona e chiudo i contratti.\nPreparo le offerte e seguo gli incassi."
    one, other = (matcher.match(HEADER.format(**person) + body) for person in PEOPLE)
    assert (
        one.probabilities == other.probabilities == matcher.match(f"CURRICULUM VITAE\n{body}").probabilities
    )
    told = " ".join(overlap.term for overlap in one.overlaps)
    assert not {"marta", "fabbri", "garibaldi", "lodi", "italiana"} & set(told.split())
    for overlap in one.overlaps:
        for a, b in overlap.spans:
            assert " ".join(one.text[a:b].lower().split()) == overlap.term


@pytest.mark.parametrize("form", ["html", "text", "json"])
def test_a_cv_with_a_header_is_shown_in_every_format(
    tmp_path: Path, cvs: list[str], run_matcher: Callable[..., CompletedProcess[bytes]], form: str
) -> None:
    files = [tmp_path / f"cv_{number}.txt" for number in range(1, 80, 8)]
    for file in files:
        file.write_text(cvs[int(file.stem[3:])], encoding="utf-8")
    for masked in ((), ("--mask",)):
        done = run_matcher("score", *files, "--format", form, *masked)
        assert done.returncode == 0, done.stderr
        assert not masked or (b"Fabbri" not in done.stdout and b"marta" not in done.stdout)


def test_masking_changes_no_number(matcher: Matcher, cvs: list[str], matches: list[Match]) -> None:
    for text, match in list(zip(cvs, matches, strict=True))[::7]:
        masked = matcher.match(text, mask=True)
        assert masked.probabilities == match.probabilities and masked.label == match.label
        assert [c.span for c in masked.contributions] == [c.span for c in match.contributions]
        assert [c.span for c in masked.by_word()] == [c.span for c in match.by_word()]


DATED = """Agente di commercio
{first}
01/2021 - in corso
Visito i clienti della zona, presento le offerte e chiudo i contratti.
{second}
Direttore generale, Beta S.p.A.
03/2010 – 12/2019
Dirigevo tutta l'azienda, riferivo al consiglio e firmavo il bilancio.
Formazione
Diploma di ragioneria
"""


@pytest.mark.parametrize(
    "gap", ["2019-2021: congedo parentale", "anno sabbatico 2020", "2020 - 2021 disoccupata"]
)
def test_a_cv_is_read_by_its_present_job_whatever_the_gaps(matcher: Matcher, gap: str) -> None:
    plain = matcher.match(DATED.format(first="Acme S.r.l.", second="").replace("\n\n", "\n"))
    with_gap = matcher.match(DATED.format(first="Acme S.r.l.", second=gap))
    assert with_gap.probabilities == plain.probabilities
    assert [(s.first, s.last, s.label) for s in with_gap.path] == [
        (s.first, s.last, s.label) for s in plain.path
    ]
    assert plain.path[0].current and plain.path[0].label == plain.label
    assert plain.path[0].confidence == plain.confidence
    without_old = matcher.match(DATED.split("{second}", maxsplit=1)[0].format(first="Acme S.r.l."))
    assert without_old.label == plain.label


def test_the_label_of_a_cv_is_that_of_its_present_job(matches: list[Match]) -> None:
    told = [match for match in matches if match.path]
    assert len(told) > 200
    for match in told:
        current = [step for step in match.path if step.current]
        if len(current) == 1 and match.path[0].current:
            assert (match.path[0].label, match.path[0].confidence) == (match.label, match.confidence)
        years = [(step.last or 9999, step.first or 0) for step in match.path if not step.current]
        assert all(a[0] >= b[0] for a, b in pairwise(years))


@pytest.mark.slow
def test_four_threads_give_no_wrong_number() -> None:
    texts = [text.text for text in load_corpus()][:500]
    alone = Matcher.load(pipeline="blank").predict_proba(texts)
    shared = Matcher.load(pipeline="blank")

    def work(number: int) -> tuple[np.ndarray, list[Match]]:
        order = np.roll(np.arange(len(texts)), number * 125)
        found = np.empty_like(alone)
        found[order] = shared.predict_proba([texts[i] for i in order])
        own = [shared.match(texts[i]) for i in order[:40].tolist()]
        return found, own

    with ThreadPoolExecutor(4) as pool:
        for number, (found, own) in enumerate(pool.map(work, range(4))):
            assert np.array_equal(found, alone)
            for i, match in enumerate(own):
                row = alone[(i - number * 125) % len(texts)]
                assert match.label is None or list(match.probabilities.values()) == row.tolist()
