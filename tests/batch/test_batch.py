"""``matcher batch``: every row comes out, in order, untouched, with the numbers of ``matcher score``."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from matcher import Matcher
from matcher.batch import BatchError, BatchOptions, UsageError, columns, readers, run_batch, source
from matcher.batch import run as batch_run
from matcher.training.corpus import load_corpus

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

AD = (
    "Responsabile vendite Italia\nGestione e coordinamento della rete di agenti, definizione del budget "
    "e degli obiettivi di vendita, analisi dei risultati e report alla direzione generale.\n"
    "Gestione diretta dei clienti principali e delle trattative più complesse."
)
ADDED = tuple(column.name for column in columns("terms"))


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [text.text for text in load_corpus()][::40][:40]


def options(**changes: object) -> BatchOptions:
    return BatchOptions(**{"pipeline": "blank", "explain": "terms", **changes})


def run(given: Path | str, output: Path | str, **changes: object) -> object:
    return run_batch(str(given), str(output), options(**changes), lambda _: None)


def write_csv(path: Path, rows: list[list[str]], **how: str) -> Path:
    encoding = how.pop("encoding", "utf-8")
    page = io.StringIO(newline="")
    csv.writer(page, **how).writerows(rows)
    path.write_bytes(page.getvalue().encode(encoding))
    return path


def read_csv(path: Path, **how: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""), **how))


def test_numbers_are_those_of_score(tmp_path: Path, texts: list[str], matcher: Matcher) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in enumerate(texts)))
    run(given, tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == list(range(len(texts)))
    for row, text in zip(rows, texts, strict=True):
        alone = matcher.match(text).to_dict()
        assert (row["status"], row["label"], row["level"]) == (
            alone["status"],
            alone["label"],
            alone["level"],
        )
        assert {label: row[f"p_{label}"] for label in alone["probabilities"]} == alone["probabilities"]
        assert row["error"] is None
        if row["label"]:
            assert row["confidence"] == max(alone["probabilities"].values())
            first = [o["term"] for o in alone["overlaps"] if o["label"] == row["label"]][:5]
            assert row["top_terms"].split("; ") == first


def test_workers_and_explanations_leave_the_numbers_alone(tmp_path: Path, texts: list[str]) -> None:
    given = write_csv(tmp_path / "in.csv", [["id", "testo"], *([str(i), t] for i, t in enumerate(texts))])
    for name, changes in {"one": {}, "two": {"workers": 2}}.items():
        run(given, tmp_path / f"{name}.csv", **changes)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    for explain in ("none", "full"):
        run(given, tmp_path / f"{explain}.csv", explain=explain)
        for with_terms, other in zip(
            read_csv(tmp_path / "one.csv"), read_csv(tmp_path / f"{explain}.csv"), strict=True
        ):
            same = [c for c in ADDED if c != "top_terms"]
            assert [with_terms[c] for c in same] == [other[c] for c in same]
            assert explain == "none" or json.loads(other["explanation"])["label"] == (other["label"] or None)


@pytest.mark.parametrize(
    ("delimiter", "encoding", "how"),
    [
        (",", "utf-8", {}),
        (";", "cp1252", {"lineterminator": "\r\n"}),
        ("\t", "utf-16", {}),
        ("|", "utf-8-sig", {"quoting": csv.QUOTE_ALL}),
    ],
)
def test_a_csv_of_any_make_keeps_its_other_columns(
    tmp_path: Path, texts: list[str], delimiter: str, encoding: str, how: dict[str, object]
) -> None:
    own = [[f"00{i}", text, f'Forlì "{i}"', f"{i},50 €", ""] for i, text in enumerate(texts)]
    own = [[cell.encode("cp1252", "replace").decode("cp1252") for cell in row] for row in own]
    header = ["codice", "Descrizione", "città", "paga", "vuota"]
    given = write_csv(tmp_path / "in.csv", [header, *own], delimiter=delimiter, encoding=encoding, **how)
    run(given, tmp_path / "out.csv")
    rows = read_csv(tmp_path / "out.csv", delimiter=delimiter)
    assert list(rows[0]) == [*header, *ADDED]
    assert [[row[name] for name in header] for row in rows] == own
    assert {row["status"] for row in rows} <= {"ok", "insufficient_text", "unsupported_language"}


def test_a_title_is_line_one_of_the_text(tmp_path: Path, matcher: Matcher) -> None:
    title, body = AD.split("\n", 1)
    given = write_csv(tmp_path / "in.csv", [["titolo", "testo"], [title, body]])
    run(given, tmp_path / "out.csv")
    assert read_csv(tmp_path / "out.csv")[0]["p_5"] == str(matcher.match(AD).to_dict()["probabilities"]["5"])


ODD: list[object] = [
    AD,
    None,
    12,
    "",
    "   ",
    "x" * 10_000_000,
    "vendita " * 100_000,
    "a\x00b\x07" + AD,
    "\ud800" + AD,
    ["lista"],
    {"a": 1},
    "English text about the sale of software, with nothing that an Italian reader would understand at all.",
    AD,
]


def test_odd_rows_stop_nothing(tmp_path: Path) -> None:
    given, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [json.dumps({"n": i, "text": value}).encode() for i, value in enumerate(ODD)]
    lines += [b"not json", b'{"text": "broken \xff\xfe bytes"}', b"[1]", b"null", b'{"no": "text"}']
    given.write_bytes(b"\n".join(lines) + b"\n\n")
    outcome = run(given, output)
    out = output.read_bytes().splitlines()
    assert len(out) == len(lines) == outcome.rows
    rows = [json.loads(line.decode("utf-8", "surrogateescape")) for line in out]
    for before, after in zip(lines[: len(ODD)], out, strict=False):
        assert after.startswith(before[:-1])
    errors = [i for i, row in enumerate(rows) if row["error"]]
    assert errors == [1, 2, 5, 9, 10, 13, 15, 16, 17]
    assert all(rows[i]["status"] == "error" and rows[i]["label"] is None for i in errors)
    good = [rows[i]["label"] for i in (0, 7, 8, 12)]
    assert len(set(good)) == 1 and good[0] is not None
    assert rows[3]["status"] == rows[4]["status"] == "insufficient_text"
    assert rows[11]["status"] == "unsupported_language"
    assert rows[13]["line"] == "not json"


def test_odd_rows_of_a_csv_keep_their_bytes(tmp_path: Path) -> None:
    given = tmp_path / "in.csv"
    broken = b'2,"Vendita \xff rotta e altro testo che segue per un po\'",x\n'
    given.write_bytes(
        b"id,text,more\n1,"
        + b'"'
        + AD.encode()
        + b'"'
        + ",città è così\n".encode() * 1
        + broken
        + b"3,short\n4,a,b,c\n"
    )
    run(given, tmp_path / "out.csv")
    raw = (tmp_path / "out.csv").read_bytes()
    assert b"Vendita \xff rotta" in raw
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8", "surrogateescape"), newline="")))
    assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4"]
    assert rows[1][3] == "ok" and rows[3][3] == rows[4][3] == "error"
    assert rows[4][-1] == "c"


def test_parquet_keeps_types_and_metadata(tmp_path: Path, texts: list[str]) -> None:
    table = pa.table(
        {
            "text": pa.array([*texts, None], pa.large_string()),
            "when": pa.array([i * 1000 for i in range(len(texts) + 1)], pa.timestamp("ms")),
            "tags": pa.array([["a", None]] * (len(texts) + 1)),
        }
    ).replace_schema_metadata({"made": "by hand"})
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=7)
    outcome = run(tmp_path / "in.parquet", tmp_path / "out.parquet")
    out = pq.read_table(tmp_path / "out.parquet")
    assert out.select(table.schema.names).equals(table)
    assert out.schema.metadata[b"made"] == b"by hand"
    assert tuple(out.schema.names[3:]) == ADDED
    assert outcome.errors == 1 and out["status"][-1].as_py() == "error"
    assert out.schema.field("level").type == pa.int64() and out.schema.field("p_1-3").type == pa.float64()


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".csv.gz", ".jsonl.gz", ".jsonl.zst", ".parquet"])
def test_any_format_goes_to_any_other(tmp_path: Path, texts: list[str], suffix: str) -> None:
    given = write_csv(tmp_path / "in.csv", [["id", "text"], *([str(i), t] for i, t in enumerate(texts[:9]))])
    run(given, tmp_path / f"middle{suffix}")
    again = read_csv(given)
    run(tmp_path / f"middle{suffix}", tmp_path / "out.csv")
    rows = read_csv(tmp_path / "out.csv")
    assert [(row["id"], row["text"]) for row in rows] == [(row["id"], row["text"]) for row in again]
    assert [row["label"] for row in rows] == [row["matcher_label"] for row in rows]


def test_json_with_changing_fields_loses_none_in_a_table(tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text('{"text": "a"}\n{"text": "b", "late": [1, {"x": 2}]}\n')
    run(given, tmp_path / "out.csv")
    assert [row["late"] for row in read_csv(tmp_path / "out.csv")] == ["", '[1, {"x": 2}]']


def test_a_folder_of_documents(tmp_path: Path) -> None:
    folder = tmp_path / "ads"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.txt").write_text(AD, "utf-8")
    (folder / "deep" / "a.txt").write_text(AD, "utf-8")
    (folder / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    outcome = run(folder, tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["b.txt", "c.pdf", "deep/a.txt"]
    assert [row["status"] for row in rows] == ["ok", "error", "ok"]
    assert outcome.errors == 1 and rows[1]["error"]


def test_duplicates_are_scored_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "ROWS", 10)
    given = write_csv(tmp_path / "in.csv", [["text"], *([AD + str(i % 7)] for i in range(95))])
    assert "Distinct texts: 7;" in run(given, tmp_path / "out.csv", lang="en").words
    rows = read_csv(tmp_path / "out.csv")
    assert len(rows) == 95 and len({row["p_5"] for row in rows[::7]}) == 1


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_no_rows_give_an_empty_output(tmp_path: Path, suffix: str) -> None:
    given = write_csv(tmp_path / "in.csv", [["id", "text"]])
    assert run(given, tmp_path / f"out{suffix}").rows == 0
    assert (tmp_path / f"out{suffix}").exists()
    if suffix == ".parquet":
        assert pq.read_table(tmp_path / "out.parquet").schema.names == ["id", "text", *ADDED]


def test_wrong_use_is_told_before_anything_is_written(tmp_path: Path) -> None:
    given = write_csv(tmp_path / "in.csv", [["a", "b"], ["1", "2"]])
    for changes, output in [
        ({}, "out.csv"),
        ({"text_column": "c"}, "out.csv"),
        ({"text_column": "a"}, "out.xls"),
    ]:
        with pytest.raises(UsageError):
            run(given, tmp_path / output, **changes)
    with pytest.raises(UsageError):
        run(given, given, text_column="a")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv"]


def test_a_quote_without_end_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "LONGEST", 10_000)
    given = tmp_path / "in.csv"
    given.write_text('id,text\n1,fine\n2,"never closed\n' + "3,more\n" * 5000)
    with pytest.raises(BatchError) as told:
        run(given, tmp_path / "out.csv")
    assert "in.csv" in told.value.en and not (tmp_path / "out.csv").exists()
    csv.field_size_limit(1 << 27)


def test_another_run_is_not_gone_on_with(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("models")
    given = write_csv(tmp_path / "in.csv", [["text"], *([AD + str(i)] for i in range(50))])
    monkeypatch.setattr(readers, "ROWS", 5)
    calls = iter(range(100))

    def burst(*_: object) -> list[object]:
        if next(calls) == 9:
            raise KeyboardInterrupt
        return []

    from matcher.batch import pool

    real = pool._work
    monkeypatch.setattr(pool, "_work", lambda texts, *a: burst() or real(texts, *a))
    with pytest.raises(KeyboardInterrupt):
        run(given, tmp_path / "out.csv")
    monkeypatch.setattr(pool, "_work", real)
    assert not (tmp_path / "out.csv").exists()
    with pytest.raises(UsageError):
        run(given, tmp_path / "out.csv", explain="none", resume=True)
    other = Matcher.load(pipeline="blank")
    other.weights_ = replace(other.weights_, head=replace(other.weights_.head, temperature=9.0))
    other.save(elsewhere / "other")
    with pytest.raises(UsageError, match="model"):
        run(given, tmp_path / "out.csv", model=str(elsewhere / "other"), resume=True)
    Matcher.load(pipeline="blank").save(elsewhere / "same")
    run(given, tmp_path / "out.csv", model=str(elsewhere / "same"), resume=True)
    run(given, tmp_path / "whole.csv")
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv", "out.csv", "whole.csv"]


def cli(*words: str, **how: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "matcher", "batch", *words, "--pipeline", "blank"]
    return subprocess.run(command, capture_output=True, check=False, **how)


def test_standard_input_to_standard_output(texts: list[str]) -> None:
    page = io.StringIO(newline="")
    csv.writer(page).writerows([["id", "text"], *([str(i), t] for i, t in enumerate(texts[:5]))])
    done = cli("-", "-o", "-", input=page.getvalue().encode())
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0 and [row["id"] for row in rows] == ["0", "1", "2", "3", "4"]
    assert b"Traceback" not in done.stderr and b"id" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_and_a_closed_pipe_end_in_one_sentence(tmp_path: Path, texts: list[str]) -> None:
    given = write_csv(tmp_path / "in.csv", [["text"], *([t] for t in texts * 40)])
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "matcher", "batch", str(given), "-o", "-", "--explain", "none"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1 and len(done.stderr.decode().splitlines()) == 2, done.stderr
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert done.returncode == 1 and len(done.stderr.decode().splitlines()) == 2, done.stderr


def test_a_full_disk_leaves_no_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: list[str]
) -> None:
    given = write_csv(tmp_path / "in.csv", [["text"], *([t] for t in texts)])
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        with pytest.raises(BatchError):
            run(given, tmp_path / "out.csv")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)
    assert not (tmp_path / "out.csv").exists()
    run(given, tmp_path / "out.csv", resume=True)
    assert len(read_csv(tmp_path / "out.csv")) == len(texts)


def test_packed_output_opens_with_the_usual_tools(tmp_path: Path, texts: list[str]) -> None:
    given = write_csv(tmp_path / "in.csv", [["text"], *([t] for t in texts)])
    run(given, tmp_path / "out.csv.gz")
    run(given, tmp_path / "out.csv")
    assert gzip.decompress((tmp_path / "out.csv.gz").read_bytes()) == (tmp_path / "out.csv").read_bytes()


def test_usual_names_are_taken_and_told(tmp_path: Path) -> None:
    said: list[str] = []
    given = write_csv(tmp_path / "in.csv", [["ID", "Titolo", "Testo"], ["1", "a", "b"]])
    run_batch(str(given), str(tmp_path / "out.csv"), options(lang="en"), said.append)
    assert said == ["Columns: text = Testo, title = Titolo, id = ID"]
    assert source.USUAL["text"][:4] == ("text", "testo", "description", "descrizione")


def spoken(given: Path, output: Path, **changes: object) -> list[str]:
    said: list[str] = []
    run_batch(str(given), str(output), options(**changes), said.append)
    return said[1:]


def test_an_output_that_is_there_is_replaced_with_a_word(tmp_path: Path) -> None:
    given, output = write_csv(tmp_path / "in.csv", [["testo"], [AD]]), tmp_path / "out.csv"
    assert spoken(given, output) == []
    assert spoken(given, output) == [
        f"{output}: c'è già; sarà sostituito quando tutte le righe saranno fatte."
    ]


def test_resume_says_from_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "ROWS", 2)
    monkeypatch.setattr(batch_run, "EVERY", 1)
    given, output = (
        write_csv(tmp_path / "in.csv", [["testo"], *([AD] for _ in range(9))]),
        tmp_path / "out.csv",
    )
    count, done = batch_run.count, []

    def interrupted(*arguments: object) -> None:
        count(*arguments)
        done.append(1)
        if len(done) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(batch_run, "count", interrupted)
    said: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        run_batch(str(given), str(output), options(), said.append)
    assert said[-1] == f"{output}.partial: 6 righe già fatte; lo stesso comando con --resume le riprende."
    assert spoken(given, output, resume=True) == ["Ripresa dalla riga 7: 6 righe erano già fatte."]
    assert spoken(given, tmp_path / "new.csv", resume=True) == [
        "Niente da riprendere: si parte dalla prima riga."
    ]


def test_a_failed_parquet_run_leaves_nothing_behind(tmp_path: Path) -> None:
    given = tmp_path / "in.parquet"
    pq.write_table(pa.table({"testo": [f"{AD} {i}" for i in range(400)]}), given, row_group_size=100)
    data = bytearray(given.read_bytes())
    at = pq.ParquetFile(given).metadata.row_group(2).column(0).data_page_offset
    data[at : at + 400] = b"\xff" * 400
    given.write_bytes(data)
    with pytest.raises(BatchError, match=r"in\.parquet: damaged inside"):
        run(given, tmp_path / "out.parquet")
    assert [p.name for p in tmp_path.iterdir()] == ["in.parquet"]


def test_an_empty_table_says_that_it_is_empty(tmp_path: Path) -> None:
    for name in ("in.csv", "in.jsonl"):
        (tmp_path / name).write_bytes(b"")
        with pytest.raises(UsageError, match=f"{name}: is empty"):
            run(tmp_path / name, tmp_path / "out.csv")
