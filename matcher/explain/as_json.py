"""The reasons of a Match as JSON: for, missing, against, the contrast, and the sentences in Italian."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from matcher.explain.answers import Evidence
from matcher.explain.contrast import contrast, reasons
from matcher.explain.data import MatchData
from matcher.explain.sentences import sentences

TERMS = 10


def why(match: MatchData) -> dict[str, Any]:
    """What ``Match.to_dict`` adds for a match that carries its reasons; of the contrast only the heaviest terms."""
    found, against = reasons(match), contrast(match)
    return {
        "reasons": {
            "found": _evidence(found.found),
            "missing": list(found.missing),
            "against": _evidence(found.against),
        },
        "contrast": {
            "other": against.other,
            "difference": round(against.difference, 6),
            "remainder": round(against.remainder, 6),
            "terms": [
                {"term": t.term, "weight": round(t.weight, 6), "spans": [list(s) for s in t.spans]}
                for t in against.terms[:TERMS]
            ],
            "found": list(against.found),
            "missing": list(against.missing),
        },
        "sentences": list(sentences(match, aside=False)),
    }


def _evidence(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [
        {"span": list(e.span), "weight": round(e.weight, 6), "responsibility": e.responsibility}
        for e in evidence
    ]
