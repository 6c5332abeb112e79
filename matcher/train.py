"""Rebuilds the shipped model from ``corpus/``: first the roles of clauses, then the head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from matcher.language.pipeline import BLANK, Language
from matcher.model import Matcher
from matcher.text.parse import parse
from matcher.text.roles import RoleModel
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


@dataclass(frozen=True)
class Lesson:
    """Labelled texts as training takes them: one with a doubt stands twice, under both labels and sharing its weight."""

    texts: list[LabelledText]
    weights: list[float]
    roles: RoleModel
    clauses: ClauseLabels

    @classmethod
    def of(cls, texts: Sequence[LabelledText]) -> Lesson:
        """Roles of the clauses come from models that never saw their writer, as the head will meet them."""
        chosen = [t for t in texts if t.label != DECLINE]
        doubted = [t for t in chosen if t.doubt not in (None, DECLINE)]
        weights = [1 - DOUBT_SHARE * (t.doubt is not None) for t in chosen] + [DOUBT_SHARE] * len(doubted)
        chosen += [replace(t, label=t.doubt) for t in doubted if t.doubt]
        language = Language(BLANK)
        parsed = parse([t.text for t in chosen], language)
        gold, evidence = gold_clauses(chosen, parsed)
        writers = np.unique([t.writer for t in chosen], return_inverse=True)[1]
        roles, unseen = fit_roles(parsed, gold, writers[parsed.doc_of], language)
        return cls(chosen, weights, roles, ClauseLabels(unseen, gold, evidence))

    def teach(self, matcher: Matcher, **known: Any) -> Matcher:
        """Fit ``matcher``; ``known`` is what else ``Matcher.fit`` is told. The temperature is held out by writer."""
        texts, labels = [t.text for t in self.texts], [t.label for t in self.texts]
        return matcher.fit(texts, labels, self.weights, groups=[t.writer for t in self.texts], **known)


def train(texts: Sequence[LabelledText] | None = None, **parameters: Any) -> Matcher:
    """A Matcher trained on ``texts``, by default on ``training_texts``; ``parameters`` are the estimator's."""
    lesson = Lesson.of(training_texts() if texts is None else texts)
    matcher = lesson.teach(Matcher(BLANK, **parameters), roles=lesson.roles, clauses=lesson.clauses)
    return matcher.linking(fit_links(matcher.engine, lesson.texts, load_links() if texts is None else []))


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
