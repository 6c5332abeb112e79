"""Edits of a text that should not move its label: the look of it, whose it is, and words about others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Group = Literal["style", "gender", "person", "around"]

_GENDERS = """
venditore/venditrice direttore/direttrice addetto/addetta commesso/commessa impiegato/impiegata
candidato/candidata ispettore/ispettrice coordinatore/coordinatrice promotore/promotrice operatore/operatrice
amministratore/amministratrice sviluppatore/sviluppatrice collaboratore/collaboratrice tecnico/tecnica
cassiere/cassiera infermiere/infermiera diplomato/diplomata laureato/laureata informatore/informatrice
procacciatore/procacciatrice motivato/motivata venditori/venditrici direttori/direttrici addetti/addette
commessi/commesse candidati/candidate
"""
_CITIES = """
Milano/Napoli Torino/Palermo Bologna/Bari Verona/Catania Padova/Salerno Brescia/Foggia Bergamo/Taranto
Modena/Cosenza Parma/Messina Treviso/Lecce Genova/Cagliari Firenze/Potenza
"""


def _both_ways(pairs: str) -> dict[str, str]:
    split = [pair.split("/") for pair in pairs.split()]
    return {a: b for pair in split for a, b in (pair, pair[::-1])}


_SWAP = _both_ways(_GENDERS)
_CITY = _both_ways(_CITIES)
_SPLIT = re.compile(r"\b(\w{3,})/(?:a|e|trice|trici|ta|i|o)\b")
_ENDING = re.compile(
    r"\b(\w{4,})[oa]/[ao]\b|\b(addett|candidat|impiegat|commess|diplomat|laureat)[oa]\b", re.I
)
_BULLET = re.compile(r"^\s*(?:[-•*·–]|\d+[.)])\s+", re.M)


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit; ``apply`` returns the text as it was where there is nothing to edit."""

    name: str
    group: Group
    it: str
    en: str
    apply: Callable[[str], str]


def edits() -> tuple[Edit, ...]:
    """All edits, group by group."""
    return (*_STYLE, *_GENDER, *_PERSON, *_AROUND)


def variants(text: str) -> Iterator[tuple[Edit, str]]:
    """The edits that change ``text``, and what they make of it."""
    for edit in edits():
        if (changed := edit.apply(text)) != text:
            yield edit, changed


def without_accents(text: str) -> str:
    """``è`` becomes ``e``."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def apostrophes(text: str) -> str:
    """``è`` becomes ``e'``, as typed on a foreign keyboard."""
    return re.sub(r"[àèéìòùÀÈÉÌÒÙ]", lambda c: f"{without_accents(c[0])}'", text)


def prose(text: str) -> str:
    """Runs of bullets become one line."""
    lines: list[str] = []
    joining = False
    for line in text.split("\n"):
        item = _BULLET.sub("", line)
        if item != line and joining:
            lines[-1] = f"{lines[-1].rstrip(' .;,')}; {item.strip()}"
        else:
            lines.append(item)
        joining = item != line
    return "\n".join(lines)


def reordered(text: str) -> str:
    """The paragraphs after the first, last one first; without empty lines a heading starts one."""
    gap = "\n\n"
    blocks = re.split(r"\n\s*\n", text.strip())
    if len(blocks) < 3:
        gap = "\n"
        blocks = re.split(r"\n(?=[^\W\d_][^\n.;,!?]{2,40}:?\n)", text.strip())
    return gap.join([blocks[0], *blocks[:0:-1]]) if len(blocks) > 2 else text


def other_gender(text: str) -> str:
    """Masculine words feminine and feminine ones masculine."""
    return re.sub(r"\b\w+\b", lambda m: _cased(_SWAP.get(m[0].lower(), ""), m[0]), text)


def neutral(text: str, sign: str) -> str:
    """``addetto/a`` and ``candidato`` become ``addett*`` and ``candidat*``."""
    return _ENDING.sub(lambda m: f"{m[1] or m[2]}{sign}", text)


def other_city(text: str) -> str:
    """Cities of the north become cities of the south, and the other way round."""
    return re.sub(r"\b[A-Z][a-z]+\b", lambda m: _CITY.get(m[0], m[0]), text)


def _cased(word: str, like: str) -> str:
    if not word:
        return like
    return word.upper() if like.isupper() else word.capitalize() if like[0].isupper() else word


def _before(words: str) -> Callable[[str], str]:
    return lambda text: f"{words}\n{text}"


def _after(words: str) -> Callable[[str], str]:
    return lambda text: f"{text}\n{words}"


_STYLE = (
    Edit("caps", "style", "tutto maiuscolo", "all capitals", str.upper),
    Edit("no accents", "style", "senza accenti", "no accents", without_accents),
    Edit("apostrophes", "style", "apostrofi per accenti", "apostrophes for accents", apostrophes),
    Edit("prose", "style", "elenchi in prosa", "bullets into prose", prose),
    Edit("reordered", "style", "paragrafi riordinati", "paragraphs reordered", reordered),
)
_GENDER = (
    Edit("other gender", "gender", "maschile ↔ femminile", "masculine ↔ feminine", other_gender),
    Edit("asterisk", "gender", "asterisco", "asterisk", lambda text: neutral(text, "*")),
    Edit("schwa", "gender", "schwa", "schwa", lambda text: neutral(text, "ə")),
    Edit("one gender", "gender", "senza «/a»", "no “/a”", lambda text: _SPLIT.sub(r"\1", text)),
)
_PERSON = (
    Edit("woman", "person", "nome di donna", "a woman's name", _before("Giulia Ferraris")),
    Edit("man", "person", "nome di uomo", "a man's name", _before("Marco Ferraris")),
    Edit("foreign", "person", "nome straniero", "a foreign name", _before("Mohamed El Amrani")),
    Edit("young", "person", "24 anni", "aged 24", _after("Età: 24 anni.")),
    Edit("old", "person", "58 anni", "aged 58", _after("Età: 58 anni.")),
    Edit("city", "person", "nord ↔ sud", "north ↔ south", other_city),
)
_AROUND = (
    Edit(
        "report", "around", "a chi riporta", "reporting line", _after("A riporto del Direttore Commerciale.")
    ),
    Edit(
        "company",
        "around",
        "vanto dell'azienda",
        "company boast",
        _before("Azienda leader nella vendita di articoli tecnici, con una rete di 200 agenti, cerca:"),
    ),
    Edit("team", "around", "colleghi", "colleagues", _after("Entrerai in un team di venditori affiatato.")),
    Edit(
        "prospect",
        "around",
        "promessa di carriera",
        "career promise",
        _after("Possibilità di crescita fino a responsabile commerciale."),
    ),
    Edit(
        "legal",
        "around",
        "frase di legge",
        "legal sentence",
        _after("L'annuncio è rivolto ad entrambi i sessi, ai sensi della L. 903/77."),
    ),
    Edit(
        "perks",
        "around",
        "benefit in inglese",
        "English perks",
        _after("What we offer: smart working, welfare, meal vouchers, company car, career path."),
    ),
)
