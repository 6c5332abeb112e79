"""One method's figures, and a table of many."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matcher.study.figures import FIGURES, Estimate, Report, pandas, plain

if TYPE_CHECKING:
    import pandas as pd

UNDEFINED = Estimate(float("nan"), float("nan"), float("nan"))
SHIPPED = "shipped model"
ITALIAN = {
    "commonest label": "etichetta più frequente",
    "nearest descriptor, words": "descrittore più vicino, parole",
    "nearest descriptor, characters": "descrittore più vicino, caratteri",
    "nearest descriptor, context vectors": "descrittore più vicino, vettori di contesto",
    "TF-IDF words + logistic regression": "TF-IDF parole + regressione logistica",
    "TF-IDF characters + logistic regression": "TF-IDF caratteri + regressione logistica",
    SHIPPED: "modello distribuito",
    "everything": "tutto",
    "without clause roles": "senza ruoli delle frasi",
    "without the lexicon": "senza lessico",
    "without concepts": "senza concetti",
    "without order of levels": "senza ordine dei livelli",
    "lexical channel alone": "solo canale lessicale",
    "dense channel alone": "solo canale denso",
    "descriptors alone": "solo descrittori",
    "descriptors + labelled clauses": "descrittori + frasi etichettate",
    "descriptors + labelled clauses + lexicon": "descrittori + frasi etichettate + lessico",
    "descriptors + labelled clauses + lexicon + roles": "descrittori + frasi etichettate + lessico + ruoli",
}


@dataclass(frozen=True)
class Trial:
    """One method's figures; ``levels`` is its accuracy on texts of the defined levels.

    ``pairs`` is the share of minimal pairs with both sides right, ``steady`` the share of edited texts that
    keep the label of the text as it was. ``rate`` is ads a second. Where the method gives no probabilities
    there is no calibration error.
    """

    name: str
    group: str
    report: Report
    levels: float
    pairs: Estimate = UNDEFINED
    steady: Estimate = UNDEFINED
    rate: float = 0.0
    fit_seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """For ``tried.json``; rates are left out, since they are the machine's."""
        figures = self.report.figures
        return {
            "method": self.name,
            "group": self.group,
            "n": self.report.n,
            "levels_accuracy": plain(self.levels),
            "pairs": plain(self.pairs.value),
            "steady": plain(self.steady.value),
            **{name: plain(figure.value) for name, figure in figures.items()},
            "intervals": {
                **{name: figure.interval() for name, figure in figures.items()},
                "pairs": self.pairs.interval(),
                "steady": self.steady.interval(),
            },
        }


def trial_frame(trials: Sequence[Trial]) -> pd.DataFrame:
    """A row a method, in order."""
    frame = stored_frame([t.to_dict() for t in trials])
    return frame.assign(ads_per_second=[t.rate for t in trials], fit_seconds=[t.fit_seconds for t in trials])


def stored_frame(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """The same of rows of ``tried.json``, which know nothing of the machine."""
    return pandas().DataFrame.from_dict({row["method"]: _columns(row) for row in rows}, orient="index")


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    figures = {name: _number(row[name]) for name in (*FIGURES, "levels_accuracy", "pairs", "steady")}
    ends = {
        f"{name}_{end}": _number(value)
        for name in ("macro_f1", "pairs", "steady")
        for end, value in zip(("low", "high"), row["intervals"][name], strict=True)
    }
    return {"it": ITALIAN.get(row["method"], row["method"]), "group": row["group"], **figures, **ends}


def _number(value: float | None) -> float:
    return math.nan if value is None else value
