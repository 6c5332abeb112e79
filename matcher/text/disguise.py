"""Words written so that a machine misreads them: letters of other alphabets that look Latin, letters set apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from matcher.types import Span

Disguise = Literal["lookalikes", "apart"]
# Cyrillic and Greek letters that no eye tells from a Latin one; "з" stands for a neuter ending and stays.
_CYRILLIC = dict(zip("асеорухіјѕԁһӏАВЕКМНОРСТУХІЈЅԀҺӀ", "aceopyxijsdhlABEKMHOPCTYXIJSDHI", strict=True))
_GREEK = dict(zip("ουνικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ouvikABEZHIKMNOPTYX", strict=True))
_WIDE = "\uff21-\uff3a\uff41-\uff5a"
_STYLED = "\U0001d400-\U0001d7cb"
OTHER_LETTERS = f"\u0370-\u03ff\u0400-\u04ff\u0500-\u052f{_WIDE}{_STYLED}"
_OTHER = re.compile(f"[{OTHER_LETTERS}]")
_FORGED = re.compile(f"[\u0370-\u03ff\u0400-\u04ff\u0500-\u052f{_WIDE}]")
_LATIN = {ord(other): latin for other, latin in (_CYRILLIC | _GREEK).items()}
_LETTERS = re.compile(r"[^\W\d_]+")
_APART = re.compile(r"(?<!\w)(?:[^\W\d_] ){3,}[^\W\d_](?!\w)")
_MAY_BE_APART = re.compile(r" [^\W\d_] [^\W\d_] ")


def undisguised(text: str) -> str:
    """The same text, letter for letter, with look-alikes as the Latin letters for which they are read."""
    return _LETTERS.sub(lambda word: _as_read(word[0]), text) if _OTHER.search(text) else text


def _as_read(word: str) -> str:
    if not _OTHER.search(word):
        return word
    plain = "".join(unicodedata.normalize("NFKC", c) if _OTHER.match(c) else c for c in word)
    latin = plain.translate(_LATIN)
    return word if _OTHER.search(latin) or len(latin) != len(word) else latin


def disguises(text: str) -> Iterator[tuple[Disguise, Span]]:
    """Where words are disguised. Letters that are merely styled (bold, script) hide nothing."""
    if _FORGED.search(text):
        for word in _LETTERS.finditer(text):
            if _FORGED.search(word[0]) and _as_read(word[0]) != word[0]:
                yield "lookalikes", word.span()
    if _MAY_BE_APART.search(text):
        for word in _APART.finditer(text):
            yield "apart", word.span()
