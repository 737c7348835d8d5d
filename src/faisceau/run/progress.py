"""How a run tells where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

Stage = Literal["read", "analyse", "fuse"]


class Step(Struct, frozen=True):
    """`done` of `total` files (read), articles (analyse) or readings (fuse) are through; `item` was the last."""

    stage: Stage
    done: int
    total: int
    item: str = ""


Progress = Callable[[Step], None]


def silent(_step: Step) -> None:
    """Tell nobody."""
