"""Cleaning that keeps a map back: markup, entities, odd spaces and accents go, offsets stay."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.documents.tags import INSIDE
from matcher.text.disguise import OTHER_LETTERS, undisguised
from matcher.types import Span

_BLOCKS = (
    "address|article|aside|blockquote|body|br|dd|div|dl|dt|fieldset|footer|form|h[1-6]|head|header|hr|html|li|main|"
    "nav|ol|option|p|pre|section|select|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
_SPACES = "\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\u2004\u2005\u2006\u2008\u3000\u1680\u205f\t\x0b\x0c\x1c\x1d\x1e\x1f"
_SINGLE = str.maketrans(
    {
        **dict.fromkeys("\u2019\u2018\u02bc\u00b4\u02b9\uff07\u201b", "'"),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys("\x85\u2028\u2029\r", "\n"),
        **dict.fromkeys((chr(c) for c in (*range(9), *range(14, 28), 127)), " "),
    }
)
_HAS_SINGLE = re.compile(f"[{re.escape(''.join(map(chr, _SINGLE)))}]")
_ODD = re.compile(
    r"""
    (?P<drop><!--.*?(?:-->|\Z)|<(?P<raw>script|style)\b.*?(?:</(?P=raw)\s*>|\Z))
  | (?P<block></?(?:BLOCKS)\bINSIDE>)
  | (?P<inline></?[a-zA-Z][a-zA-Z0-9:-]*+(?:[\s/]INSIDE)?+>|<![a-zA-Z][^<>]{0,200}>)
  | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)
  | (?P<nothing>[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e\ufe0e\ufe0f]+)
  | (?P<marks>[^\W\d_][\u0300-\u036f]+)
  | (?P<accent>[aeiouAEIOU]'(?!\w))
  | (?P<surrogate>[\ud800-\udfff])
    """.replace("BLOCKS", _BLOCKS).replace("INSIDE", INSIDE),
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_MAYBE = re.compile(
    r"[<&\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f\u0300-\u036f\ud800-\udfff"
    f"{OTHER_LETTERS}]"
)
_MAYBE_ACCENT = re.compile(r"'(?<=[aeiouAEIOU].)(?!\w)")
_ACCENTS = dict(zip("aeiouAEIOU", "àèìòùÀÈÌÒÙ", strict=True))
_WORD_BEFORE = re.compile(r"[^\W\d_]*\Z")
_TRUE_APOSTROPHES = frozenset("po mo di da fa va sta de ne co be to ca vo i a gli quegli bei quei".split())


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean text; ``starts`` and ``ends`` (int64, one a clean character) point into the original.

    Both are None where cleaning moved nothing.
    """

    text: str
    starts: NDArray[np.int64] | None = None
    ends: NDArray[np.int64] | None = None

    def origin(self, start: int, end: int) -> Span:
        """The span of the original text that the clean span ``[start, end)`` was made from."""
        if self.starts is None or self.ends is None:
            return start, end
        if end <= start:
            here = (
                int(self.starts[start])
                if start < len(self.starts)
                else int(self.ends[-1])
                if len(self.ends)
                else 0
            )
            return here, here
        return int(self.starts[start]), int(self.ends[end - 1])

    def part(self, start: int, end: int) -> Cleaned:
        """Characters ``[start, end)`` as a text of their own, whose origins lie where they did."""
        starts = np.arange(start, end, dtype=np.int64) if self.starts is None else self.starts[start:end]
        ends = np.arange(start + 1, end + 1, dtype=np.int64) if self.ends is None else self.ends[start:end]
        return Cleaned(self.text[start:end], starts, ends)

    def without(self, spans: Sequence[Span]) -> Cleaned:
        """The same without some stretches, given in order and apart."""
        bounds = [0, *(bound for span in spans for bound in span), len(self.text)]
        kept = list(zip(bounds[::2], bounds[1::2], strict=True))
        starts = np.arange(len(self.text), dtype=np.int64) if self.starts is None else self.starts
        ends = np.arange(1, len(self.text) + 1, dtype=np.int64) if self.ends is None else self.ends
        return Cleaned(
            "".join(self.text[a:b] for a, b in kept),
            np.concatenate([starts[a:b] for a, b in kept]),
            np.concatenate([ends[a:b] for a, b in kept]),
        )


def clean(text: str) -> Cleaned:
    """Undo what the web, word processors and keyboards do to Italian, keeping the way back.

    Tags and entities, ``attivita'`` for ``attività``, decomposed accents, soft hyphens, invisible marks,
    odd spaces, control characters, lone surrogates, letters of other alphabets that look Latin. Case and line ends
    stay as they are.
    """
    same_length = text.translate(_SINGLE) if _HAS_SINGLE.search(text) else text
    odd = _MAYBE.search(same_length)
    if odd:
        same_length = undisguised(same_length)
    elif not _MAYBE_ACCENT.search(same_length):
        return Cleaned(same_length)
    pieces: list[str] = []
    starts: list[NDArray[np.int64]] = []
    ends: list[NDArray[np.int64]] = []
    at = 0

    def keep(start: int, end: int) -> None:
        pieces.append(same_length[start:end])
        run = np.arange(start, end, dtype=np.int64)
        starts.append(run)
        ends.append(run + 1)

    for found in _ODD.finditer(same_length):
        start, end = found.span()
        new = _replacement(found)
        if new is None:
            continue
        keep(at, start)
        pieces.append(new)
        starts.append(np.full(len(new), start, dtype=np.int64))
        ends.append(np.full(len(new), end, dtype=np.int64))
        at = end
    if at == 0:
        return Cleaned(same_length)
    keep(at, len(same_length))
    return Cleaned("".join(pieces), np.concatenate(starts), np.concatenate(ends))


def _replacement(found: re.Match[str]) -> str | None:
    """The clean characters for one odd piece; None leaves it as it is."""
    kind, words = found.lastgroup, found.group()
    match kind:
        case "drop" | "raw" | "block":
            return "\n"
        case "inline" | "nothing":
            return ""
        case "entity":
            return html.unescape(words).translate(_SINGLE)
        case "marks":
            return unicodedata.normalize("NFC", words)
        case "accent":
            return _accented(found)
    return " "


def _accented(found: re.Match[str]) -> str | None:
    text, start = found.string, found.start()
    tail = text[max(0, start - 30) : start]
    before = _WORD_BEFORE.search(tail)
    word = before.group() if before else ""
    opening = tail[: len(tail) - len(word)][-2:]
    quoted = opening.endswith("'") and not opening[:1].isalpha()
    if quoted or (word + found.group()[0]).lower() in _TRUE_APOSTROPHES:
        return None
    return _ACCENTS[found.group()[0]]
