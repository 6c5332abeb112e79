"""A saved model answers as it did, whatever becomes of the corpus, and a damaged one is refused in one sentence."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import pickle
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import matcher.data
from matcher import Matcher
from matcher.engine import arrays
from matcher.engine.arrays import ARRAYS
from matcher.engine.persist import FILES, KNOWLEDGE, MANIFEST, digest_of
from matcher.errors import DataError
from matcher.study.evaluate import held_out_examples
from matcher.text.names import given_names
from matcher.trained import Trained
from tests.conftest import ROOT, Run

SHIPPED = ROOT / "models" / "sale"
TEXTS = [example.text for example in held_out_examples()[::8]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model, to be damaged."""
    folder = tmp_path / "modello"
    folder.mkdir()
    for name in (MANIFEST, *FILES):
        shutil.copy(SHIPPED / name, folder / name)
    return folder


@pytest.fixture
def poor_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installation whose corpus has no expression, other concepts and no given name."""
    (tmp_path / "corpus" / "lexicon").mkdir(parents=True)
    shutil.copy(ROOT / "corpus" / "SALE.json", tmp_path / "corpus" / "SALE.json")
    (tmp_path / "corpus" / "lexicon" / "levels.csv").write_text("responsibility,expression,language,note\n")
    (tmp_path / "corpus" / "concepts.csv").write_text("concept,part,lemmas\nnuovo,verb,vendere|comprare\n")
    (tmp_path / "corpus" / "given_names.txt").write_text("vendita\n")
    monkeypatch.setattr(matcher.data, "_PACKAGE", tmp_path / "matcher")
    given_names.cache_clear()
    yield
    given_names.cache_clear()


def fitted(**parameters: Any) -> Matcher:
    chosen = held_out_examples()[::3]
    return Matcher("blank", dimensions=8, **parameters).fit(
        [e.text for e in chosen], [e.label for e in chosen]
    )


def test_a_saved_model_answers_to_the_last_bit(tmp_path: Path) -> None:
    model = fitted()
    model.save(tmp_path)
    again = Matcher.load(tmp_path, pipeline="blank")
    assert np.array_equal(again.predict_proba(TEXTS), model.predict_proba(TEXTS))
    assert again.match(TEXTS[0]).to_dict() == model.match(TEXTS[0]).to_dict()
    first = {name: (tmp_path / name).read_bytes() for name in (MANIFEST, *FILES)}
    again.save(tmp_path)
    assert first == {name: (tmp_path / name).read_bytes() for name in first}


def test_a_model_holds_its_knowledge(folder: Path, matcher: Matcher, poor_corpus: None) -> None:
    alone = Matcher.load(folder, pipeline="blank")
    assert np.array_equal(alone.predict_proba(TEXTS), matcher.predict_proba(TEXTS))


def test_a_model_of_another_skill_needs_no_file_of_it(tmp_path: Path) -> None:
    skill = tmp_path / "VEND.json"
    skill.write_text((ROOT / "corpus" / "SALE.json").read_text(encoding="utf-8").replace("SALE", "VEND"))
    fitted(skill=str(skill)).save(tmp_path / "modello")
    skill.unlink()
    again = Matcher.load(tmp_path / "modello", pipeline="blank")
    assert (again.info_.name, again.knowledge_.skill.code) == ("vend-it", "VEND")
    chosen = held_out_examples()[::3]
    again.fit([e.text for e in chosen], [e.label for e in chosen])
    assert again.info_.name == "vend-it"


def test_every_array_of_the_weights_is_stored(matcher: Matcher) -> None:
    def places(part: Any, before: str = "") -> Iterator[str]:
        for field in dataclasses.fields(part):
            value = getattr(part, field.name)
            if isinstance(value, np.ndarray):
                yield before + field.name
            elif dataclasses.is_dataclass(value):
                yield from places(value, f"{before}{field.name}.")

    assert sorted(places(matcher.weights_)) == sorted(array.place for array in ARRAYS)


def test_content_tells_two_models_of_one_name_apart(tmp_path: Path) -> None:
    for name, strength in (("a", 5.0), ("b", 1.0), ("c", 5.0)):
        fitted(strength=strength).save(tmp_path / name)
    digests = [digest_of(tmp_path / name) for name in "abc"]
    assert digests[0] == digests[2] != digests[1]


def signed(folder: Path) -> None:
    """A manifest that vouches for the files as they are: only the checks behind it are left."""
    file = folder / MANIFEST
    told = json.loads(file.read_text(encoding="utf-8"))
    told["sha256"] = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    file.write_text(json.dumps(told), encoding="utf-8")


def entry(name: str, value: Any, file: str = "model.json") -> Callable[[Path], None]:
    """Another value in a JSON file."""

    def spoil(folder: Path) -> None:
        told = json.loads((folder / file).read_text(encoding="utf-8"))
        told[name] = value(told[name]) if callable(value) else value
        (folder / file).write_text(json.dumps(told), encoding="utf-8")

    return spoil


def array(place: str, value: Callable[[Any], Any]) -> Callable[[Path], None]:
    """Another array in ``head.npz``."""

    def spoil(folder: Path) -> None:
        with np.load(folder / "head.npz") as found:
            held = dict(found)
        np.savez_compressed(folder / "head.npz", **held | {place: value(held[place])})

    return spoil


def written(name: str, data: bytes | str) -> Callable[[Path], None]:
    return lambda folder: (
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode()) and None
    )


def claims_five_gigabytes(folder: Path) -> None:
    """A small file whose header promises an array of 5 GB."""
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<i2", "fortran_order": False, "shape": (2_500_000_000,)}
    )
    with zipfile.ZipFile(folder / "head.npz", "w", zipfile.ZIP_DEFLATED) as packed:
        for one in ARRAYS:
            if one.file == "head.npz":
                packed.writestr(f"{one.place}.npy", header.getvalue() + bytes(1000))


def pickled(folder: Path) -> None:
    """An array of objects, whose pickle would write a file."""

    class Bomb:
        def __reduce__(self) -> Any:
            return Path.touch, (folder / "esplosa",)

    with np.load(folder / "head.npz") as found:
        held = dict(found)
    held["idf"] = np.array([Bomb()] * len(held["idf"]), dtype=object)
    np.savez_compressed(folder / "head.npz", **held)


DAMAGE = {
    "temperature of zero": (entry("temperature", 0.0), "model.json", "temperature"),
    "negative temperature": (entry("temperature", -1.0), "model.json", "temperature"),
    "temperature that is no number": (entry("temperature", float("nan")), "model.json", "temperature"),
    "infinite temperature": (entry("temperature", float("inf")), "model.json", "temperature"),
    "temperature in words": (entry("temperature", "1.0"), "model.json", "temperature"),
    "number for terms": (entry("terms", 5), "model.json", "terms"),
    "term of no kind": (entry("terms", lambda terms: ["z:boh", *terms[1:]]), "model.json", "z:boh"),
    "term twice": (entry("terms", lambda terms: [terms[1], *terms[1:]]), "model.json", "twice"),
    "strange labels": (entry("labels", ["a", "b", "c", "d", "e", "f"]), "model.json", "labels"),
    "labels out of order": (entry("labels", lambda labels: labels[::-1]), "model.json", "labels"),
    "entry too many": (entry("altro", 1), "model.json", "altro"),
    "list for an object": (written("model.json", "[]"), "model.json", ""),
    "no JSON": (written("model.json", "\x00\x01"), "model.json", ""),
    "JSON too deep": (written("model.json", "[" * 100_000), "model.json", ""),
    "no skill": (entry("skill", {"code": "SALE"}, KNOWLEDGE), KNOWLEDGE, "name"),
    "code of no level": (entry("lexicon", [["9.9", "vendere"]], KNOWLEDGE), "model.json", "lexicon"),
    "concept without a name": (entry("lemmas", {"vendere": [999]}, KNOWLEDGE), "model.json", "concepts"),
    "renamed concepts": (
        entry("concepts", lambda names: [n + "x" for n in names], KNOWLEDGE),
        "model.json",
        "p:",
    ),
    "weights of other roles": (entry("role_weights", {"boss": 1.0}, KNOWLEDGE), "model.json", "roles"),
    "no zip": (written("head.npz", b"PK no zip at all"), "head.npz", "npz"),
    "half a zip": (lambda f: written("head.npz", (f / "head.npz").read_bytes()[:9999])(f), "head.npz", "npz"),
    "array missing": (lambda f: np.savez_compressed(f / "head.npz", idf=np.zeros(3)), "head.npz", "arrays"),
    "one term too few": (array("idf", lambda idf: idf[1:]), "head.npz", "shape"),
    "sides exchanged": (array("head.lexical", np.transpose), "head.npz", "shape"),
    "dimension too many": (array("idf", lambda idf: idf[:, None]), "head.npz", "shape"),
    "not a number": (array("idf", lambda idf: idf * np.nan), "head.npz", "whole numbers"),
    "5 GB in a small file": (claims_five_gigabytes, "head.npz", "shape"),
    "pickle": (pickled, "head.npz", "whole numbers"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_what_cannot_be_a_model_is_refused_by_file_and_mend(what: str, folder: Path) -> None:
    spoil, file, why = DAMAGE[what]
    spoil(folder)
    signed(folder)
    with pytest.raises(DataError) as told:
        Trained.load(folder, pipeline="blank")
    assert str(folder / file) in told.value.en
    assert why in told.value.en
    assert "\n" not in told.value.it + told.value.en
    assert not (folder / "esplosa").exists()


def test_a_parameter_that_the_estimator_lacks_is_named(folder: Path) -> None:
    entry("parameters", {"potenza": 3})(folder)
    signed(folder)
    with pytest.raises(DataError, match=r"model\.json.*potenza"):
        Matcher.load(folder, pipeline="blank")


def test_what_unpacks_to_too_much_is_refused_unopened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrays, "MOST_BYTES", 1 << 20)
    with pytest.raises(DataError, match="unpacks to more than 1 MB"):
        Trained.load(folder, pipeline="blank")


@pytest.mark.parametrize("name", [MANIFEST, *FILES])
def test_a_missing_file_is_named(name: str, folder: Path) -> None:
    (folder / name).unlink()
    with pytest.raises(DataError, match=f"{name}.*missing.*matcher train"):
        Trained.load(folder, pipeline="blank")


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_model_is_named(name: str, folder: Path) -> None:
    """One byte is enough: a model with negated weights loads nowhere."""
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(DataError, match=f"{name}.*not the file that manifest.json names"):
        Trained.load(folder, pipeline="blank")


@pytest.mark.parametrize(
    "told", ["[]", "{}", "null", '{"format": 2, "sha256": 5}', '{"format": 1, "sha256": {}}']
)
def test_a_manifest_that_is_none_is_refused(told: str, folder: Path) -> None:
    (folder / MANIFEST).write_text(told, encoding="utf-8")
    with pytest.raises(DataError, match=r"manifest\.json.*matcher train"):
        Trained.load(folder, pipeline="blank")


def test_the_command_line_says_it_in_one_sentence(folder: Path, run_matcher: Run) -> None:
    (folder / "roles.npz").write_bytes(pickle.dumps("no model"))
    done = run_matcher("score", "--model", folder, "--text", "Agente di commercio per il Veneto")
    assert done.returncode == 1
    said = done.stderr.decode().splitlines()
    assert len(said) == 1
    assert "roles.npz" in said[0] and "matcher train" in said[0]
