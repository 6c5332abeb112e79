"""Reads one document in a process of its own, under limits, so that a hostile file harms nothing.

Standard input holds the document; standard output gets a JSON object with ``text`` or with ``it`` and ``en``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress

from matcher.documents.errors import broken, too_heavy
from matcher.errors import DocumentError
from matcher.isolated import command

MOST_SECONDS = 8
MOST_MEMORY = 320 * 2**20
MOST_TEXT = 8_000_000


def read_apart(data: bytes, kind: str, name: str) -> str:
    """The text of ``data``, read by a child process. Raises ``DocumentError``, also where the child dies."""
    try:
        done = subprocess.run(
            command("matcher.documents.worker", kind, name),
            input=data,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise too_heavy(name) from None
    if "text" in answer:
        return str(answer["text"])
    raise DocumentError(answer["it"], answer["en"])


def main() -> None:
    """Read the document on standard input and answer on standard output."""
    _limit()
    kind, name = sys.argv[1:3]
    data = sys.stdin.buffer.read()
    try:
        answer = {"text": _read(data, kind, name)}
    except DocumentError as error:
        answer = _sentence(error)
    except MemoryError:
        answer = _sentence(too_heavy(name))
    except Exception:
        # Whatever a library meets in a broken file, the user gets one sentence.
        answer = _sentence(broken(name, kind.upper()))
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)


def _sentence(error: DocumentError) -> dict[str, str]:
    return {"it": error.it, "en": error.en}


def _read(data: bytes, kind: str, name: str) -> str:
    if kind == "html":
        from matcher.documents.html import page_text

        return page_text(data.decode("utf-8", "surrogatepass"))
    match kind:
        case "pdf":
            from matcher.documents.pdf import pdf_text as read
        case "docx":
            from matcher.documents.docx import docx_text as read
        case "odt":
            from matcher.documents.odt import odt_text as read
        case _:
            from matcher.documents.rtf import rtf_text as read
    text = read(data, name)
    if len(text) > MOST_TEXT:
        raise too_heavy(name)
    return text


def _limit() -> None:
    """Bound memory and processor time where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
