"""Neat quotes: whole clauses where they are short, else the phrase inside that weighs most."""

from __future__ import annotations

import re

from matcher.explain.data import MatchData
from matcher.language.words import FUNCTION_WORDS, fold
from matcher.text.clean import clean
from matcher.types import Span

MAX_QUOTE = 72
MIN_QUOTE = 12
OPENING = 0.2
CLEAN = 0.15
_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*", re.UNICODE)
_JOINTS = frozenset(
    "e ed con per che attraverso presso tramite mediante sia dove nonche mentre affinche oltre".split()
)
_LEADS = frozenset(
    """e ed o od oppure nonche ma che cui dove mentre con per di del dello della dell dei degli delle da dal dallo dalla
    dai dagli dalle a al allo alla ai agli alle in nel nello nella nei negli nelle su sul sullo sulla sui sugli sulle tra
    fra attraverso presso tramite mediante anche inoltre infine e/o""".split()
)
_TAILS = frozenset(
    """qualsiasi ogni rispetto relativo relativa relativi relative volto volta volti volte finalizzato finalizzata
    finalizzati finalizzate inerente inerenti legato legata legati legate utilizzando tramite mediante attraverso presso
    durante verso entro""".split()
)
_CLITICS = frozenset("si ci vi mi ti ne non il lo la i gli le l un uno una".split())
_EDGE = " \t\n\r,;:.-–—•·*/|!?…\"“”«»'’&"
_INNER = str.maketrans({"«": "“", "»": "”"})
Weighed = list[tuple[Span, float]]


def quote(match: MatchData, clause: int, weights: Weighed) -> tuple[str, Span]:
    """A clause as one would quote it, and where that stands; ``weights`` tell which phrase of a long one to keep."""
    start, end = _enough(match, clause)
    whole = tidy(match.text[start:end])
    if len(whole) <= MAX_QUOTE:
        return whole, (start, end)
    pieces = _phrases(match.text, (start, end), weights)
    total = sum(w for _, w in weights if w > 0)

    def value(piece: tuple[int, int, float]) -> float:
        inside = sum(w for (a, b), w in weights if piece[0] <= a and b <= piece[1])
        return inside + total * (OPENING * (piece[0] == start) + piece[2]) - 0.0005 * (piece[1] - piece[0])

    a, b, _ = max(pieces, key=value, default=(start, start + MAX_QUOTE, 0.0))
    return tidy(match.text[a:b]), (a, b)


def telling(words: str) -> bool:
    """Whether a quote says something by itself: two words of content."""
    return sum(fold(w.lower()) not in FUNCTION_WORDS for w in _WORD.findall(words)) > 1


def _enough(match: MatchData, clause: int) -> Span:
    """The clause, joined with its neighbour in the same line where it is too short to say something."""
    start, end = match.clauses[clause].span
    if telling(tidy(match.text[start:end])):
        return start, end
    for at in (clause + 1, clause - 1):
        if 0 <= at < len(match.clauses):
            a, b = match.clauses[at].span
            between = match.text[min(end, b) : max(a, start)]
            if between in (", ", " (", ") ", " ", " / ") and max(b, end) - min(a, start) <= 2 * MAX_QUOTE:
                return min(a, start), max(b, end)
    return start, end


def _phrases(text: str, span: Span, weights: Weighed) -> list[tuple[int, int, float]]:
    """Stretches of at most ``MAX_QUOTE`` characters between seams of the clause, and how clean their edges are."""
    start, end = span
    opens, stops = {start: CLEAN}, {len(text[:end].rstrip(_EDGE)): CLEAN}
    telling = {a for (a, _), weight in weights if weight > 0}
    clitic = -1
    for word in _WORD.finditer(text, start, end):
        low = fold(word.group().lower())
        before = text[start : word.start()].rstrip()
        joint = low in _JOINTS or before[-1:] in set(",;:(")
        inside_name = word.group()[0].isupper() and before.rpartition(" ")[2][:1].isupper()
        if joint or (word.start() in telling and not inside_name):
            at = word.start() if joint or clitic < 0 else clitic
            opens[at] = max(opens.get(at, 0.0), CLEAN if joint else 0.0)
        if joint or low in _LEADS:
            stop = start + len(before.rstrip(_EDGE + "("))
            stops[stop] = max(stops.get(stop, 0.0), CLEAN if joint else 0.0)
        clitic = (clitic if clitic >= 0 else word.start()) if low in _CLITICS else -1
    return [
        (a, b, clean + end)
        for a, clean in opens.items()
        for b, end in stops.items()
        if MIN_QUOTE <= b - a <= MAX_QUOTE
    ]


def tidy(words: str) -> str:
    """Clean text on one line, without signs and idle words at its edges or brackets that do not close."""
    text = " ".join(clean(words).text.split()).translate(_INNER)
    while True:
        before = text
        text = text.strip(_EDGE)
        if text.count("(") != text.count(")"):
            text = _balanced(text)
        if text.count('"') % 2:
            text = text.replace('"', "")
        head, _, rest = text.partition(" ")
        if rest and fold(head.lower()) in _LEADS:
            text = rest
        rest, _, tail = text.rpartition(" ")
        if rest and fold(tail.lower().rstrip("'’")) in FUNCTION_WORDS | _TAILS:
            text = rest
        if text == before:
            return text


def _balanced(text: str) -> str:
    """Drop what stands on the shorter side of a bracket that has no fellow."""
    at = text.rfind("(") if text.count("(") > text.count(")") else text.find(")")
    left, right = text[:at].rstrip(), text[at + 1 :].lstrip()
    return left if len(left) >= len(right) else right
