"""Briefs for new corpus texts, drawn from tables that know no label: `python -m matcher.training.briefs`."""

import argparse
import json
import random
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from matcher.data import data_path, read_table

TABLES = data_path("corpus", "briefs")
VOICE_LIMIT = 15


class Brief(NamedTuple):
    """What one text is to be about and who writes it; `words` are the least and the most."""

    id: str
    genre: str
    kind: str
    form: str
    occupation: str
    group: str
    firm: str
    writer: str
    habit: str
    angle: str
    words: tuple[int, int]


def table(name: str, folder: Path = TABLES) -> list[dict[str, str]]:
    """The rows of one table of `folder`."""
    return read_table(folder / f"{name}.csv")


def fits(names: str, name: str) -> bool:
    """Whether `name` is among `names`, which are divided by bars; a star takes all."""
    return "*" in names.split("|") or name in names.split("|")


def draw(
    seed: int,
    per_genre: int,
    groups: Collection[str] = (),
    first: int = 1,
    genres: Collection[str] = (),
    folder: Path = TABLES,
) -> Iterator[Brief]:
    """`per_genre` briefs of each of `genres` (all by default), numbered from `first`.

    `groups`, if any, keeps only occupations of those.

    No writer with one habit in more than `VOICE_LIMIT` of all.
    """
    rng = random.Random(seed)
    tables = {path.stem: table(path.stem, folder) for path in sorted(folder.glob("*.csv"))}
    voices: Counter[tuple[str, str]] = Counter()
    for genre in (row for row in tables["genres"] if not genres or row["genre"] in genres):
        for number in range(first, first + per_genre):
            brief = _brief(rng, genre, number, tables, voices)
            if not groups or brief.group in groups:
                yield brief


def _brief(
    rng: random.Random,
    genre: dict[str, str],
    number: int,
    tables: dict[str, list[dict[str, str]]],
    voices: Counter[tuple[str, str]],
) -> Brief:
    occupation = rng.choice(_occupations(rng, genre, tables["occupations"]))
    group = occupation["group"]
    habits = [row for row in tables["habits"] if fits(genre["register"], row["register"])]
    while True:
        writer, habit = rng.choice(tables["writers"])["writer"], rng.choice(habits)["habit"]
        if voices[writer, habit] < VOICE_LIMIT:
            break
    voices[writer, habit] += 1
    length = rng.choices(tables["lengths"], [int(row["weight"]) for row in tables["lengths"]])[0]
    return Brief(
        id=f"{genre['genre']}-{number:03d}",
        genre=genre["genre"],
        kind=genre["kind"],
        form=genre["form"],
        occupation=rng.choice((occupation["masculine"], occupation["feminine"])),
        group=group,
        firm=rng.choice(tables["firms"])["firm"],
        writer=writer,
        habit=habit,
        angle=rng.choice([row["angle"] for row in tables["angles"] if fits(row["groups"], group)]),
        words=(int(length["least"]), int(length["most"])),
    )


def _occupations(
    rng: random.Random, genre: dict[str, str], occupations: list[dict[str, str]]
) -> list[dict[str, str]]:
    """Those of one group that the genre admits: the group is drawn first, so that small ones are heard too."""
    allowed = [row for row in occupations if fits(genre["groups"], row["group"])]
    if genre["fields"] != "*":
        near = [
            row for row in allowed if any(fits(row["fields"], field) for field in genre["fields"].split("|"))
        ]
        own = [row for row in near if "*" not in row["fields"].split("|")]
        allowed = own if own and rng.random() < 0.65 else near or allowed
    group = rng.choice(sorted({row["group"] for row in allowed}))
    return [row for row in allowed if row["group"] == group]


def main() -> None:
    """Prints briefs as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--per-genre", type=int, default=116)
    parser.add_argument("--groups", nargs="*", default=(), help="keep only occupations of these groups")
    parser.add_argument("--genres", nargs="*", default=(), help="draw only for these genres")
    parser.add_argument("--first", type=int, default=1, help="number of each genre's first brief")
    options = parser.parse_args()
    for brief in draw(options.seed, options.per_genre, options.groups, options.first, options.genres):
        print(json.dumps(brief._asdict(), ensure_ascii=False))


if __name__ == "__main__":
    main()
