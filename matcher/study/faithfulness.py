"""How far explanations say what the model does: erasure tests, beside LIME and a random order.

Comprehensiveness and sufficiency are those of ERASER (DeYoung et al., 2020): how much probability the label loses
when the words that an explanation ranks first are taken out (more is better), or when nothing else is left (less is
better).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import MatcherError
from matcher.explain.contrast import against_rest, weigh_contributions
from matcher.match import Match
from matcher.types import Span

if TYPE_CHECKING:
    from matcher.model import Matcher

Floats = NDArray[np.float64]
SHARES = (0.01, 0.05, 0.10, 0.20)
SEEDS = 5
TOP = 10
REPEATS = 3
_WORD = re.compile(r"\w+")
Ranker = Callable[["Matcher", Match, list[Span]], Floats]
Edits = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class _Erased:
    """Figures of one explanation: one value a share, and the rank correlation with leave-one-out."""

    comprehensiveness: Floats
    sufficiency: Floats
    correlation: float
    seconds: float


def faithfulness(
    matcher: Matcher,
    texts: Sequence[str],
    *,
    with_lime: bool = False,
    edits: Edits | None = None,
    seed: int = 0,
) -> dict[str, Any]:
    """Figures of the explanations of ``texts``, ready for JSON; declined texts are left out.

    ``with_lime`` explains the same texts with LIME (extra ``study``; some seconds a text). ``edits`` gives
    harmless variants of a text, for the stability of label and terms. Raises ``MatcherError`` without LIME's
    library, or where no text has a label.
    """
    matches = [m for m in matcher.match_many(texts) if m.label is not None]
    if not matches:
        raise MatcherError(
            "Nessun testo ha ricevuto un livello: dare testi in italiano che descrivono un ruolo.",
            "No text was given a level: give texts in Italian that describe a role.",
        )
    rankers: dict[str, list[Ranker]] = {"contributions": [_by_contribution]}
    if with_lime:
        rankers["lime"] = [partial(_by_lime, _lime(matcher, seed))]
    rankers["random"] = [partial(_at_random, np.random.default_rng(seed + i)) for i in range(SEEDS)]
    words = [[w.span() for w in _WORD.finditer(m.text)] for m in matches]
    alone = [_leave_one_out(matcher, m, spans) for m, spans in zip(matches, words, strict=True)]
    methods = {}
    for name, several in rankers.items():
        results = [
            _erase(matcher, m, spans, effect, ranker)
            for m, spans, effect in zip(matches, words, alone, strict=True)
            for ranker in several
        ]
        methods[name] = _summary(results)
    return {
        "texts": len(matches),
        "words": float(np.mean([len(spans) for spans in words])),
        "methods": methods,
        "additivity_error": max(additivity_error(m) for m in matches),
        "cost": cost(matcher, texts),
        "length": _length(matches),
        "stability": None if edits is None else _stability(matcher, matches, edits),
    }


def additivity_error(match: Match) -> float:
    """The largest gap between a label's score and its contributions and remainder."""
    total = np.array(list(match.remainder.values()))
    for c in match.contributions:
        total = total + np.array(c.lexical) + np.array(c.dense)
    return float(np.abs(total - np.array(list(match.scores.values()))).max())


def cost(matcher: Matcher, texts: Sequence[str]) -> dict[str, float]:
    """Seconds a text for scoring and for explaining in full on top of it, the best of a few rounds."""
    scoring, whole = [], []
    for _ in range(REPEATS):
        start = time.perf_counter()
        for _match in matcher.match_many(texts, detail="none"):
            pass
        scoring.append(time.perf_counter() - start)
        start = time.perf_counter()
        for _match in matcher.match_many(texts):
            pass
        whole.append(time.perf_counter() - start)
    explaining = min(whole) - min(scoring)
    return {
        "scoring": min(scoring) / len(texts),
        "explaining": explaining / len(texts),
        "ratio": explaining / min(scoring),
    }


def without(text: str, spans: Iterable[Span]) -> str:
    """The text less some words; what stands between them stays."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces.append(text[at:start])
        at = end
    return "".join(pieces) + text[at:]


def _by_contribution(matcher: Matcher, match: Match, words: list[Span]) -> Floats:
    """Contributions word by word, along the label's odds; a word of the engine may be several here, or a part of one."""
    result = np.zeros(len(words))
    starts = np.array([start for start, _ in words])
    found = match.by_word()
    for c, weight in zip(found, weigh_contributions(found, against_rest(match)), strict=True):
        low, high = np.searchsorted(starts, c.span)
        low = low if high > low else max(low - 1, 0)
        result[low : max(high, low + 1)] += weight / max(high - low, 1)
    return result


def _at_random(rng: np.random.Generator, matcher: Matcher, match: Match, words: list[Span]) -> Floats:
    return rng.random(len(words))


def _lime(matcher: Matcher, seed: int) -> Any:
    try:
        from lime.lime_text import LimeTextExplainer
    except ImportError:
        raise MatcherError(
            "Manca la libreria di LIME: installarla con «pip install 'sale-matcher[study]'».",
            "LIME's library is missing: install it with \"pip install 'sale-matcher[study]'\".",
        ) from None
    return LimeTextExplainer(class_names=list(matcher.classes_), random_state=seed)


def _by_lime(explainer: Any, matcher: Matcher, match: Match, words: list[Span]) -> Floats:
    """LIME's weight of each word, with its default samples; all its occurrences share it."""
    label = list(match.probabilities).index(match.label or "")
    found = explainer.explain_instance(
        match.text, matcher.predict_proba, labels=(label,), num_features=len(words)
    )
    weights = dict(found.as_list(label=label))
    return np.array([weights.get(match.text[a:b], 0.0) for a, b in words])


def _probabilities(matcher: Matcher, match: Match, texts: Iterable[str]) -> Floats:
    return matcher.predict_proba(texts)[:, list(match.probabilities).index(match.label or "")]


def _leave_one_out(matcher: Matcher, match: Match, words: list[Span]) -> Floats:
    """What the label's log odds lose with each word."""
    p = _probabilities(matcher, match, [match.text, *(without(match.text, [span]) for span in words)])
    odds = np.log(np.clip(p, 1e-12, 1.0)) - np.log(np.clip(1 - p, 1e-12, 1.0))
    return np.asarray(odds[0] - odds[1:])


def _erase(matcher: Matcher, match: Match, words: list[Span], effect: Floats, ranker: Ranker) -> _Erased:
    from scipy.stats import spearmanr

    start = time.perf_counter()
    weights = ranker(matcher, match, words)
    seconds = time.perf_counter() - start
    order = np.argsort(-weights, kind="stable").tolist()
    counts = [max(1, round(share * len(words))) for share in SHARES]
    first = [[words[i] for i in order[:count]] for count in counts]
    rest = [[words[i] for i in order[count:]] for count in counts]
    p = _probabilities(
        matcher, match, [match.text, *(without(match.text, spans) for spans in (*first, *rest))]
    )
    same = len(set(weights.tolist())) < 2 or len(set(effect.tolist())) < 2
    correlation = 0.0 if same else float(spearmanr(weights, effect).statistic)
    return _Erased(p[0] - p[1 : len(counts) + 1], p[0] - p[len(counts) + 1 :], correlation, seconds)


def _summary(results: list[_Erased]) -> dict[str, Any]:
    def by_share(rows: list[Floats]) -> dict[str, float]:
        means = np.mean(rows, axis=0).tolist()
        return {f"{share:.0%}": value for share, value in zip(SHARES, means, strict=True)} | {
            "mean": float(np.mean(means))
        }

    return {
        "comprehensiveness": by_share([r.comprehensiveness for r in results]),
        "sufficiency": by_share([r.sufficiency for r in results]),
        "leave_one_out": float(np.mean([r.correlation for r in results])),
        "seconds": float(np.mean([r.seconds for r in results])),
    }


def _length(matches: list[Match]) -> dict[str, float]:
    said = [" ".join(m.sentences()) for m in matches]
    return {
        "terms": float(np.mean([len(m.overlaps) for m in matches])),
        "alignments": float(np.mean([len(m.alignments) for m in matches])),
        "sentence_words": float(np.mean([len(s.split()) for s in said])),
    }


def _stability(matcher: Matcher, matches: list[Match], edits: Edits) -> dict[str, float]:
    """Share of edited texts that keep the label, and of the label's heaviest terms that stay among the heaviest."""
    kept, shared = [], []
    for match in matches:
        before = _top(match)
        for after in matcher.match_many(edits(match.text)):
            kept.append(after.label == match.label)
            shared.append(len(before & _top(after)) / max(1, len(before)))
    return {
        "label_kept": float(np.mean(kept)),
        "terms_kept": float(np.mean(shared)),
        "edits": float(len(kept)),
    }


def _top(match: Match) -> set[str]:
    return {o.term for o in [o for o in match.overlaps if o.label == match.label][:TOP]}
