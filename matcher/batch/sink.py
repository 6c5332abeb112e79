"""A file of text that can be cut where it was at any checkpoint."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from matcher.batch.formats import Packing, zstandard


class Sink:
    """A file of text, perhaps packed, that can be cut where it was at any checkpoint."""

    def __init__(self, target: Path | IO[bytes], packing: Packing, at: int) -> None:
        self.path = target if isinstance(target, Path) else None
        if isinstance(target, Path):
            self.file: IO[bytes] = target.open("r+b" if at else "wb")
            self.file.truncate(at)
            self.file.seek(at)
        else:
            self.file = target
        self._packing = packing
        self._held = bytearray()

    def write(self, text: str) -> None:
        """Add text; bytes that came in broken go out as they came."""
        data = encoded(text)
        if self._packing:
            self._held += data
        else:
            self.file.write(data)

    def checkpoint(self) -> int:
        """End a frame, so that what follows can be cut off. Bytes so far."""
        if self._held:
            self.file.write(_packed(bytes(self._held), self._packing))
            self._held.clear()
        self.file.flush()
        if self.path is None:
            return 0
        os.fsync(self.file.fileno())
        return self.file.tell()

    def finish(self, output: Path) -> None:
        """Give the file its name."""
        self.file.close()
        if self.path is not None:
            self.path.replace(output)


def encoded(text: str) -> bytes:
    """UTF-8; a surrogate that stands for a broken byte becomes that byte, any other a question mark."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _packed(data: bytes, packing: Packing) -> bytes:
    if packing == "gz":
        import gzip

        return gzip.compress(data, 6, mtime=0)
    packed: bytes = zstandard().ZstdCompressor(level=6).compress(data)
    return packed
