"""The shipped gazetteer: every file loads, refers to what exists, and claims no name twice in silence."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from importlib.resources import files
from itertools import pairwise
from typing import Literal

import msgspec

from faisceau.knowledge import load_rows

Names = tuple[str, ...]
RoleClass = Literal[
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "minister",
    "spokesperson",
    "envoy",
    "head",
    "other",
]
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class State(msgspec.Struct, frozen=True):
    id: str
    kind: Literal["state", "former", "territory"]
    names_fr: Names
    names_en: Names
    capitals_fr: Names = ()
    capitals_en: Names = ()
    seats_fr: Names = ()
    demonyms_fr: Names = ()
    demonyms_en: Names = ()
    prefixes_fr: Names = ()


class Person(msgspec.Struct, frozen=True):
    id: str
    names: Names
    role_fr: str
    role_class: RoleClass
    state: str = ""
    org: str = ""
    since: str = msgspec.field(default="", name="from")
    until: str = msgspec.field(default="", name="to")


class Organisation(msgspec.Struct, frozen=True):
    id: str
    names_fr: Names
    names_en: Names
    kind: Literal["igo", "bloc", "body", "company", "armed_group", "ngo", "party", "court", "bank"]
    state: str = ""
    parts_of: Names = ()
    since: str = msgspec.field(default="", name="from")


class Medium(msgspec.Struct, frozen=True):
    id: str
    names: Names
    kind: Literal["agency", "newspaper", "broadcaster", "online", "magazine"]
    control: Literal["state", "public", "private"]
    family: str
    state: str = ""
    domains: Names = ()


class Place(msgspec.Struct, frozen=True):
    id: str
    names_fr: Names
    names_en: Names
    kind: Literal["city", "region", "sea", "site", "border"]
    state: str = ""


class Role(msgspec.Struct, frozen=True):
    role_fr: str
    kind: RoleClass = msgspec.field(name="class")
    group: str = ""


class Ambiguous(msgspec.Struct, frozen=True):
    name: str
    why: str
    claimants: Names = ()
    preferred: str = ""


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    expect: tuple[tuple[str, str], ...]
    published: str = ""
    absent: Names = ()


STATES = load_rows("actors/states.tsv", State)
PEOPLE = load_rows("actors/people.tsv", Person)
ORGANISATIONS = load_rows("actors/organisations.tsv", Organisation)
MEDIA = load_rows("actors/media.tsv", Medium)
PLACES = load_rows("actors/places.tsv", Place)
ROLES = load_rows("actors/roles.tsv", Role)
AMBIGUOUS = load_rows("actors/ambiguous.tsv", Ambiguous)
STATE_IDS = {state.id for state in STATES}
ALL_IDS = {row.id for rows in (STATES, PEOPLE, ORGANISATIONS, MEDIA, PLACES) for row in rows}


def words(name: str) -> tuple[str, ...]:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return tuple(re.findall(r"\w+", "".join(c for c in decomposed if not unicodedata.combining(c))))


def claimed_names() -> dict[tuple[str, ...], set[str]]:
    claims: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for state in STATES:
        listed = (*state.names_fr, *state.names_en, *state.capitals_fr, *state.capitals_en, *state.seats_fr)
        for name in (*listed, *state.demonyms_fr, *state.prefixes_fr):
            claims[words(name)].add(state.id)
    named = [(row.id, (*row.names_fr, *row.names_en)) for row in ORGANISATIONS]
    named += [(row.id, (*row.names_fr, *row.names_en)) for row in PLACES]
    named += [(row.id, row.names) for row in MEDIA]
    named += [(row.id, row.names) for row in PEOPLE]
    for actor, names in named:
        for name in names:
            claims[words(name)].add(actor)
    return claims


def repeated(ids: list[str]) -> list[str]:
    return [value for value, times in Counter(ids).items() if times > 1]


def test_ids_of_states_organisations_and_media_are_unique_together() -> None:
    assert repeated([row.id for rows in (STATES, ORGANISATIONS, MEDIA) for row in rows]) == []


def test_ids_of_places_are_unique_and_shared_with_nobody() -> None:
    assert repeated([place.id for place in PLACES]) == []
    assert not {place.id for place in PLACES} & {person.id for person in PEOPLE}


def test_state_ids_are_three_letters() -> None:
    assert all(re.fullmatch(r"[A-Z]{3}", state.id) for state in STATES)


def test_organisation_and_media_ids_are_codes_and_the_rest_slugs() -> None:
    assert [row.id for rows in (ORGANISATIONS, MEDIA) for row in rows if not CODE.fullmatch(row.id)] == []
    assert [row.id for rows in (PEOPLE, PLACES) for row in rows if not SLUG.fullmatch(row.id)] == []


def test_states_referred_to_exist() -> None:
    referred = {row.state for row in PEOPLE} | {row.state for row in ORGANISATIONS}
    referred |= {row.state for row in MEDIA} | {row.state for row in PLACES}
    assert referred - {""} <= STATE_IDS


def test_bodies_begin_on_a_day_or_in_a_month() -> None:
    dated = [organisation.since for organisation in ORGANISATIONS if organisation.since]
    assert dated
    assert [date for date in dated if not DATE.fullmatch(date) or len(date) < len("2020-01")] == []


def test_organisations_referred_to_exist() -> None:
    known = {organisation.id for organisation in ORGANISATIONS}
    assert {person.org for person in PEOPLE if person.org} <= known
    assert {whole for organisation in ORGANISATIONS for whole in organisation.parts_of} <= known


def test_every_state_and_territory_has_a_demonym_or_is_a_place_only() -> None:
    assert [state.id for state in STATES if state.kind == "state" and not state.demonyms_fr] == []
    assert [state.id for state in STATES if state.kind == "state" and not state.names_fr] == []


def test_demonyms_and_prefixes_are_lower_case() -> None:
    forms = [form for state in STATES for form in (*state.demonyms_fr, *state.prefixes_fr)]
    assert [form for form in forms if form != form.lower()] == []


def test_terms_are_dates_in_order() -> None:
    for person in PEOPLE:
        for date in (person.since, person.until):
            assert not date or DATE.fullmatch(date), person
        assert not person.since or not person.until or person.since <= person.until, person


def test_a_person_keeps_one_set_of_names() -> None:
    names: dict[str, set[Names]] = defaultdict(set)
    for person in PEOPLE:
        names[person.id].add(person.names)
    assert [slug for slug, variants in names.items() if len(variants) > 1] == []


def test_terms_are_not_listed_twice() -> None:
    assert len(set(PEOPLE)) == len(PEOPLE)


def test_a_president_of_france_or_of_the_united_states_is_one_person_on_any_day() -> None:
    for state in ("FRA", "USA", "RUS", "PRK", "CHN", "IRN", "KOR", "TUR", "UKR"):
        terms = sorted(
            (person.since, person.until or "9999", person.id)
            for person in PEOPLE
            if person.state == state and person.role_class == "head_of_state" and person.since
        )
        for (_, end, before), (start, _, after) in pairwise(terms):
            assert before == after or end <= start, (state, before, after)


def test_no_name_is_claimed_twice_in_silence() -> None:
    documented = {words(row.name) for row in AMBIGUOUS if len(row.claimants) > 1}
    twice = {" ".join(name): sorted(ids) for name, ids in claimed_names().items() if len(ids) > 1}
    assert {name: ids for name, ids in twice.items() if tuple(name.split()) not in documented} == {}


def test_ambiguous_names_say_what_they_mean() -> None:
    assert repeated([row.name for row in AMBIGUOUS]) == []
    for row in AMBIGUOUS:
        assert set(row.claimants) <= ALL_IDS, row
        assert (row.preferred in row.claimants) if row.claimants else not row.preferred, row


def test_names_left_out_are_not_claimed() -> None:
    claims = claimed_names()
    assert [
        row.name for row in AMBIGUOUS if not row.claimants and words(row.name) in claims and row.name != "Opep+"
    ] == []


def test_names_have_no_article_in_brackets_nor_curly_apostrophe() -> None:
    for rows in (STATES, ORGANISATIONS, PLACES):
        for row in rows:
            assert not [name for name in (*row.names_fr, *row.names_en) if set(name) & set('()’"')], row


def test_roles_are_listed_once_and_groups_are_gen_ids() -> None:
    assert repeated([role.role_fr for role in ROLES]) == []
    assert [role for role in ROLES if role.group and not re.fullmatch(r"gen:[a-z]+(-[a-z]+)*", role.group)] == []


def test_families_and_domains_of_media() -> None:
    assert [medium.id for medium in MEDIA if not SLUG.fullmatch(medium.family)] == []
    assert repeated([domain for medium in MEDIA for domain in medium.domains]) == []


def test_cases_are_well_formed() -> None:
    lines = files("faisceau.knowledge").joinpath("actors", "cases.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [msgspec.json.decode(line, type=Case) for line in lines if line.strip()]
    groups = {role.group for role in ROLES}
    assert len(cases) >= 80
    assert repeated([f"{case.published} {case.text}" for case in cases]) == []
    for case in cases:
        assert all(surface in case.text for surface, _ in case.expect), case
        assert {actor for _, actor in case.expect} | set(case.absent) <= ALL_IDS | groups, case
        assert not {actor for _, actor in case.expect} & set(case.absent), case
        assert not case.published or DATE.fullmatch(case.published), case
