"""The model card and the figures behind it, generated so that they cannot drift.

``python -m matcher.study.card [LABELLED.jsonl]`` writes those of the shipped model.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from matcher.engine.persist import digest_of
from matcher.framework import shipped_labels
from matcher.study.evaluate import Predictions, held_out_examples, predict, read_labelled
from matcher.study.figures import DECLINED
from matcher.training.corpus import DECLINE, KINDS, LabelledText, load_contrasts, load_corpus

if TYPE_CHECKING:
    from matcher.model import Matcher

TITLES = {
    "accuracy": "accuracy",
    "macro_f1": "macro F1",
    "quadratic_kappa": "quadratic kappa",
    "none_f1": "F1 of `none`",
    "ece": "calibration error",
}
MEASURED = ("faithfulness", "others")
"""Figures of a model that take minutes: ``python -m matcher.study`` measures them."""
ALWAYS = (
    "Ads that say little of what the person does lean on the title, and titles mislead.",
    "A text about several roles gets one label.",
    "Irony, quotations and lists of what the role does *not* do are read as if they were duties.",
    "Sectors and regions that the corpus does not know are read by general words alone.",
    "A CV without dates or tenses may be judged by an older job.",
)


def write_card(folder: Path | str, matcher: Matcher, dev: Path | str | None = None) -> Path:
    """Write ``CARD.md`` and ``metrics.json`` beside the model in ``folder``.

    Figures are on the project's test split and, where given, on the JSONL file ``dev``; figures on it and those of
    ``MEASURED`` from an earlier run stay only while the model is the same. ``tried.json`` is shown where it is there.
    """
    root = Path(folder)
    metrics = _read(root / "metrics.json", {})
    digest = digest_of(root)[:16]
    if metrics.get("model") != digest:
        for name in ("dev", *MEASURED):
            metrics.pop(name, None)
    held_out = predict(matcher, held_out_examples())
    metrics |= {"model": digest, "test": held_out.report().to_dict()}
    if dev is not None:
        metrics["dev"] = predict(matcher, read_labelled(dev, matcher.knowledge_.labels)).report().to_dict()
    figures = json.dumps(metrics, ensure_ascii=False, indent=1, sort_keys=True)
    (root / "metrics.json").write_text(figures + "\n", encoding="utf-8")
    card = root / "CARD.md"
    tried = _read(root / "tried.json", [])
    card.write_text(render(matcher, metrics, tried, held_out), encoding="utf-8")
    return card


def render(
    matcher: Matcher, metrics: dict[str, Any], tried: Sequence[dict[str, Any]], held_out: Predictions
) -> str:
    """The card's text."""
    boot = metrics["test"]["bootstrap"]
    figures = [_figures("The project's test split", metrics["test"])]
    if "dev" in metrics:
        figures.append(_figures("Ads and CVs by others, never trained on", metrics["dev"]))
    template = Path(__file__).with_name("card_template.md").read_text(encoding="utf-8")
    return Template(template).substitute(
        name=matcher.info_.name,
        version=matcher.info_.version,
        skill=f"{matcher.knowledge_.skill.name} ({matcher.knowledge_.skill.code})",
        terms=f"{len(matcher.weights_.terms):,}",
        parameters=_parameters(matcher),
        pipeline=matcher.info_.pipeline,
        contrasts=len(load_contrasts()),
        data=_data(load_corpus()),
        resamples=boot["resamples"],
        seed=boot["seed"],
        confidence=f"{100 * boot['confidence']:.0f}",
        figures="\n\n".join(figures),
        tried=_tried(tried),
        faithfulness=_faithfulness(metrics.get("faithfulness")),
        failures=_failures(held_out),
    )


def _parameters(matcher: Matcher) -> str:
    kept = {k: v for k, v in matcher.get_params().items() if v is not None and k != "pipeline"}
    return ", ".join(f"`{k}` {v}" for k, v in sorted(kept.items()))


def _data(texts: Sequence[LabelledText]) -> str:
    rows = []
    names = (*shipped_labels(), DECLINE)
    for split in ("train", "test"):
        own = [t for t in texts if t.split == split]
        kinds, labels = Counter(t.kind for t in own), Counter(t.label for t in own)
        counts = [
            len(own),
            len({t.sector for t in own}),
            *(kinds[k] for k in KINDS),
            *(labels[x] for x in names),
        ]
        rows.append([split, *map(str, counts)])
    return _table(["split", "texts", "sectors", *KINDS, *(f"`{label}`" for label in names)], rows)


def _figures(title: str, figures: dict[str, Any]) -> str:
    rows = [
        [words, _value(figures[name]), _interval(figures["intervals"][name])]
        for name, words in TITLES.items()
    ]
    labels = [
        [
            f"`{label}`",
            *(_value(f[k]) + _interval(f["intervals"][k], " ") for k in ("precision", "recall", "f1")),
            str(f["support"]),
        ]
        for label, f in figures["per_label"].items()
    ]
    columns = [*figures["per_label"], DECLINED]
    confusion = [
        [f"`{gold}`", *(str(row[c]) if row[c] else "" for c in columns)]
        for gold, row in figures["confusion"].items()
    ]
    parts = [
        f"### {title}",
        f"{figures['n']} texts, {figures['declined']} declined; kappa over {figures['n_ordered']}.",
        _table(["", "figure", "interval"], rows),
        _table(["label", "precision", "recall", "F1", "texts"], labels),
        "Gold labels by rows, answers by columns:",
        _table(["", *(f"`{c}`" for c in columns)], confusion),
    ]
    return "\n\n".join(parts)


def _tried(tried: Sequence[dict[str, Any]]) -> str:
    if not tried:
        return "Not measured yet: `make figures` does."
    rows = [
        [t["method"]]
        + [_value(t.get(k)) + _interval(t["intervals"].get(k), " ") for k in ("macro_f1", "pairs")]
        + [_value(t.get(k)) for k in ("quadratic_kappa", "levels_accuracy", "steady")]
        for t in tried
    ]
    return _table(["method", "macro F1", "pairs", "kappa", "levels", "steady"], rows)


def _faithfulness(figures: dict[str, Any] | None) -> str:
    if not figures:
        return "Not measured yet: `make figures` does."
    rows = [
        [
            name,
            *(f"{m[k]['mean']:.3f}" for k in ("comprehensiveness", "sufficiency")),
            f"{m['leave_one_out']:.2f}",
        ]
        for name, m in figures["methods"].items()
    ]
    words = f"On {figures['texts']} texts; contributions add up to the scores within {figures['additivity_error']:.0e}."
    return (
        words + "\n\n" + _table(["order of words", "comprehensiveness", "sufficiency", "leave-one-out"], rows)
    )


def _failures(held_out: Predictions) -> str:
    from matcher.study.curves import cause

    order = {label: i for i, label in enumerate(held_out.classes) if i}
    answers = [
        held_out.classes[int(p.argmax())] if status == "ok" else DECLINED
        for p, status in zip(held_out.probabilities, held_out.statuses, strict=True)
    ]
    wrong = [(e, a) for e, a in zip(held_out.examples, answers, strict=True) if e.label != a]
    causes = Counter(cause(e.label, a, order) for e, a in wrong)
    tags = Counter(tag for e, _ in wrong for tag in e.tags)
    total = Counter(tag for e in held_out.examples for tag in e.tags)
    lines = [f"{words}: {n} of {len(held_out.examples)} test texts." for words, n in causes.most_common()]
    worst = sorted(((n / total[tag], tag, n) for tag, n in tags.items() if total[tag] >= 5), reverse=True)[:3]
    lines += [f"Texts tagged *{tag}*: {n} of {total[tag]} wrong." for _, tag, n in worst]
    return "\n".join(f"- {line[0].upper()}{line[1:]}" for line in (*lines, *ALWAYS))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    cells = list(head)
    lines = [cells, ["---"] * len(cells), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _value(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(ends: Sequence[float | None] | None, before: str = "") -> str:
    if ends is None or None in ends:
        return ""
    return f"{before}[{ends[0]:.3f}, {ends[1]:.3f}]"


def _read(path: Path, otherwise: Any) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else otherwise


if __name__ == "__main__":
    import sys

    from matcher.data import data_path
    from matcher.model import Matcher

    place = data_path("models", "sale")
    print(write_card(place, Matcher.load(place, pipeline="blank"), *sys.argv[1:2]))
