"""Saved web pages: what their reader reads, without menus, scripts, banners and hidden parts."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import islice
from typing import Any

from matcher.documents.tags import INSIDE
from matcher.types import Span

_UNSEEN = frozenset(
    "noscript template textarea svg math nav aside footer select button iframe object".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BANNER = re.compile(
    r"cookie|consent|gdpr|newsletter|breadcrumb|social-?share|onetrust|iubenda", re.IGNORECASE
)
_ROLES = frozenset(("navigation", "contentinfo", "dialog", "search", "alertdialog"))
_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARK = re.compile(
    rf"(?P<comment><!--)|<(?:(?P<open>[a-zA-Z][\w:-]{{0,40}})(?P<rest>{INSIDE})|/(?P<close>[a-zA-Z][\w:-]{{0,40}}){INSIDE})>"
)
_COMMENT_END = re.compile("-->")
_RAW_ENDS = {tag: re.compile(rf"</{tag}[^<>]{{0,200}}>", re.IGNORECASE) for tag in ("script", "style")}
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]{0,60})(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_TAG = re.compile(rf"<(?:[a-zA-Z/!?]{INSIDE}|[^<>]*+)>")
_BLOCK = re.compile(
    rf"</?(?:address|article|blockquote|body|br|dd|div|dl|dt|fieldset|figure|form|h[1-6]|header|hr|html|main|ol|p|pre"
    rf"|section|table|title|tr|ul)\b{INSIDE}>",
    re.IGNORECASE,
)
_ITEM = re.compile(rf"<li\b{INSIDE}>", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]>", re.IGNORECASE)
_PRE = re.compile(rf"<pre\b{INSIDE}>[^<]{{0,20000}}</pre>", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_DATA = re.compile(
    r"<script[^<>]{1,200}application/ld\+json[^<>]{0,200}>((?:[^<]|<(?!/script)){1,200000})</script",
    re.IGNORECASE,
)
_MOST_DATA = 20
_DEEPEST = 2_000
_FEW_WORDS = 60


def page_text(source: str) -> str:
    """What a page tells its reader; where that is little, the job posting in its data, if any."""
    pieces, at = [], 0
    for start, end in _unseen(source):
        pieces += [source[at:start], " "]
        at = end
    text = _plain("".join([*pieces, source[at:]]))
    if len(text.split()) < _FEW_WORDS and (posting := _posting(source)):
        return posting
    return text


def _plain(source: str) -> str:
    """Lines of text: blocks begin lines, cells of a row stand side by side, other markup leaves nothing."""
    if _BLOCK.search(source):
        source = _PRE.sub(lambda m: m[0].replace("\n", "<br>"), source)
        source = _CELL.sub(" | ", _ITEM.sub("\n- ", _BLOCK.sub("\n", _SPACE.sub(" ", source))))
    text = unescape(_TAG.sub("", source)).replace("\r", "")
    lines = (" ".join(line.split()).strip("| ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip("- "))


def _unseen(source: str) -> list[Span]:
    """The outermost elements that no reader of the page reads; one that never closes is seen.

    Each character is looked at once: the standard parser can be made to take minutes by a small page.
    """
    spans: list[Span] = []
    within: list[str] = []
    begin = at = 0
    while (found := _MARK.search(source, at)) is not None:
        at, tag = found.end(), (found["open"] or found["close"] or "").lower()
        if (raw_end := _COMMENT_END if found["comment"] else _RAW_ENDS.get(tag)) and not found["close"]:
            closed = raw_end.search(source, at)
            at = closed.end() if closed else len(source)
            if not within:
                spans.append((found.start(), at))
        elif found["open"]:
            begin = begin if within else found.start()
            _enter(within, tag, found["rest"])
        elif tag in within:
            _leave(within, tag)
            if not within:
                spans.append((begin, at))
    return spans


def _enter(within: list[str], tag: str, attributes: str) -> None:
    """Go into an element: one that hides what it holds, or any inside such a one."""
    if tag in _VOID or attributes.endswith("/"):
        return
    if len(within) < _DEEPEST and (within or tag in _UNSEEN or _hidden(attributes)):
        within.append(tag)


def _leave(within: list[str], tag: str) -> None:
    """Go out of the nearest ``tag`` and of all that was left open in it."""
    while within.pop() != tag:
        pass


def _hidden(attributes: str) -> bool:
    """Whether attributes hide an element or say that it is no part of what the page tells."""
    if not attributes.strip():
        return False
    given = {m[1].lower(): (m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(attributes)}
    return (
        "hidden" in given
        or given.get("aria-hidden") == "true"
        or given.get("role") in _ROLES
        or bool(_STYLE.search(given.get("style", "")))
        or bool(_BANNER.search(f"{given.get('class', '')} {given.get('id', '')}"))
    )


def _posting(source: str) -> str | None:
    """Title and description of the one schema.org JobPosting in the page's data."""
    found = []
    for script in islice(_DATA.finditer(source), _MOST_DATA):
        try:
            found += _postings(json.loads(script[1]))
        except (ValueError, RecursionError):
            continue
    if len(found) != 1:
        return None
    title, description = (str(found[0].get(key) or "") for key in ("title", "description"))
    return _plain(f"{title}<br>{unescape(description)}") or None


def _postings(data: Any) -> list[dict[str, Any]]:
    items = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    return (
        [i for i in items if isinstance(i, dict) and i.get("@type") == "JobPosting"]
        if isinstance(items, list)
        else []
    )
