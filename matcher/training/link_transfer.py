"""Link models that need no labelled clause: the shipped one over other terms, or the descriptors of another skill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matcher.engine.engine import Weights, bind_terms
from matcher.engine.knowledge import Knowledge
from matcher.engine.lexical import weigh
from matcher.engine.linker import LinkModel
from matcher.language.pipeline import Language
from matcher.text.parse import parse

Floats = NDArray[np.float64]
SHARPNESS = 30.0
LEAST_COSINE = 0.25
LEAST = 0.3


def carried_over(weights: Weights, shipped: Weights) -> LinkModel:
    """The shipped link model for the terms and role features that ``weights`` share with it."""
    links = shipped.links
    return replace(
        links,
        term_idf=_moved(links.term_idf, shipped.terms, weights.terms),
        terms=_moved(links.terms, shipped.terms, weights.terms),
        word_idf=_moved(links.word_idf, shipped.roles.features, weights.roles.features),
        words=_moved(links.words, shipped.roles.features, weights.roles.features),
    )


def by_descriptor(weights: Weights, knowledge: Knowledge, language: Language) -> LinkModel:
    """Links a clause to the responsibility whose words are nearest, from a cosine of ``LEAST_COSINE`` on."""
    parts = list(knowledge.skill.responsibilities.values())
    terms = bind_terms(weights.terms, knowledge, language)
    parsed = parse([part.text for part in parts], language)
    ones = np.ones(parsed.n_clauses)
    rows, _ = weigh(terms.occurrences(parsed, ones, 0 * ones), weights.idf)
    silent = LinkModel.silent(len(weights.terms), len(weights.roles.features), len(parts) + 1)
    least = np.full(len(parts) + 1, LEAST)
    return replace(
        silent,
        term_idf=weights.idf,
        terms=np.hstack([SHARPNESS * rows.toarray().T, np.zeros((len(weights.terms), 1))]),
        intercept=np.append(np.zeros(len(parts)), SHARPNESS * LEAST_COSINE),
        least=least,
        named=least,
    )


def _moved(rows: Floats, before: Sequence[str], now: Sequence[str]) -> Floats:
    """Rows by name; names that were not there get zeros."""
    place = {name: i for i, name in enumerate(before)}
    moved = np.zeros((len(now), *rows.shape[1:]))
    known = [(i, place[name]) for i, name in enumerate(now) if name in place]
    if known:
        to, old = map(list, zip(*known, strict=True))
        moved[to] = rows[old]
    return moved
