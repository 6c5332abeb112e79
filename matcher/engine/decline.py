"""When to give no label: the text is not Italian, or says too little of a role."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.language.italian import SURELY, is_foreign
from matcher.language.pipeline import Language
from matcher.language.words import FUNCTION, WORD
from matcher.text.parse import Parsed
from matcher.text.roles import ROLES
from matcher.types import Status

Floats = NDArray[np.float64]

MIN_WORDS = 5
MIN_EVIDENCE = 1.5
FRAME_EVIDENCE = 13.0
FRAME_SHARE = 0.15


def statuses(parsed: Parsed, roles: Floats, evidence: Floats, language: Language) -> list[Status]:
    """Status of each document.

    ``roles`` (clauses, roles) are probabilities, ``evidence`` (documents,) is the sum of the weights of known terms.
    A text is Italian when enough of its words are in simplemma's Italian dictionary; ``language.italian`` is asked of
    the others. It says too little when it has hardly a word or hardly any evidence, or when it is all frame (company,
    perks, legal sentences): little evidence, and little of the text likely to be title or duty.
    """
    n = parsed.n_docs
    kinds = language.lexemes.kinds_of(parsed.lexemes)
    italian = language.lexemes.italian_of(parsed.lexemes)
    doc = parsed.doc_of[parsed.clause_of] if len(parsed.lexemes) else parsed.lexemes
    words = np.bincount(doc[(kinds == WORD) | (kinds == FUNCTION)], minlength=n)
    content = np.bincount(doc[kinds == WORD], minlength=n)
    known = np.bincount(doc[(kinds == WORD) & italian], minlength=n)
    size = np.diff(parsed.first)
    own = roles[:, ROLES.index("title")] + roles[:, ROLES.index("duty")]
    share = np.bincount(parsed.doc_of, own * size, minlength=n) / np.maximum(
        np.bincount(parsed.doc_of, size, minlength=n), 1
    )
    frame = (evidence < FRAME_EVIDENCE) & (share < FRAME_SHARE)
    share_known = known / np.maximum(content, 1)
    foreign = np.zeros(n, dtype=np.bool_)
    for i in np.flatnonzero((words >= MIN_WORDS) & (share_known < SURELY)).tolist():
        foreign[i] = is_foreign(parsed.cleaned[i].text, float(share_known[i]))
    little = (words < MIN_WORDS) | (evidence < MIN_EVIDENCE) | frame
    return [
        "unsupported_language" if f else "insufficient_text" if s else "ok"
        for f, s in zip(foreign, little, strict=True)
    ]
