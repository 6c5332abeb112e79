"""Which terms the model knows, and how rare each is: chosen by the roles of clauses, never by a number's last bits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.engine.concepts import PairFinder
from matcher.engine.knowledge import Knowledge, gates
from matcher.engine.lexical import Occurrences
from matcher.language.pipeline import Language
from matcher.text.parse import Parsed, content
from matcher.text.roles import ROLES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
CONCEPT_SCALE = 0.7
LEAST = 0.05


@dataclass(frozen=True)
class ClauseLabels:
    """What people and models said of the clauses of labelled texts.

    ``unseen`` (clauses, roles) are probabilities by models that never saw the clause, as scoring will meet them;
    ``roles`` (clauses,) are indices of ``ROLES`` and ``evidence`` what each clause speaks for, if known.
    """

    unseen: Floats
    roles: Ints | None = None
    evidence: Sequence[str | None] | None = None


@dataclass(frozen=True)
class Counted:
    """Which clauses count as evidence, and which as titles. Shape (clauses,)."""

    evidence: Flags
    title: Flags

    @classmethod
    def of(cls, clauses: ClauseLabels, knowledge: Knowledge) -> Counted:
        """By the role that people gave each clause, else by its coarse probabilities."""
        roles = clauses.unseen.round(2) if clauses.roles is None else np.eye(len(ROLES))[clauses.roles]
        gate, title = gates(roles, knowledge.role_weights)
        return cls(gate > LEAST, title > LEAST)


def collect(
    parsed: Parsed, language: Language, knowledge: Knowledge, counted: Counted, min_docs: int
) -> tuple[str, ...]:
    """Names of the terms that stand in clauses that count in at least ``min_docs`` documents, sorted.

    Given names of persons are never terms: who somebody is must not count.
    """
    docs: dict[str, set[int]] = {}
    for name, clause in _terms(parsed, language, knowledge):
        if counted.title[clause] if name[0] == "t" else counted.evidence[clause]:
            docs.setdefault(name, set()).add(int(parsed.doc_of[clause]))
    return tuple(sorted(name for name, where in docs.items() if len(where) >= min_docs))


def _terms(parsed: Parsed, language: Language, knowledge: Knowledge) -> Iterator[tuple[str, int]]:
    """Every term of any clause, with its clause."""
    tokens = np.flatnonzero(content(parsed, language))
    forms = language.lexemes.forms
    tokens = tokens[[forms[i] not in knowledge.names for i in parsed.lexemes[tokens].tolist()]]
    clause = parsed.clause_of[tokens]
    stems = [language.lexemes.stems[i] for i in parsed.lexemes[tokens].tolist()]
    owner = clause.tolist()
    for i, stem in enumerate(stems):
        yield f"u:{stem}", owner[i]
        yield f"t:{stem}", owner[i]
        if i and owner[i - 1] == owner[i]:
            yield f"b:{stems[i - 1]} {stem}", owner[i]
    concepts = PairFinder(knowledge.concepts, language)
    key, near, _ = concepts.find(parsed.lexemes[tokens], clause)
    for i, number in zip(near.tolist(), key.tolist(), strict=True):
        yield f"p:{concepts.name(number)}", owner[i]


def document_frequencies(occurrences: Occurrences, names: tuple[str, ...]) -> Floats:
    """Smoothed inverse document frequency, ``log((1 + n) / (1 + df)) + 1``, scaled by the kind of term. Shape (terms,).

    ``occurrences`` are those in clauses that count, whatever their weight.
    """
    n_terms = len(names)
    pairs = np.unique(occurrences.doc * n_terms + occurrences.term)
    df = np.bincount(pairs % n_terms, minlength=n_terms)
    scale = np.array([CONCEPT_SCALE if name[0] == "p" else 1.0 for name in names])
    return np.asarray((np.log((1 + occurrences.n_docs) / (1 + df)) + 1.0) * scale)
