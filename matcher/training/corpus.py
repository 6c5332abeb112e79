"""The project's own labelled texts: markup under ``corpus/texts/``, read into text, label and clauses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.data import data_path, read_table
from matcher.errors import DataError
from matcher.framework import shipped_labels
from matcher.text.roles import ROLES
from matcher.types import Span

KINDS = ("ad", "cv", "profile")
DECLINE = "decline"

_CLAUSE = re.compile(r"(\+?)\[([a-z]+)(?: ([0-9a-z.\-]+))?\] (.+)")


@dataclass(frozen=True, slots=True)
class LabelledClause:
    """A stretch of a labelled text with its role and, where it is evidence, what it speaks for."""

    span: Span
    role: str
    evidence: str | None


@dataclass(frozen=True, slots=True)
class LabelledText:
    """One text of the corpus.

    ``label`` is a label of the contract or ``decline``; ``writer`` names who wrote its sector, ``split`` (``train`` or
    ``test``) is its sector's too.
    """

    id: str
    sector: str
    kind: str
    label: str
    tags: tuple[str, ...]
    text: str
    clauses: tuple[LabelledClause, ...]
    writer: str
    split: str


def load_corpus(folder: Path | str | None = None) -> list[LabelledText]:
    """Every labelled text under ``corpus/texts/``, files and texts in order.

    Raises ``DataError`` naming file, line and mend.
    """
    root = Path(folder) if folder is not None else data_path("corpus")
    sectors = _sectors(root / "sectors.csv")
    texts: list[LabelledText] = []
    for file in sorted((root / "texts").glob("*.txt")):
        if file.stem not in sectors:
            raise DataError(
                f"{root / 'sectors.csv'}: manca il settore {file.stem}, aggiungerlo.",
                f"{root / 'sectors.csv'}: sector {file.stem} is missing, add it.",
            )
        texts += read_texts(file, *sectors[file.stem])
    return texts


def load_contrasts(folder: Path | str | None = None) -> list[LabelledText]:
    """Training texts in pairs, alike but for what decides the label; ids end in ``a`` and ``b``."""
    root = Path(folder) if folder is not None else data_path("corpus")
    files = sorted(root.glob("contrasts*.txt"))
    return [text for file in files for text in read_texts(file, "contrasts")]


def _sectors(file: Path) -> dict[str, tuple[str, str]]:
    """Sector -> writer and split."""
    return {row["sector"]: (row["writer"], row["split"]) for row in read_table(file)}


def load_pairs(folder: Path | str | None = None) -> list[dict[str, Any]]:
    """Minimal pairs kept out of training: dicts with ``id``, ``what``, and sides ``a`` and ``b`` (text, label)."""
    root = Path(folder) if folder is not None else data_path("corpus")
    return [json.loads(line) for line in (root / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def read_texts(file: Path, writer: str = "", split: str = "train") -> Iterator[LabelledText]:
    """The texts of one sector's file, in order."""
    labels = (*shipped_labels(), DECLINE)
    header: list[str] = []
    body: list[tuple[int, str]] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            if header:
                yield _build(file, header, body, writer, split)
            header = [part.strip() for part in line[3:].split("|")]
            body = []
            if len(header) != 4 or header[1] not in KINDS or header[2] not in labels:
                raise _wrong(file, number, "## id | ad/cv/profile | label | tags")
        elif header:
            body.append((number, line))
        elif line.strip():
            raise _wrong(file, number, "## id | ad/cv/profile | label | tags")
    if header:
        yield _build(file, header, body, writer, split)


def _build(
    file: Path, header: list[str], body: list[tuple[int, str]], writer: str, split: str
) -> LabelledText:
    text, clauses = "", []
    while body and not body[-1][1].strip():
        body.pop()
    for number, line in body:
        if not line.strip():
            text += "\n"
            continue
        found = _CLAUSE.fullmatch(line.rstrip())
        if not found or found[2] not in ROLES:
            raise _wrong(file, number, "[role] words, +[role] words, [duty 5.3] words")
        if text:
            text += " " if found[1] else "\n"
        clauses.append(LabelledClause((len(text), len(text) + len(found[4])), found[2], found[3]))
        text += found[4]
    identifier, kind, label, tags = header
    words = tuple(tag.strip() for tag in tags.split(",") if tag.strip(" -"))
    return LabelledText(identifier, file.stem, kind, label, words, text, tuple(clauses), writer, split)


def _wrong(file: Path, line: int, shape: str) -> DataError:
    return DataError(
        f"{file}, riga {line}: non è nella forma «{shape}», correggerla.",
        f'{file}, line {line}: not of the form "{shape}", mend it.',
    )
