"""Rebuilds the shipped model from ``corpus/``: first the roles of clauses, then the head."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from matcher.language.pipeline import BLANK, Language
from matcher.model import Matcher
from matcher.text.parse import parse
from matcher.training.corpus import LabelledText, load_contrasts, load_corpus, load_pairs
from matcher.training.role_training import fit_roles, gold_clauses
from matcher.training.vocabulary import ClauseLabels


def train(texts: Sequence[LabelledText] | None = None, **parameters: Any) -> Matcher:
    """A Matcher trained on the train split of the corpus and the contrasts, or on ``texts``.

    ``parameters`` are the estimator's. Roles of the training clauses come from models that never saw their writer,
    as the head will meet them.
    """
    chosen = [t for t in (load_corpus() if texts is None else texts) if t.label != "decline"]
    if texts is None:
        chosen = [t for t in chosen if t.split == "train"] + load_contrasts()
    language = Language(BLANK)
    parsed = parse([t.text for t in chosen], language)
    gold, evidence = gold_clauses(chosen, parsed)
    writers = np.unique([t.writer for t in chosen], return_inverse=True)[1]
    roles, unseen = fit_roles(parsed, gold, writers[parsed.doc_of], language)
    return Matcher(BLANK, **parameters).fit(
        [t.text for t in chosen],
        [t.label for t in chosen],
        roles=roles,
        clauses=ClauseLabels(unseen, gold, evidence),
        calibration=calibration_texts(),
    )


def calibration_texts() -> tuple[list[str], list[str]]:
    """Texts and labels that the temperature is fitted on: the minimal pairs.

    Texts of the corpus are clearer than real ads, so scores held out on them would make the engine too sure of itself;
    the pairs were written to stand near the borders between labels.
    """
    sides = [pair[side] for pair in load_pairs() for side in "ab"]
    return [side["text"] for side in sides], [side["label"] for side in sides]


def train_to(folder: Path) -> Matcher:
    """Train the shipped model and write it to ``folder``, on one thread so that sums keep their order."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        matcher = train()
    matcher.save(folder)
    return matcher
