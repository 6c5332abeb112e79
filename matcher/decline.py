"""When to give no label: the text is not Italian, or says too little of a role."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.language import FUNCTION, WORD, Language
from matcher.text.parse import Parsed
from matcher.types import Status

MIN_WORDS = 5
MIN_ITALIAN = 0.25
MIN_EVIDENCE = 3.0


def statuses(parsed: Parsed, evidence: NDArray[np.float64], language: Language) -> list[Status]:
    """Status of each document; ``evidence`` (documents,) is the sum of the weights of its known terms.

    A text is Italian when enough of its words are known to the Italian dictionary of simplemma.
    """
    kinds = language.lexemes.kinds_of(parsed.lexemes)
    italian = language.lexemes.italian_of(parsed.lexemes)
    doc = parsed.doc_of[parsed.clause_of] if len(parsed.lexemes) else parsed.lexemes
    words = np.bincount(doc[(kinds == WORD) | (kinds == FUNCTION)], minlength=parsed.n_docs)
    content = np.bincount(doc[kinds == WORD], minlength=parsed.n_docs)
    known = np.bincount(doc[(kinds == WORD) & italian], minlength=parsed.n_docs)
    result: list[Status] = []
    for i in range(parsed.n_docs):
        if words[i] < MIN_WORDS:
            result.append("insufficient_text")
        elif known[i] < MIN_ITALIAN * content[i]:
            result.append("unsupported_language")
        elif evidence[i] < MIN_EVIDENCE:
            result.append("insufficient_text")
        else:
            result.append("ok")
    return result
