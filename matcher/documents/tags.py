"""What stands inside a tag, as browsers read it: a quoted value may hold ``>`` and be of any length.

Possessive, so that a page of open quotes takes no longer than any other (lexbor needs minutes for 4 MB of open tags).
"""

from __future__ import annotations

INSIDE = r"""(?:[^<>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+"""
