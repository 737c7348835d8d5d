"""The French predicate lexicon: its files load, its cells keep to their vocabulary, its cases are well formed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import msgspec
import pytest
from msgspec import Struct

from faisceau import knowledge
from faisceau.extract.stance import attributive, modality
from faisceau.knowledge.lexicon import Row, lexicon
from faisceau.model.claims import STATUSES, Kind, Plover, Polarity, Status

FOLDER = "languages/fr"
FLOWS = {None, "subject>object", "object>subject"}
ROLES = {"subject", "object", "item", "both", "place", "content", "theme"}
PREPOSITIONS = {
    "à", "de", "avec", "contre", "par", "en", "dans", "vers", "sur", "pour", "auprès", "entre", "envers", "chez", "depuis",
}  # fmt: skip
SLOTS = {
    "verbs": {"subj", "obj", "iobj", "inf", "que", "si", "comme", "devant", "parmi"} | PREPOSITIONS,
    "nouns": {"poss", "adj", "inf", "que"} | PREPOSITIONS,
    "adjectives": {"subj", "inf", "que"} | PREPOSITIONS,
}
SMALLEST = {"verbs": 1300, "nouns": 650, "adjectives": 200}
WORD = r"[^\W\d_]+(?:[-'][^\W\d_]+)*'?"
CONDITION = re.compile(rf"(?:inf|que|si|«»|y|@actor|@place|@good|@act|{WORD}:(?:{WORD})?|{WORD})")
VERB = re.compile(rf"(?:se |s'|s'en |l'|en |y )?{WORD}")
VOWEL = re.compile(r"[aeiouyàâéèêëîïôöûüœh]", re.IGNORECASE)
ASPIRATED = {"hâter", "hausser", "heurter", "hérisser", "hisser", "hasarder", "haïr", "harceler"}


def rows(name: str) -> tuple[Row, ...]:
    return knowledge.load_rows(f"{FOLDER}/{name}.tsv", Row)


class Case(Struct, frozen=True, forbid_unknown_fields=True, rename={"with_": "with"}):
    """A sentence and one claim that it makes."""

    text: str
    predicate: str
    with_: str | None
    kind: Kind
    plover: Plover | None
    subject: tuple[str, ...] | None
    object: tuple[str, ...] | None
    item: tuple[str, ...] | None
    status: Status
    polarity: Polarity
    source: tuple[str, ...] | None


def cases() -> list[Case]:
    text = files("faisceau.knowledge").joinpath(FOLDER, "lexicon.cases.jsonl").read_text(encoding="utf-8")
    return [msgspec.json.decode(line, type=Case) for line in text.splitlines()]


@pytest.mark.parametrize("name", sorted(SMALLEST))
def test_size_and_no_duplicates(name: str) -> None:
    loaded = rows(name)
    assert len(loaded) >= SMALLEST[name]
    keys = Counter((row.lemma, part) for row in loaded for part in row.with_ or ("",))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("name", sorted(SMALLEST))
def test_frames_and_flows(name: str) -> None:
    wrong = []
    for row in rows(name):
        pairs = [pair.split("=") for pair in row.frame.split()]
        slots = [pair[0] for pair in pairs]
        if any(len(pair) != 2 or pair[0] not in SLOTS[name] or pair[1] not in ROLES for pair in pairs):
            wrong.append((row.lemma, row.frame))
        if len(slots) != len(set(slots)) or row.flow not in FLOWS or (row.flow and row.kind != "exchange"):
            wrong.append((row.lemma, row.frame))
    assert wrong == []


def test_conditions() -> None:
    wrong = [
        (row.lemma, part)
        for row in rows("verbs")
        for part in row.with_
        if not all(CONDITION.fullmatch(condition) for condition in part.split("+"))
    ]
    assert wrong == []
    assert not any(row.with_ for name in ("nouns", "adjectives") for row in rows(name))


def test_bare_preposition_has_a_slot() -> None:
    wrong = [
        (row.lemma, part)
        for row in rows("verbs")
        for part in row.with_
        if part.endswith(":") and "+" not in part and part[:-1] in PREPOSITIONS and part[:-1] not in row.roles
    ]
    assert wrong == []


def test_lemmas_are_infinitives_and_reflexives_are_spelt() -> None:
    wrong = []
    for row in rows("verbs"):
        lemma = row.lemma
        ending = lemma.split(" ")[-1].split("'")[-1]
        if not VERB.fullmatch(lemma) or not re.search(r"(er|ir|re|oir)$", ending):
            wrong.append(lemma)
        if lemma.startswith("se ") and VOWEL.match(lemma[3:]) and lemma[3:] not in ASPIRATED:
            wrong.append(lemma)
        if lemma.startswith("s'") and not VOWEL.match(lemma[2:]):
            wrong.append(lemma)
    assert wrong == []


def test_every_kind_and_root_is_reachable() -> None:
    for name, kinds in (("verbs", set(Kind.__args__)), ("nouns", set(Kind.__args__))):  # type: ignore[attr-defined]
        loaded = rows(name)
        assert kinds <= {row.kind for row in loaded}
        assert set(Plover.__args__) <= {row.plover for row in loaded}  # type: ignore[attr-defined]


def test_speech_and_attitude_are_covered() -> None:
    telling = {
        row.lemma for row in rows("verbs") if row.content in ("say", "claim", "opine", "know", "deny", "ask", "fear")
    }
    assert len(telling) >= 250


def test_plain_rows_of_common_verbs() -> None:
    verbs = lexicon("fr").verbs
    expected = {
        "livrer": "exchange", "attaquer": "incident", "rencontrer": "event", "se rendre": "event", "accuser": "statement",
        "inquiéter": "reaction", "dépendre": "need", "dire": "statement", "estimer": "assessment", "refuser": "reaction",
    }  # fmt: skip
    for lemma, kind in expected.items():
        plain = [row for row in verbs[lemma] if not row.with_]
        assert [row.kind for row in plain] == [kind]
    assert [row.kind for row in verbs["avoir"] if not row.with_] == [None]


def test_modality() -> None:
    words = modality("fr")  # an unknown field fails the load
    lemmas = [modal.lemma for modal in words.modal]
    assert {"pouvoir", "devoir", "falloir", "sembler", "paraître", "risquer"} <= set(lemmas)
    assert len(lemmas) == len(set(lemmas))
    assert len(words.evaluative.adjectives) >= 150
    assert set(words.status_adjectives) <= STATUSES


def test_attribution() -> None:
    attribution = attributive("fr")
    words = [word for cue in attribution.cue for word in cue.words]
    assert {"selon", "d'après", "à en croire", "aux yeux de", "de l'avis de", "pour", "dixit"} <= set(words)
    assert len(words) == len(set(words))
    assert {cue.position for cue in attribution.cue} == {"any", "initial"}
    assert {cue.of for cue in attribution.cue} <= {"any", "actor", "document"}
    assert {cue.stance for cue in attribution.cue} <= {"", "say", "claim", "opine"}


def words_of(case: Case) -> Iterator[str]:
    for cell in (case.subject, case.object, case.item, case.source):
        yield from cell or ()


def test_cases() -> None:
    loaded = cases()
    assert len(loaded) >= 150
    assert len({(case.text, case.predicate) for case in loaded}) == len(loaded)
    words = lexicon("fr")
    known = {*words.verbs, *words.nouns, *words.adjectives}
    for case in loaded:
        assert case.predicate in known, case
        assert all(word in case.text for word in words_of(case)), case
    assert {case.kind for case in loaded} == set(Kind.__args__)  # type: ignore[attr-defined]
    assert {case.plover for case in loaded} > set(Plover.__args__)  # type: ignore[attr-defined]
    assert {case.status for case in loaded} == set(Status.__args__)  # type: ignore[attr-defined]


def test_constructions_of_cases_are_in_the_lexicon() -> None:
    verbs = lexicon("fr").verbs
    missing = [
        (case.predicate, case.with_)
        for case in cases()
        if case.with_ is not None
        and not any(case.with_ in part.split("+") for row in verbs.get(case.predicate, ()) for part in row.with_)
    ]
    assert missing == []
