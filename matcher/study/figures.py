"""What an evaluation found: plain frozen data, as JSON or as data frames."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matcher.errors import MatcherError

if TYPE_CHECKING:
    import pandas as pd

DECLINED = "declined"
FIGURES = ("accuracy", "macro_f1", "quadratic_kappa", "none_f1", "ece")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its interval; nan where it is undefined."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        if math.isnan(self.value):
            return "–"
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"

    def interval(self) -> list[float | None]:
        """Both ends, for JSON."""
        return [plain(self.low), plain(self.high)]


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """How one label does; ``support`` texts have it, ``predicted`` texts were given it."""

    precision: Estimate
    recall: Estimate
    f1: Estimate
    support: int
    predicted: int

    def to_dict(self) -> dict[str, Any]:
        """Plain numbers, with intervals apart."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        values = {name: plain(figure.value) for name, figure in figures.items()}
        intervals = {name: figure.interval() for name, figure in figures.items()}
        return {**values, "support": self.support, "predicted": self.predicted, "intervals": intervals}


@dataclass(frozen=True)
class Report:
    """Figures of one evaluation.

    ``macro_over`` are the labels whose F1 are averaged; kappa is over ``n_ordered`` texts. ``confusion``
    has a row a gold label and a column an answer, the last one for declined texts. ``bins`` of confidence
    are (texts, mean confidence, share right).
    """

    n: int
    declined: int
    n_ordered: int
    classes: tuple[str, ...]
    macro_over: tuple[str, ...]
    accuracy: Estimate
    macro_f1: Estimate
    quadratic_kappa: Estimate
    none_f1: Estimate
    ece: Estimate
    per_label: dict[str, LabelFigures]
    confusion: list[list[int]]
    bins: tuple[tuple[int, float, float], ...]
    resamples: int
    seed: int
    confidence: float

    @property
    def figures(self) -> dict[str, Estimate]:
        """The figures of the whole, by name."""
        return {name: getattr(self, name) for name in FIGURES}

    def to_dict(self) -> dict[str, Any]:
        """Plain numbers for JSON; undefined figures are None. ``confusion`` is gold -> answer -> texts."""
        columns = (*self.classes, DECLINED)
        return {
            "n": self.n,
            "declined": self.declined,
            **{name: plain(figure.value) for name, figure in self.figures.items()},
            "intervals": {name: figure.interval() for name, figure in self.figures.items()},
            "macro_over": list(self.macro_over),
            "n_ordered": self.n_ordered,
            "per_label": {label: figures.to_dict() for label, figures in self.per_label.items()},
            "confusion": {
                gold: dict(zip(columns, row, strict=True))
                for gold, row in zip(self.classes, self.confusion, strict=True)
            },
            "bootstrap": {"resamples": self.resamples, "seed": self.seed, "confidence": self.confidence},
        }

    def frame(self) -> pd.DataFrame:
        """The figures of the whole, a row each: value, low, high."""
        rows = {name: (f.value, f.low, f.high) for name, f in self.figures.items()}
        return pandas().DataFrame.from_dict(rows, orient="index", columns=["value", "low", "high"])

    def label_frame(self) -> pd.DataFrame:
        """A row a label: precision, recall, F1 with their ends, support."""
        rows = {}
        for label, figures in self.per_label.items():
            row: dict[str, float] = {}
            for name in ("precision", "recall", "f1"):
                figure: Estimate = getattr(figures, name)
                row |= {name: figure.value, f"{name}_low": figure.low, f"{name}_high": figure.high}
            rows[label] = {**row, "support": figures.support}
        return pandas().DataFrame.from_dict(rows, orient="index").astype({"support": int})

    def confusion_frame(self) -> pd.DataFrame:
        """Gold labels by rows, answers by columns."""
        columns = [*self.classes, DECLINED]
        frame = pandas().DataFrame(self.confusion, index=list(self.classes), columns=columns)
        return frame if self.declined else frame.drop(columns=DECLINED)


def plain(value: float) -> float | None:
    """Rounded for JSON, which has no nan."""
    return None if math.isnan(value) else round(value, 6)


def pandas() -> Any:
    """Pandas, or the line that installs it. Raises ``MatcherError`` where it is missing."""
    try:
        import pandas
    except ImportError:
        raise MatcherError(
            "Per le tabelle serve pandas: pip install 'sale-matcher[notebooks]'.",
            "Data frames need pandas: pip install 'sale-matcher[notebooks]'.",
        ) from None
    return pandas
