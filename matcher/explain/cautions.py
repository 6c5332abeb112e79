"""What the reader of an answer should know of the text: each sign of the guard, and each disguise, in a sentence."""

from __future__ import annotations

from collections import defaultdict

from matcher.engine.engine import Scored
from matcher.text.disguise import disguises
from matcher.types import Caution, Span

SENTENCES = {
    "descriptor": (
        "Il testo riporta parola per parola la descrizione della competenza: quelle frasi non contano.",
        "The text repeats the framework's own words: those sentences count nothing.",
    ),
    "repeated": (
        "Il testo ripete le stesse parole: contano una volta sola.",
        "The text says the same words again: they count once.",
    ),
    "keywords": (
        "Un elenco di parole chiave, senza frasi che dicano chi fa che cosa, non conta.",
        "A list of keywords, with no sentence to say who does what, counts nothing.",
    ),
    "denied": (
        "Il testo nomina molte mansioni per negarle: ciò che nega non conta.",
        "The text names many duties to deny them: what it denies counts nothing.",
    ),
    "lookalikes": (
        "Alcune parole hanno lettere di un altro alfabeto che sembrano latine: sono lette come appaiono.",
        "Some words have letters of another alphabet that look Latin: they are read as they look.",
    ),
    "apart": (
        "Alcune parole sono scritte a lettere staccate: non contano.",
        "Some words are written with their letters apart: they count nothing.",
    ),
}


def cautions(scored: Scored, doc: int, text: str) -> tuple[Caution, ...]:
    """The cautions of one document of a scored batch, given as ``text``; spans slice it."""
    places: dict[str, list[Span]] = defaultdict(list)
    parsed = scored.parsed
    for sign in scored.signs:
        if sign.doc == doc:
            bounds = [(int(parsed.clause_starts[c]), int(parsed.clause_ends[c])) for c in sign.clauses]
            places[sign.kind] += [parsed.cleaned[doc].origin(*span) for span in bounds]
    for kind, span in disguises(text):
        places[kind].append(span)
    return tuple(Caution(kind, *SENTENCES[kind], tuple(spans)) for kind, spans in places.items())
