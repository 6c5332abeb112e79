"""Both language paths: blank Italian with simplemma, and a trained pipeline installed as a package."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy

from matcher import Matcher, PipelineError
from matcher.language.pipeline import BLANK, SMALL, Language, installed
from matcher.language.words import WORD
from tests.conftest import ROOT

AD = "Responsabile vendite\nCoordina la rete agenti e definisce il budget di vendita con la direzione."
TINY = "it_matcher_tiny"
LEMMAS = {"agenti": "agente", "coordina": "coordinare", "definisce": "definire", "vendite": "lemmadiprova"}


def lemmas(language: Language, text: str) -> dict[str, str]:
    ids = language.tokens([text]).lexemes.tolist()
    return {language.lexemes.forms[i]: language.lexemes.lemmas[i] for i in ids}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a small pipeline, on the path as an installed package is."""
    site = tmp_path_factory.mktemp("site")
    nlp = spacy.blank("it")
    ruler = nlp.add_pipe("attribute_ruler")
    for form, lemma in LEMMAS.items():
        ruler.add([[{"LOWER": form}]], {"LEMMA": lemma})  # type: ignore[attr-defined]
    nlp.add_pipe("sentencizer")
    nlp.meta.update(name="matcher_tiny", version="0.0.7")
    package = site / TINY
    package.mkdir()
    nlp.to_disk(package / f"{TINY}-0.0.7")
    (package / "meta.json").write_text(json.dumps(nlp.meta), encoding="utf-8")
    loader = "from spacy.util import load_model_from_init_py\n\ndef load(**overrides):\n    "
    (package / "__init__.py").write_text(
        f"{loader}return load_model_from_init_py(__file__, **overrides)\n", encoding="utf-8"
    )
    about = site / f"{TINY}-0.0.7.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {TINY}\nVersion: 0.0.7\n", encoding="utf-8"
    )
    sys.path.insert(0, str(site))
    importlib.invalidate_caches()
    yield TINY
    sys.path.remove(str(site))


def test_blank_italian_gives_lemmas_without_any_download() -> None:
    language = Language(BLANK)
    assert language.name.startswith("blank_it+simplemma-")
    found = lemmas(language, "Coordina gli agenti e sviluppa relazioni con la clientela, venditrici incluse.")
    assert found["agenti"] == "agente"
    assert found["coordina"] == "coordinare"
    assert found["relazioni"] == "relazione"
    assert found["venditrici"] == "venditore"


@pytest.mark.parametrize("form", ["venditore", "venditrice", "venditori", "venditrici", "VENDITORE"])
def test_gender_number_and_case_share_a_stem(form: str) -> None:
    language = Language(BLANK)
    (lexeme,) = language.tokens([form]).lexemes.tolist()
    assert language.lexemes.stems[lexeme] == language.lexemes.stems[language.tokens(["venditore"]).lexemes[0]]


def test_an_installed_pipeline_gives_its_own_lemmas_and_only_its_needed_components_run(tiny: str) -> None:
    language = Language(tiny)
    assert language.name == f"{TINY}-0.0.7"
    assert lemmas(language, AD)["vendite"] == "lemmadiprova"
    assert language.nlp.pipe_names == ["attribute_ruler"]


def test_a_matcher_runs_on_an_installed_pipeline_and_names_it(tiny: str) -> None:
    match = Matcher.load(pipeline=tiny).match(AD)
    assert match.model.pipeline == f"{TINY}-0.0.7"
    assert match.label == "5"
    for overlap in match.overlaps:
        assert all(" ".join(AD[a:b].lower().split()) == overlap.term for a, b in overlap.spans)


def test_a_text_has_the_same_tokens_alone_and_among_others(tiny: str) -> None:
    for pipeline in (BLANK, tiny):
        language = Language(pipeline)
        alone, among = language.tokens([AD]), language.tokens(["Altro testo.", AD, ""])
        low, high = among.first[1:3].tolist()
        assert among.lexemes[low:high].tolist() == alone.lexemes.tolist()
        assert (among.starts[low:high] - len("Altro testo.")).tolist() == alone.starts.tolist()


def test_auto_takes_the_small_pipeline_where_it_is_installed() -> None:
    assert Language("auto").package == (SMALL if installed(SMALL) else BLANK)


@pytest.mark.parametrize("name", ["it_core_news_xl", "numpy", "../altrove", "nome con spazi"])
def test_a_pipeline_asked_for_and_missing_is_told_with_the_command_that_installs_it(name: str) -> None:
    with pytest.raises(PipelineError) as caught:
        Matcher.load(pipeline=name).match(AD)
    assert name in caught.value.it and "spacy download" in caught.value.it
    assert "\n" not in caught.value.it


def test_words_are_words_whatever_their_punctuation() -> None:
    language = Language(BLANK)
    ids = language.tokens(["(vendita), «agenti»; clienti/prospect."]).lexemes.tolist()
    words = {language.lexemes.forms[i] for i in ids if language.lexemes.kinds[i] == WORD}
    assert {"vendita", "agenti", "clienti", "prospect"} <= words


@pytest.mark.shared
@pytest.mark.slow
def test_the_small_pipeline_is_used_where_it_is_installed(shared: Path, tmp_path: Path) -> None:
    """In an environment of its own: the wheel beside the checkout stands in for the real package."""
    (wheel,) = (shared / "wheels").glob("it_core_news_sm-*.whl")
    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", site, wheel],
        check=True,
        timeout=300,
    )
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)])}
    command = [sys.executable, "-m", "matcher", "score", "--format", "json", *examples()]
    done = subprocess.run(command, capture_output=True, check=True, env=settings, cwd=tmp_path, timeout=300)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert {answer["model"]["pipeline"] for answer in answers} == {"it_core_news_sm-0.0.1"}
    assert [answer["label"] for answer in answers] == ["4", "5", "6"]
    again = subprocess.run(command, capture_output=True, check=True, env=settings, cwd=tmp_path, timeout=300)
    assert again.stdout == done.stdout


def examples() -> list[Path]:
    return sorted((ROOT / "corpus" / "examples").glob("*.txt"))
