"""How a story stands, in a glance."""

from __future__ import annotations

from html import escape

from msgspec import Struct

from faisceau.store.folder import Lang, StoryFolder
from faisceau.store.lock import is_locked
from faisceau.store.standing import Counts, Run
from faisceau.store.view import open_view
from faisceau.story.scenarios import kept_scenarios


class Status(Struct, frozen=True):
    """How a story stands. `busy` while a run is writing it; `last_run` is None before the first; `scenarios` kept in it."""

    name: str
    lang: Lang
    counts: Counts
    busy: bool
    last_run: Run | None
    scenarios: int = 0


def status_of(folder: StoryFolder) -> Status:
    """How the story stands. Raises `FaisceauError` as `open_view`."""
    with open_view(folder) as view:
        last = max(view.runs(), key=lambda each: each.id, default=None)
        busy = is_locked(folder.lock)
        kept = sum(map(len, kept_scenarios(folder)))
        return Status(view.settings.name, view.settings.lang, view.counts(), busy, last, kept)


def status_html(status: Status) -> str:
    """A small table for a notebook: the story's name and how much it holds."""
    counts = status.counts
    facts = {
        "articles": counts.articles,
        "claims": sum(counts.claims.values()),
        "events": sum(counts.events.values()),
        "exchanges": counts.exchanges,
        "figures": counts.figures,
        "problems": sum(counts.problems.values()),
    }
    body = "".join(f"<tr><th>{name}</th><td>{number}</td></tr>" for name, number in facts.items())
    return f"<p><b>{escape(status.name)}</b></p><table><tbody>{body}</tbody></table>"
