"""Tricks to be read at a higher level than the work, and the share of texts for which each one succeeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.framework import Skill
from matcher.trained import Trained

CEILING = 0.05
_KEYWORDS = (
    "strategia commerciale, direzione vendite, forza vendita, budget di vendita, forecast, rete agenti, key account, "
    "politica commerciale, sviluppo mercati, conto economico"
)
_DENIED = """Non gestisce venditori e non coordina agenti.
Non definisce la strategia commerciale né il budget di vendita.
Nessun obiettivo di vendita.
Senza responsabilità di direzione della rete vendita."""
_TWICE = "Definisce la strategia commerciale e guida la rete di agenti."
_LOOK = str.maketrans("aceopxy", "асеорху")


@dataclass(frozen=True, slots=True)
class Attack:
    """A trick; ``apply`` makes a text look like one of a higher level."""

    name: str
    it: str
    apply: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of the texts attacked, the share raised and the share warned about."""

    name: str
    raised: float
    warned: float


def attacks(skill: Skill) -> tuple[Attack, ...]:
    """All tricks, with the words of ``skill``."""
    pasted = skill.levels[-1].text
    return (
        Attack("descriptor pasted", "descrittore incollato", _below(pasted)),
        Attack(
            "descriptor in look-alike letters",
            "descrittore con lettere simili",
            _below(pasted.translate(_LOOK)),
        ),
        Attack("descriptor by sentences", "descrittore a frasi", _below(pasted.replace(". ", ".\n- "))),
        Attack("keywords", "parole chiave", _below(_KEYWORDS)),
        Attack("keywords x10", "parole chiave x10", _below("\n".join([_KEYWORDS] * 10))),
        Attack("keywords in one line x10", "parole chiave in riga x10", _below(", ".join([_KEYWORDS] * 10))),
        Attack("keywords apart", "parole chiave a lettere staccate", _below(" ".join(_KEYWORDS))),
        Attack("negated duties", "mansioni negate", _below(_DENIED)),
        Attack(
            "title: Amministratore Delegato",
            "titolo: Amministratore Delegato",
            _above("Amministratore Delegato"),
        ),
        Attack("title: Direttore Vendite", "titolo: Direttore Vendite", _above("Direttore Vendite")),
        Attack("duty invented", "mansione inventata", _below(_TWICE)),
        Attack("duty invented x10", "mansione inventata x10", _below("\n".join([_TWICE] * 10))),
    )


def measure(matcher: Trained, texts: Sequence[str]) -> list[Outcome]:
    """What each trick achieves on ``texts``; a text without a label is raised by none."""
    before = _ranks(matcher, texts)[0]
    found = []
    for attack in attacks(matcher.knowledge_.skill):
        after, warned = _ranks(matcher, [attack.apply(text) for text in texts])
        found.append(Outcome(attack.name, float(np.mean(after > before)), float(np.mean(warned))))
    return found


def _ranks(matcher: Trained, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The place of each text's label among the labels, -1 for none, and whether it is warned about."""
    labels = list(matcher.classes_)
    answers = list(matcher.match_many(texts, detail="none"))
    rank = [labels.index(answer.label) if answer.label is not None else -1 for answer in answers]
    return np.array(rank), np.array([bool(answer.warnings) for answer in answers])


def _below(words: str) -> Callable[[str], str]:
    return lambda text: f"{text}\n{words}"


def _above(words: str) -> Callable[[str], str]:
    return lambda text: f"{words}\n{text}"
