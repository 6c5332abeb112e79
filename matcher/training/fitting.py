"""Fits the weights of a Matcher to labelled texts."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.engine.dense import Embedding, LatentSemantics
from matcher.engine.engine import Engine, Weights, bind_terms
from matcher.engine.head import Head
from matcher.engine.knowledge import Knowledge, gates
from matcher.engine.lexical import Occurrences, Terms, weigh
from matcher.engine.linker import LinkModel
from matcher.engine.persist import stored
from matcher.errors import InputError
from matcher.language.pipeline import Language
from matcher.text.parse import Parsed, parse
from matcher.text.roles import RoleModel
from matcher.training.folds import folds
from matcher.training.head_training import HeadOptions, fit_head, fit_temperature, prototypes_of
from matcher.training.vocabulary import ClauseLabels, Counted, collect, document_frequencies

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NOT_CALIBRATED = (
    "no text can be held out (a label needs two texts or more): the probabilities are not calibrated"
)


@dataclass(frozen=True, slots=True)
class FitOptions:
    """Everything that shapes a fit. ``min_docs`` is the least number of texts a term must stand in."""

    head: HeadOptions = field(default_factory=HeadOptions)
    dimensions: int = 100
    min_docs: int = 2
    use_lexicon: bool = True
    use_concepts: bool = True
    folds: int = 5
    seed: int = 0


@dataclass(frozen=True)
class Sample:
    """Labelled texts, parsed. ``y`` (texts,) are columns of ``labels``, which stand in the skill's order.

    ``weights`` (texts,) say what each text counts.
    """

    parsed: Parsed
    clauses: ClauseLabels
    y: Ints
    labels: tuple[str, ...]
    weights: Floats
    groups: Ints | None = None


def fit_weights(
    sample: Sample,
    knowledge: Knowledge,
    language: Language,
    roles: RoleModel,
    options: FitOptions,
    embedding: Embedding | None = None,
    calibration: tuple[Sequence[str], Sequence[str]] | None = None,
) -> Weights:
    """Vocabulary, document frequencies, projections, head and temperature, as they will be stored.

    The temperature is fitted once: on the texts and labels of ``calibration``, else on texts held out by group.
    """
    fitter = _Fitter.of(sample, knowledge, language, options, embedding)
    everything, responsibilities = np.arange(len(sample.y)), knowledge.skill.responsibilities
    weights = stored(
        Weights(
            sample.labels,
            fitter.terms.names,
            fitter.idf,
            fitter.fit(everything),
            roles,
            LinkModel.silent(len(fitter.terms.names), len(roles.features), len(responsibilities) + 1),
        )
    )
    if calibration is None:
        rows, scores = fitter.held_out()
        y = sample.y[rows]
    else:
        texts, y = _known(*calibration, sample.labels)
        scores = Engine(weights, knowledge, language).score(texts).scores
    return stored(replace(weights, head=replace(weights.head, temperature=fit_temperature(scores, y))))


def _known(texts: Sequence[str], labels: Sequence[str], columns: tuple[str, ...]) -> tuple[list[str], Ints]:
    """The texts whose label is among ``columns``, and its column."""
    inside = [
        (text, columns.index(label)) for text, label in zip(texts, labels, strict=True) if label in columns
    ]
    return [text for text, _ in inside], np.array([column for _, column in inside], dtype=np.int64)


@dataclass
class _Fitter:
    terms: Terms
    occurrences: Occurrences
    idf: Floats
    x: sparse.csr_matrix
    sample: Sample
    knowledge: Knowledge
    language: Language
    options: FitOptions
    embedding: Embedding

    @classmethod
    def of(
        cls,
        sample: Sample,
        knowledge: Knowledge,
        language: Language,
        options: FitOptions,
        embedding: Embedding | None,
    ) -> _Fitter:
        counted = Counted.of(sample.clauses, knowledge)
        names = collect(sample.parsed, language, knowledge, counted, options.min_docs)
        if not options.use_concepts:
            names = tuple(name for name in names if name[0] != "p")
        if options.use_lexicon and knowledge.lexicon:
            names += tuple(f"x:{code}" for code in knowledge.codes)
        if not names:
            raise InputError(
                f"Nessuna parola sta in almeno {options.min_docs} testi: darne di più o abbassare min_docs.",
                f"No word stands in {options.min_docs} texts or more: give more texts or a lower min_docs.",
            )
        terms = bind_terms(names, knowledge, language)
        plain = terms.occurrences(
            sample.parsed, counted.evidence.astype(np.float64), counted.title.astype(np.float64)
        )
        idf = document_frequencies(plain, names)
        gate, title = gates(sample.clauses.unseen, knowledge.role_weights)
        occurrences = terms.occurrences(sample.parsed, gate, title)
        x, _ = weigh(occurrences, idf)
        embedding = embedding or LatentSemantics(options.dimensions, options.seed)
        return cls(terms, occurrences, idf, x, sample, knowledge, language, options, embedding)

    def vectors(self, rows: Ints) -> Floats:
        """Vectors of the terms as ``rows`` use them. Shape (terms, dimensions)."""
        return self.embedding.fit(self.x[rows], [name[2:] for name in self.terms.names])

    def fit(self, rows: Ints) -> Head:
        """The head that ``rows`` make, not calibrated."""
        order = np.array([self.knowledge.labels.index(label) for label in self.sample.labels])
        vectors, prototypes = self.vectors(rows), self.prototypes(rows)
        y, weights = self.sample.y[rows], self.sample.weights[rows]
        return fit_head(self.x[rows], y, weights, vectors, prototypes, order, self.options.head)

    def held_out(self) -> tuple[Ints, Floats]:
        """Texts whose label a fold can learn without their group, and the scores it gives them."""
        texts, scores = [], []
        for train, test in folds(self.sample.y, self.sample.groups, self.options.folds, self.options.seed):
            taught = np.unique(self.sample.y[train])
            rows = test[np.isin(self.sample.y[test], taught)]
            if len(taught) > 1 and len(rows):
                texts.append(rows)
                scores.append(self.fit(train).scores(self.x[rows]))
        if not texts:
            warnings.warn(NOT_CALIBRATED, UserWarning, stacklevel=2)
            return np.zeros(0, dtype=np.int64), np.zeros((0, len(self.sample.labels)))
        return np.concatenate(texts), np.concatenate(scores)

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
        if self.sample.clauses.evidence is None:
            return np.zeros(shape)
        number = {code: i for i, code in enumerate(codes)}
        of_clause = np.array([number.get(e or "", -1) for e in self.sample.clauses.evidence])
        inside = np.isin(self.occurrences.doc, rows) & (of_clause[self.occurrences.clause] >= 0)
        term, code = self.occurrences.term[inside], of_clause[self.occurrences.clause[inside]]
        total = sparse.coo_matrix(
            (self.occurrences.weight[inside] * self.idf[term], (term, code)), shape
        ).toarray()
        mean = total / np.maximum(np.bincount(of_clause[of_clause >= 0], minlength=len(codes)), 1)
        return np.asarray(np.maximum(mean - mean.mean(axis=1, keepdims=True), 0.0))
