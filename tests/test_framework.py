"""The skill's file: the shipped one word for word, another one just as it is, a bad one told plainly."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from matcher import DataError, Matcher
from matcher.framework import Skill, load_skill

Raw = dict[str, Any]
GOOD: Raw = {
    "code": "GIAR",
    "name": "Giardinaggio",
    "language": "it",
    "definition": "La cura di piante e giardini.",
    "defined_levels": [2, 3],
    "notes": {"1": "Non osservata sotto.", "4-7": "Non osservata sopra."},
    "levels": [
        {
            "level": 2,
            "text": "Innaffia le piante e pota le siepi.",
            "responsibilities": [
                {"id": "2.1", "span": [0, 18], "text": "Innaffia le piante"},
                {"id": "2.2", "span": [21, 34], "text": "pota le siepi"},
            ],
        },
        {
            "level": 3,
            "text": "Progetta i giardini e coordina i giardinieri.",
            "responsibilities": [
                {"id": "3.1", "span": [0, 19], "text": "Progetta i giardini"},
                {"id": "3.2", "span": [22, 44], "text": "coordina i giardinieri"},
            ],
        },
    ],
    "attribution": "Inventata per questa prova.",
}
GARDENERS = {
    "1": "Aiuto giardiniere: raccoglie le foglie e carica il furgone, sempre con un collega esperto.",
    "2": "Giardiniere: innaffia le piante, pota le siepi e rasa i prati dei clienti, in autonomia.",
    "3": "Capo giardiniere: progetta i giardini con il cliente e coordina i giardinieri della squadra.",
    "4-7": "Titolare dell'impresa: guida l'azienda di giardinaggio, ne approva i conti, assume i dirigenti.",
    "none": "Contabile: registra le fatture dei fornitori e prepara i bilanci con il commercialista.",
}


def written(raw: Any, tmp_path: Path) -> Path:
    file = tmp_path / "GIAR.json"
    file.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    return file


@pytest.mark.shared
def test_shipped_skill_is_the_frameworks_text_word_for_word(shared: Path) -> None:
    given = " ".join((shared / "data" / "SALE.it.txt").read_text(encoding="utf-8").split())
    skill = load_skill()
    for words in (skill.definition, *(level.text for level in skill.levels), *skill.notes.values()):
        assert " ".join(words.split()) in given


def test_shipped_skill_is_split_into_responsibilities_that_slice_it() -> None:
    skill = load_skill()
    assert (skill.code, skill.labels) == ("SALE", ("none", "1-3", "4", "5", "6", "7"))
    for level in skill.levels:
        assert len(level.responsibilities) >= 6
        for part in level.responsibilities:
            assert level.text[slice(*part.span)] == part.text
            assert part.id.startswith(f"{level.level}.")
    assert (
        skill.responsibilities["5.3"].text == "Pianifica, monitora e controlla il lavoro dei team di vendita"
    )


def test_shipped_skill_is_attributed() -> None:
    notice = Path(__file__).parent.parent / "NOTICE"
    assert "SFIA" in load_skill().attribution
    assert "SFIA Foundation" in notice.read_text(encoding="utf-8")


def test_another_skill_loads_without_touching_code(tmp_path: Path) -> None:
    skill: Skill = load_skill(written(GOOD, tmp_path))
    assert skill.labels == ("none", "1", "2", "3", "4-7")
    assert list(skill.responsibilities) == ["2.1", "2.2", "3.1", "3.2"]


def test_a_matcher_with_another_skill_scores(tmp_path: Path) -> None:
    texts, labels = [], []
    for label, text in GARDENERS.items():
        for opening in ("Cerchiamo.", "Si ricerca per la sede di Pistoia.", "La figura ideale."):
            texts.append(f"{opening}\n{text}")
            labels.append(label)
    matcher = Matcher("blank", skill=str(written(GOOD, tmp_path)), dimensions=8).fit(texts, labels)
    text = "Capo squadra in vivaio\nProgetterai i giardini e coordinerai i giardinieri della sede di Lucca."
    match = matcher.match(text)
    assert (match.status, match.label, match.level) == ("ok", "3", 3)
    assert list(match.probabilities) == ["none", "1", "2", "3", "4-7"]
    assert {o.responsibility for o in match.overlaps} & {"3.1", "3.2"}


def without(*path: Any) -> Callable[[Raw], None]:
    def spoil(raw: Any) -> None:
        for key in path[:-1]:
            raw = raw[key]
        del raw[path[-1]]

    return spoil


def put(value: Any, *path: Any) -> Callable[[Raw], None]:
    def spoil(raw: Any) -> None:
        for key in path[:-1]:
            raw = raw[key]
        raw[path[-1]] = value

    return spoil


FIRST = ("levels", 0, "responsibilities", 0)
SECOND = ("levels", 0, "responsibilities", 1)
BAD: dict[str, tuple[Callable[[Raw], None], str, str]] = {
    "level missing": (without("levels", 1), "levels", "manca il livello 3"),
    "no levels": (put([], "levels"), "levels", "compilarla"),
    "undeclared level": (put([2], "defined_levels"), "levels", "allineare"),
    "code missing": (without("code"), "code", "aggiungerla"),
    "text missing": (without("levels", 0, "text"), "levels[0].text", "aggiungerla"),
    "empty definition": (put("", "definition"), "definition", "compilarla"),
    "text of a wrong type": (put(7, "levels", 0, "text"), "levels[0].text", "serve"),
    "level of a wrong type": (put("2", "levels", 0, "level"), "levels[0].level", "serve"),
    "levels of a wrong type": (put({"a": 1}, "levels"), "levels", "serve"),
    "entry of a wrong type": (put("due", "levels", 0), "levels[0]", ""),
    "level true": (put(True, "levels", 0, "level"), "levels[0].level", "serve"),
    "wrong span": (put([1, 18], *FIRST, "span"), "levels[0].responsibilities[0].span", "[0, 18]"),
    "span beyond the text": (
        put([21, 340], *SECOND, "span"),
        "levels[0].responsibilities[1].span",
        "[21, 34]",
    ),
    "negative span": (put([-5, -1], *FIRST, "span"), "levels[0].responsibilities[0].span", "[0, 18]"),
    "words not in the text": (
        put("Annaffia", *FIRST, "text"),
        "levels[0].responsibilities[0].span",
        "correggere",
    ),
    "span of one": (put([0], *FIRST, "span"), "levels[0].responsibilities[0].span", "due numeri"),
    "span of words": (put(["0", "18"], *FIRST, "span"), "levels[0].responsibilities[0].span", "due numeri"),
    "id of another level": (put("3.1", *FIRST, "id"), "levels[0].responsibilities[0].id", "2."),
    "note key": (put({"sotto": "No."}, "notes"), "notes.sotto", "1-3"),
    "note of a wrong type": (put({"1": 3}, "notes"), "notes.1", "serve"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_skill_file_is_told_by_file_place_and_mend(name: str, tmp_path: Path) -> None:
    spoil, place, mend = BAD[name]
    raw = deepcopy(GOOD)
    spoil(raw)
    file = written(raw, tmp_path)
    with pytest.raises(DataError) as caught:
        load_skill(file)
    for sentence in (caught.value.it, caught.value.en):
        assert sentence.startswith(f"{file}, {place}")
        assert sentence.endswith(".") and "\n" not in sentence
    assert mend in caught.value.it


def test_overlapping_responsibilities_are_told(tmp_path: Path) -> None:
    raw = deepcopy(GOOD)
    raw["levels"][0]["responsibilities"][1] = {"id": "2.2", "span": [9, 18], "text": "le piante"}
    with pytest.raises(DataError, match=r"levels\[0\]\.responsibilities\[1\]\.span: overlaps 2\.1"):
        load_skill(written(raw, tmp_path))


def test_the_same_id_twice_is_told(tmp_path: Path) -> None:
    raw = deepcopy(GOOD)
    raw["levels"][0]["responsibilities"][1]["id"] = "2.1"
    with pytest.raises(DataError, match=r"levels\[0\]\.responsibilities\[1\]\.id"):
        load_skill(written(raw, tmp_path))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[]", b'"SALE"'])
def test_what_is_no_json_object_is_told(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "rotto.json"
    file.write_bytes(content)
    with pytest.raises(DataError) as caught:
        load_skill(file)
    assert str(file) in caught.value.it and "\n" not in caught.value.it


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"manca\.json"):
        load_skill(tmp_path / "manca.json")
