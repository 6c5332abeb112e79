"""Parts of a zipped document (DOCX, ODT), heard as events and never expanded without a limit."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from matcher.documents.errors import broken, hostile, too_heavy

_LARGEST_PART = 24 * 2**20
_MOST_PARTS = 2_000


def parts(data: bytes, name: str, what: str) -> zipfile.ZipFile:
    """The archive. Raises ``DocumentError`` where it is damaged or has too many parts."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        raise broken(name, what) from None
    if len(archive.namelist()) > _MOST_PARTS:
        raise too_heavy(name)
    return archive


def part(archive: zipfile.ZipFile, path: str, name: str, what: str) -> bytes:
    """One part, whole; what its header says of its size is not believed."""
    try:
        with archive.open(path) as stream:
            data = stream.read(_LARGEST_PART + 1)
    except (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        raise broken(name, what) from None
    if len(data) > _LARGEST_PART:
        raise too_heavy(name)
    return data


class Handler(ContentHandler):
    """Hears the events of an XML part, by local names; ``start`` and ``end`` are for its children to say."""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """An element opens."""
        self.start(local(name), {local(key): value for key, value in attrs.items()})

    def endElement(self, name: str) -> None:  # noqa: N802
        """An element closes."""
        self.end(local(name))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens, by local name."""

    def end(self, tag: str) -> None:
        """An element closes, by local name."""


def hear(xml: bytes, handler: Handler, name: str, what: str) -> None:
    """Send the events of ``xml`` to ``handler``. Raises ``DocumentError`` for entities and broken XML."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    try:
        parseString(xml, handler)
    except DefusedXmlException:
        raise hostile(name) from None
    except (SAXException, ValueError, LookupError):
        raise broken(name, what) from None


def local(tag: str) -> str:
    """A tag or attribute without its prefix."""
    return tag.rpartition(":")[2]
