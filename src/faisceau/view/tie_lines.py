"""Who acts towards whom, by month: added up claim by claim, for the network of any stretch of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from faisceau.model.claims import Claim
from faisceau.model.dossier.events import Family
from faisceau.model.pages import Tie
from faisceau.model.period import days
from faisceau.view.ground import in_full_voice
from faisceau.view.network import bundles_of
from faisceau.view.whole import Whole

_SAMPLE = 4
_Key = tuple[str, str, Family, str]
_UNKNOWN = "~"  # after every month


class _Added:
    """One tie as far as it is known."""

    def __init__(self) -> None:
        self.acts: Counter[str] = Counter()
        self.events: set[str] = set()
        self.independent = 0
        self.alleged = True
        self.best: list[tuple[int, int]] = []


class Ties:
    """Adds up the acts of a story."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self._found: dict[_Key, _Added] = {}

    def claim(self, claim: Claim, number: int) -> None:
        """Add what a claim tells, that with the `number` in reading order."""
        for giver, receiver, family in bundles_of(claim):
            event = self._whole.event_of.get(claim.id)
            added = self._found.setdefault((giver, receiver, family, self._month(claim, event)), _Added())
            standing = self._whole.independent(event)
            if claim.plover:
                added.acts[claim.plover] += 1
            if event:
                added.events.add(event)
            added.independent = max(added.independent, standing)
            added.alleged = added.alleged and not in_full_voice(claim)
            added.best.append((-standing, number))
            if len(added.best) > 4 * _SAMPLE:
                added.best = sorted(added.best)[:_SAMPLE]

    def _month(self, claim: Claim, event: str | None) -> str:
        light = self._whole.light.get(event or "")
        known = days(claim.date.value if claim.date else light.date if light else None)
        return known[0][:7] if known else _UNKNOWN

    def made(self) -> Iterator[Tie]:
        """The ties by pair, direction, family and month, the undated last."""
        for (giver, receiver, family, month), added in sorted(self._found.items(), key=lambda pair: pair[0]):
            yield Tie(
                giver,
                receiver,
                family,
                month=None if month == _UNKNOWN else month,
                independent=added.independent,
                alleged=added.alleged,
                acts=tuple(sorted(added.acts, key=lambda act: (-added.acts[act], act))),
                events=len(added.events),
                claims=tuple(self._whole.said.id(number) for _, number in sorted(added.best)[:_SAMPLE]),
            )
