"""PySpark: a DataFrame of ads with the contract's columns behind its own, the model loaded once a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from matcher.batch.answer import Column, columns
from matcher.batch.arrow import score_batches
from matcher.batch.options import BatchOptions, not_installed
from matcher.batch.scoring import loaded
from matcher.batch.source import take

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["score_batches", "score_frame"]


def score_frame(frame: DataFrame, options: BatchOptions | None = None) -> DataFrame:
    """Score every row of a Spark DataFrame by ``mapInArrow``, lazily; other columns stay as they are.

    The package must be installed on the workers. Raises ``UsageError`` where no column is the text.
    """
    options = options or BatchOptions()
    take(frame.columns, options, "DataFrame")
    labels = tuple(str(label) for label in loaded(options.model, options.pipeline).classes_)
    added = columns(options.explain, labels, frame.columns)
    return frame.mapInArrow(_scorer(options), _schema(frame, added))


def _scorer(options: BatchOptions) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """What runs on the workers: sent by name, so that no model travels."""
    return partial(score_batches, options=options)


def _schema(frame: DataFrame, added: tuple[Column, ...]) -> Any:
    """The frame's schema with the added columns."""
    try:
        from pyspark.sql.types import DoubleType, LongType, StringType, StructField, StructType
    except ImportError:
        raise not_installed("pyspark", "spark", ("Spark", "Spark")) from None
    kinds = {"double": DoubleType, "int64": LongType, "string": StringType}
    fields = [StructField(column.name, kinds[column.type]()) for column in added]
    return StructType([*frame.schema.fields, *fields])
