"""Words that tell a job from studies and plans, a CV from an ad, the present from the past."""

from __future__ import annotations

import re

STUDY = re.compile(
    r"\b(?:laure\w+|diplom\w+|liceo|ginnasio|master\b|universit\w+|politecnico|maturità|dottorat\w+|ph\.?d|scuola"
    r"|istituto\s+(?:tecnico|professionale|alberghiero|d'arte|magistrale|agrario|statale)|ragioneria|itis|its\b"
    r"|ipsia|erasmus|tesi|corso\s+(?:di|in|per)|certificazion\w+|attestat\w+|qualifica\s+professionale|bachelor"
    r"|mba|executive\s+program|accademi[ae]|facoltà|studi\s+(?:di|in)|degree|high\s+school|servizio\s+(?:militare|civile))",
    re.IGNORECASE,
)
WORK = re.compile(
    r"\b(?:agente|account|venditor\w+|responsabil\w+|direttor\w+|direttric\w+|manager|addett[oa]|impiegat[oa]"
    r"|consulente|funzionari[oa]|commess[oa]|cassier[ea]|capo|tecnic[oa]|commerciale|sales|store|area|docente"
    r"|segretari[ao]|insegnante|ricercat\w+|buyer|amministrat\w+|presso|assistente|stage|stagista|tirocini\w+"
    r"|operai[oa]|coordinat\w+)\b",
    re.IGNORECASE,
)
NO_JOB = re.compile(
    r"\b(?:piano|piani|budget|triennio|biennio|quinquennio|programm[ai]|strategi[ae]|ccnl|pnrr|stagione|campagna|a\.\s?s\."
    r"|anno\s+(?:scolastico|accademico)|band[oi]|progett[oi]|bilanci[oo]?|esercizi[oo]?|obiettiv[oi]|fondi|periodo|psr|por"
    r"|fesr|fatturat[oi]|cresci\w+|cresciut[oaie]|passat[oaie]|raggiunt[oaie]|super\w+|quot[ae]|ordinato|vendite\s+da"
    r"|premi[oa]?|miglior\w*|riconosciment\w+|nat[oa]|orari[oo]?|contratto\s+quadro|aumentat\w+|ridott\w+|medi[ao])\b|[%€]",
    re.IGNORECASE,
)
AD = re.compile(
    r"\b(?:(?:cerca|ricerca|seleziona|assume)(?:no|mo)?\s+(?:per|un|una|uno|n\.|\d)|(?:cerch|ricerch|selezion|offr|assum)iamo"
    r"|si\s+(?:offre|richied\w+|ricerca|cerca|seleziona)|candidat(?:ur|ar|evi|i\s)\w*|il\s+candidato|la\s+risorsa|ambosessi"
    r"|requisiti|ral\b|ti\s+(?:occuperai|offriamo|aspett\w+|unirai)|(?:sar|avr|entrer|far|dovr|gestir|potr|svilupper|lavorer)ai"
    r"|la\s+selezione|posizione\s+aperta|(?:invia\w*|mand[ai]\w*)\s+(?:il\s+)?(?:tuo\s+)?(?:cv|curriculum)"
    r"|inseriment\w+\s+(?:di|in)|da\s+inserire|sede\s+di\s+lavoro|buoni\s+pasto|ticket\s+restaurant|unisciti|cosa\s+offr\w+"
    r"|stiamo\s+cercando|nostr[oaie]\s+(?:clienti?|team|aziend[ae]|sed[ei]|storia))",
    re.IGNORECASE,
)
SPEAKS = re.compile(
    r"\b(?:ho\s+(?:\w+\s+)?\w+(?:t|s)[oaie]|mi\s+occup\w+|sono\s+(?:stat|entrat|nat)[oa]|autorizzo|la\s+mia|il\s+mio|i\s+miei"
    r"|curriculum\s+vitae)\b|«nome»",
    re.IGNORECASE,
)
NOW = re.compile(
    r"\b(?:attualmente|oggi|attuale|da\s+\w+\s+(?:anni|mesi)|ora|adesso|currently)\b", re.IGNORECASE
)
PRESENT = re.compile(
    r"(?:^|[.;:!]\s)\W*(?:mi\s+|ci\s+|vi\s+|non\s+)?[a-zà-ù]{3,}o(?=\s+(?:il|lo|la|i|gli|le|un|una|l'|al|con|da|su|a|in|che|tutt)\b)",
    re.IGNORECASE | re.MULTILINE,
)
LEAD = re.compile(
    r"(?:\W|\b(?:prima|poi|ancora|in\s+precedenza|precedentemente|successivamente|anni|anno|date?|before|earlier"
    r"|dal|da|durata|infine|dapprima|quindi|impiego|esperienza|dopo|e)\b)*",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[.!?]\s+(?=[A-ZÀ-Ý])")
STOPS = re.compile(r"(?<!S\.p\.A)(?<!S\.r\.l)(?<!s\.r\.l)(?<!s\.p\.a)(?<!\bInc)(?<!\bLtd)(?<!\bCo)[.;]\s*\Z")
WORDS = re.compile(r"\w+")
