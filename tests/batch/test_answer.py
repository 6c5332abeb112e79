"""Columns and their values cannot get out of step, in any format."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from matcher.batch import BatchOptions, answer, run_batch, score_batches
from matcher.batch.answer import Answer, Column, columns

ANSWER = Answer("ok", "5", 5, 0.75, {"4": 0.25, "5": 0.75}, "rete vendita", "nessuno", '{"a": 1}')


def test_every_column_says_what_its_name_says() -> None:
    told = {column.name: column.value(ANSWER) for column in columns("full", ("4", "5"))}
    assert told == {
        "status": "ok",
        "label": "5",
        "level": 5,
        "confidence": 0.75,
        "p_4": 0.25,
        "p_5": 0.75,
        "top_terms": "rete vendita",
        "error": "nessuno",
        "explanation": '{"a": 1}',
    }


def test_a_column_put_anywhere_shifts_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "in.csv"
    source.write_text(
        "id,text\n1,Visita i clienti della zona e chiude contratti: risponde di un obiettivo di vendita.\n",
        encoding="utf-8",
    )
    options = BatchOptions(pipeline="blank", explain="terms")
    before = _rows(source, tmp_path, options)
    real = answer.columns

    def with_one_more(*given: object, **named: object) -> tuple[Column, ...]:
        first, *rest = real(*given, **named)  # type: ignore[arg-type]
        return (first, Column("chars", "int64", lambda one: len(one.status)), *rest)

    for home in ("matcher.batch.run", "matcher.batch.arrow"):
        monkeypatch.setattr(f"{home}.columns", with_one_more)
    for form, row in _rows(source, tmp_path, options).items():
        assert str(row.pop("chars")) == "2"
        assert row == before[form]


def _rows(source: Path, folder: Path, options: BatchOptions) -> dict[str, dict[str, object]]:
    """The one row of the input in every format."""
    for form in ("csv", "jsonl", "parquet"):
        run_batch(str(source), str(folder / f"out.{form}"), options, lambda _: None)
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        (as_csv,) = csv.DictReader(file)
    (as_json,) = map(json.loads, (folder / "out.jsonl").read_text(encoding="utf-8").splitlines())
    (as_parquet,) = pq.read_table(folder / "out.parquet").to_pylist()
    batch = pa.RecordBatch.from_pylist([{"text": as_json["text"]}])
    (as_arrow,) = next(iter(score_batches([batch], options))).to_pylist()
    return {"csv": dict(as_csv), "json": as_json, "parquet": as_parquet, "arrow": as_arrow}
