"""Where the shipped data lies: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from matcher.errors import DataError

_PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Path of a shipped file or folder, e.g. ``data_path("corpus", "SALE.json")``.

    Raises ``DataError`` where it is in neither place.
    """
    for root in (_PACKAGE, _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    name = "/".join(parts)
    raise DataError(
        f"Manca {name}: l'installazione è incompleta, reinstallare il pacchetto.",
        f"{name} is missing: the installation is incomplete, reinstall the package.",
    )
