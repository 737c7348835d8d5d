"""What `faisceau review` prints: the inbox, an event or claim, the log, what a judgement changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from faisceau.cli.output import answer, note, table
from faisceau.errors import Code, FaisceauError

if TYPE_CHECKING:
    from faisceau.model.judgements import Waiting
    from faisceau.story import Effect, Story

_WIDTH = 90


def inbox(story: Story, limit: int, as_json: bool) -> None:
    """The first `limit` events that are to be judged."""
    found = story.inbox()
    if as_json:
        answer(found[:limit])
        return
    rows = (
        (item.event.id, item.why, item.event.date or "", str(len(item.event.claims)), _short(item.event.label))
        for item in found[:limit]
    )
    table(("event", "why", "date", "claims", "label"), rows)
    if len(found) > limit:
        note(f"{len(found) - limit} more: --limit {len(found)} lists all.")


def show(story: Story, wanted: str, as_json: bool) -> None:
    """What an id begins: an event's claims, or a claim with its siblings. Raises `FaisceauError` (no_target)."""
    marks = story.judged.by_claim
    events = [event for event in story.events if event.id.startswith(wanted)] if wanted else []
    events = events or [event for event in story.events if any(one.startswith(wanted) for one in event.claims)]
    everything = {claim.id: claim for claim in (*story.claims, *story.rejected)}
    alone = [claim for claim in everything.values() if wanted and claim.id.startswith(wanted)]
    if not events and not alone:
        raise FaisceauError(Code.NO_TARGET, f"Nothing has an id that begins with {wanted[:60]!a}.")
    ids = list(dict.fromkeys([*(one for event in events for one in event.claims), *(claim.id for claim in alone)]))
    claims = [everything[one] for one in ids]
    if as_json:
        answer({"events": events, "claims": claims, "judgements": {one: marks.get(one, ()) for one in ids}})
        return
    for event in events:
        note(f"{event.id}  {event.verdict}, {event.independent} origins: {_plain(event.label)}")
    table(
        ("claim", "article", "kind", "status", "source", "judged", "words"),
        (
            (
                claim.id, claim.article, claim.kind, claim.status, ", ".join(ref.id for ref in claim.source.by),
                ", ".join(map(str, marks.get(claim.id, ()))), _plain(claim.quote),
            )
            for claim in claims
        ),
    )  # fmt: skip


def log(story: Story, as_json: bool) -> None:
    """The judgements, and what of them waits."""
    from faisceau.model.judgements import taken_back  # noqa: PLC0415

    entries, waiting = list(story.judgements), story.judged.waiting
    gone = taken_back(entries)
    if as_json:
        answer(
            {
                "judgements": entries,
                "undone": sorted(each.number for each in entries if each.id in gone),
                "waiting": waiting,
            }
        )
        return
    number = {each.id: each.number for each in entries}
    rows = (
        (
            str(each.number), each.at, each.author,
            f"undo {number.get(each.undone or '', '?')}" if each.action == "undo" else each.action,
            "undone" if each.id in gone else "",
            str(sum(map(len, each.targets)) or ""), _short(next((a.quote for a in each.anchors), each.label or "")),
            _short(each.note),
        )
        for each in entries
    )  # fmt: skip
    table(("number", "at", "author", "action", "state", "claims", "words", "note"), rows)
    _waits(waiting)


def imported(story: Story, file: Path, as_json: bool) -> None:
    """Add a file's judgements, and say what became of them."""
    found = story.import_judgements(file)
    if as_json:
        answer(found)
        return
    note(f"{len(found.added)} judgements added, {found.known} known, {len(found.refused)} lines refused.")
    for each in found.refused:
        note(f"line {each.line}: {_plain(each.reason)}")
    _waits(found.waiting)


def told(effect: Effect, as_json: bool, *, tried: bool = False) -> None:
    """A judgement with what it changes, or would if it was only `tried`."""
    if as_json:
        answer(effect)
        return
    judgement = effect.judgement
    kept = "Nothing is changed. It would be judgement" if tried else "Judgement"
    note(f"{kept} {judgement.number}: {judgement.action} by {judgement.author}.")
    rows = [("before", event) for event in effect.before] + [("after", event) for event in effect.after]
    table(
        ("", "event", "verdict", "origins", "claims", "label"),
        ((side, e.id, e.verdict, str(e.independent), str(len(e.claims)), _short(e.label)) for side, e in rows),
    )
    _waits(effect.waiting)


def _waits(waiting: Sequence[Waiting]) -> None:
    for each in waiting:
        words = f" «{_short(each.anchor.quote)}»" if each.anchor else ""
        by = f" by {each.by}" if each.by else ""
        note(f"judgement {each.number} waits ({each.reason}{by}){words}")


def _short(text: str) -> str:
    whole = _plain(text)
    return whole if len(whole) <= _WIDTH else whole[: _WIDTH - 1] + "…"


def _plain(text: str) -> str:
    """The words of an article drive no terminal and stay on one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
