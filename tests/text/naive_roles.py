"""The rules a person would write first for the roles of clauses: cue words and the heading above. A yardstick."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from matcher.text.parse import Parsed
from matcher.text.roles import ROLES, governors

_CUES = (
    (
        "report",
        r"\briport|rispond\w+ (?:a|al|alla|all')\b|alle dipendenze|sotto la (?:guida|supervisione)|affiancat",
    ),
    (
        "prospect",
        r"possibilità di (?:crescita|carriera)|potrai diventare|opportunità di carriera|crescita fino",
    ),
    ("offer", r"\boffr|\bRAL\b|contratto|retribuzione|ticket|buoni pasto|welfare|sede\b"),
    ("other", r"903/77|679/2016|ambo i sessi|entrambi i sessi|inviare (?:il )?cv|candidature|privacy"),
    (
        "req",
        r"esperienza|laurea|diploma|conoscenza|patente|richied|requisit|capacità|inglese|attitudine|automunit",
    ),
    ("company", r"\bsiamo\b|azienda leader|fondata|nata nel|gruppo internazionale|il nostro team"),
)
_HEADS = (
    ("req", r"requisit|profilo|competenze|chi cerchiamo|cosa cerchiamo|formazione|lingue"),
    ("offer", r"offr|benefit|cosa ti|condizioni|perch[ée]"),
    ("company", r"chi siamo|azienda|about|su di noi"),
    ("past", r"precedenti|esperienze precedenti|prima"),
    ("duty", r"attività|responsabilità|mansioni|compiti|cosa farai|ruolo|principali"),
)


def roles_by_rules(parsed: Parsed) -> NDArray[np.int64]:
    """Role of each clause (index of ``ROLES``): first line title, cue words, the heading above, else duty."""
    head, _ = governors(parsed)
    length = np.diff(parsed.first)
    words = [
        parsed.cleaned[doc].text[start:end]
        for doc, start, end in zip(
            parsed.doc_of.tolist(), parsed.clause_starts.tolist(), parsed.clause_ends.tolist(), strict=True
        )
    ]
    return np.array([_role(parsed, words, i, int(head[i]), int(length[i])) for i in range(parsed.n_clauses)])


def _role(parsed: Parsed, words: list[str], clause: int, head: int, length: int) -> int:
    if parsed.line[clause] == 0 and length <= 10:
        return ROLES.index("title")
    if parsed.whole[clause] and length <= 4:
        return ROLES.index("head")
    for role, cue in _CUES:
        if re.search(cue, words[clause], re.IGNORECASE):
            return ROLES.index(role)
    if head >= 0:
        for role, cue in _HEADS:
            if re.search(cue, words[head], re.IGNORECASE):
                return ROLES.index(role)
    return ROLES.index("duty")
