"""Trained weights bound to a language pipeline: from texts to scores, with everything an explanation needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.engine.concepts import PairFinder
from matcher.engine.decline import statuses
from matcher.engine.guard import Guard, Sign, set_aside, without
from matcher.engine.head import Head
from matcher.engine.knowledge import Knowledge, gates
from matcher.engine.lexical import Occurrences, Terms, weigh
from matcher.engine.lexicon import Finder
from matcher.engine.linker import LinkModel
from matcher.language.pipeline import LOCK, Language
from matcher.text.clean import Cleaned
from matcher.text.parse import Parsed, parse
from matcher.text.roles import RoleModel, RoleReader
from matcher.types import Status

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """All that training makes, and nothing else.

    ``labels`` are those that training saw, in the skill's order. ``idf`` (terms,) follows the order of ``terms``.
    """

    labels: tuple[str, ...]
    terms: tuple[str, ...]
    idf: Floats
    head: Head
    roles: RoleModel
    links: LinkModel


@dataclass(frozen=True, slots=True)
class Scored:
    """A batch as it was scored: rows of ``x`` are documents, ``share`` is what each occurrence brings to them.

    ``words`` counts the features of the role model, shape (clauses, features).
    ``signs`` are what was set aside as there to raise the level.
    """

    parsed: Parsed
    words: sparse.csr_matrix
    roles: Floats
    gate: Floats
    occurrences: Occurrences
    x: sparse.csr_matrix
    share: Floats
    scores: Floats
    probabilities: Floats
    statuses: list[Status]
    signs: list[Sign]


class Engine:
    """Scores texts. One a process: it holds the caches of the language."""

    def __init__(self, weights: Weights, knowledge: Knowledge, language: Language) -> None:
        self.weights = weights
        self.knowledge = knowledge
        self.language = language
        self.terms = bind_terms(weights.terms, knowledge, language)
        self.guard = Guard(knowledge.skill, language)
        self.reader = RoleReader(weights.roles, language)

    def score(self, texts: Sequence[str | Cleaned]) -> Scored:
        """Score a batch of texts, as given or prepared. Each one's numbers are the same whatever stands beside it.

        Threads take turns; who asks the language for the words of a batch later on holds the lock from before.
        """
        with LOCK:
            return self._score(texts)

    def _score(self, texts: Sequence[str | Cleaned]) -> Scored:
        self.language.tidy()
        parsed = parse(texts, self.language)
        words = self.reader.features.matrix(parsed)
        roles = self.reader.probabilities(parsed, words)
        gate, title = gates(roles, self.knowledge.role_weights)
        occurrences = self.terms.occurrences(parsed, gate, title)
        signs = self.guard.signs(parsed, occurrences.denied)
        if signs:
            aside = set_aside(signs, parsed.n_clauses)
            gate, occurrences = np.where(aside, 0.0, gate), without(occurrences, aside[occurrences.clause])
        x, share = weigh(occurrences, self.weights.idf)
        scores = self.weights.head.scores(x)
        evidence = np.bincount(occurrences.doc, occurrences.weight, minlength=parsed.n_docs).astype(
            np.float64
        )
        return Scored(
            parsed,
            words,
            roles,
            gate,
            occurrences,
            x,
            share,
            scores,
            self.weights.head.probabilities(scores),
            statuses(parsed, roles, evidence, self.language),
            signs,
        )


def bind_terms(names: tuple[str, ...], knowledge: Knowledge, language: Language) -> Terms:
    """The vocabulary with the lexicon compiled for ``language``; expressions outside it are never sought."""
    index = {name: i for i, name in enumerate(names)}
    lexicon = [e for e in knowledge.lexicon if f"x:{e.code}" in index]
    codes = np.array([index[f"x:{e.code}"] for e in lexicon], dtype=np.int64)
    finder, concepts = Finder(lexicon, language), PairFinder(knowledge.concepts, language)
    return Terms(names, language, finder, codes, concepts, knowledge.names)
