"""The command line as a user meets it: a process, its output, its exit code."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from matcher import Matcher, __version__
from matcher.cli import app as application
from matcher.render.json import line as json_line
from tests.conftest import ROOT, Run

AD = (
    "Area Manager Nord\r\n\r\n• Coordinare una rete di 12 agenti e affiancarli in visita 🚗\r\n"
    "• Definire con la direzione il piano di vendita e il budget dell'area\r\n"
    "• Negoziare e firmare i contratti con i clienti direzionali\r\n\r\n"
    "A riporto del Direttore Commerciale. Offriamo auto aziendale, perche' tieni al tempo.\r\n"
)
ENGLISH = (
    "We are looking for a seasoned nurse who will look after patients in our busy hospital ward, keep the "
    "records up to date and work closely with doctors and families throughout their whole stay."
)


def objects(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode("utf-8").splitlines()]


def one_sentence(errors: bytes) -> str:
    text = errors.decode("utf-8")
    assert "Traceback" not in text
    assert text.endswith("\n")
    assert text.count("\n") == 1, text
    return text.strip()


@pytest.mark.parametrize("label", ["4", "5", "6"])
def test_example_ads_get_their_level(label: str, examples: dict[str, Path], matcher: Matcher) -> None:
    assert matcher.match(examples[label].read_text(encoding="utf-8")).label == label


def test_library_file_and_standard_input_give_the_same_bytes_twice(
    tmp_path: Path, matcher: Matcher, run_matcher: Run
) -> None:
    file = tmp_path / "annuncio.txt"
    file.write_bytes(AD.encode())
    from_file = run_matcher("score", "--format", "json", file, file)
    piped = run_matcher("score", "--format", "json", given=AD.encode())
    again = run_matcher("score", "--format", "json", "-", given=AD.encode())
    assert (from_file.returncode, piped.returncode, piped.stderr) == (0, 0, b"")
    assert piped.stdout == again.stdout == json_line(matcher.match(AD).to_dict())
    named = json_line(matcher.match(AD, source=str(file)).to_dict())
    assert from_file.stdout == named + named


def test_json_keeps_the_contract_and_spans_slice_the_input(run_matcher: Run) -> None:
    (answer,) = objects(run_matcher("score", "--format", "json", "--text", AD).stdout)
    wanted = {"source", "status", "label", "level", "probabilities", "overlaps", "alignments", "model"}
    assert wanted | {"warnings"} <= set(answer)
    assert (answer["status"], answer["label"], answer["level"]) == ("ok", "5", 5)
    assert sum(answer["probabilities"].values()) == pytest.approx(1, abs=1e-5)
    assert list(answer["probabilities"]) == ["none", "1-3", "4", "5", "6", "7"]
    assert answer["overlaps"]
    for overlap in answer["overlaps"]:
        for start, end in overlap["spans"]:
            assert " ".join(AD[start:end].lower().split()) == overlap["term"]
    assert set(answer["model"]) >= {"name", "version", "pipeline"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_every_encoding_gives_the_same_answer(
    encoding: str, tmp_path: Path, matcher: Matcher, run_matcher: Run
) -> None:
    text = (
        "Responsabilità: sarà attività della figura coordinare la rete agenti e perciò definirne i target.\n"
    )
    file = tmp_path / "annuncio.txt"
    file.write_bytes(text.encode(encoding))
    done = run_matcher("score", "--format", "json", file)
    assert done.stdout == json_line(matcher.match(text, source=str(file)).to_dict())


def test_piped_text_is_plain_and_names_term_and_responsibility(matcher: Matcher, run_matcher: Run) -> None:
    done = run_matcher("score", "--text", AD)
    page = done.stdout.decode()
    assert done.returncode == 0
    assert "\x1b" not in page
    assert "Livello 5" in page.splitlines()[0]
    strongest = matcher.match(AD).overlaps[0]
    code = strongest.responsibility or strongest.label
    assert all(f"[{AD[start:end]}]({code})" in page for start, end in strongest.spans)
    assert f"{code} {matcher.knowledge_.skill.responsibilities[code].text[:20]}" in page
    assert all(
        re.search(rf"^ *{label} +[<>]?\d+% ", page, re.MULTILINE)
        for label in ("none", "1-3", "4", "5", "6", "7")
    )


def test_english_by_choice_before_or_after_the_command(run_matcher: Run) -> None:
    before = run_matcher("--lang", "en", "score", "--text", AD)
    after = run_matcher("score", "--text", AD, "--lang", "en")
    assert before.stdout == after.stdout
    assert "Level 5 (probability" in before.stdout.decode()


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        (b"", "insufficient_text", "dice troppo poco"),
        (b" \r\n\t", "insufficient_text", "dice troppo poco"),
        (b"Cercasi agente commerciale", "insufficient_text", "dice troppo poco"),
        (ENGLISH.encode(), "unsupported_language", "non è in italiano"),
    ],
)
def test_a_text_without_label_says_why(given: bytes, status: str, words: str, run_matcher: Run) -> None:
    done = run_matcher("score", "--format", "json", given=given)
    (answer,) = objects(done.stdout)
    assert (answer["status"], answer["label"], answer["level"]) == (status, None, None)
    assert done.returncode == 0
    assert words in one_sentence(done.stderr)
    shown = run_matcher("score", given=given)
    assert words in one_sentence(shown.stdout)
    assert (shown.returncode, shown.stderr) == (0, b"")


def test_unreadable_inputs_get_a_sentence_each_and_the_rest_is_scored(
    tmp_path: Path, run_matcher: Run
) -> None:
    good, binary = tmp_path / "buono.txt", tmp_path / "immagine.txt"
    good.write_text(AD, encoding="utf-8")
    binary.write_bytes(bytes(range(256)) * 64)
    inputs = (tmp_path / "manca.txt", tmp_path, binary, good)
    done = run_matcher("score", "--format", "json", *inputs)
    assert done.returncode == 1
    assert [answer["source"] for answer in objects(done.stdout)] == [str(good)]
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 3
    for line, file in zip(lines, inputs, strict=False):
        assert line.startswith(str(file)) and line.endswith(".")
    assert "non esiste" in lines[0] and "cartella" in lines[1]


@pytest.mark.slow
def test_20_mb_of_text_end_without_a_traceback(tmp_path: Path, run_matcher: Run) -> None:
    file = tmp_path / "grande.txt"
    file.write_bytes(AD.encode() * (20_000_000 // len(AD.encode()) + 1))
    done = run_matcher("score", "--format", "json", file)
    if done.returncode:
        assert (done.returncode, done.stdout) == (1, b"")
        assert str(file) in one_sentence(done.stderr)
    else:
        assert objects(done.stdout)[0]["label"] == "5"


@pytest.mark.parametrize(
    "words",
    [
        ["score", "--format", "xml"],
        ["score", "--nonesiste"],
        ["indovina"],
        ["score", "--text", "ciao", "file.txt"],
        ["score", "--lang", "fr"],
    ],
)
def test_wrong_use_is_told_in_one_sentence(words: list[str], run_matcher: Run) -> None:
    done = run_matcher(*words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "--help" in one_sentence(done.stderr)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["score", "--text", AD, "--pipeline", "it_core_news_xx"],
            "python -m spacy download it_core_news_xx",
        ),
        (["score", "--text", AD, "--model", "nessuna/cartella"], "matcher train"),
        (["levels", "--skill", "manca.json"], "manca.json"),
        (["evaluate", "manca.jsonl"], "manca.jsonl"),
    ],
)
def test_what_is_asked_for_and_missing_is_named_with_the_mend(
    words: list[str], said: str, run_matcher: Run
) -> None:
    done = run_matcher(*words)
    assert (done.returncode, done.stdout) == (1, b"")
    assert said in one_sentence(done.stderr)


def test_levels_show_the_framework_word_for_word(run_matcher: Run, matcher: Matcher) -> None:
    skill = matcher.knowledge_.skill
    page = run_matcher("levels").stdout.decode()
    for part in skill.responsibilities.values():
        assert f"[{part.id}] {part.text}" in page
    (answer,) = objects(run_matcher("levels", "--format", "json").stdout)
    assert [level["text"] for level in answer["levels"]] == [level.text for level in skill.levels]


def test_doctor_names_versions_pipeline_and_cost(run_matcher: Run) -> None:
    page = run_matcher("doctor").stdout.decode()
    assert __version__ in page
    assert "blank_it+simplemma" in page
    assert "scikit-learn" in page


def test_evaluate_prints_the_figures(tmp_path: Path, run_matcher: Run, examples: dict[str, Path]) -> None:
    rows = [
        {"id": label, "text": file.read_text(encoding="utf-8"), "label": label}
        for label, file in examples.items()
    ]
    labelled = tmp_path / "etichettati.jsonl"
    labelled.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (figures,) = objects(run_matcher("evaluate", labelled, "--format", "json").stdout)
    assert {"n", "accuracy", "macro_f1", "quadratic_kappa", "ece", "per_label", "confusion"} <= set(figures)
    assert (figures["n"], figures["accuracy"]) == (3, 1.0)
    page = run_matcher("evaluate", labelled).stdout.decode()
    assert "kappa quadratico" in page and "richiamo" in page
    assert "nan" not in page.replace("nessun", "")


@pytest.mark.shared
def test_evaluate_reads_the_validation_data(shared: Path, run_matcher: Run) -> None:
    labelled = shared / "data" / "ads_dev.jsonl"
    (figures,) = objects(run_matcher("evaluate", labelled, "--format", "json").stdout)
    assert figures["n"] == len(labelled.read_text(encoding="utf-8").splitlines())
    assert figures["accuracy"] > 0.5


def test_version_is_the_package_version(run_matcher: Run) -> None:
    assert run_matcher("--version").stdout.decode().split() == ["matcher", __version__]


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys\nfrom matcher.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'spacy', 'sklearn', 'scipy'} & set(sys.modules)\nsys.exit(1 if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, timeout=60, check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_command_and_option_has_help_in_both_languages(lang: str) -> None:
    group = application.command()
    for command in (group, *group.commands.values()):
        for part in (command, *command.params):
            assert part.help and "\x1f" in part.help, (
                f"{command.name}: {part.name} lacks help in both languages"
            )
    group = application.command(lang)
    for command in (group, *group.commands.values()):
        assert all("\x1f" not in part.help for part in (command, *command.params))


def test_every_command_shows_an_example_in_its_help(run_matcher: Run) -> None:
    for name in application.command().commands:
        told = " ".join(run_matcher(name, "--help").stdout.decode().split())
        assert f"Esempio: matcher {name}" in told


def test_the_shell_can_complete_commands(run_matcher: Run) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from matcher.cli import main; main()"],
        env={
            **os.environ,
            "_MATCHER_COMPLETE": "complete_bash",
            "COMP_WORDS": "matcher ba",
            "COMP_CWORD": "1",
        },
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.stdout.decode().split() == ["batch"]


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "matcher", "levels"],
        stdout=writing,
        check=False,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        timeout=60,
    )
    os.close(writing)
    assert done.stderr == b""


@pytest.mark.parametrize("words", [[], ["--lang", "en"]])
def test_no_command_shows_the_help(words: list[str], run_matcher: Run) -> None:
    done = run_matcher(*words)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"score" in done.stdout and b"doctor" in done.stdout


@pytest.mark.parametrize("words", [["--help"], ["batch", "--help"], ["train", "--help"]])
def test_italian_help_holds_no_english(words: list[str], run_matcher: Run) -> None:
    page = run_matcher(*words).stdout.decode()
    assert "Mostra questo aiuto" in page
    for english in (
        "Usage",
        "Options",
        "Arguments",
        "Commands",
        "Show this",
        "[default",
        "[required",
        "ARGS",
    ):
        assert english not in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["batch"], "manca 'INPUT'"),
        (["score", "--fromat", "json"], "l'opzione --fromat non c'è, forse --format"),
        (["indovina"], "il comando «indovina» non c'è"),
        (["score", "--format", "xml"], "«xml» non è fra"),
        (["batch", "a.csv", "-o", "b.csv", "--workers", "0"], "deve essere almeno 1"),
        (["compare", "solo.txt"], "almeno due file"),
        (["doctor", "x", "y"], "di troppo: x y"),
    ],
)
def test_wrong_use_is_told_in_italian(words: list[str], said: str, run_matcher: Run) -> None:
    assert said in one_sentence(run_matcher(*words).stderr)


def test_doctor_gives_the_line_for_each_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from matcher.cli import doctor

    there = importlib.metadata.version
    gone = ("pyarrow", "pandas", "lime", "nbclient", "it_core_news_sm")

    def version(name: str) -> str:
        if name in gone:
            raise importlib.metadata.PackageNotFoundError(name)
        return there(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    said = "\n".join(doctor._remarks("it"))
    for extra in ("batch", "notebooks"):
        assert f'{sys.executable} -m pip install "sale-matcher[{extra}]"' in said
    assert f"{sys.executable} -m spacy download it_core_news_sm" in said


def test_nothing_is_ever_said_to_be_certain(tmp_path: Path, run_matcher: Run) -> None:
    sure = "Coordina una rete di dodici agenti, assegna gli obiettivi e definisce il budget di area.\n" * 4
    file, page = tmp_path / "certo.txt", tmp_path / "certo.html"
    file.write_text(sure, encoding="utf-8")
    (answer,) = objects(run_matcher("score", "--format", "json", file).stdout)
    assert max(answer["probabilities"].values()) > 0.995
    run_matcher("report", tmp_path, "-o", page)
    shown = [run_matcher(*words, file).stdout.decode() for words in (["score"], ["compare", file])]
    shown += [
        run_matcher(*words, "--format", "html", file).stdout.decode()
        for words in (["score"], ["compare", file])
    ]
    for text in shown:
        assert ">99%" in text or "&gt;99%" in text
        visible = re.sub(r"style=(\"[^\"]*\"|'[^']*')|<style>.*?</style>", "", text, flags=re.DOTALL)
        assert not re.search(r"(?<![\d.+−-])1[.,]00?\b|\b100(?:[.,]0)?%|(?<![\d.,])0(?:[.,]0+)?%", visible)
    assert 'p > .99 ? ">99%"' in page.read_text(encoding="utf-8")
