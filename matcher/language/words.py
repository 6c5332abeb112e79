"""What is known of single words: their kind, lemma and stem, without any pipeline."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

WORD, FUNCTION, NUMBER, OTHER = 0, 1, 2, 3

FUNCTION_WORDS = frozenset(
    """a ad al allo alla ai agli alle all anche che chi ci cio col coi come con cui da dal dallo dalla dai dagli dalle
    dall de degli dei del dell della delle dello di e ed essere fra gli ha hai hanno ho i il in la le lei li lo loro lui
    ma me mi mia mie miei mio ne negli nei nel nell nella nelle nello noi nostra nostre nostri nostro o od ogni oltre per
    pero piu presso quale quali quanto quella quelle quelli quello questa queste questi questo qui sara sarai saranno se
    sei si sia siamo siete sono sta sua sue sugli sui sul sull sulla sulle sullo suo suoi su ti tra tu tua tue tuo tuoi
    un una uno un' l d c un vi voi vostra vostre vostri vostro avere verso nonche quindi dove quando mentre s m f x w h
    tutto tutta tutti tutte altro altra altri altre proprio propria propri proprie molto the of and to for
    with our""".split()
)
_NUMBER_WORDS = frozenset(
    """due tre quattro cinque sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette
    diciotto diciannove venti ventuno ventidue ventitre ventiquattro venticinque trenta quaranta cinquanta sessanta
    settanta ottanta novanta cento duecento trecento quattrocento cinquecento seicento mille""".split()
)
_MASCULINE = {
    "addetta": "addetto", "commessa": "commesso", "cassiera": "cassiere", "candidata": "candidato",
    "impiegata": "impiegato", "laureata": "laureato", "diplomata": "diplomato", "collega": "collega",
    "ragazza": "ragazzo", "figlia": "figlio", "signora": "signore", "banconiera": "banconiere",
    "cameriera": "cameriere", "infermiera": "infermiere", "consigliera": "consigliere", "ingegnera": "ingegnere",
    "architetta": "architetto", "avvocata": "avvocato", "magazziniera": "magazziniere", "operaia": "operaio",
    "segretaria": "segretario", "titolata": "titolato", "responsabila": "responsabile", "capa": "capo",
    "tirocinanta": "tirocinante", "socia": "socio", "fondatora": "fondatore", "tecnica": "tecnico",
}  # fmt: skip
_NEUTER_END = re.compile(r"(?<=\w)[*ə@з]$")
_LAST_VOWEL = {"a": ("à",), "e": ("é", "è"), "i": ("ì",), "o": ("ò",), "u": ("ù",)}
_HAS_DIGIT = re.compile(r"\d")


def fold(word: str) -> str:
    """Lower case without accents."""
    low = word.lower()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))


def lemma_of(form: str) -> tuple[str, bool]:
    """Lemma of a lower-case Italian form by simplemma, and whether the form is known to it.

    Restores a final accent that was left out, reads ``*`` and ``ə`` as an ending, and goes on from a
    feminine to its masculine where simplemma does.
    """
    is_known, lemmatize = _simplemma()
    for candidate in _spellings(form):
        if is_known(candidate, "it"):
            return lemmatize(lemmatize(candidate, "it"), "it"), True
    return form, False


def english(form: str) -> bool:
    """Whether a lower-case form is a word of English."""
    return _simplemma()[0](form, "en")


@cache
def _simplemma() -> tuple[Callable[[str, str], bool], Callable[[str, str], str]]:
    from simplemma import is_known, lemmatize

    return is_known, lemmatize


def _spellings(form: str) -> Iterator[str]:
    if _NEUTER_END.search(form):
        yield from (form[:-1] + end for end in "oei")
    yield form
    if form and form[-1] in _LAST_VOWEL and len(form) > 2:
        yield from (form[:-1] + accented for accented in _LAST_VOWEL[form[-1]])
    elif len(form) > 3:
        yield from (form + end for end in "oei")


def describe(form: str, lemma: str | None = None) -> tuple[str, str, int, bool]:
    """Folded form, folded lemma, kind, and whether the word is known to be Italian."""
    form = form.lower().replace("’", "'")
    folded = fold(form).rstrip("'")
    if _HAS_DIGIT.search(form) or folded in _NUMBER_WORDS:
        return folded, "#", NUMBER, folded in _NUMBER_WORDS
    if not any(c.isalpha() for c in form):
        return folded, form, OTHER, False
    if folded in FUNCTION_WORDS:
        return folded, folded, FUNCTION, True
    own, known = lemma_of(form)
    best = fold(own if lemma is None or _NEUTER_END.search(form) else lemma.lower())
    best = _MASCULINE.get(best, best)
    if best.endswith("trice") and len(best) > 6:
        best = best[:-4] + "ore" if best.endswith("ttrice") else best[:-5] + "tore"
    return folded, best, WORD, known


@cache
def _stemmer() -> Callable[[str], str]:
    from Stemmer import Stemmer

    stem: Callable[[str], str] = Stemmer("italian").stemWord
    return stem


def stem_of(lemma: str) -> str:
    """Snowball stem of a lemma."""
    return _stemmer()(lemma)
