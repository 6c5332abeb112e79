"""The skill, its levels and their responsibilities, read from a JSON file and checked."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from matcher.data import data_path
from matcher.errors import DataError


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One atomic responsibility of a level; ``span`` slices the level's text."""

    id: str
    level: int
    span: tuple[int, int]
    text: str


@dataclass(frozen=True, slots=True)
class Level:
    """A defined level and its descriptor, word for word."""

    level: int
    text: str
    responsibilities: tuple[Responsibility, ...]


@dataclass(frozen=True)
class Skill:
    """A skill of the framework at its defined levels.

    ``notes`` holds the framework's remark for the ranges below and above (keys such as ``"1-3"``, ``"7"``).
    """

    code: str
    name: str
    definition: str
    notes: dict[str, str]
    levels: tuple[Level, ...]
    attribution: str

    @cached_property
    def responsibilities(self) -> dict[str, Responsibility]:
        """Every responsibility by its id, lowest level first."""
        return {r.id: r for level in self.levels for r in level.responsibilities}

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """``none``, then the ordered labels from the range below to the range above."""
        defined = [str(level.level) for level in self.levels]
        first = self.levels[0].level
        below = [n for n in self.notes if int(n.split("-")[0]) < first]
        above = [n for n in self.notes if n not in below]
        return ("none", *below, *defined, *above)

    def to_dict(self) -> dict[str, Any]:
        """What a skill file holds of it."""
        return {**asdict(self), "defined_levels": [level.level for level in self.levels]}


def load_skill(path: Path | str | None = None) -> Skill:
    """Read and check a skill file; the shipped ``SALE`` when ``path`` is None.

    Raises ``DataError``: one sentence that names the file, the place in it and the mend.
    """
    file = Path(path) if path is not None else data_path("corpus", "SALE.json")
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise DataError(
            f"{file}: il file della competenza non si può leggere, controllare il percorso.",
            f"{file}: the skill file cannot be read, check the path.",
        ) from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DataError(
            f"{file}: non è JSON valido in UTF-8 ({error}), correggere il punto indicato.",
            f"{file}: not valid UTF-8 JSON ({error}), mend the place it names.",
        ) from None
    return read_skill(raw, file)


def read_skill(raw: Any, file: Path) -> Skill:
    """The skill of a parsed file, checked. Raises ``DataError`` as ``load_skill``."""
    return _Reader(file).skill(raw)


@cache
def shipped_labels() -> tuple[str, ...]:
    """The labels of the shipped skill."""
    return load_skill().labels


class _Reader:
    """Checks one skill file, remembering its name for the errors."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def fail(self, place: str, it: str, en: str) -> DataError:
        return DataError(f"{self.file}, {place}: {it}.", f"{self.file}, {place}: {en}.")

    def get(self, obj: Any, key: str, kind: type, place: str) -> Any:
        where = f"{place}.{key}" if place else key
        if not isinstance(obj, dict) or key not in obj:
            raise self.fail(where, "manca questa voce, aggiungerla", "this entry is missing, add it")
        value = obj[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            name, found = kind.__name__, type(value).__name__
            raise self.fail(
                where, f"serve un valore {name}, c'è {found}", f"needs a value of type {name}, found {found}"
            )
        if value in ("", [], {}):
            raise self.fail(where, "è vuota, compilarla", "is empty, fill it in")
        return value

    def skill(self, raw: Any) -> Skill:
        code, name, definition = (self.get(raw, key, str, "") for key in ("code", "name", "definition"))
        declared = self.get(raw, "defined_levels", list, "")
        entries = self.get(raw, "levels", list, "")
        levels = tuple(self.level(entry, f"levels[{i}]") for i, entry in enumerate(entries))
        found = [level.level for level in levels]
        if found != declared:
            missing = [n for n in declared if n not in found]
            raise self.fail(
                "levels",
                f"manca il livello {missing[0]}, aggiungerlo"
                if missing
                else f"i livelli sono {found} e non {declared}, allineare le due liste",
                f"level {missing[0]} is missing, add it"
                if missing
                else f"the levels are {found}, not {declared}: make the two lists agree",
            )
        notes = self.get(raw, "notes", dict, "")
        for key in notes:
            self.get(notes, key, str, "notes")
            if not key.split("-")[0].isdigit():
                raise self.fail(
                    f"notes.{key}", "la chiave dev'essere come «1-3» o «7»", "the key must be like 1-3 or 7"
                )
        return Skill(code, name, definition, dict(notes), levels, self.get(raw, "attribution", str, ""))

    def level(self, raw: Any, place: str) -> Level:
        number = self.get(raw, "level", int, place)
        text = self.get(raw, "text", str, place)
        entries = self.get(raw, "responsibilities", list, place)
        parts: list[Responsibility] = []
        for i, entry in enumerate(entries):
            part = self.responsibility(entry, number, text, f"{place}.responsibilities[{i}]")
            if parts and part.span[0] < parts[-1].span[1]:
                raise self.fail(
                    f"{place}.responsibilities[{i}].span",
                    f"si sovrappone a {parts[-1].id}, separare i due intervalli",
                    f"overlaps {parts[-1].id}, separate the two spans",
                )
            if part.id in {earlier.id for earlier in parts}:
                raise self.fail(
                    f"{place}.responsibilities[{i}].id",
                    f"{part.id} c'è già, darne un altro",
                    f"{part.id} is taken, give another",
                )
            parts.append(part)
        return Level(number, text, tuple(parts))

    def responsibility(self, raw: Any, level: int, text: str, place: str) -> Responsibility:
        identifier = self.get(raw, "id", str, place)
        if not identifier.startswith(f"{level}."):
            raise self.fail(f"{place}.id", f"deve cominciare con «{level}.»", f"must start with {level}.")
        span = self.get(raw, "span", list, place)
        words = self.get(raw, "text", str, place)
        if len(span) != 2 or not all(isinstance(n, int) for n in span):
            raise self.fail(f"{place}.span", "servono due numeri interi", "needs two whole numbers")
        start, end = span
        if text[start:end] != words or start < 0:
            right = text.find(words)
            it = (
                f"l'intervallo giusto è [{right}, {right + len(words)}]"
                if right >= 0
                else "correggere il testo"
            )
            en = f"the right span is [{right}, {right + len(words)}]" if right >= 0 else "mend the text"
            raise self.fail(
                f"{place}.span",
                f"non ritaglia «{words[:40]}» dal testo del livello: {it}",
                f"does not slice {words[:40]!r} out of the level's text: {en}",
            )
        return Responsibility(identifier, level, (start, end), words)
