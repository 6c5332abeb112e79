"""Words that stand in names, beside them, or in their place without being one."""

from __future__ import annotations

import re

SAINT = re.compile(
    r"\b(?:san|santa|santo|sant'|s\.|villa|castel|via|viale|piazza|corso|istituto|liceo|reggio)\s?\Z",
    re.IGNORECASE,
)
PARTICLES = frozenset(
    "de di del della dei degli delle da dal lo la le van von der den ten el al bin ben abd abu dos das do du thi".split()
)
TITLES = re.compile(
    r"(?:(?:dott|dr|dott\.?ssa|dr\.?ssa|sig|sig\.?ra|ing|avv|rag|geom|arch|prof|prof\.?ssa|mr|mrs|ms)\.?\s+)+",
    re.IGNORECASE,
)
# Given names that are also words, places or surnames: a name only beside another capitalised word.
COMMON = frozenset(
    """
    alba alex asia azzurra benedetta benedetto bianca bruna bruno celeste chiara chiaro costanza domenica emilia
    aurora adriana fausto felice franca franco gaia gemma guido ida ignazio immacolata iris italo lea leone letizia
    livia marina massimo mina nadia natale nico pina pino regina remo rita rocco rosa salvatore santo serena sergio
    stella vera viola vito vittoria ali ana ion marie perla wei walter
    """.split()
)
# How words begin that stand in titles of jobs and names of companies, and so in no name of a person.
WORK_WORDS = re.compile(
    r"(?:accademi|accoun|addett|advis|affari|agen[tz]|aiut|administr|amministr|analyst|area\b|arredat|artigian|assicur|assist|associat"
    r"|asso\b|auditor|auto\b|aziend|banc[ao]|bank\b|banking|bar\b|barman|beauty|board|brand|broker|business|buyer|camerier|cap[oi]\b|capo(?:area|settore|reparto|gruppo|turno|zona|squadra|ufficio)|care\b"
    r"|cashier|cassier|category|centro|ceo\b|cfo\b|cerca|channel|chef|chief|client|coach|coll?abor|comm?ercial|commess|community"
    r"|concierge|consiglier|consulen|content|control|coordin|corporate|corso|counsel|country|crm\b|customer|data\b|designer|desk|develop"
    r"|digital|dipendent|director|direttor|direttric|direzion|dirig|division|driver|e-commerce|ecommerce|educat|energ|engineer|espert"
    r"|event|executive|export|farmac|field|finance|financ|food|formazion|fornit|founder|franchis|front|fundrais|funzionar|general|geometra"
    r"|gestor|gestion|gruppo|group|head|hostess|hotel|hr\b|human|impiegat|import|industr|informat|insegn|inside|insurance|intern|it\b"
    r"|junior|key\b|lavor|leader|lead\b|legal|libraio|libreri|logist|manager|marketing|media|medical|mercat|merchandis|micro|militar|nail|negoz"
    r"|night|nurse|office|operai|operat|operator|ottic|owner|partner|people|personal|planner|pmi\b|pre-?sales|president|private"
    r"|procur|product|profil|project|promo|programm|property|public|quality|rappresent|real\b|reception|recruit|redatt|referent|region"
    r"|represent|research|responsabil|retail|revenue|risorse|sales|segretar|selezion|senior|service|shop|social|soci\b|socia\b|socio\b"
    r"|software|solution|s\.?p\.?a\b|specialist|s\.?r\.?l\b|stage|stagist|steward|stor(?:e\b|ia)|strateg|studen|studio|stylist|success|supervis"
    r"|supply|support|tax\b|team|technic|tecnic|telefon|titolar|tour|trader|tradu|train[ei]|travel|ufficio|vendit(?:a\b|e\b|or|ric)|vendo"
    r"|vice|visual|vitae|vp\b|warehouse|wealth|web\b|wedding|welfare|work|curriculum|esperienz|formazione|competen|lingue|istruzion)",
    re.IGNORECASE,
)
