"""Personal data in a text: found, and masked at the same length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.text.names import given_names
from matcher.text.personal_forms import COMMON, FORMS, JOB_WORDS, SAINT, VAT, PersonalKind
from matcher.types import Span

MASK = "█"
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"(?<![\w'’-])[A-ZÀ-ÖØ-Þ][\w'’-]*")
_LABELS = re.compile(
    r"(?:\W|\b(?:tel(?:efono)?|cell(?:ulare)?|mob(?:ile)?|e|mail|pec|fax|linkedin|indirizzo|residen\w+|domicili\w+"
    r"|nat[oa]"
    r"|nome|cognome|data|luogo|di|nascita|codice|fiscale|c|f|nazionalità|cittadinanza|stato|civile|sesso|età"
    r"|contatti|web|sito|recapit[oi]|phone|address|name|il|a)\b)*",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"\s*(?:$|[,–—|:(·•-]|\n)")

_FILE_WORDS = frozenset(
    ("cv", "curriculum", "vitae", "resume", "lettera", "profilo", "candidato", "europass")
)


@dataclass(frozen=True, slots=True)
class Personal:
    """A stretch of personal data."""

    span: Span
    kind: PersonalKind


def find_personal(text: str) -> list[Personal]:
    """Personal data in order, none overlapping another; names are known by given name."""
    found = list(_by_form(text))
    found += _names(text)
    found.sort(key=lambda p: (p.span[0], -p.span[1]))
    kept: list[Personal] = []
    for one in found:
        if not kept or one.span[0] >= kept[-1].span[1]:
            kept.append(one)
    return kept


def mask(text: str) -> str:
    """``text`` with its personal data covered sign by sign, so that spans still hold."""
    return _covered(text, MASK)


def neutral(text: str) -> str:
    """``text`` with blanks for its personal data: what a score is made of. Same length, so that spans still hold.

    A line that holds nothing else but the names of such data ("Tel.", "E-mail:") is blanked whole.
    """
    covered = _covered(text, " ")
    if covered == text:
        return text
    lines = zip(text.split("\n"), covered.split("\n"), strict=True)
    return "\n".join(" " * len(new) if new != old and _LABELS.fullmatch(new) else new for old, new in lines)


def _covered(text: str, sign: str) -> str:
    pieces, at = [], 0
    for one in find_personal(text):
        start, end = one.span
        pieces += [text[at:start], re.sub(r"[^\n]" if sign == " " else r"\S", sign, text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


def mask_source(source: str, text: str, plain: bool = True) -> str:
    """A file's name without the names that its text holds; unless ``plain``, without any words but a few."""
    spans = [p.span for p in find_personal(text) if p.kind == "name"]
    names = {word.lower() for a, b in spans for word in _WORD.findall(text[a:b])} | given_names()
    folder, mark, file = source.rpartition("/")
    stem, dot, suffix = file.rpartition(".") if "." in file else (file, "", "")

    def cover(found: re.Match[str]) -> str:
        word = found[0].lower()
        return MASK * len(word) if word in names or not (plain or word in _FILE_WORDS) else found[0]

    return f"{folder}{mark}{_WORD.sub(cover, stem)}{dot}{suffix}"


def _by_form(text: str) -> Iterator[Personal]:
    low = text.lower()
    for kind, needles, pattern in FORMS:
        if not any(needle in low for needle in needles):
            continue
        for found in pattern.finditer(text):
            start, end = found.span("value") if "value" in pattern.groupindex else found.span()
            if kind == "phone" and (not 8 <= _digits(found[0]) <= 14 or VAT.fullmatch(found[0])):
                continue
            yield Personal((start - 6 if kind == "tax_code" else start, end), kind)


def _digits(words: str) -> int:
    return sum(c.isdigit() for c in words)


def _names(text: str) -> Iterator[Personal]:
    """A given name with the capitalised words beside it, and its parts wherever they stand again."""
    given = given_names()
    words = list(_CAPITAL.finditer(text))
    forms = [word[0] for word in words]
    known = [i for i, form in enumerate(forms) if form.lower() in given and not _saint(text, words[i])]
    parts: set[str] = set()
    for i in known:
        first, last = i, i
        while last + 1 < len(words) and last - i < 2 and _joined(text, words[last], words[last + 1]):
            last += 1
        if last == i and i and _joined(text, words[i - 1], words[i]) and _surname_first(text, words, i):
            first = i - 1
        if last > first:
            yield Personal((words[first].start(), words[last].end()), "name")
            parts |= {form for form in forms[first : last + 1] if len(form) > 2}
    for i in known:
        if forms[i].lower() not in COMMON:
            yield Personal(words[i].span(), "name")
    if parts:
        yield from (Personal(word.span(), "name") for word in words if word[0] in parts)


def _saint(text: str, word: re.Match[str]) -> bool:
    """Whether a given name is that of a place, a street or a school."""
    return bool(SAINT.search(text, max(0, word.start() - 10), word.start()))


def _joined(text: str, a: re.Match[str], b: re.Match[str]) -> bool:
    """Whether two capitalised words stand side by side and neither is the word of a job or company."""
    side_by_side = text[a.end() : b.start()] in (" ", ". ")
    return side_by_side and not (JOB_WORDS.search(a[0]) or JOB_WORDS.search(b[0]))


def _surname_first(text: str, words: list[re.Match[str]], i: int) -> bool:
    start = words[i - 1].start()
    opens = not text[:start].rpartition("\n")[2].strip()
    return opens and bool(_AFTER_NAME.match(text, words[i].end()))
