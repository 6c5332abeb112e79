"""Texts in, plain answers out: the same for a file, a worker process, Arrow batches and Spark."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from matcher.batch.options import Answer
from matcher.messages import pick

if TYPE_CHECKING:
    from matcher.engine.engine import Scored
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


def failed(error: str, n_labels: int, explain: str) -> Answer:
    """The answer for a row that cannot be scored."""
    return ("error", None, None, None, *(None,) * n_labels, None, error, *(None,) * (explain == "full"))


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
        return failed(said, len(matcher.classes_), explain)


def _answers(matcher: Trained, texts: list[str], explain: str) -> Iterator[Answer]:
    if explain == "none":
        yield from _plain(matcher, matcher.engine.score(texts))
        return
    for match in matcher.match_many(texts, detail=explain, batch_size=len(texts)):
        yield _explained(match, list(matcher.classes_), explain)


def _plain(matcher: Trained, scored: Scored) -> Iterator[Answer]:
    labels = [str(label) for label in matcher.classes_]
    levels = {str(level.level): level.level for level in matcher.knowledge_.skill.levels}
    declined = (None,) * (len(labels) + 5)
    best = scored.probabilities.argmax(axis=1).tolist()
    rows = scored.probabilities.tolist()
    for status, row, i in zip(scored.statuses, rows, best, strict=True):
        if status != "ok":
            yield (status, *declined)
            continue
        p = [round(value, DECIMALS) for value in row]
        yield (status, labels[i], levels.get(labels[i]), p[i], *p, None, None)


def _explained(match: Match, labels: list[str], explain: str) -> Answer:
    """The same from a Match, with the terms that speak for its label."""
    said = (json.dumps(match.to_dict(), ensure_ascii=False),) if explain == "full" else ()
    if match.label is None or match.confidence is None:
        return (match.status, *(None,) * (len(labels) + 5), *said)
    p = [round(match.probabilities[label], DECIMALS) for label in labels]
    terms = [o.term for o in match.overlaps if o.label == match.label][:TOP]
    top = "; ".join(terms)
    return (match.status, match.label, match.level, round(match.confidence, DECIMALS), *p, top, None, *said)
