"""What a run did."""

from __future__ import annotations

from msgspec import Struct


class RunReport(Struct, frozen=True):
    """`read` files were found; `failed` of them gave no article. `new`, `changed` and `unchanged` count their articles.

    `analysed` articles were gone through in this run, earlier ones included where the program changed since. `articles`,
    `claims`, `events`, `figures`, `exchanges` and `problems` (by code) are what the story now holds.
    """

    read: int = 0
    failed: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    analysed: int = 0
    articles: int = 0
    claims: int = 0
    events: int = 0
    figures: int = 0
    exchanges: int = 0
    problems: dict[str, int] = {}
