"""Given names of the world, by which an unlisted capitalised name is known to be a person's."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from faisceau import knowledge


class GivenNames(Struct, frozen=True, dict=True):
    """`actors/given_names.toml`: given names of the world, folded, by the gender that they tell."""

    masculine: frozenset[str]
    feminine: frozenset[str]
    either: frozenset[str]

    @cached_property
    def genders(self) -> dict[str, str]:
        """Each given name with the gender that it tells: Masc, Fem or nothing."""
        told = dict.fromkeys(self.either, "")
        return told | dict.fromkeys(self.masculine, "Masc") | dict.fromkeys(self.feminine, "Fem")


def given_names() -> dict[str, str]:
    """The gender that each given name tells, "" where it tells none."""
    return knowledge.load_toml("actors/given_names.toml", GivenNames).genders
