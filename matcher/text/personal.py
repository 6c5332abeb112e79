"""Personal data in a text: found, covered for the eye, and left out of what is scored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.text.clean import Cleaned, clean
from matcher.text.gaps import find_gaps
from matcher.text.look import Look
from matcher.text.names import find_names, given_names
from matcher.text.personal_forms import FORMS, LABELS, MASK, OPENS_DATA, PersonalKind
from matcher.text.places import find_places
from matcher.types import Span

_WORD = re.compile(r"[^\W\d_]+")
# What goes may leave words that now stand where personal data do.
_ROUNDS = 3
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_FILE_WORDS = frozenset(
    ("cv", "curriculum", "vitae", "resume", "lettera", "profilo", "candidato", "europass")
)


@dataclass(frozen=True, slots=True)
class Personal:
    """A stretch of personal data in one line."""

    span: Span
    kind: PersonalKind


def find_personal(clean_text: str) -> list[Personal]:
    """Personal data in order, none overlapping another."""
    look = Look.at(clean_text)
    found = list(_by_form(look))
    found += [Personal(span, "gap") for span in find_gaps(look)]
    found += [Personal(span, "address") for span in find_places(look)]
    found += [Personal(span, "name") for span in find_names(look, [one.span for one in found])]
    found.sort(key=lambda p: (p.span[0], -p.span[1]))
    kept: list[Personal] = []
    for one in found:
        if not kept or one.span[0] >= kept[-1].span[1]:
            kept.append(one)
        elif one.span[1] > kept[-1].span[1]:
            kept[-1] = Personal((kept[-1].span[0], one.span[1]), kept[-1].kind)
    return kept


def _by_form(look: Look) -> Iterator[Personal]:
    digits: list[Span] | None = None
    for kind, needles, pattern in FORMS:
        if needles is not None and not look.marks & needles.mark:
            continue
        if needles is None and digits is None:
            digits = look.lines_with(None)
        for start, end in (digits or []) if needles is None else look.lines_with(needles):
            for found in pattern.finditer(look.text, start, end):
                if kind != "phone" or _is_phone(found[0]):
                    yield Personal(found.span("value" if "value" in pattern.groupindex else 0), kind)


def _is_phone(words: str) -> bool:
    """Whether digits in the form of a number of telephone are one: no VAT number, and abroad one that can be."""
    digits = "".join(c for c in words if c.isdigit())
    if not 8 <= len(digits) <= 15:
        return False
    if words.lstrip().startswith(("+", "00")) and not digits.removeprefix("00").startswith("39"):
        import phonenumbers

        try:
            number = phonenumbers.parse("+" + digits.removeprefix("00"))
        except phonenumbers.NumberParseException:
            return False
        return bool(phonenumbers.is_possible_number(number))
    if len(digits) == 11 and words == digits:
        from stdnum.it import iva

        return not (words[0] == "0" or iva.is_valid(words))
    return True


def without_personal(cleaned: Cleaned) -> Cleaned:
    """A clean text as if its personal data had never been written, with the way back.

    A line that holds nothing else but names of such data ("Tel.", "E-mail:") goes whole, and with it a heading of such
    lines; what was written before and after stands as it would without.
    """
    for _ in range(_ROUNDS):
        found = [one.span for one in find_personal(cleaned.text)]
        if not found:
            break
        cleaned = cleaned.without(_gone(cleaned.text, found))
    return cleaned


def _gone(text: str, found: list[Span]) -> list[Span]:
    """What goes with personal data, line by line from the last, so that a heading knows what came of its list."""
    lines = [line.span() for line in _LINE.finditer(text)]
    gone: list[Span] = []
    at, below_gone = len(found) - 1, False
    for number in range(len(lines) - 1, -1, -1):
        start, end = lines[number]
        inside = []
        while at >= 0 and found[at][0] >= start:
            inside.append(found[at])
            at -= 1
        inside = _joined(text, inside[::-1])
        whole = (
            _whole(text, start, end, inside)
            if inside
            else below_gone and OPENS_DATA.fullmatch(text, start, end)
        )
        if whole:
            gone.append(_line_gone(text, lines, number))
        else:
            gone += [_piece_gone(text, start, end, span) for span in reversed(inside)]
        below_gone = bool(whole)
    return _from_the_first(text, _merged(gone[::-1]))


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Stretches of a line in order, those made one that nothing but their names keeps apart."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and LABELS.fullmatch(text, joined[-1][1], start):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _whole(text: str, start: int, end: int, inside: list[Span]) -> bool:
    """Whether a line holds nothing but personal data and their names."""
    rest, at = [], start
    for a, b in inside:
        rest.append(text[at:a])
        at = b
    return bool(LABELS.fullmatch(" ".join([*rest, text[at:end]])))


def _line_gone(text: str, lines: list[Span], number: int) -> Span:
    """A line with its line end and the empty lines that only it keeps apart from the line before."""
    start, end = lines[number]
    before = lines[number - 1][1] if number else 0
    after = lines[number + 1][0] if number + 1 < len(lines) else len(text)
    if number + 1 == len(lines):
        return before, after
    if number == 0 or text.count("\n", before, start) <= text.count("\n", end, after):
        return before if number else 0, end if number else after
    return start, after


def _piece_gone(text: str, start: int, end: int, span: Span) -> Span:
    """A stretch within a line with the marks that only it needed."""
    a, b = span
    while a > start and text[a - 1] in " \t":
        a -= 1
    while b < end and text[b] in " \t":
        b += 1
    opens = not text[start:a].strip(" \t•*–-") or text[a - 1] in ".!?"
    if opens:
        while b < end and text[b] in " \t,;:|–—-·.":
            b += 1
        return span[0], b
    if b == end or text[b] in ".!?":
        while a > start and text[a - 1] in " \t,;:|–—-·(":
            a -= 1
        return a, b
    return a, (b if text[b] in ",;:)" else b - 1 if text[b - 1] in " \t" else b)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _from_the_first(text: str, gone: list[Span]) -> list[Span]:
    """The same, with the empty lines that would be left above the first words."""
    (start, end), *rest = gone
    if not text[:start].strip():
        while end < len(text) and text[end].isspace():
            end += 1
        start = 0
    return _merged([(start, end), *rest])


def mask(text: str) -> str:
    """``text`` with its personal data covered sign by sign, so that spans still hold."""
    for _ in range(_ROUNDS):
        before, text = text, _masked(text)
        if text == before:
            break
    return text


def _masked(text: str) -> str:
    cleaned = clean(text)
    pieces, at = [], 0
    for one in find_personal(cleaned.text):
        start, end = cleaned.origin(*one.span)
        pieces += [text[at:start], re.sub(r"\S", MASK, text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


def mask_source(source: str, text: str, plain: bool = True) -> str:
    """A file's name without the names that its text holds; unless ``plain``, without any words but a few."""
    clean_text = clean(text).text
    spans = [p.span for p in find_personal(clean_text) if p.kind == "name"]
    names = {word.lower() for a, b in spans for word in _WORD.findall(clean_text[a:b])} | given_names()
    folder, mark, file = source.rpartition("/")
    stem, dot, suffix = file.rpartition(".") if "." in file else (file, "", "")

    def cover(found: re.Match[str]) -> str:
        word = found[0].lower()
        return MASK * len(word) if word in names or not (plain or word in _FILE_WORDS) else found[0]

    return f"{folder}{mark}{_WORD.sub(cover, stem)}{dot}{suffix}"
