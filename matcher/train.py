"""Rebuilds the shipped model from ``corpus/``: first the roles of clauses, then the head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from matcher.language.pipeline import BLANK, Language
from matcher.model import Matcher
from matcher.text.parse import parse
from matcher.training.corpus import (
    DECLINE,
    LabelledText,
    load_contrasts,
    load_corpus,
    load_market,
)
from matcher.training.link_corpus import load_links
from matcher.training.link_training import fit_links
from matcher.training.role_training import fit_roles, gold_clauses
from matcher.training.vocabulary import ClauseLabels

DOUBT_SHARE = 1 / 3
"""What the label of one labeller against two counts."""


def train(texts: Sequence[LabelledText] | None = None, **parameters: Any) -> Matcher:
    """A Matcher trained on ``texts``, by default on ``training_texts``.

    ``parameters`` are the estimator's. Roles of the training clauses come from models that never saw their writer,
    as the head will meet them; so does the temperature. A text with a doubt counts under both labels.
    """
    chosen = [t for t in (training_texts() if texts is None else texts) if t.label != DECLINE]
    doubted = [t for t in chosen if t.doubt not in (None, DECLINE)]
    weights = [1 - DOUBT_SHARE * (t.doubt is not None) for t in chosen] + [DOUBT_SHARE] * len(doubted)
    chosen += [replace(t, label=t.doubt) for t in doubted if t.doubt]
    language = Language(BLANK)
    parsed = parse([t.text for t in chosen], language)
    gold, evidence = gold_clauses(chosen, parsed)
    writers = np.unique([t.writer for t in chosen], return_inverse=True)[1]
    roles, unseen = fit_roles(parsed, gold, writers[parsed.doc_of], language)
    matcher = Matcher(BLANK, **parameters).fit(
        [t.text for t in chosen],
        [t.label for t in chosen],
        weights,
        groups=[t.writer for t in chosen],
        roles=roles,
        clauses=ClauseLabels(unseen, gold, evidence),
    )
    return matcher.linking(fit_links(matcher.engine, chosen, load_links() if texts is None else []))


def training_texts() -> list[LabelledText]:
    """The train split of the sectors, the contrasts and the market texts."""
    return [t for t in load_corpus() if t.split == "train"] + load_contrasts() + load_market()


def train_to(folder: Path) -> Matcher:
    """Train the shipped model and write it to ``folder``, on one thread so that sums keep their order."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        matcher = train()
    matcher.save(folder)
    return matcher
