"""The forms in which personal data are written, but for names."""

from __future__ import annotations

import re
from typing import Literal

PersonalKind = Literal["email", "link", "phone", "tax_code", "birth", "address", "name"]

_CAPITAL = r"[A-ZÀ-Ý][\w'’.-]{0,24}"
_TOWN = rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}"
_PROVINCE = r"(?: ?\([A-Z]{2}\))?"
_DAY = r"\d{1,2}°?[ ./-]{1,3}(?:\d{1,2}|[a-zA-Z]{3,9})[ ./-]{1,3}\d{2,4}"
_VALUE = r"\s?[:|]\s?(?P<value>[^\n|;]{2,80})"
_STREET = r"\b(?i:via|viale|v\.le|piazza|p\.zza|piazzale|corso|c\.so|largo|vicolo|strada|contrada|località)"
_OF = r"(?:(?i:della|delle|dei|degli|del|di|da|al|san|santa) |dell'|d')?"

EMAIL = r"[\w.+-]{1,64} ?@ ?[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}"
LINK = (
    r"(?i:(?:https?://)?(?:\w{2,3}\.)?(?:linkedin\.com/(?:in|pub)|facebook\.com|instagram\.com|twitter\.com|x\.com))"
    r"/[\w./%?=&-]{2,90}"
)
TAX_CODE = r"(?i:\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?<=\b[A-Z]{6}.{10})\b)"
PHONE = (
    r"(?<![\w.,/€])(?:(?:\+|00)\d{2}[ ./-]{0,2})?(?:\(?0\d{1,3}\)?|3\d{2})[ ./-]{0,3}"
    r"\d{2,4}(?:[ ./-]?\d{2,4}){1,3}(?![\w,/])"
)
BORN = rf"\b(?i:nat[oa/]{{1,3}}) (?:(?i:a) {_TOWN} ?(?:\(\w{{2,20}}\))?,? ?)?(?i:il|in data|nel) {_DAY}"
BORN_IN = rf"\b(?i:sono nat[oa] )(?:(?i:a) {_TOWN}{_PROVINCE},? ?)?(?i:nel )?\d{{4}}"
BIRTH = (
    r"\b(?i:(?:luogo (?:e|/) )?data (?:e luogo )?di nascita|luogo di nascita|nascita|nazionalità|cittadinanza"
    rf"|stato civile|sesso|età|codice fiscale){_VALUE}"
)
BIRTH_DAY = rf"\b(?i:data di nascita) (?P<value>{_DAY})"
ADDRESS = rf"\b(?i:residenza|residente|indirizzo|domicilio|abitazione){_VALUE}"
STREET = (
    rf"{_STREET} {_OF}{_CAPITAL}(?: {_CAPITAL}){{0,3}}(?:, ?| )(?i:n\.?°? ?)?\d{{1,3}}(?:/?[a-zA-Z])?(?!\w)"
    rf"(?: ?[,–-]? ?\d{{5}} {_TOWN})?{_PROVINCE}"
)
TOWN = rf"\b\d{{5}} {_TOWN} ?\([A-Z]{{2}}\)"
NAME = rf"\b(?i:nome(?: (?:e )?cognome)?|cognome(?: (?:e )?nome)?|full name) ?[:|] ?(?P<value>{_TOWN})"

# Each form with what stands, in small letters, in every text that holds it: a search for words is quick.
FORMS: tuple[tuple[PersonalKind, tuple[str, ...], re.Pattern[str]], ...] = (
    ("email", ("@",), re.compile(EMAIL)),
    ("link", (".com/",), re.compile(LINK)),
    ("tax_code", ("",), re.compile(TAX_CODE)),
    ("phone", ("",), re.compile(PHONE)),
    ("birth", ("nato ", "nata ", "nato/a ", "nata/o "), re.compile(BORN)),
    ("birth", ("nato ", "nata "), re.compile(BORN_IN)),
    ("birth", ("nascita", "nazionali", "cittadin", "civile", "sesso", "età", "fiscale"), re.compile(BIRTH)),
    ("birth", ("nascita",), re.compile(BIRTH_DAY)),
    ("address", ("residen", "indirizzo", "domicilio", "abitazione"), re.compile(ADDRESS)),
    (
        "address",
        (
            "via ",
            "viale",
            "v.le",
            "piazza",
            "p.zza",
            "corso ",
            "c.so",
            "largo",
            "vicolo",
            "strada",
            "contrada",
            "localit",
        ),
        re.compile(STREET),
    ),
    ("address", (")",), re.compile(TOWN)),
    ("name", ("nome", "full name"), re.compile(NAME)),
)
VAT = re.compile(r"0\d{10}")
SAINT = re.compile(
    r"\b(?:san|santa|santo|sant'|s\.|villa|castel|via|viale|piazza|corso|istituto|liceo|reggio)\s?\Z",
    re.IGNORECASE,
)
# Given names that are also words, places or surnames: a name only beside another capitalised word.
COMMON = frozenset(
    [
        "alba",
        "alex",
        "asia",
        "azzurra",
        "benedetta",
        "benedetto",
        "bianca",
        "bruna",
        "bruno",
        "celeste",
        "chiara",
        "chiaro",
        "costanza",
        "domenica",
        "emilia",
        "aurora",
        "adriana",
        "fausto",
        "felice",
        "franca",
        "franco",
        "gaia",
        "gemma",
        "guido",
        "ida",
        "ignazio",
        "immacolata",
        "iris",
        "italo",
        "lea",
        "leone",
        "letizia",
        "livia",
        "marina",
        "massimo",
        "mina",
        "nadia",
        "natale",
        "nico",
        "pina",
        "pino",
        "regina",
        "remo",
        "rita",
        "rocco",
        "rosa",
        "salvatore",
        "santo",
        "serena",
        "sergio",
        "stella",
        "vera",
        "viola",
        "vito",
        "vittoria",
        "ali",
        "ana",
        "ion",
        "marie",
        "perla",
        "wei",
        "walter",
    ]
)
JOB_WORDS = re.compile(
    r"\b(?:manager|accounts?|sales|agent[ei]|direttor[ei]|direttric[ei]|responsabil[ei]|capo|area|vendit(?:a|e|or[ei]|ric[ei])"
    r"|commercial[ei]|export|junior|senior|key|store|curriculum|vitae|profilo|esperienz[ae]|formazione|cerca|aziend[ae]"
    r"|gruppo|s\.?r\.?l|s\.?p\.?a|energia|militare)\b",
    re.IGNORECASE,
)
