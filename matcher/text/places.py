"""Towns that stand alone in a line: where somebody lives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.text.look import Look, Words
from matcher.types import Span

_TOWNS = """
    Agrigento Alessandria Ancona Aosta Arezzo Asti Avellino Bari Barletta Belluno Benevento Bergamo Biella
    Bologna Bolzano Brescia Brindisi Cagliari Caltanissetta Campobasso Caserta Catania Catanzaro Chieti Como
    Cosenza Cremona Crotone Cuneo Enna Fermo Ferrara Firenze Foggia Forlì Cesena Frosinone Genova Gorizia
    Grosseto Imperia Isernia Latina Lecce Lecco Livorno Lodi Lucca Macerata Mantova Matera Messina Milano Modena
    Monza Napoli Novara Nuoro Oristano Padova Palermo Parma Pavia Perugia Pesaro Pescara Piacenza Pisa Pistoia
    Pordenone Potenza Prato Ragusa Ravenna Rieti Rimini Roma Rovigo Salerno Sassari Savona Siena Siracusa
    Sondrio Taranto Teramo Terni Torino Trani Trapani Trento Treviso Trieste Udine Urbino Varese Venezia
    Verbania Vercelli Verona Vicenza Viterbo Lugano Bellinzona Locarno
""".split()
_MORE = "Ascoli Piceno|La Spezia|Reggio Emilia|Reggio Calabria|Reggio di Calabria|Vibo Valentia|Massa Carrara|L'Aquila"
_LANDS = "Italia|Italy|Svizzera|Lombardia|Piemonte|Veneto|Liguria|Toscana|Lazio|Campania|Puglia|Sicilia|Sardegna|Calabria"
_ALONE = re.compile(
    rf"^[ \t]*(?P<town>(?:{'|'.join(_TOWNS)}|{_MORE})(?:[ ]?\([A-Z]{{2}}\))?(?:[ ]?[,–-][ ]?(?:{_LANDS}))*)[ \t]*$",
    re.MULTILINE,
)
_FIRST = frozenset(
    town.lower() for town in [*_TOWNS, "Ascoli", "Spezia", "Reggio", "Vibo", "Massa", "Aquila"]
)
_FIRST_WORDS = Words(lambda: _FIRST)


def find_places(look: Look) -> Iterator[Span]:
    """Towns that are all of their line."""
    if not look.may_hold(_FIRST_WORDS):
        return
    for found in _ALONE.finditer(look.text):
        yield found.span("town")
