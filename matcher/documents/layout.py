"""Reading order: from words with places to lines, columns and paragraphs.

Pages are cut recursively at white gutters and bands (the X-Y cut of Nagy and Seth); a column of labels whose
lines stand beside those of the next one (dates beside jobs) is read row by row.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from statistics import median

from matcher.documents.lines import BULLET, Row, Word, join, paragraphs, runs_on

_NUMBER = re.compile(r"(?:pag(?:ina|\.)?|page)?\s*\d{1,3}\s*(?:(?:/|di|of|-)\s*\d{1,3})?", re.I)
_FURNITURE = re.compile(
    r"(?:(?:https?|file)://\S+|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s+\d{1,2}[:.]\d{2}(?:\s?[AP]M)?)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:19|20)\d\d|:\s*$|^(?:dat[ae]\b|nome|cognome|indirizzo|telefono|e-?mail|nazionalità|datore|tipo|mansion\w+|principal\w+"
    r"|posizion\w+|ruol\w+|aziend\w+|settor\w+|period\w+|lavoro|qualifica|titolo|livello|madrelingua|sede|contratto)",
    re.IGNORECASE,
)
_LABEL = 32
_MARGIN = 0.12


def text_of_pages(pages: list[list[Word]]) -> str:
    """The text of the pages in reading order, without what every page repeats at its top or bottom."""
    parts: list[str] = []
    for page in _without_repeats([rows_of(words) for words in pages]):
        for column, edge in columns(page, page):
            text = "\n".join(paragraphs(column, edge))
            if parts and runs_on(parts[-1], text):
                parts[-1] = join(parts[-1], text)
            elif text:
                parts.append(text)
    return "\n".join(parts)


def rows_of(words: list[Word]) -> list[Row]:
    """Words of a page joined into rows, top down; a lone bullet takes the words at its right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.y0 + w.y1, w.x0)):
        middle = (word.y0 + word.y1) / 2
        for line in reversed(lines[-4:]):
            ref = line[-1]
            if abs((ref.y0 + ref.y1) / 2 - middle) < 0.4 * min(ref.y1 - ref.y0, word.y1 - word.y0) + 0.5:
                line.append(word)
                break
        else:
            lines.append([word])
    rows = []
    for line in lines:
        line.sort(key=lambda w: w.x0)
        run = [line[0]]
        for word in line[1:]:
            lone = len(run) == 1 and len(run[0].text) <= 3 and BULLET.fullmatch(run[0].text)
            tall = run[-1].y1 - run[-1].y0
            if word.x0 - run[-1].x1 > (4.0 if lone else 1.1) * max(tall, 4.0):
                rows.append(_row(run))
                run = []
            run.append(word)
        rows.append(_row(run))
    return rows


def _row(words: list[Word]) -> Row:
    return Row(
        words[0].x0,
        min(w.y0 for w in words),
        max(w.x1 for w in words),
        max(w.y1 for w in words),
        " ".join(w.text for w in words),
        words[0].x1 - words[0].x0,
    )


def columns(rows: list[Row], around: list[Row]) -> list[tuple[list[Row], float]]:
    """Rows in reading order, in stretches of one column, each with the edge at which its lines wrap.

    ``around`` are the rows of the column that holds them, which tell the edge better than a few lines do.
    """
    if not rows:
        return []
    gutter = _gutter(rows) if len(rows) > 1 else None
    if gutter is not None:
        left = [r for r in rows if r.x1 <= gutter]
        rest = [r for r in rows if r.x1 > gutter]
        if _labels(left, rest):
            return [(_beside(left, rest), _edge(rest, rest))]
        return columns(left, left) + columns(rest, rest)
    band = _band(rows) if len(rows) > 1 else None
    if band is None:
        return [(sorted(rows, key=lambda r: (round(r.y0 + r.y1), r.x0)), _edge(rows, around))]
    above = [r for r in rows if r.y0 + r.y1 <= 2 * band]
    below = [r for r in rows if r.y0 + r.y1 > 2 * band]
    return columns(above, around) + columns(below, around)


def _edge(rows: list[Row], around: list[Row]) -> float:
    """Where lines that start like ``rows`` wrap."""
    left = min(r.x0 for r in rows)
    return max(r.x1 for r in [*rows, *(r for r in around if left - 2 <= r.x0 <= left + 60)])


def _gutter(rows: list[Row]) -> float | None:
    """The x of the widest white strip from top to bottom that has rows enough on both sides."""
    spans = sorted((r.x0, r.x1) for r in rows)
    tall = median(r.tall for r in rows)
    best, at, reach = 0.6 * tall, None, spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach > best:
            left = sum(1 for r in rows if r.x1 <= reach)
            if min(left, len(rows) - left) >= 2 or (len(rows) == 2 and _same_line(*rows)):
                best, at = x0 - reach, (x0 + reach) / 2
        reach = max(reach, x1)
    return at


def _band(rows: list[Row]) -> float | None:
    """The y at which to cut a region without a gutter: at one's begin or end, else the widest white band."""
    ordered = sorted(rows, key=lambda r: r.y0)
    bands = []
    reach = ordered[0].y1
    for number, row in enumerate(ordered[1:], 1):
        if (row.y0 + row.y1) / 2 > reach:
            bands.append(((row.y0 - reach), (row.y0 + reach) / 2, number))
        reach = max(reach, (row.y0 + row.y1) / 2)
    if not bands or not _has_neighbours(ordered):
        return None
    for _, y, number in bands:
        if _gutter(ordered[number:]) is not None and _has_neighbours(ordered[number:]):
            return y
    for _, y, number in reversed(bands):
        if _gutter(ordered[:number]) is not None and _has_neighbours(ordered[:number]):
            return y
    return max(bands)[1]


def _has_neighbours(rows: list[Row]) -> bool:
    """Whether any two rows stand side by side."""
    return any(b.y0 < (a.y0 + a.y1) / 2 for a, b in pairwise(sorted(rows, key=lambda r: r.y0)))


def _same_line(a: Row, b: Row) -> bool:
    return abs((a.y0 + a.y1) - (b.y0 + b.y1)) < min(a.tall, b.tall)


def _labels(left: list[Row], rest: list[Row]) -> bool:
    """Whether two columns are a table: labels (dates, "Mansioni") beside what they label, or short cells in rows."""
    if median(len(row.text) for row in left) > _LABEL:
        return False
    aligned = [_aligned(one, other) for one, other in ((left, rest), (rest, left))]
    named = sum(bool(_NAMED.search(row.text)) for row in left) / len(left)
    if aligned[0] >= 0.6 and named >= 0.3:
        return True
    return min(aligned) >= 0.9 and max(_wraps(left), _wraps(rest)) < 0.2


def _aligned(rows: list[Row], others: list[Row]) -> float:
    """The share of rows with another on their very baseline."""
    return sum(any(_level(row, other) for other in others) for row in rows) / len(rows)


def _level(a: Row, b: Row) -> bool:
    return abs(a.y1 - b.y1) < 0.15 * min(a.tall, b.tall) or abs(a.y0 - b.y0) < 0.1 * min(a.tall, b.tall)


def _wraps(rows: list[Row]) -> float:
    """The share of rows that go on in the next: what a column of prose has and a table has not."""
    pairs = list(pairwise(sorted(rows, key=lambda r: r.y0)))
    return sum(runs_on(a.text, b.text) for a, b in pairs) / max(len(pairs), 1)


def _beside(left: list[Row], rest: list[Row]) -> list[Row]:
    """Rows of labels and of what they label, line by line; a label stands before its line."""
    ordered: list[Row] = []
    for row in sorted(left + rest, key=lambda r: (r.y0 + r.y1, r.x0)):
        if ordered and _level(ordered[-1], row):
            first, second = sorted((ordered[-1], row), key=lambda r: r.x0)
            ordered[-1] = replace(first, x1=second.x1, text=f"{first.text} {second.text}")
        else:
            ordered.append(row)
    return ordered


def _without_repeats(pages: list[list[Row]]) -> list[list[Row]]:
    """Pages without page numbers, printing dates and addresses, and heads and feet after their first time."""
    low = min((r.y0 for p in pages for r in p), default=0.0)
    high = max((r.y1 for p in pages for r in p), default=0.0)
    edge = _MARGIN * (high - low)
    outer = [[r for r in p if r.y1 < low + edge or r.y0 > high - edge] for p in pages]
    seen = Counter(key for page in outer for key in {_key(r) for r in page})
    often = {key for key, n in seen.items() if n >= max(2, 0.6 * len(pages))}
    kept: list[list[Row]] = []
    known: set[tuple[str, int]] = set()
    for page, out in zip(pages, outer, strict=True):
        drop = {id(r) for r in out if _key(r) in known or _furniture(r.text)}
        known |= {_key(r) for r in out if _key(r) in often}
        kept.append([r for r in page if id(r) not in drop])
    return kept


def _furniture(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text.strip()) or _FURNITURE.fullmatch(text.strip()))


def _key(row: Row) -> tuple[str, int]:
    return re.sub(r"\d+", "0", row.text), round(row.y0 / 6)
