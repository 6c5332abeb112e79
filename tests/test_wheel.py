"""What users install: a wheel that works in an empty environment, away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from matcher import Matcher
from matcher.render.json import line
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    (built,) = folder.glob("sale_matcher-*.whl")
    return built


def test_wheel_holds_knowledge_model_and_licences_and_nothing_to_execute(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in ("matcher/corpus/SALE.json", "matcher/models/sale/model.json", "matcher/py.typed"):
        assert wanted in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert not [name for name in names if name.endswith((".pkl", ".pickle", ".joblib", ".pyc"))]
    assert not [name for name in names if name.startswith(("tests/", "notebooks/"))]


def test_installed_in_an_empty_environment_it_scores_an_ad(
    wheel: Path, tmp_path: Path, examples: dict[str, Path], matcher: Matcher
) -> None:
    home = tmp_path / "env"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel]
    subprocess.run(install, check=True, capture_output=True, timeout=900)
    ad = examples["5"].read_bytes()
    command = [python.with_name("matcher"), "score", "--format", "json"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, input=ad, capture_output=True, cwd=tmp_path, env=clean, check=True, timeout=120
    )
    assert json.loads(done.stdout)["label"] == "5"
    assert done.stdout == line(matcher.match(ad.decode("utf-8")).to_dict())
