"""What ids tell of actors, over every actor that is shipped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from faisceau import knowledge
from faisceau.knowledge.gazetteer import MediumRow, OrganisationRow, PersonRow, StateRow
from faisceau.model.actors import GROUP, is_group, is_person, is_state_or_body
from faisceau.model.claims import AUTHOR

Row = StateRow | OrganisationRow | MediumRow | PersonRow


@pytest.mark.parametrize(
    ("file", "row", "holds"),
    [
        ("states", StateRow, is_state_or_body),
        ("organisations", OrganisationRow, is_state_or_body),
        ("media", MediumRow, is_state_or_body),
        ("people", PersonRow, is_person),
    ],
)
def test_ids_of_listed_actors_tell_their_sort(file: str, row: type[Row], holds: Callable[[str], bool]) -> None:
    ids = [listed.id for listed in knowledge.load_rows(f"actors/{file}.tsv", row)]
    assert ids
    assert [each for each in ids if not holds(each)] == []


@pytest.mark.parametrize("actor", ["RUS", "RUS-ARMEE", "jean-untel", "3-m", AUTHOR, f"{GROUP}officiel", "5"])
def test_an_id_tells_one_sort(actor: str) -> None:
    assert [is_group(actor), is_person(actor), is_state_or_body(actor)].count(True) == 1
