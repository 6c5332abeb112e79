"""Pictures of an evaluation, one idea each, in colours for the colour-blind (Okabe and Ito, 2008).

Every function draws on ``ax`` (its own by default), labels it in ``lang`` and returns it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from matcher.errors import MatcherError
from matcher.messages import pick
from matcher.study.curves import prediction_frame, risk_coverage, wilson
from matcher.study.evaluate import Predictions
from matcher.study.figures import Estimate, Report

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

BLUE, ORANGE, GREEN, PINK, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#777777"
GROUPS = {"style": BLUE, "gender": ORANGE, "person": PINK, "around": GREEN}


def confusion(report: Report, lang: str = "it", ax: Axes | None = None) -> Axes:
    """Gold labels by rows, answers by columns; shade is the share of the row."""
    ax = axes(ax, 5.2, 4.4, grid=False)
    frame = report.confusion_frame()
    counts = frame.to_numpy()
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (i, j), count in np.ndenumerate(counts):
        if count:
            ax.text(
                j, i, str(count), ha="center", va="center", color="white" if shares[i, j] > 0.5 else "black"
            )
    declined = pick(lang, "nessuna risposta", "declined")
    ax.set_xticks(range(counts.shape[1]), [declined if c == "declined" else c for c in frame.columns])
    ax.set_yticks(range(len(counts)), list(frame.index))
    ax.set_xlabel(pick(lang, "etichetta data", "answer"))
    ax.set_ylabel(pick(lang, "etichetta giusta", "gold label"))
    ax.tick_params(length=0)
    return titled(ax, pick(lang, f"Dove sbaglia ({report.n} testi)", f"Where it errs ({report.n} texts)"))


def labels(report: Report, lang: str = "it", ax: Axes | None = None) -> Axes:
    """Precision and recall of each label with their intervals."""
    ax = axes(ax, 6.4, 3.6)
    names = [label for label, figures in report.per_label.items() if figures.support]
    for shift, (name, colour, marker) in zip(
        (-0.12, 0.12), (("precision", BLUE, "o"), ("recall", ORANGE, "s")), strict=True
    ):
        found = [getattr(report.per_label[label], name) for label in names]
        word = pick(lang, {"precision": "precisione", "recall": "richiamo"}[name], name)
        place = np.arange(len(names)) + shift
        ax.vlines(place, [f.low for f in found], [f.high for f in found], color=colour, lw=2)
        ax.scatter(place, [f.value for f in found], color=colour, marker=marker, label=word, zorder=3)
    ticks = [f"{label}\nn = {report.per_label[label].support}" for label in names]
    ax.set_xticks(range(len(names)), ticks)
    ax.set_ylim(min(0.5, ax.get_ylim()[0] - 0.1), 1.02)
    ax.legend(frameon=False, loc="lower right", ncols=2)
    title = pick(
        lang, "Precisione e richiamo, etichetta per etichetta", "Precision and recall, label by label"
    )
    return titled(ax, title)


def ordered_errors(predictions: Predictions, lang: str = "it", ax: Axes | None = None) -> Axes:
    """How many levels off the wrong answers are, where label and answer are both on the ordered scale."""
    ax = axes(ax, 6.4, 3.4)
    steps = prediction_frame(predictions)["steps"].dropna().astype(int)
    wrong = steps[steps != 0]
    far = max(2, int(wrong.abs().max())) if len(wrong) else 2
    places = np.arange(-far, far + 1)
    counts = [int((wrong == place).sum()) for place in places]
    bars = ax.bar(places, counts, color=[BLUE if abs(p) == 1 else ORANGE for p in places], width=0.7)
    ax.bar_label(bars, [str(c) if c else "" for c in counts], padding=2)
    ax.set_xticks(places, [f"{p:+d}" if p else "" for p in places])
    ax.set_ylim(0, max(4, *counts) * 1.15)
    ax.set_xlabel(pick(lang, "livelli di distanza dall'etichetta giusta", "levels away from the gold label"))
    ax.set_ylabel(pick(lang, "testi", "texts"))
    right = f"{len(steps) - len(wrong)}/{len(steps)}"
    title = pick(lang, f"Quanto lontano sbaglia ({right} giusti)", f"How far off it is ({right} right)")
    return titled(ax, title)


def reliability(report: Report, lang: str = "it", ax: Axes | None = None) -> Axes:
    """Share right against mean confidence by tenth; area of a dot is its number of texts."""
    ax = axes(ax, 4.6, 4.6)
    ax.plot([0, 1], [0, 1], color=GREY, lw=1, ls="--")
    n, sure, right = (np.array(column) for column in zip(*report.bins, strict=True))
    ax.vlines(sure, *wilson(right, n), color=BLUE, lw=1, alpha=0.6)
    ax.scatter(sure, right, s=20 + 400 * n / n.sum(), color=BLUE, alpha=0.8, zorder=3)
    for x, y, count in zip(sure, right, n, strict=True):
        ax.annotate(f"{count}", (x, y), textcoords="offset points", xytext=(-9, -11), ha="right", fontsize=8)
    ax.set_xlim(0, 1.06)
    ax.set_ylim(0, 1.06)
    ax.set_xlabel(pick(lang, "probabilità detta", "stated probability"))
    ax.set_ylabel(pick(lang, "quota di risposte giuste", "share of right answers"))
    ece = f"{report.ece.value:.3f}"
    title = pick(
        lang, f"Quanto credere alle probabilità (ECE {ece})", f"Can its probabilities be believed (ECE {ece})"
    )
    return titled(ax, title)


def coverage(predictions: Predictions, mark: float = 0.8, lang: str = "it", ax: Axes | None = None) -> Axes:
    """Accuracy if only the most confident texts are answered and the rest go to a person."""
    ax = axes(ax, 6.4, 3.6)
    frame = risk_coverage(predictions)
    ax.fill_between(frame["coverage"], frame["low"], frame["high"], color=BLUE, alpha=0.15, lw=0)
    ax.plot(frame["coverage"], frame["accuracy"], color=BLUE)
    at = frame[frame["coverage"] >= mark].iloc[0]
    ax.scatter([at["coverage"]], [at["accuracy"]], color=ORANGE, zorder=3)
    words = pick(
        lang,
        f"il {1 - mark:.0%} meno sicuro a una persona:\nsul resto accuratezza {at['accuracy']:.2f}",
        f"least confident {1 - mark:.0%} to a person:\naccuracy {at['accuracy']:.2f} on the rest",
    )
    low = min(0.6, float(frame["low"].iloc[-1]) - 0.05)
    place = (at["coverage"] - 0.02, low + 0.35 * (at["accuracy"] - low))
    arrow = {"arrowstyle": "-", "color": ORANGE}
    ax.annotate(
        words, (at["coverage"], at["accuracy"]), xytext=place, ha="right", va="center", arrowprops=arrow
    )
    ax.set_xlim(0, 1)
    ax.set_ylim(low, 1.01)
    ax.set_xlabel(
        pick(lang, "quota di testi giudicati dal programma", "share of texts judged by the program")
    )
    ax.set_ylabel(pick(lang, "accuratezza", "accuracy"))
    return titled(
        ax,
        pick(
            lang,
            "Che cosa si guadagna lasciando i dubbi a una persona",
            "What leaving doubts to a person gains",
        ),
    )


def growth(curve: Sequence[tuple[int, Estimate]], lang: str = "it", ax: Axes | None = None) -> Axes:
    """Macro F1 against the number of training texts."""
    ax = axes(ax, 6.4, 3.6)
    n, found = [size for size, _ in curve], [macro_f1 for _, macro_f1 in curve]
    ax.fill_between(n, [f.low for f in found], [f.high for f in found], color=BLUE, alpha=0.15, lw=0)
    ax.plot(n, [f.value for f in found], color=BLUE, marker="o")
    for size, figure in zip(n, found, strict=True):
        ax.annotate(
            f"{figure.value:.2f}",
            (size, figure.value),
            textcoords="offset points",
            xytext=(0, 8),
            ha="center",
        )
    ax.set_ylim(min(0.5, *(f.low - 0.05 for f in found)), 1.01)
    ax.set_xlim(0, max(n) * 1.05)
    ax.set_xlabel(pick(lang, "testi di addestramento", "training texts"))
    ax.set_ylabel("macro F1")
    return titled(ax, pick(lang, "Servono altri testi?", "Would more texts help?"))


def trials(frame: pd.DataFrame, figure: str = "macro_f1", lang: str = "it", ax: Axes | None = None) -> Axes:
    """One figure of each method with its interval, rows of ``trials.stored_frame``."""
    ax = axes(ax, 8.0, 0.42 * len(frame) + 1.2)
    place = np.arange(len(frame))[::-1]
    colours = [GREY if group == "naive" else BLUE for group in frame["group"]]
    ax.hlines(place, frame[f"{figure}_low"], frame[f"{figure}_high"], color=colours, lw=2)
    ax.scatter(frame[figure], place, color=colours, zorder=3)
    ax.set_yticks(place, list(frame["it"] if lang == "it" else frame.index))
    low = float(frame[f"{figure}_low"].min())
    ax.set_xlim(low - 0.03 if low > 0.6 else 0, 1.01)
    ax.set_ylim(-0.7, len(frame) - 0.3)
    for y, value in zip(place, frame[figure], strict=True):
        ax.text(1.04, y, f"{value:.2f}", transform=ax.get_yaxis_transform(), va="center")
    words = {
        "macro_f1": pick(lang, "macro F1, con intervallo al 95%", "macro F1 with 95% interval"),
        "pairs": pick(lang, "coppie minime giuste su entrambi i lati", "minimal pairs right on both sides"),
        "steady": pick(lang, "etichette che restano dopo una modifica", "labels that stay after an edit"),
    }
    ax.set_xlabel(words.get(figure, figure))
    return titled(ax, pick(lang, "Che cosa porta ogni parte", "What each part brings"))


def flips(frame: pd.DataFrame, lang: str = "it", ax: Axes | None = None) -> Axes:
    """Share of texts whose label moves under each edit; rows of ``curves.flip_frame``."""
    ax = axes(ax, 7.4, 0.3 * len(frame) + 1.2)
    place = np.arange(len(frame))[::-1]
    groups = {
        "style": pick(lang, "aspetto", "style"),
        "gender": pick(lang, "genere", "gender"),
        "person": pick(lang, "persona", "person"),
        "around": pick(lang, "frasi su altri", "words about others"),
    }
    for group, word in groups.items():
        own = (frame["group"] == group).to_numpy()
        ax.hlines(place[own], frame["low"][own], frame["high"][own], color=GROUPS[group], lw=2)
        ax.scatter(frame["flipped"][own], place[own], color=GROUPS[group], label=word, zorder=3)
    ax.axvline(0.02, color=GREY, lw=1, ls="--")
    ax.set_yticks(place, [f"{word} ({n})" for word, n in zip(frame[lang], frame["texts"], strict=True)])
    ax.set_xlim(-0.002, max(0.1, float(frame["flipped"].max()) * 1.2))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    ax.set_xlabel(
        pick(lang, "testi che cambiano etichetta (la riga: 2%)", "texts whose label moves (line: 2%)")
    )
    ax.legend(frameon=False, loc="lower right")
    return titled(ax, pick(lang, "Che cosa non dovrebbe contare", "What should not matter"))


def axes(ax: Axes | None, width: float, height: float, grid: bool = True) -> Axes:
    """``ax``, or new ones of that size in inches; only the lines that are read. Raises ``MatcherError``."""
    if ax is None:
        try:
            from matplotlib import pyplot as plt
        except ImportError:
            raise MatcherError(
                "Per le figure serve matplotlib: pip install 'sale-matcher[notebooks]'.",
                "Pictures need matplotlib: pip install 'sale-matcher[notebooks]'.",
            ) from None
        _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    ax.spines[["top", "right"]].set_visible(False)
    if grid:
        ax.grid(axis="both", color="#dddddd", lw=0.6)
        ax.set_axisbelow(True)
    return ax


def titled(ax: Axes, title: str) -> Axes:
    """A title that reads from the left."""
    ax.set_title(title, loc="left", fontsize=11, fontweight="bold")
    return ax
