"""The project's own labelled texts: markup under ``corpus/``, read into text, label and clauses."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.data import data_path, read_table
from matcher.errors import DataError
from matcher.framework import shipped_labels
from matcher.text.roles import ROLES
from matcher.types import Span

KINDS = ("ad", "cv", "profile", "guide")
DECLINE = "decline"
SECTOR_HEADER = "## id | ad/cv/profile/guide | label | tags"
MARKET_HEADER = "## id | ad/cv/profile/guide (id in labels.csv)"

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

    ``label`` is a label of the contract or ``decline``; ``doubt`` is the label of the one in three labellers who
    disagreed, if any. ``sector`` is a market text's genre; ``writer`` names who wrote the sector, ``split`` (``train``
    or ``test``) is the sector's too.
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
    doubt: str | None = None


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


def load_market(folder: Path | str | None = None) -> list[LabelledText]:
    """Texts under ``corpus/market/``, written from briefs that know no label and labelled blind afterwards.

    A text that two labellers read differently has the label of the third, and theirs as its ``doubt``; one that all
    three read differently is left out.
    """
    root = (Path(folder) if folder is not None else data_path("corpus")) / "market"
    votes = {
        row["id"]: [row["first"], row["second"], row["third"]] for row in read_table(root / "labels.csv")
    }
    texts = []
    for file in sorted(root.glob("*.txt")):
        genre = file.stem.split("-")[0]
        for number, header, body in _blocks(file):
            if len(header) != 2 or header[1] not in KINDS or header[0] not in votes:
                raise _wrong(file, number, MARKET_HEADER)
            label, doubt = _settled(votes[header[0]])
            if label:
                text, clauses = _marked(file, body)
                texts.append(
                    LabelledText(header[0], genre, header[1], label, (), text, clauses, genre, "train", doubt)
                )
    return texts


def market_texts(folder: Path) -> dict[str, str]:
    """The text of every block under ``folder`` by its id, whether it has a label or not."""
    return {
        header[0]: _marked(file, body)[0]
        for file in sorted(folder.glob("*.txt"))
        for _, header, body in _blocks(file)
    }


def _settled(votes: list[str]) -> tuple[str | None, str | None]:
    """The label of two votes out of two or three, and the other label if there is one."""
    (label, count), *others = Counter(vote for vote in votes if vote).most_common()
    return (label if count > 1 else None), (others[0][0] if others else None)


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
    for number, header, body in _blocks(file):
        if len(header) != 4 or header[1] not in KINDS or header[2] not in labels:
            raise _wrong(file, number, SECTOR_HEADER)
        identifier, kind, label, tags = header
        words = tuple(tag.strip() for tag in tags.split(",") if tag.strip(" -"))
        text, clauses = _marked(file, body)
        yield LabelledText(identifier, file.stem, kind, label, words, text, clauses, writer, split)


def _blocks(file: Path) -> Iterator[tuple[int, list[str], list[tuple[int, str]]]]:
    """Each text of a file: the number of its header's line, the header's fields, the numbered lines of its body."""
    number = 0
    header: list[str] = []
    body: list[tuple[int, str]] = []
    for at, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("## "):
            if header:
                yield number, header, body
            number, header, body = at, [part.strip() for part in line[3:].split("|")], []
        elif header:
            body.append((at, line))
        elif line.strip():
            raise _wrong(file, at, SECTOR_HEADER)
    if header:
        yield number, header, body


def _marked(file: Path, body: list[tuple[int, str]]) -> tuple[str, tuple[LabelledClause, ...]]:
    """The text that the marked lines make, and its clauses."""
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
    return text, tuple(clauses)


def _wrong(file: Path, line: int, shape: str) -> DataError:
    return DataError(
        f"{file}, riga {line}: non è nella forma «{shape}», correggerla.",
        f'{file}, line {line}: not of the form "{shape}", mend it.',
    )
