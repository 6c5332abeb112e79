"""What each part of the engine brings, and at what cost, on texts that training never saw.

``python -m matcher.study`` writes ``models/sale/tried.json``, the model card's table of tried methods.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from matcher.language.pipeline import BLANK, resolve
from matcher.model import Matcher
from matcher.study.curves import mean_by
from matcher.study.edits import variants
from matcher.study.evaluate import Example, evaluate, held_out_examples, predict
from matcher.study.trials import SHIPPED, UNDEFINED, Trial
from matcher.train import Lesson, training_texts
from matcher.training.corpus import LabelledText, load_pairs

Answer = Callable[[Sequence[str]], Any]
EVERY = 4
DEFINED = ("4", "5", "6")
NAIVE, ENGINE, SOURCE = "naive", "engine", "source"
PARTS: dict[str, dict[str, Any]] = {
    "everything": {},
    "without clause roles": {"use_roles": False},
    "without the lexicon": {"use_lexicon": False},
    "without concepts": {"use_concepts": False},
    "without order of levels": {"neighbour_share": 0.0},
    "lexical channel alone": {"dense": 0.0, "evidence": 0.0},
    "dense channel alone": {"lexical": 0.0, "evidence": 0.0},
}
ALONE = "descriptors alone"
STEPS: dict[str, dict[str, Any]] = {
    ALONE: {"use_lexicon": False, "use_roles": False},
    "descriptors + labelled clauses": {"use_lexicon": False, "use_roles": False},
    "descriptors + labelled clauses + lexicon": {"use_roles": False},
    "descriptors + labelled clauses + lexicon + roles": {},
}
_ONLY_EVIDENCE = {"lexical": 0.0, "dense": 0.0, "evidence": 3.0}


class Bench:
    """The training and test texts, and trials on them. Roles of clauses are computed once."""

    def __init__(
        self, train: Sequence[LabelledText] | None = None, test: Sequence[Example] | None = None
    ) -> None:
        texts = training_texts() if train is None else train
        self.train = [t for t in texts if t.label != "decline" and t.split == "train"]
        self.test = list(held_out_examples() if test is None else test)
        self.shipped = Matcher.load(pipeline=BLANK)
        self.pairs = [pair[side] for pair in load_pairs() for side in "ab"]
        edited = [(i, text) for i, e in enumerate(self.test[::EVERY]) for _, text in variants(e.text)]
        self.edited_of, self.edited = np.array([i for i, _ in edited]), [text for _, text in edited]

    @cached_property
    def lesson(self) -> Lesson:
        """The training texts as ``matcher train`` takes them, made once."""
        return Lesson.of(self.train)

    def naive(self) -> Iterator[Trial]:
        """The methods of ``matcher.study.naive``, trained on the same texts."""
        from matcher.study.naive import naive_methods

        gold = [e.label for e in self.test]
        for name, method in naive_methods().items():
            begun = perf_counter()
            method.fit([t.text for t in self.train], [t.label for t in self.train])
            fitted = perf_counter()
            p = method.predict_proba([e.text for e in self.test])
            rate = len(self.test) / (perf_counter() - fitted)
            columns = [list(method.classes_).index(label) for label in self.shipped.classes_]
            trial = self._trial(name, NAIVE, gold, p[:, columns], method.predict)
            if "logistic" not in name:
                trial = replace(trial, report=replace(trial.report, ece=UNDEFINED))
            yield replace(trial, rate=rate, fit_seconds=fitted - begun)

    def shipped_trial(self, name: str = SHIPPED) -> Trial:
        """The model in ``models/``, as users get it."""
        return self._measure(name, ENGINE, self.shipped, 0.0)

    def fit(
        self,
        name: str,
        group: str = ENGINE,
        pipeline: str = BLANK,
        *,
        labelled: bool = True,
        **parameters: Any,
    ) -> Trial:
        """The engine trained anew with other ``parameters``; without ``labelled`` no clause shows it a responsibility."""
        base = {k: v for k, v in self.shipped.get_params().items() if k != "pipeline"}
        clauses = self.lesson.clauses if labelled else replace(self.lesson.clauses, evidence=None)
        known = {"roles": self.lesson.roles, "clauses": clauses} if pipeline == BLANK else {}
        begun = perf_counter()
        pairs = [side["text"] for side in self.pairs], [side["label"] for side in self.pairs]
        matcher = self.lesson.teach(Matcher(pipeline, **(base | parameters)), calibration=pairs, **known)
        return self._measure(name, group, matcher, perf_counter() - begun)

    def parts(self) -> Iterator[Trial]:
        """The engine with one part left out at a time."""
        return (self.fit(name, **parameters) for name, parameters in PARTS.items())

    def steps(self) -> Iterator[Trial]:
        """Nearness to responsibilities: to their text alone, then to clauses labelled with them too, and so on."""
        return (
            self.fit(name, labelled=name != ALONE, **(_ONLY_EVIDENCE | parameters))
            for name, parameters in STEPS.items()
        )

    def sources(self) -> Iterator[Trial]:
        """Other pipelines and embeddings, where they are installed."""
        package = resolve("auto")
        if package != BLANK:
            yield self.fit(f"pipeline {package}", SOURCE, package)
        from matcher.engine.dense import SpacyVectors

        for name in ("it_core_news_md", "it_core_news_lg"):
            if importlib.util.find_spec(name):
                yield self.fit(f"vectors of {name}", SOURCE, embedding=SpacyVectors(name))

    def _measure(self, name: str, group: str, matcher: Matcher, fit_seconds: float) -> Trial:
        p = predict(matcher, self.test)
        begun = perf_counter()
        matcher.predict_proba(e.text for e in self.test)
        rate = len(self.test) / (perf_counter() - begun)
        trial = self._trial(name, group, [e.label for e in self.test], p.probabilities, matcher.predict)
        return replace(trial, rate=rate, fit_seconds=fit_seconds)

    def _trial(self, name: str, group: str, gold: list[str], p: Any, answer: Answer) -> Trial:
        classes = [str(label) for label in self.shipped.classes_]
        inside = [i for i, label in enumerate(gold) if label in DEFINED]
        levels = evaluate([gold[i] for i in inside], p[inside], classes, resamples=1).accuracy.value
        answers = np.array(answer([side["text"] for side in self.pairs]))
        right = answers == np.array([side["label"] for side in self.pairs])
        before = np.array(answer([e.text for e in self.test[::EVERY]]))
        kept = np.array(answer(self.edited)) == before[self.edited_of]
        return Trial(
            name,
            group,
            evaluate(gold, p, classes),
            levels,
            mean_by(right[::2] & right[1::2]),
            mean_by(kept, self.edited_of),
        )


def write_tried(folder: Path | str, bench: Bench | None = None) -> Path:
    """Run every trial and write ``tried.json`` into ``folder``."""
    from threadpoolctl import threadpool_limits

    bench = bench or Bench()
    with threadpool_limits(1):
        trials = [*bench.naive(), bench.shipped_trial(), *bench.steps(), *bench.parts(), *bench.sources()]
    path = Path(folder) / "tried.json"
    rows = [trial.to_dict() for trial in trials]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
