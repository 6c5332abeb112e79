"""At which level of the SFIA skill *Vendita (SALE)* an Italian job ad or CV sits, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matcher.version import __version__

if TYPE_CHECKING:
    from matcher.errors import DataError, DocumentError, MatcherError, PipelineError
    from matcher.match import Match
    from matcher.model import Matcher


__all__ = ["DataError", "DocumentError", "Match", "Matcher", "MatcherError", "PipelineError", "__version__"]

_HOMES = {
    "DataError": "matcher.errors",
    "DocumentError": "matcher.errors",
    "Match": "matcher.match",
    "Matcher": "matcher.model",
    "MatcherError": "matcher.errors",
    "PipelineError": "matcher.errors",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that ``import matcher`` stays fast."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
