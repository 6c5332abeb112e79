"""A trained model that answers, without scikit-learn: what a command line or a worker process loads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from matcher.data import data_path
from matcher.engine.engine import Engine, Weights
from matcher.engine.knowledge import Knowledge
from matcher.engine.persist import FACTS, broken, load_model
from matcher.explain.explainer import Explainer
from matcher.language.pipeline import Language
from matcher.match import Detail, Match
from matcher.reading.read import Options, read
from matcher.types import ModelInfo

BATCH = 64


class Trained:
    """The shipped model or a saved one, for ``match`` and ``match_many`` alone.

    ``Matcher`` is one too, with training and scikit-learn's methods, whose import takes longer than all of this.
    """

    pipeline: str
    weights_: Weights
    knowledge_: Knowledge
    classes_: NDArray[Any]
    info_: ModelInfo

    def __init__(self, pipeline: str = "auto", **parameters: Any) -> None:
        self.pipeline = pipeline

    @classmethod
    def load(cls, path: Path | str | None = None, *, pipeline: str = "auto") -> Self:
        """The shipped model, or one that ``save`` wrote to the folder ``path``. No network.

        Raises ``DataError`` for a folder without a sound model, ``PipelineError`` for a missing pipeline.
        """
        folder = Path(path) if path is not None else data_path("models", "sale")
        model = load_model(folder)
        try:
            self = cls(pipeline, skill=model.knowledge.skill if model.own_skill else None, **model.parameters)
        except TypeError as error:
            raise broken(folder / FACTS, f"parametri sconosciuti: {error}", str(error)) from None
        self._adopt(model.weights, model.knowledge, model.name, model.version)
        return self

    def _adopt(self, weights: Weights, knowledge: Knowledge, name: str, version: str) -> None:
        """Answer with these weights from now on."""
        self.weights_ = weights
        self.knowledge_ = knowledge
        self.classes_ = np.array(weights.labels)
        self.info_ = ModelInfo(name, version, Language(self.pipeline).name)
        self.__dict__.pop("_explainer", None)

    @property
    def explainer(self) -> Explainer:
        """What scores and explains; made once a process and never saved."""
        explainer: Explainer | None = self.__dict__.get("_explainer")
        if explainer is None:
            language = Language(self.pipeline)
            explainer = Explainer(Engine(self.weights_, self.knowledge_, language))
            self.__dict__["_explainer"] = explainer
        return explainer

    @property
    def engine(self) -> Engine:
        """What scores."""
        return self.explainer.engine

    def match(
        self, text: str, *, source: str = "-", kind: Literal["auto", "ad", "cv"] = "auto", mask: bool = False
    ) -> Match:
        """The level of one text, explained in full; of a CV also the level of each dated job.

        ``kind`` says what the text is, where its words should not tell; ``mask`` covers personal data in the answer.
        """
        return read(self.explainer, self.info_, [text], Options(kind=kind, mask=mask), source)[0]

    def match_many(
        self, texts: Iterable[str], *, detail: str = "full", batch_size: int = BATCH
    ) -> Iterator[Match]:
        """Matches in order, lazily, in constant memory. ``detail`` is ``none``, ``terms`` or ``full``."""
        options = Options(Detail(detail))
        stream = iter(texts)
        while batch := list(islice(stream, batch_size)):
            yield from read(self.explainer, self.info_, batch, options)
