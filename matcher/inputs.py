"""Texts and labels as they are given to the library: any column of strings, checked row by row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InputError


def column(values: Any, what: str = "texts") -> Iterable[Any]:
    """The values of a list, a Series, an array or a frame of one column; ``what`` names them in errors.

    Raises ``InputError`` for a single string and for a table.
    """
    if isinstance(values, str | bytes):
        raise InputError(
            f"Serve una lista di {_ITALIAN[what]}, non una stringa: scrivere [testo].",
            f"Needs a list of {what}, not one string: write [text].",
        )
    shape = getattr(values, "shape", None)
    if shape is None or len(shape) == 1:
        if not isinstance(values, Iterable):
            raise InputError(
                f"Serve una lista di {_ITALIAN[what]}, non {type(values).__name__}.",
                f"Needs a list of {what}, not {type(values).__name__}.",
            )
        return values
    if len(shape) == 2 and shape[1] == 1:
        table = values.to_numpy() if hasattr(values, "to_numpy") else values
        flat: Iterable[Any] = table[:, 0]
        return flat
    raise InputError(
        f"Serve una sola colonna di {_ITALIAN[what]}, non una tabella {shape}: scegliere la colonna.",
        f"Needs one column of {what}, not a table of shape {shape}: choose the column.",
    )


def texts_of(values: Any) -> Iterator[str]:
    """Texts one by one. Raises ``InputError`` naming the first row, counted from 0, that is not a string."""
    return _strings(column(values))


def _strings(values: Iterable[Any]) -> Iterator[str]:
    for row, text in enumerate(values):
        if not isinstance(text, str):
            found = f"{str(text)[:20]} ({type(text).__name__})"
            raise InputError(
                f"La riga {row} (da 0) non è un testo: è {found}.",
                f"Row {row} (from 0) is not a text: it is {found}.",
            )
        yield text


def labels_of(values: Any, n_texts: int, known: Collection[str]) -> list[str]:
    """The label of each of ``n_texts`` texts. Raises ``InputError``: unequal lengths, a missing or an unknown label."""
    labels = list(column(values, "labels"))
    if len(labels) != n_texts:
        raise InputError(
            f"I testi sono {n_texts} e le etichette {len(labels)}: dalla riga {min(n_texts, len(labels))} (da 0) "
            "manca l'uno o l'altra.",
            f"There are {n_texts} texts and {len(labels)} labels: from row {min(n_texts, len(labels))} (from 0) on "
            "one of the two is missing.",
        )
    for row, label in enumerate(labels):
        if not isinstance(label, str | Integral):
            found = f"{str(label)[:20]} ({type(label).__name__})"
            raise InputError(
                f"La riga {row} (da 0) non ha etichetta: c'è {found}.",
                f"Row {row} (from 0) has no label: found {found}.",
            )
    words = [str(label) for label in labels]
    if unknown := sorted(set(words) - set(known)):
        row = next(i for i, word in enumerate(words) if word in unknown)
        raise InputError(
            f"Etichette sconosciute {unknown} (la prima alla riga {row}, da 0): usare {list(known)}.",
            f"unknown labels {unknown} (the first in row {row}, from 0): use {list(known)}.",
        )
    if len(set(words)) < 2:
        raise InputError(
            f"Tutti i testi hanno la stessa etichetta {sorted(set(words))}: ne servono almeno due.",
            f"All texts have the same label {sorted(set(words))}: needs two labels or more.",
        )
    return words


def groups_of(values: Any, n_texts: int) -> NDArray[np.int64] | None:
    """The number of each text's group, or None where none is given. Raises ``InputError`` for unequal lengths."""
    if values is None:
        return None
    groups = np.unique(np.asarray(values), return_inverse=True)[1].reshape(-1)
    if len(groups) != n_texts:
        raise InputError(
            f"I testi sono {n_texts} e i gruppi {len(groups)}: ne serve uno a testo.",
            f"There are {n_texts} texts and {len(groups)} groups: needs one a text.",
        )
    return np.asarray(groups, dtype=np.int64)


def weights_of(values: Any, n_texts: int) -> NDArray[np.float64]:
    """What each text counts, 1 by default. Raises ``InputError`` for what is not one number, 0 or more, a text."""
    weights = np.ones(n_texts) if values is None else np.asarray(values, dtype=np.float64)
    if weights.shape != (n_texts,) or not (np.isfinite(weights) & (weights >= 0)).all():
        raise InputError(
            f"sample_weight: serve un numero, da 0 in su, per ognuno dei {n_texts} testi.",
            f"sample_weight: needs one number, 0 or more, for each of the {n_texts} texts.",
        )
    return weights


_ITALIAN = {"texts": "testi", "labels": "etichette"}
