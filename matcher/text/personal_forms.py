"""The forms in which personal data and facts are written, but for names."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from matcher.text.look import CAPITALS, Needles

PersonalKind = Literal[
    "email", "link", "phone", "tax_code", "iban", "birth", "address", "name", "fact", "gap", "masked"
]
MASK = "█"

_CAPITAL = rf"[{CAPITALS}][\w'’-]{{0,24}}"
TOWN = rf"{_CAPITAL}(?: (?:(?:di|del|della|dei|d'|in|sul|al) ?)?{_CAPITAL}){{0,3}}"
_PROVINCE = r"(?: ?\([A-Z]{2}\))?"
_DAY = r"\d{1,2}°?[ ./-]{1,3}(?:\d{1,2}|[a-zA-Z]{3,9})[ ./-]{1,3}\d{2,4}"
_VALUE = r"\s?[:|]\s?(?P<value>[^\n|;]{2,80})"
_STREET = r"\b(?i:via|viale|v\.le|piazza|p\.zza|piazzale|corso|c\.so|largo|vicolo|strada|contrada|località)"
_OF = r"(?:(?i:della|delle|dei|degli|del|di|da|al|san|santa) |dell'|d')?"
_ENDING = r"[oaeə*@]"
# Where one fact begins and ends: a line, a sentence, a place between commas or bars.
_OPENS = r"(?:^|(?<=[.!?;|•·(])|(?<=[.,!?;|•·–-]\s)|(?<=\be\s))[ \t]*[•●▪*–-]?[ \t]*"
_CLOSES = r"(?=[ \t]*(?:[.,;|•·)\n–-]|$|\be\s))"
_LABEL_OPENS = r"(?:^|(?<=[|;•·(\n,])|(?<=[,–-]\s))[^\w\n]*"
_MANY = r"(?:un[ao]?|due|tre|quattro|cinque|\d)"
_PERSONAL = (
    r"(?:luogo (?:e|/) )?data (?:e luogo )?di nascita|luogo di nascita|nascita|nat[oa](?:/[ao])?|nazionalità|cittadinanza"
    r"|stato civile|stato di famiglia|sesso|genere|età|codice fiscale|religione|fede religiosa|confessione|etnia"
    r"|categori[ae] protett[ae]|disabilità|invalidità|permesso di soggiorno|documento d'identità|figli(?: a carico)?"
    r"|servizio (?:militare|di leva)|obblighi (?:di leva|militari)|gravidanza|congedi?"
)
_FAITHS = (
    "cattolic|musulman|cristian|ebre|ebraic|buddis|buddhis|induist|ortodoss|evangelic|protestant|valdes|agnostic|islam"
    "|testimone di geova"
)
_FACT_END = rf"(?P<value>%s){_CLOSES}"


class Form(NamedTuple):
    """A form, and words in small letters of which one stands in every line that holds it: those are sought first. None
    stands for five digits.

    What is personal is the group ``value`` of the pattern, or all of it.
    """

    kind: PersonalKind
    needles: Needles | None
    pattern: re.Pattern[str]


def _fact(needles: str, words: str) -> Form:
    """A fact that its person states, alone between two stops."""
    return Form("fact", Needles(*needles.split("|")), re.compile(_OPENS + _FACT_END % words, re.I | re.M))


EMAIL = r"[\w.+-]{1,64} ?@ ?[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}"
LINK = (
    r"(?i:(?:https?://)?(?:\w{2,3}\.)?(?:linkedin\.com/(?:in|pub)|facebook\.com|instagram\.com|twitter\.com|x\.com))"
    r"/[\w./%?=&-]{2,90}"
)
TAX_CODE = r"(?i:(?<![A-Z\d])[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![A-Z\d]))"
PHONE = (
    r"(?<![\w.,/€])(?:(?:\+|00)\d{2}[ ./-]{0,2})?(?:\(?0\d{1,3}\)?|3\d{2})[ ./-]{0,3}"
    r"\d{2,4}(?:[ ./-]?\d{2,4}){1,3}(?![\w,/])"
)
ABROAD = r"(?<![\w.,/€])(?:\+|00)[1-9]\d{0,2}[ ()./-]{0,3}\d(?:[ ()./-]{0,2}\d){5,12}(?![\w,/])"
IBAN = r"\bIT\d{2} ?[A-Z] ?(?:\d ?){10}(?:[A-Z\d] ?){11}[A-Z\d]\b"
BORN = rf"\b(?i:nat[oa/]{{1,3}}) (?:(?i:ad?) {TOWN} ?(?:\(\w{{2,20}}\))?,? ?)?(?i:il|in data|nel) {_DAY}"
BORN_IN = rf"\b(?i:sono nat[oa] )(?:(?i:ad?|in) {TOWN}{_PROVINCE}(?:,? (?i:nel )?(?:19|20)\d\d)?|(?i:nel )(?:19|20)\d\d)"
BORN_LINE = rf"^\W*(?P<value>(?i:nat[oa](?:/[ao])?)(?: (?i:ad?|in) {TOWN}{_PROVINCE})?,?(?: (?i:nel )?(?:19|20)\d\d)?)\W*$"
BIRTH = rf"{_LABEL_OPENS}(?i:{_PERSONAL}){_VALUE}"
BIRTH_LINE = (
    r"^\W*(?i:data di nascita|luogo di nascita|nazionalità|cittadinanza|stato civile|sesso|età|codice fiscale"
    r"|religione)[ \t]+(?P<value>[^\n:|;]{2,40})$"
)
BIRTH_DAY = rf"\b(?i:data di nascita) (?P<value>{_DAY})"
ADDRESS = (
    rf"{_LABEL_OPENS}(?i:residenza|residente|indirizzo|domicilio|abitazione|città|comune|provincia){_VALUE}"
)
LIVES = (
    r"\b(?i:vivo|abito|risiedo|residente|domiciliat[oa])(?i:(?: attualmente| stabilmente| e domiciliat[oa])?"
    rf"(?: ad?| in| nel| presso| vicino ad?)) {TOWN}{_PROVINCE}"
)
STREET = (
    rf"{_STREET} {_OF}{_CAPITAL}(?: {_CAPITAL}){{0,3}}(?:, ?| )(?i:n\.?°? ?)?\d{{1,3}}(?:/?[a-zA-Z])?(?!\w)"
    rf"(?: ?[,–-]? ?\d{{5}} {TOWN})?{_PROVINCE}"
)
WITH_CODE = rf"\b\d{{5}} {TOWN}(?: ?\([A-Z]{{2}}\)|(?=\s*(?:$|[,|\n])))"
TOWN_LINE = rf"^[ \t]*(?P<value>{TOWN} ?\([A-Z]{{2}}\)(?:,? Ital(?:ia|y))?)[ \t]*$"

FORMS: tuple[Form, ...] = (
    Form("masked", Needles(MASK), re.compile(f"{MASK}(?:[^\\w\n]*{MASK})*")),
    Form("name", Needles("«nome"), re.compile(r"«NOME(?: E COGNOME)?»|«COGNOME»", re.IGNORECASE)),
    Form("email", Needles("@"), re.compile(EMAIL)),
    Form("link", Needles(".com/"), re.compile(LINK)),
    Form("tax_code", None, re.compile(TAX_CODE)),
    Form("iban", None, re.compile(IBAN)),
    Form("phone", None, re.compile(PHONE)),
    Form("phone", Needles("+", " 00", "\n00", ":00", "(00"), re.compile(ABROAD)),
    Form("birth", Needles("nato ", "nata ", "nato/a ", "nata/o "), re.compile(BORN)),
    Form("birth", Needles("sono nat"), re.compile(BORN_IN)),
    Form("birth", Needles("nato ", "nata ", "nato/a "), re.compile(BORN_LINE, re.MULTILINE)),
    Form(
        "birth",
        Needles(
            *(
                "nascita",
                "nazionali",
                "cittadin",
                "civile",
                "famiglia",
                "sesso",
                "genere",
                "età",
                "fiscale",
                "religio",
            ),
            *(
                "confession",
                "etnia",
                "protett",
                "disabil",
                "invalid",
                "permesso",
                "identità",
                "figli",
                "leva",
            ),
            *("militar", "gravidanza", "congedi", "nato", "nata"),
        ),
        re.compile(BIRTH, re.MULTILINE),
    ),
    Form(
        "birth",
        Needles(
            "nascita ", "nazionalità ", "cittadinanza ", "civile ", "sesso ", "età ", "fiscale ", "religione "
        ),
        re.compile(BIRTH_LINE, re.MULTILINE),
    ),
    Form("birth", Needles("nascita"), re.compile(BIRTH_DAY)),
    Form(
        "address",
        Needles("residen", "indirizzo", "domicilio", "abitazione", "città", "comune", "provincia"),
        re.compile(ADDRESS, re.MULTILINE),
    ),
    Form("address", Needles("vivo ", "abito ", "risiedo ", "residente ", "domiciliat"), re.compile(LIVES)),
    Form(
        "address",
        Needles(
            *(
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
            ),
            "localit",
        ),
        re.compile(STREET),
    ),
    Form("address", None, re.compile(WITH_CODE, re.MULTILINE)),
    Form("address", Needles(")"), re.compile(TOWN_LINE, re.MULTILINE)),
    _fact(
        " anni|'anni|classe 19|classe 20|enne|vent|trent|quarant|cinquant|sessant",
        r"(?:ho (?:\w+ )?\w+[ '’]anni(?: compiuti)?|(?:età |di )?(?:1[89]|[2-7]\d) anni(?: compiuti)?|(?:di )?anni [1-7]\d"
        r"|classe (?:19|20)\d\d|(?:sono (?:un|una|un') ?)?(?:\d\d|vent\w*|trent\w*|quarant\w*|cinquant\w*|sessant\w*)enne)",
    ),
    _fact(
        "celibe|nubile|single|coniugat|sposat|divorziat|separat|vedov|convivente|civilmente",
        rf"(?:sono )?(?:celibe|nubile|single|convivente|(?:coniugat|sposat|divorziat|(?:legalmente )?separat|vedov){_ENDING}"
        rf"|unit{_ENDING} civilmente)(?: da (?:\w+ )?\w+)?"
        rf"(?:,? (?:con|e (?:ho )?|senza) ?(?:{_MANY} )?figli[oa]?(?: \w+){{0,3}})?",
    ),
    _fact(
        "figli|bambin|gemell",
        rf"(?:(?:ho|con) {_MANY} |(?:(?:madre|padre|mamma|papà|genitore) di|senza) (?:{_MANY} )?)"
        r"(?:figli[oa]?|bambin[oaie]|gemell[ei])(?: (?:piccol\w+|minor\w+|a carico|in età \w+|di \w+ (?:e \w+ )?anni))?",
    ),
    _fact(
        "cittadin|nazionalità|origin|madre patria",
        rf"(?:sono )?(?:cittadin{_ENDING}|di nazionalità|di cittadinanza|nazionalità|cittadinanza|di origin[ei]|origini"
        rf"|originari{_ENDING} (?:di|del|della|dell'))[ :]?(?: ?[\w-]+)(?: e [\w-]+)?(?: (?:dal|da) (?:\d{{4}}|\w+ anni))?",
    ),
    _fact(
        f"{_FAITHS}|atea|ateo|credente",
        rf"(?:(?:sono |di (?:religione|fede) |religione |fede )(?:\w+ )?(?:{_FAITHS}|ate[oa]|credente)\w*"
        r"|(?:cattolic[oa]|musulman[oa]|cristian[oa]|buddista|evangelic[oa]) ?(?:praticante|osservante))"
        r"(?: praticante| osservante)?",
    ),
    _fact(
        "protett|68/99|68/1999|invalid|disabil|mirato",
        r"(?:(?:sono |risulto )?(?:appartenente|iscritt[oaə*]|appartengo|appartenenza|iscrizione|rientro|lavorat\w+)"
        r"[^\n.;]{0,40}(?:categori[ae] protett[ae]|collocamento mirato|68/(?:19)?99)(?:[^\n.;]|(?<=[Ln])\.){0,50}"
        r"|categori[ae] protett[ae](?:[^\n.;]|(?<=[Ln])\.){0,50}"
        r"|(?:sono )?(?:invalid[oaə*] civile|persona con disabilità|disabile|invalidità (?:civile|del))[^\n.;]{0,50})",
    ),
    _fact(
        "soggiorno", r"(?:in possesso di |titolare di |con )?(?:permesso|carta) di soggiorno[^\n.;,]{0,50}"
    ),
    _fact(
        "milite|leva|militar",
        r"(?:milite(?:sente| ?assolto)|(?:assolti gli )?obblighi (?:di leva|militari)[^\n.;]{0,20}"
        r"|servizio (?:di leva|militare) (?:assolto|svolto|prestato)[^\n.;]{0,40})",
    ),
)
# What may stand beside personal data in a line that says nothing else.
LABELS = re.compile(
    r"(?:\W|_|\b(?:tel(?:efono)?|cell(?:ulare)?|mob(?:ile)?|e|mail|email|pec|fax|linkedin|indirizzo|residen\w+|domicili\w+"
    r"|nat[oa]|abitazione|città|comune|provincia|iban|p|iva|partita|skype|instagram|facebook|whatsapp"
    r"|nome|cognome|nominativo|data|luogo|di|nascita|codice|fiscale|c|f|cf|nazionalità|cittadinanza|stato|civile|sesso|età"
    r"|genere|religione|fede|religiosa|confessione|etnia|categori[ae]|protett[ae]|disabilità|invalidità|permesso|soggiorno"
    r"|documento|d|identità|figli|carico|a|servizio|militare|leva|obblighi|militari|famiglia|gravidanza|congedi?"
    r"|contatti|contatto|web|sito|recapit[oi]|phone|address|name|il|ad|anni|e|ed|ho|sono|con|in|dati|personali|anagrafici"
    r"|informazioni|anagrafic\w+|curriculum|vitae|cv|chiamo|mi|dott|dr|sig|ssa|italia|italy)\b)*",
    re.IGNORECASE,
)
# A line of these words opens a list of personal data, and goes where the list goes.
OPENS_DATA = re.compile(
    r"\W*(?:(?:dati|informazioni)\s+(?:personali|anagrafic\w+|di\s+contatto)|contatti|recapiti|anagrafica"
    rf"|{_PERSONAL}|nome(?: e cognome)?|cognome|indirizzo|residenza|telefono|cellulare|e-?mail)\W*",
    re.IGNORECASE,
)
