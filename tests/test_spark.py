"""The same columns and numbers from Arrow batches and from Spark in local mode."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher import Matcher
from matcher.batch import BatchOptions, columns, score_batches
from matcher.training.corpus import load_corpus

pa = pytest.importorskip("pyarrow")
ROOT = Path(__file__).resolve().parent.parent
OPTIONS = BatchOptions(pipeline="blank", explain="terms")


@pytest.fixture(scope="module")
def texts() -> list[str | None]:
    return [None, *(text.text for text in load_corpus()[::60])]


def expected(matcher: Matcher, texts: list[str | None]) -> list[tuple[object, ...]]:
    found = [matcher.match(text).to_dict() for text in texts if text is not None]
    return [(m["status"], m["label"], m["level"], *m["probabilities"].values()) for m in found]


def answers(rows: list[dict[str, object]]) -> list[tuple[object, ...]]:
    kept = [
        "status",
        "label",
        "level",
        *(column.name for column in columns("none") if column.name.startswith("p_")),
    ]
    return [tuple(row[name] for name in kept if row[name] is not None or name[:2] != "p_") for row in rows]


def test_arrow_batches_come_out_with_the_same_numbers(matcher: Matcher, texts: list[str | None]) -> None:
    table = pa.table({"n": list(range(len(texts))), "testo": texts})
    out = pa.Table.from_batches(score_batches(table.to_batches(max_chunksize=7), OPTIONS))
    assert out.schema.names == ["n", "testo", *(column.name for column in columns("terms"))]
    assert out.select(["n", "testo"]).equals(table)
    rows = out.to_pylist()
    assert rows[0]["status"] == "error" and rows[0]["error"]
    assert answers(rows[1:]) == expected(matcher, texts)


def test_an_empty_batch_has_the_columns_too() -> None:
    batch = pa.RecordBatch.from_pylist([], pa.schema([("text", pa.string())]))
    (out,) = score_batches([batch], OPTIONS)
    assert out.num_rows == 0 and out.schema.names == ["text", *(column.name for column in columns("terms"))]


@pytest.fixture(scope="module")
def spark() -> Iterator[object]:
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'sale-matcher[spark]'")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not on the path")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("matcher")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "16",
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(ROOT))
        session = builder.getOrCreate()
        yield session
        session.stop()


@pytest.mark.slow
def test_spark_gives_the_same_numbers(spark: object, matcher: Matcher, texts: list[str | None]) -> None:
    from matcher.spark import score_frame

    frame = spark.createDataFrame(list(enumerate(texts)), "n int, testo string").repartition(2)
    scored = score_frame(frame, OPTIONS)
    assert scored.columns == ["n", "testo", *(column.name for column in columns("terms"))]
    rows = [row.asDict() for row in scored.orderBy("n").collect()]
    assert [row["testo"] for row in rows] == texts
    assert rows[0]["status"] == "error"
    assert answers(rows[1:]) == expected(matcher, texts)
