"""Whether a text is Italian, asked only where its dictionary leaves that open.

``py3langid`` (BSD licence) tells languages apart, also in a line of six words; Italian job ads are half English, so
that English is believed only where hardly a word is Italian and not English too.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from matcher.language.words import FUNCTION_WORDS

SURELY = 0.6
HARDLY = 0.25
LEAST = 0.05
OWN_SHARE = 0.06
SHORT = 12
_WORD = re.compile(r"[^\W\d_]+")
_OWN = frozenset(("it", "vec", "lij"))
_ENGLISH = frozenset(("en", "pcm"))
# Function words that English writes too, for itself or in what it borrows.
_SHARED = frozenset(
    "a c come d f for h ha i in l m ma me mi no o of our per s se si the to and w with x".split()
)


def is_foreign(text: str, known: float) -> bool:
    """Whether a text is in another language than Italian; ``known`` is the share of its content words in the dictionary."""
    if known >= SURELY:
        return False
    ranked = _identifier().rank(text)
    best = ranked[0][0]
    italian = sum(float(p) for name, p in ranked if name in _OWN)
    if best in _OWN or italian >= (LEAST if known >= HARDLY else 0.5):
        return False
    return best not in _ENGLISH or not _mixed(_WORD.findall(text))


def _mixed(words: list[str]) -> bool:
    """Whether an English-looking text holds Italian words, more than a place name and a job title."""
    own = sum(map(_is_own, words))
    return own >= (1 if len(words) < SHORT else 2) and own >= OWN_SHARE * len(words)


def _is_own(word: str) -> bool:
    """Whether a word is Italian and not English; ``i`` is an article, ``I`` is not."""
    from simplemma import is_known

    low = word.lower()
    if low in FUNCTION_WORDS:
        return word == "i" or low not in _SHARED
    return is_known(low, "it") and not is_known(low, "en")


@cache
def _identifier() -> Any:
    """Loads in a third of a second, and only in a process that meets a doubtful text."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
