"""An answer as one line of JSON."""

from __future__ import annotations

import json
from typing import Any


def line(answer: dict[str, Any]) -> bytes:
    """One object on one line of UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes its JSON escape."""
    words = json.dumps(answer, ensure_ascii=False, allow_nan=False)
    return words.encode("utf-8", "backslashreplace") + b"\n"
