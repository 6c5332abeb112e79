"""Names of persons in a text: by given name, and by the places where people write their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from matcher.data import data_path
from matcher.language.words import FUNCTION_WORDS, english, fold, lemma_of
from matcher.text.look import CAPITALS, Look, Needles, Words, line_around
from matcher.text.name_words import COMMON, PARTICLES, SAINT, TITLES, WORK_WORDS
from matcher.types import Span

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_VOWEL = re.compile(r"[AEIOUYÀ-ỹ]")
_LETTERS = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(rf"(?<![\w'’-])[{CAPITALS}][\w'’-]*")
_AFTER_NAME = re.compile(r"\s*(?:$|[,–—|:(·•-]|\n)")
_OPENING_LINES, _MOST_WORDS = 3, 5
_HEADING = re.compile(
    r"\W*(?:curriculum(?:\s+vitae)?|cv|europass|formato europeo[\w\s]*|profilo)\W*", re.IGNORECASE
)
_APART = re.compile(r"\s*[,|·•:(\t]|\s+[–—-]+\s|\s{3,}")
_PIECE = rf"[{CAPITALS}][\w'’-]{{0,24}}"
_PARTICLE = r"(?:(?i:de|di|del|della|dei|da|dal|la|le|van|von|der|den|ten|el|al|bin|ben|dos|das|do|du) )"
_NAME = rf"(?P<name>{_PIECE}\.?(?: {_PARTICLE}{{0,2}}{_PIECE}\.?){{0,3}})"
_STATED = tuple(
    re.compile(words, re.MULTILINE)
    for words in (
        rf"(?:^|(?<=[|;•·]))\W*(?i:nome(?: (?:e )?cognome)?|cognome(?: (?:e )?nome)?|nominativo|full name|name|surname"
        rf"|candidat[oa]) ?[:|] ?{_NAME}",
        rf"\b(?i:mi chiamo|il mio nome è|(?:l[ao]|il) sottoscritt[oa]) {_NAME}",
        rf"\b(?i:curriculum(?: vitae)?|cv) (?i:di|–|-) {_NAME}",
        rf"^\W*(?i:nome(?: e cognome)?|cognome)[ \t]*\n?[ \t]*{_NAME}[ \t]*$",
        rf"^\W*(?i:in fede|firma(?:to)?|cordiali saluti|distinti saluti|cordialmente)\W*{_NAME}[ \t]*$",
    )
)
_AM = re.compile(rf"\b(?i:sono) {_NAME}(?=,| e |\.|$)", re.MULTILINE)
_MAY_STATE = Needles(
    *(
        "nome ",
        "nome:",
        "nome|",
        "nome\n",
        "nominativo",
        "name",
        "candidato:",
        "candidata:",
        "mi chiamo",
        "sottoscritt",
    ),
    *("curriculum", "cv ", "in fede", "firma", "saluti", "cordialmente"),
)
_MAY_BE = Needles("sono ")
_EMAIL = re.compile(r"([\w.+-]{2,64}) ?@ ?([\w-]{1,63})\.")


_folded = lru_cache(maxsize=8_192)(fold)


@cache
def given_names() -> frozenset[str]:
    """Given names, folded."""
    return frozenset(data_path("corpus", "given_names.txt").read_text(encoding="utf-8").split())


_GIVEN = Words(given_names)


@cache
def ambiguous_names() -> frozenset[str]:
    """Given names that are words of Italian too, folded: names where they stand beside a foreign word in a first line."""
    return frozenset(data_path("corpus", "ambiguous_names.txt").read_text(encoding="utf-8").split())


def find_names(look: Look, taken: Sequence[Span] = ()) -> list[Span]:
    """Names in any order, perhaps overlapping; lines that hold what is ``taken`` do not count as first ones.

    A given name with the capitalised words beside it; what stands where a name does (the first line, "Nome:", "mi
    chiamo", the stem of the e-mail address, the signature), whatever language it is of; parts of them wherever they
    stand again.
    """
    text = look.text
    found = [*_in_opening(text, {line_around(text, start)[0] for start, _ in taken}), *_stated(look)]
    by_mail = "@" in text
    if not (found or by_mail or look.may_hold(_GIVEN)):
        return []
    words = list(_CAPITAL.finditer(text))
    forms = [_folded(word[0]) for word in words]
    parts = {part for a, b in found for part in _parts(text[a:b])}
    if by_mail:
        parts |= _in_address(text, set(forms))
    known = [
        i
        for i, form in enumerate(forms)
        if form in parts or (_listed(words[i][0]) and _is_given(text, words[i]))
    ]
    for i in known:
        start, end, size = _whole(text, words, i)
        if size > 1:
            parts.update(_parts(text[start:end]))
        if size > 1 or forms[i] in parts or forms[i] not in COMMON:
            found.append((start, end))
    return found + [word.span() for word, form in zip(words, forms, strict=True) if form in parts]


def _parts(name: str) -> Iterator[str]:
    """The parts of a name, folded, that tell of it wherever they stand: no particles, no words of the language."""
    for part in _WORD.findall(name):
        folded = _folded(part)
        if len(part) > 2 and folded not in PARTICLES and not lemma_of(part.lower())[1]:
            yield folded


def _listed(word: str) -> bool:
    """Whether a word or its first part ("Anna-Maria") is a given name; "Sarà" is none."""
    given, low = given_names(), word.lower()
    if low in given:
        return True
    form = _folded(word)
    if not form.isalpha():
        form = _LETTERS.findall(form)[0]
        return len(form) > 3 and form in given and form not in COMMON
    return form in given and not lemma_of(low)[1]


def _is_given(text: str, word: re.Match[str]) -> bool:
    """Whether a word is a given name and no acronym, saint or street."""
    if word[0].isupper() and (len(word[0]) < 4 or word[0].lower() in COMMON):
        return False
    return not SAINT.search(text, max(0, word.start() - 10), word.start())


def _whole(text: str, words: list[re.Match[str]], i: int) -> tuple[int, int, int]:
    """Characters and words of the name around word ``i``: up to two words after it, or one before in a line's opening."""
    last = i
    while last + 1 < len(words) and last - i < 2 and _joined(text, words[last], words[last + 1]):
        last += 1
    first = i
    if i and _joined(text, words[i - 1], words[i]) and _folded(words[i - 1][0]) not in FUNCTION_WORDS:
        opens = not text[: words[i - 1].start()].rpartition("\n")[2].strip()
        if opens and _AFTER_NAME.match(text, words[last].end()):
            first = i - 1
    return words[first].start(), words[last].end(), last - first + 1


def _joined(text: str, a: re.Match[str], b: re.Match[str]) -> bool:
    """Whether two capitalised words stand side by side, perhaps with a particle, and neither is of a job or company."""
    between = text[a.end() : b.start()]
    side_by_side = between == " " or (between == ". " and len(a[0]) == 1)
    side_by_side = side_by_side or (between.strip().lower() in PARTICLES and "\n" not in between)
    return side_by_side and not (WORK_WORDS.match(a[0]) or WORK_WORDS.match(b[0]))


def _stated(look: Look) -> Iterator[Span]:
    """Names after words that announce one."""
    text = look.text
    for start, end in look.lines_with(_MAY_STATE):
        below = text.find("\n", end + 1)
        stop = below if below >= 0 else len(text)
        for found in (found for pattern in _STATED for found in pattern.finditer(text, start, stop)):
            if not any(WORK_WORDS.match(word) for word in _WORD.findall(found["name"])):
                yield found.span("name")
    for start, end in look.lines_with(_MAY_BE):
        for found in _AM.finditer(text, start, end):
            if _looks_like_name(found["name"], unlisted=False):
                yield found.span("name")


def _in_opening(text: str, taken: set[int]) -> Iterator[Span]:
    """Names that open one of the first lines, alone or before a comma or dash."""
    at, seen = 0, 0
    while seen < _OPENING_LINES and at < len(text):
        _, end = line_around(text, at)
        bare = text[at:end].lstrip(" \t•*–-|")
        name = _opening_name(text, end - len(bare), end)
        if name:
            yield name
        elif bare and at not in taken and not _HEADING.fullmatch(bare):
            seen += 1
        at = end + 1


def _opening_name(text: str, start: int, end: int) -> Span | None:
    """The name with which a line opens; a quick look spares lines that two capitals do not open."""
    words = text[start:end].split(maxsplit=2)
    if (
        len(words) < 2
        or not words[0][0].isupper()
        or not (words[1][0].isupper() or words[1].lower() in PARTICLES)
    ):
        return None
    title = TITLES.match(text, start, end)
    start = title.end() if title else start
    apart = _APART.search(text, start, end)
    name = text[start : apart.start() if apart else end].rstrip()
    return (start, start + len(name)) if _looks_like_name(name, unlisted=True) else None


def _looks_like_name(words: str, unlisted: bool) -> bool:
    """Whether two to five capitalised words are a name: one is listed, or (``unlisted``) they are foreign words."""
    pieces = words.split()
    if not 2 <= len(pieces) <= _MOST_WORDS or len(words) > 50:
        return False
    own = [p.strip(".") for p in pieces if p.lower() not in PARTICLES]
    if len(own) < 2 or not all(p[:1].isupper() and _WORD.fullmatch(p) for p in own):
        return False
    if any(WORK_WORDS.match(p) for p in own):
        return False
    return any(_listed(p) for p in own) or (unlisted and len(own) == len(pieces) and _foreign(own))


def _foreign(words: list[str]) -> bool:
    """Whether words may be a name in some language: no acronym, and none of Italian but perhaps the second of two."""
    shouted = all(word.isupper() for word in words)
    if any(1 < len(word) < 4 and word.isupper() and not (shouted and _VOWEL.search(word)) for word in words):
        return False
    parts = [part for word in words for part in _LETTERS.findall(word.lower()) if len(part) > 1]
    if len(parts) == 2 and len(parts[0]) > 3 and not (lemma_of(parts[0])[1] or english(parts[0])):
        return True
    known = [part for part in parts if lemma_of(part)[1] and part not in ambiguous_names()]
    return not known and not all(lemma_of(part)[1] or english(part) for part in parts)


def _in_address(text: str, words: set[str]) -> set[str]:
    """Capitalised words of the text, folded, that make the stem of an e-mail address in it."""
    found: set[str] = set()
    for address in _EMAIL.finditer(text):
        stem, domain = fold(address[1]), fold(address[2])
        pieces = set(re.split(r"[\W\d_]+", stem))
        joined = "".join(c for c in stem if c.isalpha())
        for word in words:
            if len(word) < 3 or word in domain or lemma_of(word)[1] or WORK_WORDS.match(word):
                continue
            rest = joined.removeprefix(word) if joined.startswith(word) else joined.removesuffix(word)
            if word in pieces or (rest != joined and (len(rest) < 2 or rest in words)):
                found.add(word)
    return found
