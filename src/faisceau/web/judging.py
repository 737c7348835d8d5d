"""The page of one judgement in the making: what it is about, its fields, what it would change, what stands in its way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from faisceau.errors import FaisceauError
from faisceau.knowledge import goods
from faisceau.model.claims import Claim, Kind, Plover, Polarity, Status
from faisceau.model.dossier.naming import ActorName
from faisceau.model.fused import Event
from faisceau.model.judgements import Judgement
from faisceau.model.pages import Wanted
from faisceau.model.period import days
from faisceau.model.text import Article
from faisceau.story.judging import Effect
from faisceau.story.proposals import Proposal
from faisceau.web.look import shown
from faisceau.web.orders import ITEM, SPARE_ITEMS, Asked, Form, asked, proposal_of, refs_of, shown_fields
from faisceau.web.pages.page import Made, Page, ids_of
from faisceau.web.parts import dossier_of_part, names, part_of
from faisceau.web.room import LARGE, Visit

_NEAR, _AROUND, _CLAIMS, _NAMES = 12, 500, 200, 100_000


class Attempt(Struct, frozen=True):
    """What became of the form: nothing yet, what the judgement would change, or why it cannot be."""

    effect: Effect | None = None
    error: FaisceauError | None = None


class Judging(Struct, frozen=True):
    """What the page shows; `near` are events that may be one with the first."""

    asked: Asked
    events: tuple[Event, ...]
    near: tuple[Event, ...]
    claims: tuple[Claim, ...]


class Wanting(Struct, frozen=True):
    """What is asked for, with the values of the story that it is about."""

    asked: Asked
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    articles: dict[str, Article]
    names: tuple[ActorName, ...]

    def proposal(self, form: Form) -> Proposal:
        """What the form proposes. Raises `FaisceauError`: bad_judgement, no_target."""
        return proposal_of(form, self.asked, self.names, self.claims, self.articles)


def wanting(visit: Visit, wanted: Asked) -> Wanting:
    """What is asked for; an id that the story does not have is left to be refused when it is judged."""
    events = _ordered(visit.view.events_of(wanted.events), wanted.events)
    claims = _ordered(visit.view.claims_of(wanted.claims), wanted.claims)
    articles = {article.id: article for article in visit.view.articles_of(claim.article for claim in claims)}
    needs_names = wanted.action in ("edit", "reassign", "merge_actors")
    return Wanting(wanted, events, claims, articles, every_name(visit) if needs_names else ())


def every_name(visit: Visit) -> tuple[ActorName, ...]:
    """The actors of the story, by id."""

    def read() -> tuple[ActorName, ...]:
        return names(visit, ids_of(visit.pages.find("actor", Wanted(), limit=_NAMES)))

    return visit.cache.get("names", read)


def shown_attempt(visit: Visit, form: Form, attempt: Attempt, back: str) -> bytes:
    """The page."""
    known = wanting(visit, asked(form))
    wanted = known.asked
    near = _near(visit, known.events[0]) if wanted.action in ("merge", "apart") and len(known.events) == 1 else ()
    inside = list(known.claims)
    if wanted.action == "split" and known.events:
        inside = list(visit.view.claims_of(known.events[0].claims[:_CLAIMS]))
    effect = attempt.effect
    told = [*effect.before, *effect.after] if effect else []
    extra = {claim for event in told for claim in event.claims[:_CLAIMS]}
    lasting = {claim.id for claim in visit.view.claims_of(extra | {claim.id for claim in inside})}
    some = [_cut(event) for event in (*known.events, *near)]
    part = part_of(visit, some, claims=lasting)
    if wanted.action == "split":
        inside = sorted((part.ground.claim[claim.id] for claim in inside), key=part.ground.place)
    for claim in part.ground.claims:
        part.notes.number(claim.id)
    dossier = dossier_of_part(visit, part, [*wanted.actors, *(ref.id for claim in inside for ref in refs_of(claim))])
    model = Judging(wanted, known.events, near, tuple(inside))
    one = inside[0] if len(inside) == 1 and wanted.action == "edit" else None
    more: dict[str, Any] = {
        "form": form,
        "effect": effect,
        "error": attempt.error,
        "meanwhile": _meanwhile(visit, form, attempt),
        "back": back,
        "fields": _values(form, one, known.names),
        "was": shown_fields(one, known.names) if one else {},
        "items": range(len(one.items) + SPARE_ITEMS) if one else (),
        "item_fields": ITEM,
        "choices_of": {
            "kind": _args(Kind),
            "status": _args(Status),
            "plover": _args(Plover),
            "polarity": _args(Polarity),
        },
        "around": _excerpt(known.articles[one.article], form, one) if one else None,
        "refs": tuple({ref.id: ref for claim in inside for ref in refs_of(claim)}.values()),
        "known_names": known.names if len(known.names) <= 2000 else known.names[:2000],
        "goods": goods.categories(),
        "told_claims": {claim.id: claim for claim in part.ground.claims},
        "undone": visit.decided.log[(wanted.undo or 0) - 1] if 0 < (wanted.undo or 0) <= visit.decided.seen else None,
        "judging": False,
        "large": visit.pages.size("event") > LARGE,
    }
    return shown(JUDGE, Made(model, dossier), visit, **more)


def _args(choice: object) -> tuple[str, ...]:
    return tuple(choice.__args__)  # type: ignore[attr-defined]


def _cut(event: Event) -> Event:
    return replace(event, claims=event.claims[:_CLAIMS])


def _ordered(values: Iterable[Any], ids: tuple[str, ...]) -> tuple[Any, ...]:
    by_id = {value.id: value for value in values}
    return tuple(by_id[id_] for id_ in ids if id_ in by_id)


def _near(visit: Visit, event: Event) -> tuple[Event, ...]:
    """Events of the same actors that may have been in the same days, those that tell most of the story first."""
    told = visit.view.claims_of(event.claims[:_CLAIMS])
    actors = list(dict.fromkeys(ref.id for claim in told for ref in (*claim.subject, *claim.object)))
    since, until = days(event.date) or (None, None)
    found: dict[str, None] = {}
    tags = [(f"actor:{one}", f"kind:{event.kind}") for one in actors[:3]] + [(f"actor:{one}",) for one in actors[:3]]
    for tag in [tuple(f"actor:{one}" for one in actors[:2]), *tags, (f"kind:{event.kind}",)]:
        lines = visit.pages.find("event", Wanted(tag, "", since, until), limit=_NEAR)
        found |= dict.fromkeys(id_ for id_ in ids_of(lines) if id_ != event.id)
    chosen = tuple(found)[:_NEAR]
    return _ordered(visit.view.events_of(chosen), chosen)


def _values(form: Form, claim: Claim | None, known: tuple[ActorName, ...]) -> dict[str, str]:
    """The fields of an edit as last typed, else as they are."""
    shown_now = shown_fields(claim, known) if claim else {}
    typed = {name.removeprefix("f-"): form.one(name) for name in form.fields if name.startswith("f-")}
    return shown_now | typed


def _excerpt(article: Article, form: Form, claim: Claim) -> tuple[int, str, str, str]:
    """Where the excerpt begins; the words before the evidence, the evidence, and the words after it."""
    start, end = claim.start, claim.end
    first, last = max(0, start - _AROUND), min(len(article.text), end + _AROUND)
    return first, article.text[first:start], article.text[start:end], article.text[end:last]


def _meanwhile(visit: Visit, form: Form, attempt: Attempt) -> tuple[Judgement, ...]:
    """What others judged since the form was shown, where that is what stands in the way."""
    if attempt.error is None or attempt.error.code != "judged_meanwhile":
        return ()
    seen = int(form.one("seen") or 0)
    return visit.decided.log[seen:]


def _make(visit: Visit) -> Made:
    """The page before anything is asked for; `shown_attempt` makes it from a form."""
    return Made(Judging(Asked("accept"), (), (), ()), dossier_of_part(visit, part_of(visit)))


JUDGE = Page("judge", "/judge", "judge.html.j2", _make, Judging)
