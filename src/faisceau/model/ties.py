"""What somebody decided of claims before they are grouped into events."""

from __future__ import annotations

from msgspec import Struct


class Ties(Struct, frozen=True):
    """Claim ids: each of `together` must be in one event, no pair of `apart` may be.

    They agree: the sets of `together` have nothing in common, and a pair keeps all claims of one side's set from all of the
    other's.
    """

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.together or self.apart)
