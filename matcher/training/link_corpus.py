"""What people said which responsibilities a stretch of text states: ``corpus/links.csv`` and the codes of clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.data import data_path, read_table
from matcher.engine.lexicon import Expression
from matcher.errors import DataError
from matcher.training.corpus import LabelledText, market_texts

UNREAD = "-"
PHRASES = 5
TAUGHT_ROLES = ("title", "duty", "req")
"""Roles whose clauses teach what states no responsibility: a boss's or a firm's clause says the same words of others."""


@dataclass(frozen=True, slots=True)
class LinkedSegment:
    """A stretch of a text, its writer, and what each responsibility that it states counts; "" stands for none.

    The shares add up to 1.
    """

    text: str
    writer: str
    shares: dict[str, float]


def load_links(folder: Path | str | None = None) -> list[LinkedSegment]:
    """The segments of the market texts that two labellers linked, each blind to the other.

    A code counts once for each labeller who accepts it and once more for each who finds it the best.
    Raises ``DataError`` for a segment of a text that is not there.
    """
    root = Path(folder) if folder is not None else data_path("corpus")
    file = root / "links.csv"
    if not file.exists():
        return []
    texts = market_texts(root / "market")
    segments = []
    for number, row in enumerate(read_table(file), 2):
        if row["text"] not in texts:
            raise DataError(
                f"{file}, riga {number}: il testo {row['text']} non c'è, togliere la riga.",
                f"{file}, line {number}: there is no text {row['text']}, take the line out.",
            )
        text = texts[row["text"]][int(row["start"]) : int(row["end"])]
        segments.append(LinkedSegment(text, row["text"], _shares(row)))
    return segments


def _shares(row: dict[str, str]) -> dict[str, float]:
    votes: dict[str, float] = {}
    for who in ("first", "second"):
        best, accepted = row[f"{who}_best"], row[f"{who}_accepted"]
        if accepted == UNREAD:
            continue
        for code in accepted.split("|"):
            votes[code] = votes.get(code, 0.0) + 1.0 + (code == best != "")
    total = sum(votes.values())
    return {code: vote / total for code, vote in votes.items()}


def labelled_segments(texts: Sequence[LabelledText], codes: Sequence[str]) -> list[LinkedSegment]:
    """The labelled clauses of texts that say what their clauses speak for."""
    return [
        LinkedSegment(
            text.text[slice(*clause.span)],
            text.writer,
            {clause.evidence if clause.evidence and clause.evidence in codes else "": 1.0},
        )
        for text in texts
        if says_codes(text)
        for clause in text.clauses
        if clause.role in TAUGHT_ROLES
    ]


def expressed(lexicon: Sequence[Expression], codes: Sequence[str]) -> list[LinkedSegment]:
    """Phrases that the lexicon's expressions for responsibilities stand for, ``PHRASES`` of each."""
    return [
        LinkedSegment(phrase, "lexicon", {expression.code: 1.0})
        for expression in lexicon
        if expression.code in codes
        for phrase in _phrases(expression.words)
    ]


def _phrases(words: str) -> list[str]:
    """An expression in some of its spellings: the first takes the first choice of each slot, and so on."""
    slots = [slot.split("|") for part in words.split("…") for slot in part.split()]
    longest = max(len(slot) for slot in slots)
    made = [
        " ".join(slot[(turn * (i + 1)) % len(slot)] for i, slot in enumerate(slots)).replace("#", "6")
        for turn in range(min(PHRASES, longest))
    ]
    return list(dict.fromkeys(made))


def says_codes(text: LabelledText) -> bool:
    """Whether somebody wrote down what the clauses of a text speak for: in market texts nobody did."""
    return any(clause.evidence for clause in text.clauses)
