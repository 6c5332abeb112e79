"""A Match as one line of JSON."""

from __future__ import annotations

import json

from matcher.types import Match


def to_json(match: Match) -> bytes:
    """The contract's object on one line of UTF-8, the same bytes for the same match.

    A lone surrogate, which UTF-8 cannot hold, becomes the JSON escape of itself.
    """
    line = json.dumps(match.to_dict(), ensure_ascii=False, allow_nan=False)
    return line.encode("utf-8", "backslashreplace") + b"\n"
