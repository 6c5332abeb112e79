"""Names of what an answer holds: labels, statuses, roles of clauses, ways in which two sides meet."""

from __future__ import annotations

ANSWER: dict[str, tuple[str, str]] = {
    "label": ("livello {label}", "level {label}"),
    "label.none": ("nessun livello", "no level"),
    "label.none_of_skill": ("Nessun livello di Vendita", "No level of Sales"),
    "label.short_none": ("nessuno", "none"),
    "headline": ("Livello {label} (probabilità {p})", "Level {label} (probability {p})"),
    "headline.none": (
        "Vendere non è il centro del ruolo (probabilità {p})",
        "Selling is not the core of the role (probability {p})",
    ),
    "headline.1-3": (
        "Sotto i livelli definiti (1-3) (probabilità {p})",
        "Below the defined levels (1-3) (probability {p})",
    ),
    "headline.7": (
        "Sopra i livelli definiti (7) (probabilità {p})",
        "Above the defined levels (7) (probability {p})",
    ),
    "declined": ("Nessun giudizio", "No judgement"),
    "declined.unsupported_language": (
        "Il testo non è in italiano: darne la versione italiana.",
        "The text is not Italian: give its Italian version.",
    ),
    "declined.insufficient_text": (
        "Il testo dice troppo poco del ruolo: aggiungere le responsabilità.",
        "The text says too little of the role: add its responsibilities.",
    ),
    "declined.short_unsupported_language": ("non è in italiano", "not Italian"),
    "declined.short_insufficient_text": ("testo insufficiente", "too little text"),
    "kind.ad": ("annuncio", "ad"),
    "kind.cv": ("CV", "CV"),
    "role.report": ("linea di riporto", "reporting line"),
    "role.prospect": ("prospettiva di carriera", "career prospect"),
    "role.company": ("presentazione dell'azienda", "about the company"),
    "role.past": ("esperienza passata", "past experience"),
    "role.offer": ("offerta", "offer"),
    "role.other": ("altro", "other"),
    "met.descriptor": ("stessa parola", "same word"),
    "met.expression": ("espressione del lessico", "expression of the lexicon"),
    "met.dense": ("vicinanza di significato", "nearness in meaning"),
    "met.learned": ("peso appreso da esempi", "weight learned from examples"),
    "met.clause": ("frase vicina", "clause nearby"),
    "today": ("oggi", "today"),
}
