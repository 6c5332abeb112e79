"""Fits which responsibilities a clause states to labelled clauses and hand-linked segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from matcher.engine.engine import Engine
from matcher.engine.linker import NEVER, LinkModel, bags, grouping, naming, valued
from matcher.text.parse import Parsed, parse
from matcher.text.roles import ROLES, softmax
from matcher.training.corpus import LabelledText
from matcher.training.link_corpus import (
    TAUGHT_ROLES,
    LinkedSegment,
    expressed,
    labelled_segments,
    says_codes,
)
from matcher.training.role_training import gold_clauses

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STRENGTH = 10.0
TOLERANCE = 1e-3
MOST_STEPS = 1000
CLAUSE_SHARE = 0.5
HAND_SHARE = 3.0
PHRASE_SHARE = 0.5
PRECISION = 0.85
NAMED_PRECISION = 0.75
GRID = np.arange(0.10, 0.90, 0.02)


@dataclass(frozen=True)
class Design:
    """Bags of terms and words, and for each answer its bag, its column and what it counts; ``writer`` of each bag."""

    terms: sparse.csr_matrix
    words: sparse.csr_matrix
    bag: Ints
    column: Ints
    weight: Floats
    writer: Ints


def fit_links(engine: Engine, texts: Sequence[LabelledText], segments: Sequence[LinkedSegment]) -> LinkModel:
    """A link model over the terms and the role features of ``engine``.

    It learns from whole labelled clauses of ``texts``, from the clauses that the engine cuts (which are smaller), from
    phrases of the lexicon, and from ``segments``. The probabilities from which on a responsibility is linked give
    ``PRECISION`` on bags of writers that the model did not see.
    """
    codes = tuple(engine.knowledge.skill.responsibilities)
    design = _design(engine, [t for t in texts if says_codes(t)], segments, codes)
    outcomes = len(codes) + 1
    silent = LinkModel.silent(design.terms.shape[1], design.words.shape[1], outcomes)
    model = replace(silent, term_idf=_idf(design.terms), word_idf=_idf(design.words))
    named = (design.terms @ naming(engine.weights.terms, codes)).toarray() > 0
    p = np.zeros((design.terms.shape[0], outcomes))
    half = design.writer % 2
    for out in (0, 1):
        rows = half == out
        fitted = _fit(model, design, ~rows)
        p[rows] = softmax(fitted.scores(design.terms[rows], design.words[rows]))
    least, least_named = _thresholds(design, p, named)
    return replace(
        _fit(model, design, np.ones(len(half), dtype=bool)),
        least=np.full(outcomes, least),
        named=np.full(outcomes, least_named),
    )


def _design(
    engine: Engine, texts: Sequence[LabelledText], segments: Sequence[LinkedSegment], codes: tuple[str, ...]
) -> Design:
    whole = labelled_segments(texts, codes)
    column = {code: i for i, code in enumerate((*codes, ""))}
    cut = parse([text.text for text in texts], engine.language)
    roles, evidence = gold_clauses(texts, cut)
    taught = np.flatnonzero(np.isin(roles, [ROLES.index(role) for role in TAUGHT_ROLES]))
    owner = [texts[doc].writer for doc in cut.doc_of.tolist()]
    by_clause = [
        LinkedSegment("", owner[i], {code if (code := evidence[i]) and code in column else "": 1.0})
        for i in taught.tolist()
    ]
    terms, words = _bags(engine, cut)
    phrases = expressed(engine.knowledge.lexicon, codes)
    parts = [
        ((terms[taught], words[taught]), by_clause, CLAUSE_SHARE),
        (_whole_bags(engine, whole), whole, 1.0),
        (_whole_bags(engine, phrases), phrases, PHRASE_SHARE),
        (_whole_bags(engine, segments), list(segments), HAND_SHARE),
    ]
    every = [(s, share) for _, rows, share in parts for s in rows]
    answers = [
        (i, column[code], value * share)
        for i, (segment, share) in enumerate(every)
        for code, value in segment.shares.items()
    ]
    bag, answer, weight = map(np.array, zip(*answers, strict=True))
    return Design(
        sparse.vstack([terms for (terms, _), _, _ in parts]).tocsr(),
        sparse.vstack([words for (_, words), _, _ in parts]).tocsr(),
        bag,
        answer,
        weight,
        np.unique([segment.writer for segment, _ in every], return_inverse=True)[1],
    )


def _bags(engine: Engine, parsed: Parsed) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Terms and words of each clause, all of which count."""
    ones = np.ones(parsed.n_clauses)
    found = engine.terms.occurrences(parsed, ones, 0 * ones)
    terms = bags(found, parsed.n_clauses, len(engine.weights.terms))
    return terms, engine.reader.features.matrix(parsed)


def _whole_bags(
    engine: Engine, segments: Sequence[LinkedSegment]
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Terms and words of each segment, whatever clauses it is cut into."""
    parsed = parse([segment.text for segment in segments], engine.language)
    terms, words = _bags(engine, parsed)
    joined = grouping(parsed.doc_of, len(segments))
    return joined @ terms, joined @ words


def _idf(counts: sparse.csr_matrix) -> Floats:
    """Inverse document frequency; what stands in one bag alone teaches nothing."""
    n = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.where(n > 1, np.log((1 + counts.shape[0]) / (1 + n)) + 1.0, 0.0)


def _fit(model: LinkModel, design: Design, rows: NDArray[np.bool_]) -> LinkModel:
    answers = np.flatnonzero(rows[design.bag])
    x = sparse.hstack([valued(design.terms, model.term_idf), valued(design.words, model.word_idf)]).tocsr()
    fitted = LogisticRegression(C=STRENGTH, tol=TOLERANCE, max_iter=MOST_STEPS).fit(
        x[design.bag[answers]], design.column[answers], sample_weight=design.weight[answers]
    )
    weights, intercept = np.zeros((x.shape[1], len(model.intercept))), np.full(len(model.intercept), -20.0)
    weights[:, fitted.classes_] = fitted.coef_.T
    intercept[fitted.classes_] = fitted.intercept_
    terms, words = np.split(weights, [design.terms.shape[1]])
    return replace(model, terms=terms, words=words, intercept=intercept)


def _thresholds(design: Design, p: Floats, named: NDArray[np.bool_]) -> tuple[float, float]:
    """The probabilities from which on links are right often enough: of any clause, and of one that is named."""
    accepted = np.zeros(p.shape, dtype=bool)
    accepted[design.bag, design.column] = True
    each = np.outer(np.bincount(design.bag, design.weight, minlength=len(p)), np.ones(p.shape[1] - 1))
    right, value = accepted[:, :-1], p[:, :-1]
    least = _least(value, right, each, PRECISION)
    between = named & (value < least)
    return least, min(least, _least(np.where(between, value, 0.0), right, each, NAMED_PRECISION))


def _least(value: Floats, right: NDArray[np.bool_], weight: Floats, precision: float) -> float:
    for least in GRID:
        chosen = value >= least
        if chosen.any() and (weight * right)[chosen].sum() >= precision * weight[chosen].sum():
            return float(least)
    return NEVER
