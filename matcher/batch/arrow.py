"""Arrow batches in, Arrow batches out: what Spark, Dask, Ray or a loop over a file can call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from matcher.batch.answer import columns
from matcher.batch.options import BatchOptions
from matcher.batch.parquet import filled, with_answers
from matcher.batch.pool import Scorer
from matcher.batch.scoring import loaded
from matcher.batch.source import ROWS, take


def score_batches(batches: Iterable[Any], options: BatchOptions | None = None) -> Iterator[Any]:
    """Each ``pyarrow.RecordBatch`` with the contract's columns behind its own, lazily and in order.

    The model is loaded once a process. Raises ``UsageError`` where no column is the text.
    """
    options = options or BatchOptions()
    matcher = loaded(options.model, options.pipeline)
    labels = tuple(str(label) for label in matcher.classes_)
    scorer = Scorer(options)
    for batch in batches:
        added = columns(options.explain, labels, batch.schema.names)
        taken = take(batch.schema.names, options, "Arrow")
        parts = (batch.slice(at, ROWS) for at in range(0, max(1, batch.num_rows), ROWS))
        chunks = (filled(part, taken, options.lang) for part in parts)
        for chunk, answers in scorer.run((chunk, chunk.values) for chunk in chunks):
            yield with_answers(chunk.rows, answers, added)
