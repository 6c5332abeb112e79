"""The arrays of a model and how each is stored: fixed-point numbers in npz files, read without trust."""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from matcher.engine.engine import Weights

MOST_BYTES = 1 << 29
"""What the arrays of one file may unpack to."""
_WIDTHS = (np.int8, np.int16, np.int32)


@dataclass(frozen=True, slots=True)
class Array:
    """One array of ``Weights``: its place there, its file, its dimensions by name, its decimals, its type in memory.

    A dimension that the model's lists do not fix, such as ``dimensions``, is as long as the first array that has it.
    """

    place: str
    file: str
    shape: tuple[str, ...]
    decimals: int
    dtype: str = "float64"


ARRAYS = (
    Array("idf", "head.npz", ("terms",), 4),
    Array("head.lexical", "head.npz", ("terms", "labels"), 4),
    Array("head.dense", "head.npz", ("terms", "labels"), 4),
    Array("head.intercept", "head.npz", ("labels",), 4),
    Array("roles.own", "roles.npz", ("features", "roles"), 3),
    Array("roles.context", "roles.npz", ("features", "contexts"), 3),
    Array("roles.second", "roles.npz", ("neighbours", "roles"), 4),
    Array("links.term_idf", "links.npz", ("terms",), 3),
    Array("links.terms", "links.npz", ("terms", "outcomes"), 2),
    Array("links.word_idf", "links.npz", ("features",), 3),
    Array("links.words", "links.npz", ("features", "outcomes"), 2),
    Array("links.intercept", "links.npz", ("outcomes",), 4),
    Array("links.least", "links.npz", ("outcomes",), 4),
    Array("links.named", "links.npz", ("outcomes",), 4),
)
ARRAY_FILES = tuple(dict.fromkeys(array.file for array in ARRAYS))


class ArrayError(ValueError):
    """What is wrong with a file of arrays, in a few words: Italian, English."""


def rounded(weights: Weights) -> Weights:
    """The same weights as they will be read back."""
    return placed(weights, {array.place: _read(_fixed(array, weights), array) for array in ARRAYS})


def placed(weights: Weights, values: Mapping[str, NDArray[Any]]) -> Weights:
    """The weights with ``values`` at their places."""
    groups: dict[str, dict[str, Any]] = {}
    for place, value in values.items():
        group, _, name = place.rpartition(".")
        groups.setdefault(group, {})[name] = value
    own = groups.pop("", {})
    parts = {group: replace(getattr(weights, group), **fields) for group, fields in groups.items()}
    return replace(weights, **own, **parts)


def pack(file: str, weights: Weights) -> bytes:
    """The arrays of one file."""
    fixed = {array.place: _fixed(array, weights) for array in ARRAYS if array.file == file}
    data = io.BytesIO()
    np.savez_compressed(data, **fixed)  # type: ignore[arg-type]
    return data.getvalue()


def unpack(file: str, data: bytes, sizes: dict[str, int]) -> dict[str, NDArray[Any]]:
    """The arrays of one file by their places, checked against ``sizes`` before anything is unpacked.

    Dimensions that are not yet in ``sizes`` are added to it. Raises ``ArrayError``.
    """
    wanted = [array for array in ARRAYS if array.file == file]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check_names(packed.infolist(), wanted)
            return {array.place: _unpack(packed, array, sizes) for array in wanted}
    except ArrayError:
        raise
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, EOFError, OSError):
        raise ArrayError("non è un archivio npz integro", "not a sound npz archive") from None


def _check_names(members: Iterable[zipfile.ZipInfo], wanted: list[Array]) -> None:
    found = sorted(member.filename for member in members)
    if found != sorted(f"{array.place}.npy" for array in wanted):
        raise ArrayError("non contiene gli array di un modello", "does not hold the arrays of a model")
    if sum(member.file_size for member in members) > MOST_BYTES:
        most = MOST_BYTES >> 20
        raise ArrayError(f"si espande oltre {most} MB", f"unpacks to more than {most} MB")


def _unpack(packed: zipfile.ZipFile, array: Array, sizes: dict[str, int]) -> NDArray[Any]:
    name = f"{array.place}.npy"
    with packed.open(name) as member:
        shape, dtype = _header(member)
        size = member.tell() + math.prod(shape) * dtype.itemsize
    _check_shape(array, shape, sizes)
    if dtype not in _WIDTHS or size != packed.getinfo(name).file_size:
        raise ArrayError(f"{array.place} non è fatto di numeri interi", f"{array.place} is not whole numbers")
    with packed.open(name) as member:
        whole: NDArray[Any] = np.lib.format.read_array(member, allow_pickle=False)
        return _read(whole, array)


def _header(member: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[Any]]:
    if np.lib.format.read_magic(member) != (1, 0):
        raise ValueError("another version of npy")
    shape, _, dtype = np.lib.format.read_array_header_1_0(member)
    return shape, dtype


def _check_shape(array: Array, shape: tuple[int, ...], sizes: dict[str, int]) -> None:
    if len(shape) == len(array.shape):
        for name, length in zip(array.shape, shape, strict=True):
            sizes.setdefault(name, length)
    right = tuple(sizes.get(name, -1) for name in array.shape)
    if shape != right:
        raise ArrayError(
            f"{array.place} ha forma {shape} e non {right}", f"{array.place} has shape {shape}, not {right}"
        )


def _fixed(array: Array, weights: Weights) -> NDArray[Any]:
    """Fixed-point numbers, as narrow as they go in."""
    whole = np.rint(np.asarray(attrgetter(array.place)(weights), dtype=np.float64) * 10**array.decimals)
    most = np.abs(whole).max(initial=0.0)
    fixed: NDArray[Any] = whole.astype(next(width for width in _WIDTHS if most <= np.iinfo(width).max))
    return fixed


def _read(whole: NDArray[Any], array: Array) -> NDArray[Any]:
    read: NDArray[Any] = (whole.astype(np.float64) / 10**array.decimals).astype(array.dtype)
    return read
