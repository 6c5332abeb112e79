"""The text of an RTF document, by striprtf."""

from __future__ import annotations

import re

from matcher.documents.errors import broken, no_text
from matcher.documents.flow import SYMBOL_BULLETS

# Pictures and objects are long runs of hexadecimal digits that say nothing.
_HEX = re.compile(rb"(?:[0-9a-fA-F]{60,}[\r\n ]*)+")


def rtf_text(data: bytes, name: str) -> str:
    """The text of an RTF. Raises ``DocumentError``."""
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(_HEX.sub(b"", data).decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, RecursionError, TypeError):
        raise broken(name, "RTF") from None
    if not text.strip():
        raise no_text(name)
    text = text.translate(dict.fromkeys(SYMBOL_BULLETS, "•"))
    return "\n".join(
        " ".join(line.replace("|", " | ").split()).strip(" |") for line in text.splitlines()
    ).strip()
