"""Fits the role model to labelled clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.model_selection import GroupKFold

from matcher.language.pipeline import Language
from matcher.text.parse import Parsed, spoken
from matcher.text.roles import (
    FLAGS,
    ROLES,
    TOP_LINES,
    ClauseFeatures,
    RoleModel,
    governors,
    neighbours,
    set_past,
    softmax,
    word_features,
)
from matcher.training.corpus import LabelledText
from matcher.training.logistic import fit_logistic

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FOLDS = 2
STRENGTH = 1.0


def gold_clauses(texts: Sequence[LabelledText], parsed: Parsed) -> tuple[Ints, list[str | None]]:
    """Role (index of ``ROLES``) and evidence of each parsed clause: those of the labelled clause it overlaps most."""
    roles = np.full(parsed.n_clauses, ROLES.index("other"))
    evidence: list[str | None] = [None] * parsed.n_clauses
    for clause, doc in enumerate(parsed.doc_of.tolist()):
        start, end = parsed.cleaned[doc].origin(parsed.clause_starts[clause], parsed.clause_ends[clause])
        best = max(
            texts[doc].clauses,
            key=lambda c: min(end, c.span[1]) - max(start, c.span[0]),
            default=None,
        )
        if best is not None:
            roles[clause], evidence[clause] = ROLES.index(best.role), best.evidence
    return roles, evidence


def fit_roles(parsed: Parsed, gold: Ints, groups: Ints, language: Language) -> tuple[RoleModel, Floats]:
    """The model on all clauses, and the role probabilities of each clause without its group, (clauses, roles).

    The second step learns from first steps that never saw the clause's group, as it will have to work.
    """
    names = _feature_names(parsed, language)
    x, keep = _design(parsed, names, language)
    lowered, _ = _design(replace(parsed, line=parsed.line + 1), names, language)
    top = parsed.line < TOP_LINES

    def fit(rows: NDArray[np.bool_]) -> Floats:
        """Weights from the clauses ``rows``, seen also as they stand when a name or a boast comes first."""
        both = sparse.vstack([x[rows], lowered[rows & top]]).tocsr()
        return _logistic(both, np.concatenate([gold[rows], gold[rows & top]]))

    unseen = np.zeros((len(gold), len(ROLES)))
    for train, test in GroupKFold(FOLDS).split(x, gold, groups):
        unseen[test] = softmax(np.asarray(x[test] @ fit(np.isin(np.arange(len(gold)), train))))
    around = neighbours(parsed, unseen)
    second = _logistic(around, gold)
    own, head, before = np.split(fit(np.ones(len(gold), dtype=bool)), 3)
    context = np.hstack([head, before]) * keep[:, None]
    return RoleModel(names, own, context, second), set_past(parsed, softmax(around @ second))


def _feature_names(parsed: Parsed, language: Language) -> tuple[str, ...]:
    counts = Counter(_names(parsed, language))
    return tuple(sorted(n for n, k in counts.items() if n and k >= (4 if n[0] == "b" else 3))) + FLAGS


def _names(parsed: Parsed, language: Language) -> Iterator[str]:
    tokens = np.flatnonzero(spoken(parsed, language)).tolist()
    lexemes, clause = parsed.lexemes.tolist(), parsed.clause_of.tolist()
    forms = language.lexemes.forms
    for i, token in enumerate(tokens):
        yield from word_features(language, lexemes[token])
        if i and clause[tokens[i - 1]] == clause[token]:
            yield f"b:{forms[lexemes[tokens[i - 1]]]} {forms[lexemes[token]]}"


def _design(parsed: Parsed, names: tuple[str, ...], language: Language) -> tuple[sparse.csr_matrix, Floats]:
    """Own features beside the stems of the heading and of the clause before; and which features are stems."""
    x = ClauseFeatures(names, language).matrix(parsed)
    keep = np.array([float(name.startswith("s:")) for name in names])
    stems = (x @ sparse.diags(keep)).tocsr()
    around = [sparse.diags((g >= 0).astype(float)) @ stems[np.maximum(g, 0)] for g in governors(parsed)]
    return sparse.hstack([x, *around]).tocsr(), keep


def _logistic(x: sparse.csr_matrix | Floats, gold: Ints) -> Floats:
    """Weights of every role; one that never occurs gets none."""
    fitted = fit_logistic(x, gold, STRENGTH, intercept=False)
    weights = np.zeros((x.shape[1], len(ROLES)))
    weights[:, fitted.classes] = fitted.coefficients
    return weights
