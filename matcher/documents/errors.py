"""The one sentence for each way in which a document cannot be read."""

from __future__ import annotations

from matcher.errors import DocumentError


def locked(name: str) -> DocumentError:
    """A password protects the file."""
    return DocumentError(
        f"{name}: il documento è protetto da password; salvarne una copia senza password.",
        f"{name}: the document is protected by a password; save a copy without it.",
    )


def broken(name: str, what: str) -> DocumentError:
    """The file says what it is but cannot be read."""
    return DocumentError(
        f"{name}: il file {what} è danneggiato o incompleto; aprirlo nel suo programma e salvarlo di nuovo.",
        f"{name}: the {what} file is damaged or incomplete; open it with its own program and save it again.",
    )


def scanned(name: str) -> DocumentError:
    """Pictures of pages."""
    return DocumentError(
        f"{name}: nessun testo nelle pagine, sembra una scansione; passarlo prima da un programma di OCR.",
        f"{name}: no text on its pages, it looks like a scan; run it through OCR first.",
    )


def no_text(name: str) -> DocumentError:
    """A document without a word."""
    return DocumentError(
        f"{name}: il documento non contiene testo; controllare che sia quello giusto.",
        f"{name}: the document holds no text; check that it is the right one.",
    )


def too_many_pages(name: str, pages: int, most: int) -> DocumentError:
    """More pages than any ad or CV has."""
    return DocumentError(
        f"{name}: ha {pages} pagine e il limite è {most}; estrarre le pagine dell'annuncio o del CV.",
        f"{name}: it has {pages} pages and the limit is {most}; extract those of the ad or CV.",
    )


def too_large(name: str, most: int) -> DocumentError:
    """More bytes than any ad or CV has."""
    return DocumentError(
        f"{name}: è più grande di {most // 2**20} MB; estrarre la parte con l'annuncio o il CV.",
        f"{name}: it is larger than {most // 2**20} MB; extract the part with the ad or CV.",
    )


def too_heavy(name: str) -> DocumentError:
    """Reading it would take more time or memory than a document of its kind needs."""
    return DocumentError(
        f"{name}: leggerlo chiede troppo tempo o memoria per un documento; salvarlo come testo.",
        f"{name}: reading it takes too much time or memory for a document; save it as text.",
    )


def hostile(name: str) -> DocumentError:
    """XML entities or a like trick that no word processor writes."""
    return DocumentError(
        f"{name}: contiene entità XML non ammesse in un documento; aprirlo e salvarlo di nuovo.",
        f"{name}: it holds XML entities that no document needs; open it and save it again.",
    )


def not_text(name: str, it: str, en: str) -> DocumentError:
    """Something else than a document of text."""
    return DocumentError(
        f"{name}: {it}; servono un PDF, un Word (.docx), ODT, RTF, HTML o testo.",
        f"{name}: {en}; give a PDF, Word (.docx), ODT, RTF, HTML or text file.",
    )


def folder(name: str) -> DocumentError:
    """A folder where a file was meant."""
    return DocumentError(
        f"{name}: è una cartella; indicare i file che contiene.",
        f"{name}: is a folder; name the files in it.",
    )


def absent(name: str) -> DocumentError:
    """No such file."""
    return DocumentError(
        f"{name}: il file non esiste; controllare il percorso.",
        f"{name}: there is no such file; check the path.",
    )


def unreadable(name: str) -> DocumentError:
    """A file that cannot be opened."""
    return DocumentError(
        f"{name}: il file non si può leggere; controllare nome e permessi.",
        f"{name}: the file cannot be read; check its name and permissions.",
    )
