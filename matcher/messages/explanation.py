"""The sentences that say why a text got its label. ``{...}`` are quotes, names and probabilities."""

from __future__ import annotations

EXPLANATION: dict[str, tuple[str, str]] = {
    "why.foreign": (
        "Nessun giudizio: il testo non è in italiano, e il modello legge solo l'italiano.",
        "No judgement: the text is not in Italian, and the model reads Italian only.",
    ),
    "why.too_little": (
        "Nessun giudizio: il testo dice troppo poco di ciò che il ruolo fa.",
        "No judgement: the text says too little of what the role does.",
    ),
    # The verdict: a head, then what speaks for it.
    "why.head": ("{label} ({p})", "{label} ({p})"),
    "why.head_narrow": (
        "{label}, ma di poco ({p}, contro il {p_other} per {other})",
        "{label}, but narrowly ({p}, against {p_other} for {other})",
    ),
    "why.role": ("{head}: il ruolo {doing}.", "{head}: the role {doing}."),
    "why.role_and": (
        "{head}: il ruolo {doing}; pesa anche {more}.",
        "{head}: the role {doing}; {more} also weighs.",
    ),
    "why.role_and_many": (
        "{head}: il ruolo {doing}; pesano anche {more}.",
        "{head}: the role {doing}; {more} also weigh.",
    ),
    "why.whole": ("{head}: {does}.", "{head}: {does}."),
    "why.whole_and": ("{head}: {does}, come mostra {more}.", "{head}: {does}, as shown by {more}."),
    "why.whole_and_many": ("{head}: {does}, come mostrano {more}.", "{head}: {does}, as shown by {more}."),
    "why.signs_none": ("{head}, senza indizi netti nel testo.", "{head}, with no clear sign in the text."),
    "why.signs": ("{head}: lo indica soprattutto {more}.", "{head}: the main sign is {more}."),
    "why.signs_many": ("{head}: lo indicano soprattutto {more}.", "{head}: the main signs are {more}."),
    "why.title": ("il titolo {quote}", "the title {quote}"),
    # Why not the other label: what it would need.
    "why.lacks": ("Non {other}: nel testo non risulta {one}.", "Not {other}: the text does not show {one}."),
    "why.lacks_many": (
        "Non {other}: nel testo non risultano né {one} né {two}.",
        "Not {other}: the text shows neither {one} nor {two}.",
    ),
    "why.lacks_push": (
        "Non {other}: nel testo non risulta {one}; {push} va in quella direzione, ma non basta.",
        "Not {other}: the text does not show {one}; {push} points there, but is not enough.",
    ),
    "why.lacks_many_push": (
        "Non {other}: nel testo non risultano né {one} né {two}; {push} va in quella direzione, ma non basta.",
        "Not {other}: the text shows neither {one} nor {two}; {push} points there, but is not enough.",
    ),
    # Why not the other label: what tells them apart.
    "why.push": (
        "Verso il {other} spinge {push}, ma non basta.",
        "Towards {other} points {push}, but it is not enough.",
    ),
    "why.push_none": (
        "Verso l'assenza di livello spinge {push}, ma non basta.",
        "Towards no level points {push}, but it is not enough.",
    ),
    "why.apart": ("Dal {other} lo distingue {much} {tell}.", "What tells it from {other} is {much} {tell}."),
    "why.apart_push": (
        "Dal {other} lo distingue {much} {tell}, anche se {push} farebbe pensare a quello.",
        "What tells it from {other} is {much} {tell}, although {push} points there.",
    ),
    "why.apart_none": (
        "A tenerlo nella scala è {much} {tell}.",
        "What keeps it on the scale is {much} {tell}.",
    ),
    "why.apart_none_push": (
        "A tenerlo nella scala è {much} {tell}, anche se {push} parla d'altro.",
        "What keeps it on the scale is {much} {tell}, although {push} speaks of something else.",
    ),
    "why.above_all": ("soprattutto", "above all"),
    "why.also": ("anche", "also"),
    # A text that does not sell: what comes nearest.
    "why.nothing_stated": (
        "Nessuna delle responsabilità del quadro risulta con chiarezza dal testo.",
        "None of the framework's responsibilities shows clearly in the text.",
    ),
    "why.nearest_label": (
        "Il più vicino sarebbe il {other} ({p}), per {quote}, ma non basta.",
        "The nearest would be {other} ({p}), for {quote}, but it is not enough.",
    ),
    "why.nearest_clause": (
        "La frase più vicina alle responsabilità del quadro è {quote}, ma da sola non basta.",
        "What comes nearest to the framework's responsibilities is {quote}, but that alone is not enough.",
    ),
    # What is set aside.
    "why.aside": ("Conta poco o nulla {clauses}.", "{clauses} counts for little or nothing."),
    "why.aside_many": ("Contano poco o nulla {clauses}.", "{clauses} count for little or nothing."),
}
