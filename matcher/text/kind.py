"""Whether a text is a CV or a job ad."""

from __future__ import annotations

import re

from matcher.text.jobs import find_jobs
from matcher.text.look import lower
from matcher.text.sections import lines_of
from matcher.text.signs import AD
from matcher.types import TextKind

_CV_SECTIONS = ("experience", "past", "current", "education", "skills")
# In small letters: a search that minds no case is four times as slow.
_AD = re.compile(AD.pattern)
_SELF = re.compile(
    r"\b(?:ho (?:\w+ )?\w{3,}[st]o|sono (?:stat|nat|entrat|cresciut)[oa]|mi occupo|i miei|le mie|mio|mia"
    r"|curriculum vitae|madrelingua|autorizzo il trattamento|data di nascita|mi chiamo"
    r"|attualmente|nato a|nata a|da (?:due|tre|quattro|cinque|sei|sette|otto|nove|dieci|\w+) anni)\b|«nome»"
)
_VERB = re.compile(
    r"(?:^|[.;:,]\s+|\b(?:e|poi|dove|che|oggi|qui)\s+)(?:mi |ci |vi |li |le |lo |la |non |ne )?"
    r"(?:seguo|guido|gestisco|coordino|vendo|visito|preparo|rispondo|dirigo|firmo|tratto|cerco|porto|curo|presento|approvo"
    r"|decido|faccio|lavoro|tengo|scelgo|incontro|propongo|negozio|definisco|siedo|parlo|assisto|sviluppo|supervisiono"
    r"|imposto|organizzo|controllo|formo|scrivo|compro|riporto|conosco|apro|chiudo|servo|sistemo|rappresento)\b"
)
_COMPANY = re.compile(
    r"\b(?:il candidato|la candidata|candidati|candidatura|candidature|cerchiamo|ricerchiamo|selezioniamo|offriamo|si offre"
    r"|requisiti|la risorsa|siamo un|unisciti|il tuo|la tua|i tuoi|le tue|ti |sarai|avrai|potrai|dovrai|farai|retribuzione"
    r"|ral\b|ccnl|sede di lavoro|contratto|inserimento|neoassunt\w+|disponibilità a)\b"
)


def kind_of_text(clean_text: str) -> TextKind:
    """``cv`` where the text speaks of its writer's own work, ``ad`` where an employer speaks; ``ad`` in doubt."""
    low = lower(clean_text)
    jobs = len(find_jobs(clean_text))
    headings = {line.heading for line in lines_of(clean_text)} & set(_CV_SECTIONS)
    own = len({m[0] for m in _SELF.finditer(low)}) + len(_VERB.findall(low))
    theirs = {m[0] for pattern in (_COMPANY, _AD) for m in pattern.finditer(low)}
    score = 2 * min(jobs, 3) + len(headings) + 1.5 * min(own, 6) - 2 * min(len(theirs), 6)
    return "cv" if score > 1 else "ad"
