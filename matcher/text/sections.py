"""The sections of a CV, told by their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

SectionKind = Literal["profile", "experience", "current", "past", "education", "skills", "other"]

_MORE = (
    r"(?:\s*(?:\b(?:e|ed|and)\b|[&/,-])\s*[\w']+(?:\s+\w+)?"
    r"|\s+(?:professional[ei]|lavorativ[aei]+|scolastic\w+|accademic\w+|universitari\w+|complementare|tecnic\w+"
    r"|linguistic\w+|informatic\w+|digital[ei]|trasversal[ei]|personal[ei]|relazional[ei]|organizzativ[ae]"
    r"|comunicativ[ae]|principali|stranier[ae]|rilevanti|conseguit[aoei]|aggiuntiv[ei]|ulteriori|anagrafici"
    r"|di\s+(?:studio|guida|contatto)|al\s+trattamento[\w\s]*)){0,3}"
)
_WORDS: tuple[tuple[SectionKind, str], ...] = (
    (
        "past",
        r"(?:(?:esperienz[ae]|incaric(?:o|hi)|lavor[oi]|impiegh?i|ruol[oi]|posizion[ei]|attività|occupazion[ei]|altre)\s+"
        r"(?:\w+\s+){0,2}(?:precedent[ei]|pregress[aeoi]|passat[aeoi]|anterior[ei])|precedent[ei]\s+(?:\w+\s?){0,3}"
        r"|prima(?:\s+(?:ancora|di\s+(?:ora|oggi|adesso|qui)))?|precedent(?:i|emente)|in\s+precedenza|una\s+volta"
        r"|(?:earlier|previous(?:ly)?|past)(?:\s+\w+){0,2}|storia|ieri|da\s+dove\s+vengo)",
    ),
    (
        "current",
        r"(?:(?:esperienza|incarico|lavoro|impiego|ruolo|posizione|attività|occupazione)\s+(?:\w+\s+)?"
        r"(?:attual[ei]|odiern[ao]|corrente|present[ei]|in\s+corso)|attual[ei]\s+(?:\w+\s?){0,3}|attualmente|oggi"
        r"|adesso|ora|(?:che\s+)?cosa\s+faccio(?:\s+(?:oggi|ora|adesso))?|current\s+(?:\w+\s?){0,2})",
    ),
    (
        "education",
        r"(?:istruzione|formazione|studi|titol[oi]\s+di\s+studio|percorso\s+(?:di\s+studi\w*|formativo|scolastico"
        r"|accademico)|education|scuol[ae]|titoli|certificazioni|corsi|attestati|abilitazioni|diplomi|laure[ae]"
        rf"|training){_MORE}",
    ),
    (
        "experience",
        rf"(?:principali\s+|le\s+mie\s+)?(?:esperienz[ae]|occupazioni|impieghi){_MORE}"
        r"|(?:percorso|carriera|storia|curriculum|attività|percorsi)\s+(?:professional[ei]|lavorativ[aoe])"
        r"|carriera|percorso|(?:work(?:ing)?|professional)\s+experiences?|experiences?(?:\s*/\s*\w+)?"
        r"|employment(?:\s+history)?|incarichi(?:\s+\w+){0,2}|posizioni\s+ricoperte|cosa\s+ho\s+fatto|career(?:\s+\w+)?",
    ),
    (
        "skills",
        r"(?:principali\s+)?(?:competenz[ae]|capacità|conoscenze|abilità|skills?|hard\s+skills?|soft\s+skills?"
        r"|lingu[ae]|strumenti|software|patent[ei]|languages?|madrelingua|informatica|technical\s+skills)"
        rf"{_MORE}",
    ),
    (
        "profile",
        r"(?:profilo|sintesi|sommario|summary|about(?:\s+me)?|profile|presentazione|overview)(?:\s+[\w']+){0,3}"
        r"|chi\s+sono|in\s+(?:breve|sintesi|poche\s+righe)|su\s+di\s+me|mi\s+presento|biografia|bio",
    ),
    (
        "other",
        r"(?:interessi|hobby|hobbies|tempo\s+libero|dati|informazioni|referenze|contatti|pubblicazioni|premi"
        r"|riconoscimenti|note|altro|privacy|autorizzazione|volontariato|progetti|risultati|numeri|contacts?|interests"
        rf"|come\s+lavoro|varie|altr[eio]\s+(?:informazioni|notizie|dati)){_MORE}",
    ),
)
_HEADING = re.compile("|".join(rf"(?P<{kind}>{words})" for kind, words in _WORDS), re.IGNORECASE)
_BULLET = re.compile(r"[\s•●▪■◦‣∙·►▶➤➜→✓✔✅☑★✨*#>❖◆◇○–—-]+|\(?\d{1,2}[.)]\s+")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_TAIL = re.compile(r"[\s:•|_=*#-]*\Z")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty: ``[start, end)`` without indentation and bullet; ``full`` starts before them.

    ``gap`` says that an empty line stands above it; ``heading`` is the kind of section that it opens, if any.
    """

    full: int
    start: int
    end: int
    bullet: bool
    gap: bool
    heading: SectionKind | None


def lines_of(text: str) -> list[Line]:
    """The lines of a text with their bullets and headings told."""
    found: list[Line] = []
    at = 0
    for match in _LINE.finditer(text):
        lead = _BULLET.match(text, match.start(), match.end())
        start = lead.end() if lead and lead.end() < match.end() else match.start()
        end = match.start() + len(match.group().rstrip())
        marked = bool(lead and text[lead.start() : start].strip())
        gap = text.count("\n", at, match.start()) > 1
        found.append(Line(match.start(), start, end, marked, gap, heading(text[start:end])))
        at = match.end()
    return found


def heading(line: str) -> SectionKind | None:
    """The kind of section that ``line`` opens, None where it is no heading of a CV."""
    line = line.strip()
    if len(line) > _LONGEST or line[:1].islower() or line.endswith((".", ";", ",")):
        return None
    found = _HEADING.match(line)
    if found is None or not _TAIL.match(line, found.end()):
        return None
    return cast(SectionKind, found.lastgroup)
