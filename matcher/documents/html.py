"""Saved web pages: menus, scripts, banners and hidden parts are blanked out where they stand.

The text keeps its length and its markup, so that spans slice the page as it was given.
"""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

_UNSEEN = frozenset(
    "script style noscript template svg math nav aside footer select button iframe object".split()  # noqa: SIM905
)
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
_BANNER = re.compile(
    r"cookie|consent|gdpr|newsletter|breadcrumb|social-?share|onetrust|iubenda", re.IGNORECASE
)
_ROLES = frozenset(("navigation", "contentinfo", "dialog", "search", "alertdialog"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LINES = re.compile(r"<(?:br|/p|/li|/div|/h[1-6]|/tr)\b[^<>]*>", re.IGNORECASE)
_DATA = re.compile(r"<script[^>]+application/ld\+json[^>]*>(.*?)</script", re.IGNORECASE | re.DOTALL)
_DEEPEST = 2_000
_FEW_WORDS = 60


def page_text(source: str) -> str:
    """The page with its unseen parts blanked; where little is left, the job posting in its data, if any."""
    finder = _Finder(source)
    try:
        finder.feed(source)
        finder.close()
    except AssertionError:
        # The standard parser asserts on some malformed declarations: the page is then taken as it is.
        return source
    blanked = _blank(source, finder.spans)
    if len(_TAG.sub(" ", blanked).split()) < _FEW_WORDS and (posting := _posting(source)):
        return posting
    return blanked


def _blank(source: str, spans: list[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [source[at:start], re.sub(r"[^\n]", " ", source[start:end])]
        at = end
    return "".join([*pieces, source[at:]])


class _Finder(HTMLParser):
    """Finds the outermost elements that no reader of the page reads, as ``spans`` of the source."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.spans: list[tuple[int, int]] = []
        self._starts = [0, *(m.end() for m in re.finditer("\n", source))]
        self._size = len(source)
        self._within: list[str] = []
        self._from = 0

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an unseen part, or go deeper into one."""
        if tag in _VOID:
            return
        if self._within:
            if len(self._within) < _DEEPEST:
                self._within.append(tag)
        elif tag in _UNSEEN or _unseen(dict(attrs)):
            self._within = [tag]
            self._from = self._at()

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes; an unseen part ends with its first element."""
        if tag not in self._within:
            return
        while self._within and self._within.pop() != tag:
            pass
        if not self._within:
            end = self._at()
            self.spans.append((self._from, end))

    def close(self) -> None:
        """Close the page; what was left open and unseen stays seen, but for scripts and styles."""
        super().close()
        if self._within and self._within[0] in ("script", "style", "noscript", "template"):
            self.spans.append((self._from, self._size))


def _unseen(attributes: dict[str, str | None]) -> bool:
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") in _ROLES
        or bool(_HIDDEN.search(attributes.get("style") or ""))
        or bool(_BANNER.search(names))
    )


def _posting(source: str) -> str | None:
    """Title and description of the one schema.org JobPosting in the page's data."""
    found = []
    for script in _DATA.finditer(source):
        try:
            found += _postings(json.loads(script[1]))
        except (ValueError, RecursionError):
            continue
    if len(found) != 1:
        return None
    title, description = (str(found[0].get(key) or "") for key in ("title", "description"))
    plain = unescape(_TAG.sub(" ", _LINES.sub("\n", unescape(description))))
    return f"{title}\n{plain}".strip() or None


def _postings(data: Any) -> list[dict[str, Any]]:
    items = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    return (
        [i for i in items if isinstance(i, dict) and i.get("@type") == "JobPosting"]
        if isinstance(items, list)
        else []
    )
