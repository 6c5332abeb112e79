"""One method's figures, and a table of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matcher.study.figures import Estimate, Report, pandas, plain

if TYPE_CHECKING:
    import pandas as pd

UNDEFINED = Estimate(float("nan"), float("nan"), float("nan"))
ITALIAN = {
    "commonest label": "etichetta più frequente",
    "nearest descriptor, words": "descrittore più vicino, parole",
    "nearest descriptor, characters": "descrittore più vicino, caratteri",
    "nearest descriptor, context vectors": "descrittore più vicino, vettori di contesto",
    "TF-IDF words + logistic regression": "TF-IDF parole + regressione logistica",
    "TF-IDF characters + logistic regression": "TF-IDF caratteri + regressione logistica",
    "shipped model": "modello distribuito",
    "everything": "tutto",
    "without clause roles": "senza ruoli delle frasi",
    "without the lexicon": "senza lessico",
    "without concepts": "senza concetti",
    "without order of levels": "senza ordine dei livelli",
    "lexical channel alone": "solo canale lessicale",
    "dense channel alone": "solo canale denso",
    "descriptors": "descrittori",
    "descriptors + lexicon": "descrittori + lessico",
    "descriptors + lexicon + roles": "descrittori + lessico + ruoli",
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
    rows = {}
    for t in trials:
        macro, kappa = t.report.macro_f1, t.report.quadratic_kappa
        rows[t.name] = {
            "it": ITALIAN.get(t.name, t.name),
            "group": t.group,
            "accuracy": t.report.accuracy.value,
            "macro_f1": macro.value,
            "macro_f1_low": macro.low,
            "macro_f1_high": macro.high,
            "quadratic_kappa": kappa.value,
            "levels_accuracy": t.levels,
            "pairs": t.pairs.value,
            "pairs_low": t.pairs.low,
            "pairs_high": t.pairs.high,
            "steady": t.steady.value,
            "steady_low": t.steady.low,
            "steady_high": t.steady.high,
            "ece": t.report.ece.value,
            "ads_per_second": t.rate,
            "fit_seconds": t.fit_seconds,
        }
    return pandas().DataFrame.from_dict(rows, orient="index")
