"""Saves and loads weights as JSON and npz, nothing executable, the same bytes for the same weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.engine.engine import Weights
from matcher.engine.head import Head
from matcher.errors import DataError
from matcher.text.roles import RoleModel

FORMAT = 1
_DECIMALS = {
    "idf": 4,
    "lexical": 4,
    "dense": 4,
    "prototypes": 3,
    "vectors": 3,
    "own": 2,
    "context": 2,
    "second": 3,
}


def save_weights(folder: Path, weights: Weights, about: dict[str, Any]) -> None:
    """Write ``model.json``, ``head.npz`` and ``roles.npz`` into ``folder``; numbers are fixed point."""
    folder.mkdir(parents=True, exist_ok=True)
    described = {
        "format": FORMAT,
        **about,
        "intercept": [round(float(v), 6) for v in weights.head.intercept],
        "temperature": round(weights.head.temperature, 6),
        "terms": list(weights.terms),
        "role_features": list(weights.roles.features),
    }
    text = json.dumps(described, ensure_ascii=False, indent=0, sort_keys=True)
    (folder / "model.json").write_text(text + "\n", encoding="utf-8")
    head, roles = weights.head, weights.roles
    _pack(
        folder / "head.npz",
        idf=weights.idf,
        lexical=head.lexical,
        dense=head.dense,
        prototypes=weights.prototypes,
        vectors=weights.vectors,
    )
    _pack(folder / "roles.npz", own=roles.own, context=roles.context, second=roles.second)


def load_weights(folder: Path) -> tuple[Weights, dict[str, Any]]:
    """Read what ``save_weights`` wrote. Raises ``DataError`` naming the file and the mend."""
    try:
        about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        if about.get("format") != FORMAT:
            raise _broken(folder, "model.json")
        head, roles = _unpack(folder / "head.npz"), _unpack(folder / "roles.npz")
        weights = Weights(
            tuple(about.pop("terms")),
            head["idf"],
            Head(
                head["lexical"],
                head["dense"],
                np.array(about.pop("intercept")),
                float(about.pop("temperature")),
            ),
            head["prototypes"],
            head["vectors"],
            RoleModel(tuple(about.pop("role_features")), roles["own"], roles["context"], roles["second"]),
        )
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise _broken(folder, str(error)) from None
    if len(weights.terms) != len(weights.idf):
        raise _broken(folder, "head.npz")
    return weights, about


def _broken(folder: Path, what: str) -> DataError:
    return DataError(
        f"{folder}: il modello manca o è guasto ({what}), rifarlo con «matcher train».",
        f'{folder}: the model is missing or broken ({what}), rebuild it with "matcher train".',
    )


def _pack(file: Path, **arrays: NDArray[np.float64]) -> None:
    fixed = {}
    for name, array in arrays.items():
        whole = np.rint(array * 10 ** _DECIMALS[name])
        fixed[name] = whole.astype(np.int16 if np.abs(whole).max(initial=0) < 32000 else np.int32)
    np.savez_compressed(file, **fixed)


def _unpack(file: Path) -> dict[str, NDArray[np.float64]]:
    with np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float64) / 10 ** _DECIMALS[name] for name in arrays.files}
