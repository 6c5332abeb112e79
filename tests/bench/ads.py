"""Ads made from the corpus by a seed: its clauses mixed, with names, places and numbers that real ads have."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator

from matcher.training.corpus import load_corpus

_ONSETS = "b c d f g l m n p r s t v br cr dr fr gr pr tr st sp qu gl ch".split()
_NUCLEI = "a e i o u ia io ea".split()
_ENDS = ["", "", "", "n", "r", "l", "s", "x"]
_FORMS = ["S.r.l.", "S.p.A.", "Group", "Italia", "& Figli"]
_TOWNS = (
    "Milano Torino Bologna Napoli Bari Verona Padova Brescia Modena Parma Roma Lecce Udine Ancona".split()
)


def ads(count: int, seed: int = 0) -> Iterator[str]:
    """Distinct ads, lazily. Names follow a long tail, so that new words never end."""
    chance = random.Random(seed)
    clauses: dict[tuple[str, str], list[str]] = defaultdict(list)
    texts = [text for text in load_corpus() if text.kind == "ad"]
    for text in texts:
        for clause in text.clauses:
            clauses[text.sector, clause.role].append(text.text[slice(*clause.span)])
    for number in range(count):
        base = chance.choice(texts)
        lines = [base.text.split("\n", 1)[0]]
        lines.append(f"{_name(chance)} {chance.choice(_FORMS)}, sede di {chance.choice(_TOWNS)}.")
        for role, most in (("company", 2), ("duty", 8), ("req", 4), ("offer", 2)):
            pool = clauses[base.sector, role]
            lines += chance.sample(pool, min(len(pool), chance.randint(1, most)))
        salary = chance.randrange(18, 90)
        lines.append(f"Rif. {_name(chance)[:4].upper()}{number}, RAL {salary}.000 euro.")
        yield "\n".join(lines)


def _name(chance: random.Random) -> str:
    """A name that never was: a few common ones, many rare ones."""
    own = random.Random(int(chance.paretovariate(0.35)) % 10_000_019)
    parts = [own.choice(_ONSETS) + own.choice(_NUCLEI) for _ in range(own.randint(2, 4))]
    return ("".join(parts) + own.choice(_ENDS)).capitalize()
