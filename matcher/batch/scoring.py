"""Texts in, plain answers out: the same for a file, a worker process, Arrow batches and Spark."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from matcher.batch.answer import Answer
from matcher.messages import pick

if TYPE_CHECKING:
    from matcher.match import Match
    from matcher.trained import Trained

ROWS = 256
CHARACTERS = 400_000
MOST_CHARACTERS = 1_000_000
TOP = 5
DECIMALS = 6


@lru_cache(maxsize=4)
def loaded(model: str | None, pipeline: str) -> Trained:
    """The model, loaded once a process."""
    from matcher.trained import Trained

    return Trained.load(model, pipeline=pipeline)


def settled(model: str | None, pipeline: str) -> Trained:
    """The model ready to score, out of the garbage collector's rounds: it lives as long as the process."""
    matcher = loaded(model, pipeline)
    _ = matcher.engine
    gc.collect()
    gc.freeze()
    return matcher


def readable(value: object, title: object, lang: str) -> tuple[str, str | None]:
    """The text of a row and None, or nothing and why it cannot be scored. A title is line one of the text."""
    if value is None:
        return "", pick(lang, "il testo manca", "the text is missing")
    if not isinstance(value, str):
        kind = type(value).__name__
        return "", pick(lang, f"il testo non è una stringa ({kind})", f"the text is not a string ({kind})")
    text = f"{title}\n{value}" if isinstance(title, str) and title.strip() else value
    if len(text) > MOST_CHARACTERS:
        return "", pick(
            lang,
            f"testo di {len(text)} caratteri: il massimo è {MOST_CHARACTERS}",
            f"text of {len(text)} characters: the most is {MOST_CHARACTERS}",
        )
    return text, None


def answers(matcher: Trained, texts: Sequence[str], explain: str, lang: str) -> Iterator[Answer]:
    """The answer of each text, in order. What goes wrong with one text is told in its own row."""
    for group in _groups(texts):
        try:
            yield from list(_answers(matcher, group, explain))
        except Exception:
            for text in group:
                yield _alone(matcher, text, explain, lang)


def _groups(texts: Sequence[str]) -> Iterator[list[str]]:
    """Texts in groups that bound the memory of a pass."""
    group: list[str] = []
    size = 0
    for text in texts:
        if group and (len(group) == ROWS or size + len(text) > CHARACTERS):
            yield group
            group, size = [], 0
        group.append(text)
        size += len(text)
    if group:
        yield group


def _alone(matcher: Trained, text: str, explain: str, lang: str) -> Answer:
    try:
        return next(_answers(matcher, [text], explain))
    except Exception as error:
        what = type(error).__name__
        said = pick(lang, f"errore imprevisto ({what})", f"unexpected error ({what})")
        return Answer("error", error=said)


def _answers(matcher: Trained, texts: list[str], explain: str) -> Iterator[Answer]:
    for match in matcher.match_many(texts, detail=explain, batch_size=len(texts)):
        yield answer_of(match, explain)


def answer_of(match: Match, explain: str) -> Answer:
    """A Match as a row: with ``terms`` those that speak for its label, with ``full`` all of its JSON."""
    whole = json.dumps(match.to_dict(), ensure_ascii=False) if explain == "full" else None
    if match.label is None or match.confidence is None:
        return Answer(match.status, explanation=whole)
    terms = [overlap.term for overlap in match.overlaps if overlap.label == match.label][:TOP]
    return Answer(
        match.status,
        match.label,
        match.level,
        round(match.confidence, DECIMALS),
        {label: round(p, DECIMALS) for label, p in match.probabilities.items()},
        None if explain == "none" else "; ".join(terms),
        explanation=whole,
    )
