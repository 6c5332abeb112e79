"""Streams of rows: a thousand in a spreadsheet, millions in Parquet."""

from __future__ import annotations

from matcher.batch.answer import Answer, Column, columns
from matcher.batch.options import BatchError, BatchOptions, UsageError

__all__ = [
    "Answer",
    "BatchError",
    "BatchOptions",
    "Column",
    "UsageError",
    "columns",
    "run_batch",
    "score_batches",
]


def __getattr__(name: str) -> object:
    """Load what is heavy when it is first asked for."""
    from importlib import import_module

    homes = {"run_batch": "matcher.batch.run", "score_batches": "matcher.batch.arrow"}
    if name not in homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(homes[name]), name)
