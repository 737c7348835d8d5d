"""`faisceau review`: what is to be judged in a story, and judging it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faisceau.cli.output import AsJson, answer, coded, note, raw, table
from faisceau.cli.status import StoryFolder
from faisceau.errors import Code, FaisceauError

if TYPE_CHECKING:
    from faisceau.model.judgements import Action, Waiting
    from faisceau.story import Effect, Proposal, Story

_SHOWN = 20
_WIDTH = 90
_FILTERS = ("actor", "kind", "status", "source", "article")
# What goes with each option that decides nothing by itself.
_WITH = {"set": ("edit",), "label": ("relabel",), "claim": ("split", "reassign")} | dict.fromkeys(_FILTERS, ("bulk",))


@coded
def review(
    story: StoryFolder = Path("story"),
    show: Annotated[str | None, typer.Option("--show", help="A claim or event: its words, and its siblings.")] = None,
    accept: Annotated[list[str] | None, typer.Option("--accept", help="A claim or event; may be repeated.")] = None,
    reject: Annotated[
        list[str] | None, typer.Option("--reject", help="A claim or event that never counts again; may be repeated.")
    ] = None,
    edit: Annotated[str | None, typer.Option("--edit", help="A claim, with --set.")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help="FIELD=VALUE of the claim; may be repeated.")] = None,
    merge: Annotated[list[str] | None, typer.Option("--merge", help="An event that is one with the others.")] = None,
    split: Annotated[str | None, typer.Option("--split", help="An event, with --claim for what goes apart.")] = None,
    apart: Annotated[
        list[str] | None, typer.Option("--apart", help="Events or claims that are never to be one.")
    ] = None,
    relabel: Annotated[str | None, typer.Option("--relabel", help="An event, with --label.")] = None,
    label: Annotated[str | None, typer.Option("--label", help="The event's new label.")] = None,
    merge_actors: Annotated[
        tuple[str, str] | None, typer.Option("--merge-actors", help="Two actors: the one to keep, and the same one.")
    ] = None,
    reassign: Annotated[
        tuple[str, str] | None, typer.Option("--reassign", help="Two actors: what --claim names the one is the other.")
    ] = None,
    claim: Annotated[
        list[str] | None, typer.Option("--claim", help="A claim, for --split or --reassign; may be repeated.")
    ] = None,
    bulk: Annotated[str | None, typer.Option("--bulk", help="accept or reject all claims of the filters.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="With --bulk: who acts or undergoes.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="With --bulk: the claims' kind.")] = None,
    status: Annotated[str | None, typer.Option("--status", help="With --bulk: the claims' status.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="With --bulk: who vouches.")] = None,
    article: Annotated[str | None, typer.Option("--article", help="With --bulk: the claims' article.")] = None,
    undo: Annotated[int | None, typer.Option("--undo", help="The number of a judgement to take back.")] = None,
    try_: Annotated[bool, typer.Option("--try", help="Say what would change, and change nothing.")] = False,
    seen: Annotated[
        int | None, typer.Option("--seen", min=0, help="The last judgement seen: refuse if the same was judged since.")
    ] = None,
    author: Annotated[
        str | None, typer.Option("--author", help="Who judges; default FAISCEAU_AUTHOR, else the user's name.")
    ] = None,
    because: Annotated[str, typer.Option("--note", help="Why.")] = "",
    log: Annotated[bool, typer.Option("--log", help="List the judgements, and what waits.")] = False,
    export: Annotated[bool, typer.Option("--export", help="Print the log as JSON lines.")] = False,
    import_: Annotated[Path | None, typer.Option("--import", help="Add the judgements of a file.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="At most so many lines of the inbox.")] = _SHOWN,
    as_json: AsJson = False,
) -> None:
    """List what is to be judged, what matters most first; accept, reject, edit, merge, split; undo any of it at any time."""
    from faisceau.store.view import ClaimFilter  # noqa: PLC0415
    from faisceau.story import Proposal, open_story  # noqa: PLC0415

    known = open_story(story)
    wanted = [name for name, value in _named(
        accept=accept, reject=reject, edit=edit, merge=merge, split=split, apart=apart, relabel=relabel,
        merge_actors=merge_actors, reassign=reassign, bulk=bulk, undo=undo, show=show, log=log or None,
        export=export or None, **{"import": import_},
    ) if value is not None]  # fmt: skip
    if len(wanted) > 1:
        raise FaisceauError(
            Code.BAD_OPTION, f"--{wanted[0].replace('_', '-')} and --{wanted[1].replace('_', '-')}: one at a time."
        )
    _refuse_strays(
        wanted,
        set=set_,
        label=label,
        claim=claim,
        actor=actor,
        kind=kind,
        status=status,
        source=source,
        article=article,
    )
    who = _author(author)

    def proposal(action: Action, ids: Sequence[str] = (), **fields: object) -> Proposal:
        claims, events = _sorted(ids)
        whole = {"claims": claims, "events": events, **fields}
        return Proposal(action=action, author=who, note=because, **whole)  # type: ignore[arg-type]

    match wanted[0] if wanted else "":
        case "show":
            _show(known, show or "", as_json)
            return
        case "log":
            _log(known, as_json)
            return
        case "export":
            raw(known.export_judgements())
            return
        case "import":
            _import(known, import_ or Path(), as_json)
            return
        case "accept":
            made = proposal("accept", accept or ())
        case "reject":
            made = proposal("reject", reject or ())
        case "edit":
            made = proposal("edit", [edit or ""], fields=_fields(known, edit or "", set_ or ()))
        case "merge":
            made = proposal("merge", merge or ())
        case "apart":
            made = proposal("apart", apart or ())
        case "split":
            made = proposal("split", [split or ""], claims=tuple(claim or ()))
        case "relabel":
            made = proposal("relabel", [relabel or ""], label=label)
        case "merge_actors":
            made = proposal("merge_actors", actors=_actors(known, merge_actors or ()))
        case "reassign":
            made = proposal("reassign", claim or (), actors=_actors(known, reassign or ()))
        case "bulk":
            only = ClaimFilter(article=article, actor=actor, source=source, kind=kind, status=status)
            made = proposal(_bulk(bulk or ""), _selected(known, only))
        case "undo":
            if not try_:
                _told(known.undo(undo or 0, who, because), as_json)
                return
            made = proposal("undo", undo=undo)
        case _:
            _inbox(known, limit, as_json)
            return
    _told(known.preview(made) if try_ else known.judge(made, seen), as_json, tried=try_)


def _named(**values: object) -> Iterator[tuple[str, object]]:
    yield from values.items()


def _refuse_strays(wanted: Sequence[str], **given: object) -> None:
    """Raise `FaisceauError` (bad_option) for an option that nothing would come of: what was meant by it would be lost."""
    for name, value in given.items():
        if value is not None and not set(_WITH[name]).intersection(wanted):
            raise FaisceauError(Code.BAD_OPTION, f"--{name} goes with --{' or --'.join(_WITH[name])} only.")


def _author(given: str | None) -> str:
    """Who judges: as given, else as the environment says."""
    if given is not None:
        return given
    named = os.environ.get("FAISCEAU_AUTHOR", "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise FaisceauError(Code.BAD_JUDGEMENT, "Nobody is known to judge: give --author.") from None


def _sorted(ids: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of claims, and of events, which begin with e."""
    return tuple(one for one in ids if not one.startswith("e")), tuple(one for one in ids if one.startswith("e"))


def _bulk(action: str) -> Action:
    if action == "accept":
        return "accept"
    if action == "reject":
        return "reject"
    raise FaisceauError(Code.BAD_OPTION, f"--bulk is accept or reject, not {action[:40]!a}.")


def _selected(story: Story, only: object) -> list[str]:
    from faisceau.store.view import ClaimFilter  # noqa: PLC0415

    assert isinstance(only, ClaimFilter)
    if only == ClaimFilter():
        raise FaisceauError(Code.BAD_OPTION, "--bulk needs a filter: --article, --actor, --source, --kind or --status.")
    found = [claim.id for claim in story.select_claims(only)]
    if not found:
        raise FaisceauError(Code.NO_TARGET, "The filters let no claim through.")
    return found


def _fields(story: Story, wanted: str, pairs: Sequence[str]) -> object:
    from faisceau.story.fields import fields_of  # noqa: PLC0415

    given: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise FaisceauError(Code.BAD_OPTION, f"--set is FIELD=VALUE, not {pair[:60]!a}; FIELD= clears the field.")
        if name in given:
            raise FaisceauError(Code.BAD_OPTION, f"--set gives {name[:40]!a} twice.")
        given[name] = value
    found = [claim for claim in (*story.claims, *story.rejected) if claim.id.startswith(wanted)]
    if len(found) != 1:
        raise FaisceauError(Code.NO_TARGET, f"{len(found)} claims have an id that begins with {wanted[:60]!a}.")
    (claim,) = found
    text = next(article.text for article in story.articles if article.id == claim.article)
    return fields_of(given, story.actor_names(), claim, text)


def _actors(story: Story, words: Sequence[str]) -> tuple[object, ...]:
    from faisceau.story.fields import actor  # noqa: PLC0415

    names = story.actor_names()
    return tuple(actor(each, names) for each in words)


def _inbox(story: Story, limit: int, as_json: bool) -> None:
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


def _show(story: Story, wanted: str, as_json: bool) -> None:
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


def _log(story: Story, as_json: bool) -> None:
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


def _import(story: Story, file: Path, as_json: bool) -> None:
    found = story.import_judgements(file)
    if as_json:
        answer(found)
        return
    note(f"{len(found.added)} judgements added, {found.known} known, {len(found.refused)} lines refused.")
    for each in found.refused:
        note(f"line {each.line}: {_plain(each.reason)}")
    _waits(found.waiting)


def _told(effect: Effect, as_json: bool, *, tried: bool = False) -> None:
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
