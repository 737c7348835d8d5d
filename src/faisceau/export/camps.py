"""Camps in words, the same on every page: stretches of time, how many ties do not fit."""

from __future__ import annotations

from faisceau.export.system_words import system_words
from faisceau.export.wording import Wording
from faisceau.model.alignment import ALL, CampWindow


class CampWords:
    """Puts windows in the words of `wording`."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self.words = system_words(wording.lang).camps

    def window(self, window: CampWindow) -> str:
        """The name of a stretch of time."""
        if window.name == ALL:
            return self.words["all"]
        if "-Q" in window.name:
            year, _, number = window.name.partition("-Q")
            return self.words["quarter"].format(year=year, n=number)
        if window.name.endswith("0s"):
            return self.words["decade"].format(year=window.name[:-1])
        return self._wording.date(window.name)

    def index(self, window: CampWindow) -> str:
        """How many ties do not fit, or between which numbers that is proved to lie, and whether there may be other camps."""
        if window.at_least is not None:
            return self.words["bounds"].format(least=window.at_least, n=window.index)
        told = self.words["index"].format(n=window.index)
        return told if window.complete else f"{told} {self.words['more_divisions']}"

    def camp(self, actors: tuple[str, ...]) -> str:
        """The members of a camp."""
        return ", ".join(map(self._wording.actor, actors)) or self.words["none"]
