"""Saves and loads a model as a folder of JSON and npz: nothing executable, the same bytes for the same model.

``manifest.json`` vouches for the other files by their SHA-256. A model holds the knowledge it was trained with, so that
nothing outside its folder changes its answers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ValidationError

from matcher.data import written_whole
from matcher.engine.arrays import ARRAY_FILES, ArrayError, pack, placed, rounded, unpack
from matcher.engine.described import FORMAT, Facts, KnowledgeFile, Manifest, Parameter, sound
from matcher.engine.engine import Weights
from matcher.engine.head import Head
from matcher.engine.knowledge import Knowledge
from matcher.engine.linker import LinkModel
from matcher.errors import DataError
from matcher.text.roles import ROLES, RoleModel

MANIFEST, FACTS, KNOWLEDGE = "manifest.json", "model.json", "knowledge.json"
FILES = (FACTS, KNOWLEDGE, *ARRAY_FILES)
MOST_BYTES = 1 << 28
"""The largest file of a model."""
_Shape = TypeVar("_Shape", bound=BaseModel)


@dataclass(frozen=True)
class Model:
    """A model as it is stored; ``parameters`` are the estimator's, ``own_skill`` says that they named another skill."""

    weights: Weights
    knowledge: Knowledge
    name: str
    version: str
    parameters: Mapping[str, Parameter]
    own_skill: bool = False


def save_model(folder: Path, model: Model) -> None:
    """Write the model into ``folder``, the manifest last."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = model.weights
    facts = Facts(
        name=model.name,
        version=model.version,
        parameters=dict(model.parameters),
        own_skill=model.own_skill,
        labels=weights.labels,
        temperature=weights.head.temperature,
        terms=weights.terms,
        role_features=weights.roles.features,
    )
    files = {FACTS: _json(facts), KNOWLEDGE: _json(KnowledgeFile.of(model.knowledge))}
    files |= {file: pack(file, weights) for file in ARRAY_FILES}
    manifest = Manifest(format=FORMAT, sha256={name: _digest(data) for name, data in files.items()})
    for name, data in (*files.items(), (MANIFEST, _json(manifest))):
        with written_whole(folder / name) as beside:
            beside.write_bytes(data)


def load_model(folder: Path) -> Model:
    """Read and check what ``save_model`` wrote.

    Raises ``DataError`` naming the file, what is wrong with it and the mend.
    """
    manifest = _parsed(Manifest, folder / MANIFEST, _bytes(folder / MANIFEST))
    if manifest.format != FORMAT:
        raise broken(
            folder / MANIFEST,
            f"è nel formato {manifest.format} e questa versione legge il {FORMAT}",
            f"it has format {manifest.format} and this version reads {FORMAT}",
        )
    files = {name: _vouched(folder / name, manifest.sha256.get(name)) for name in FILES}
    facts = _parsed(Facts, folder / FACTS, files[FACTS])
    knowledge = _parsed(KnowledgeFile, folder / KNOWLEDGE, files[KNOWLEDGE]).knowledge(folder / KNOWLEDGE)
    if wrong := sound(facts, knowledge):
        raise broken(folder / FACTS, *wrong)
    weights = _weights(folder, files, facts, knowledge)
    return Model(weights, knowledge, facts.name, facts.version, facts.parameters, facts.own_skill)


def digest_of(folder: Path) -> str:
    """What tells a model's content from any other's."""
    return _digest(_bytes(folder / MANIFEST))


def stored(weights: Weights) -> Weights:
    """The same weights as they will be read back."""
    head = replace(weights.head, temperature=round(weights.head.temperature, 6))
    return rounded(replace(weights, head=head))


def broken(file: Path, it: str, en: str) -> DataError:
    """The sentence for a file of a model that cannot be used."""
    return DataError(
        f"{file}: il modello non si può usare ({it}), rifarlo con «matcher train».",
        f'{file}: the model cannot be used ({en}), rebuild it with "matcher train".',
    )


def _weights(folder: Path, files: Mapping[str, bytes], facts: Facts, knowledge: Knowledge) -> Weights:
    nothing = np.zeros(0)
    empty = Weights(
        facts.labels,
        facts.terms,
        nothing,
        Head(nothing, nothing, nothing, facts.temperature),
        RoleModel(facts.role_features, nothing, nothing, nothing),
        LinkModel.silent(0, 0, 0),
    )
    sizes = {
        "terms": len(facts.terms),
        "labels": len(facts.labels),
        "outcomes": len(knowledge.skill.responsibilities) + 1,
        "features": len(facts.role_features),
        "roles": len(ROLES),
        "contexts": 2 * len(ROLES),
        "neighbours": 3 * len(ROLES) + 1,
    }
    values: dict[str, NDArray[Any]] = {}
    for file in ARRAY_FILES:
        try:
            values |= unpack(file, files[file], sizes)
        except ArrayError as error:
            raise broken(folder / file, *error.args) from None
    return placed(empty, values)


def _json(shape: BaseModel) -> bytes:
    text = json.dumps(shape.model_dump(mode="json"), ensure_ascii=False, indent=0, sort_keys=True)
    return (text + "\n").encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            most = MOST_BYTES >> 20
            raise broken(file, f"è più grande di {most} MB", f"it is larger than {most} MB")
        return file.read_bytes()
    except FileNotFoundError:
        raise broken(file, "il file manca", "the file is missing") from None
    except OSError as error:
        raise broken(file, f"non si legge: {error.strerror}", f"cannot be read: {error.strerror}") from None


def _vouched(file: Path, digest: str | None) -> bytes:
    data = _bytes(file)
    if _digest(data) != digest:
        raise broken(
            file, f"non è il file di cui parla {MANIFEST}", f"it is not the file that {MANIFEST} names"
        )
    return data


def _parsed(shape: type[_Shape], file: Path, data: bytes) -> _Shape:
    try:
        return shape.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        it = f"voce «{place}» mancante o sbagliata" if place else "non è il JSON di un modello"
        raise broken(file, it, f"{place}: {first['msg']}" if place else first["msg"]) from None
