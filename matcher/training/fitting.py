"""Fits the weights of a Matcher to labelled texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.model_selection import GroupKFold, StratifiedKFold

from matcher.engine.concepts import PairFinder
from matcher.engine.dense import Embedding, LatentSemantics
from matcher.engine.engine import Weights, bind_terms
from matcher.engine.head import Head, HeadOptions, fit_head, fit_temperature, prototypes_of
from matcher.engine.knowledge import Knowledge, gates
from matcher.engine.lexical import Occurrences, Terms, collect, weigh
from matcher.language.pipeline import Language
from matcher.text.parse import Parsed, parse
from matcher.text.roles import RoleModel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SHOWN_DIMENSIONS = 48
CONCEPT_SCALE = 0.7


@dataclass(frozen=True, slots=True)
class FitOptions:
    """Everything that shapes a fit. ``min_docs`` is the least number of texts a term must stand in."""

    head: HeadOptions = field(default_factory=HeadOptions)
    dimensions: int = 100
    min_docs: int = 2
    use_roles: bool = True
    use_lexicon: bool = True
    use_concepts: bool = True
    folds: int = 5
    seed: int = 0


@dataclass(frozen=True)
class Sample:
    """Labelled texts, parsed: role probabilities (clauses, roles), and what each clause speaks for, if known."""

    parsed: Parsed
    roles: Floats
    labels: Ints
    groups: Ints | None
    evidence: Sequence[str | None] | None


def fit_weights(
    sample: Sample,
    knowledge: Knowledge,
    language: Language,
    roles: RoleModel,
    options: FitOptions,
    embedding: Embedding | None = None,
) -> Weights:
    """Vocabulary, document frequencies, projections, head and temperature."""
    gate, title = gates(sample.roles, options.use_roles)
    pairs = PairFinder(knowledge.concepts, language)
    names = collect(sample.parsed, language, pairs, gate, title, options.min_docs)
    if not options.use_concepts:
        names = tuple(name for name in names if name[0] != "p")
    if options.use_lexicon and knowledge.lexicon:
        names += tuple(f"x:{code}" for code in knowledge.codes)
    terms = bind_terms(names, knowledge, language)
    occurrences = terms.occurrences(sample.parsed, gate, title)
    idf = document_frequencies(occurrences, names)
    x, _ = weigh(occurrences, idf)
    embedding = embedding or LatentSemantics(options.dimensions, options.seed)
    words = [name[2:] for name in names]
    fitter = _Fitter(terms, occurrences, idf, sample, knowledge, language, options, embedding, words)
    everything = np.arange(x.shape[0])
    head = fitter.fit(x, everything)
    held_out = fitter.held_out(x)
    head = replace(head, temperature=fit_temperature(held_out, sample.labels))
    vectors = embedding.fit(x, words)[:, :SHOWN_DIMENSIONS]
    return Weights(names, idf, head, fitter.prototypes(everything), vectors, roles)


def document_frequencies(occurrences: Occurrences, names: tuple[str, ...]) -> Floats:
    """Smoothed inverse document frequency, ``log((1 + n) / (1 + df)) + 1``, scaled by the kind of term. Shape (terms,)."""
    n_terms = len(names)
    pairs = np.unique(occurrences.doc * n_terms + occurrences.term)
    df = np.bincount(pairs % n_terms, minlength=n_terms)
    scale = np.array([CONCEPT_SCALE if name[0] == "p" else 1.0 for name in names])
    return np.asarray((np.log((1 + occurrences.n_docs) / (1 + df)) + 1.0) * scale)


@dataclass
class _Fitter:
    terms: Terms
    occurrences: Occurrences
    idf: Floats
    sample: Sample
    knowledge: Knowledge
    language: Language
    options: FitOptions
    embedding: Embedding
    words: list[str]

    def fit(self, x: sparse.csr_matrix, rows: Ints) -> Head:
        vectors = self.embedding.fit(x[rows], self.words)
        n_labels = len(self.knowledge.labels)
        y = self.sample.labels[rows]
        return fit_head(x[rows], y, vectors, self.prototypes(rows), n_labels, self.options.head)

    def held_out(self, x: sparse.csr_matrix) -> Floats:
        """Scores of each text by a head that never saw its group."""
        scores = np.zeros((x.shape[0], len(self.knowledge.labels)))
        for train, test in self._folds():
            scores[test] = self.fit(x, train).scores(x[test])
        return scores

    def _folds(self) -> list[tuple[Ints, Ints]]:
        y, groups = self.sample.labels, self.sample.groups
        if groups is not None and len(set(groups.tolist())) >= 2:
            folds = min(self.options.folds, len(set(groups.tolist())))
            return list(GroupKFold(folds).split(y, y, groups))
        folds = max(2, min(self.options.folds, int(np.bincount(y)[np.unique(y)].min())))
        splitter = StratifiedKFold(folds, shuffle=True, random_state=self.options.seed)
        return (
            list(splitter.split(y, y))
            if np.bincount(y)[np.unique(y)].min() > 1
            else [(np.arange(len(y)),) * 2]
        )

    def prototypes(self, rows: Ints) -> Floats:
        """What each code looks like: its descriptor, its expressions, its labelled clauses. Shape (terms, codes)."""
        codes, n_terms = self.knowledge.codes, len(self.terms.names)
        skill = self.knowledge.skill.responsibilities
        texts = parse([skill[c].text if c in skill else "" for c in codes], self.language)
        ones = np.ones(texts.n_clauses)
        descriptors, _ = weigh(self.terms.occurrences(texts, ones, 0 * ones), self.idf)
        expressions = np.zeros((n_terms, len(codes)))
        for j, code in enumerate(codes):
            if f"x:{code}" in self.terms.index:
                expressions[self.terms.index[f"x:{code}"], j] = 1.0
        return prototypes_of([descriptors.toarray().T, expressions, self._examples(rows)])

    def _examples(self, rows: Ints) -> Floats:
        codes, shape = self.knowledge.codes, (len(self.terms.names), len(self.knowledge.codes))
        if self.sample.evidence is None:
            return np.zeros(shape)
        number = {code: i for i, code in enumerate(codes)}
        of_clause = np.array([number.get(e or "", -1) for e in self.sample.evidence])
        inside = np.isin(self.occurrences.doc, rows) & (of_clause[self.occurrences.clause] >= 0)
        term, code = self.occurrences.term[inside], of_clause[self.occurrences.clause[inside]]
        total = sparse.coo_matrix(
            (self.occurrences.weight[inside] * self.idf[term], (term, code)), shape
        ).toarray()
        mean = total / np.maximum(np.bincount(of_clause[of_clause >= 0], minlength=len(codes)), 1)
        return np.asarray(np.maximum(mean - mean.mean(axis=1, keepdims=True), 0.0))
