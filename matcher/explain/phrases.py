"""How responsibilities are said in a sentence: ``corpus/<skill>.phrases.csv``, the telling ones of a level first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matcher.data import data_path, read_table
from matcher.framework import Skill, load_skill


@dataclass(frozen=True, slots=True)
class Phrase:
    """``does`` follows a subject (or is a clause of its own for a label), ``thing`` is a singular noun phrase."""

    does: str
    thing: str


@cache
def _shipped(lang: str) -> dict[str, Phrase]:
    rows = read_table(data_path("corpus", "SALE.phrases.csv"))
    return {row["responsibility"]: Phrase(row[f"{lang}_does"], row[f"{lang}_thing"]) for row in rows}


@cache
def _shipped_texts() -> dict[str, str]:
    return {r.id: r.text for r in load_skill().responsibilities.values()}


def phrases_of(skill: Skill, lang: str) -> dict[str, Phrase]:
    """Phrases of the skill's responsibilities and labels; those of another skill quote its own descriptor."""
    shipped, texts = _shipped(lang), _shipped_texts()
    own = {r.id: r.text for r in skill.responsibilities.values()}
    if own == texts:
        return shipped
    left, right = ("«", "»") if lang == "it" else ("“", "”")
    does, thing = ("risponde a", "quanto chiede") if lang == "it" else ("answers to", "what is asked by")
    return {
        i: Phrase(f"{does} {left}{text}{right}", f"{thing} {left}{text}{right}") for i, text in own.items()
    }
