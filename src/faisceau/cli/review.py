"""`faisceau review`: what is to be judged in a story, and judging it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from faisceau.cli import review_shown as shown
from faisceau.cli.gathered import gathered
from faisceau.cli.output import coded, raw
from faisceau.cli.review_options import ReviewOptions
from faisceau.errors import Code, FaisceauError

if TYPE_CHECKING:
    from faisceau.model.judgements import Action
    from faisceau.story import Proposal, Story


@coded
@gathered(ReviewOptions)
def review(options: ReviewOptions) -> None:
    """List what is to be judged, what matters most first; accept, reject, edit, merge, split; undo any of it at any time."""
    from faisceau.story import open_story  # noqa: PLC0415

    known, as_json, wanted = open_story(options.story), options.as_json, options.wanted
    match wanted:
        case "":
            shown.inbox(known, options.limit, as_json)
        case "show":
            shown.show(known, options.show or "", as_json)
        case "log":
            shown.log(known, as_json)
        case "export":
            raw(known.export_judgements())
        case "import_":
            shown.imported(known, options.import_ or Path(), as_json)
        case _:
            made = _proposal(known, wanted, options)
            effect = known.preview(made) if options.try_ else known.judge(made, options.seen)
            shown.told(effect, as_json, tried=options.try_)


def _proposal(story: Story, wanted: str, options: ReviewOptions) -> Proposal:
    """What the options propose."""
    from faisceau.story import Proposal  # noqa: PLC0415

    who, because, claims = _author(options.author), options.because, tuple(options.claim or ())

    def proposal(action: Action, ids: Sequence[str] = (), **fields: object) -> Proposal:
        told, events = _sorted(ids)
        whole = {"claims": told, "events": events, **fields}
        return Proposal(action=action, author=who, note=because, **whole)  # type: ignore[arg-type]

    match wanted:
        case "accept" | "reject" | "merge" | "apart":
            return proposal(wanted, getattr(options, wanted))
        case "edit":
            edited = options.edit or ""
            return proposal("edit", [edited], fields=_fields(story, edited, options.set_ or ()))
        case "split":
            return proposal("split", [options.split or ""], claims=claims)
        case "relabel":
            return proposal("relabel", [options.relabel or ""], label=options.label)
        case "merge_actors":
            return proposal("merge_actors", actors=_actors(story, options.merge_actors or ()))
        case "reassign":
            return proposal("reassign", claims, actors=_actors(story, options.reassign or ()))
        case "bulk":
            return proposal(_bulk(options.bulk or ""), _selected(story, options))
    return proposal("undo", undo=options.undo)


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


def _selected(story: Story, options: ReviewOptions) -> list[str]:
    from faisceau.store.filters import ClaimFilter  # noqa: PLC0415

    only = ClaimFilter(
        article=options.article, actor=options.actor, source=options.source, kind=options.kind, status=options.status
    )
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
