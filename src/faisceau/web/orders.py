"""From what a form says to what is proposed: names of fields are those of the template `judge.html.j2`.

`do` is what a button wants: an action, then `claim`, `event` or `actor` and an id, or `claims`, `events`, `actors` for those
ticked, or the number of a judgement to undo. A field `f-NAME` of an edit counts where it is not what `was-NAME` says was there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import AUTHOR, ActorRef, Claim, Item, Quantity
from faisceau.model.dossier.naming import ActorName
from faisceau.model.judgements import Action, Fields, Words
from faisceau.model.text import Article
from faisceau.story.fields import actor, fields_of
from faisceau.story.proposals import Proposal

PLAIN = ("kind", "status", "plover", "polarity", "subject", "object", "source", "flow", "date", "place")
ITEM = ("name", "category", "quantity", "unit")
SPARE_ITEMS = 2
_ACTIONS: dict[str, Action] = {action: action for action in get_args(Action)}
_TOGETHER = frozenset({"merge", "apart", "split", "merge_actors"})
_ID_NAME = re.compile(r"[A-Za-z][\w:.-]*")
_RANGE = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)?\s*(\.\.)?\s*(-?\d+(?:[.,]\d+)?)?\s*")


class Form:
    """The fields of a form or an address; several may have one name."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self.fields = fields

    def one(self, name: str) -> str:
        """The last value of that name, without space around it, empty if there is none."""
        return (list(self.fields.get(name, ())) or [""])[-1].strip()

    def many(self, name: str) -> tuple[str, ...]:
        """All values of that name, each once."""
        return tuple(dict.fromkeys(value.strip() for value in self.fields.get(name, ()) if value.strip()))

    def changed(self, name: str) -> bool:
        """Whether a field of an edit is not as it was shown."""
        return f"f-{name}" in self.fields and self.one(f"f-{name}") != self.one(f"was-{name}")


class Asked(Struct, frozen=True):
    """What is wanted, and of what; ids as given."""

    action: Action
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    undo: int | None = None


def asked(form: Form) -> Asked:
    """What a button, or the form itself (`action`), asks for. Raises `FaisceauError` (bad_judgement) for what is no action."""
    action, _, of = (form.one("do") or form.one("action")).partition(" ")
    if action not in _ACTIONS:
        raise FaisceauError(Code.BAD_JUDGEMENT, f"{action[:40]!a} is nothing that can be judged.")
    sort, _, id_ = of.partition(" ")
    ticked = {name: form.many(name) for name in ("claim", "event", "actor")}
    if action == "undo":
        number = sort or form.one("undo")
        return Asked("undo", undo=int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0)
    if id_ and sort in ticked:
        kept = ticked if action in _TOGETHER else dict.fromkeys(ticked, ())
        ticked = {**kept, sort: tuple(dict.fromkeys((id_, *kept[sort])))}
        if action in ("merge", "apart"):
            ticked = {**ticked, "claim": ()} if sort == "event" else {**ticked, "event": ()}
    elif sort:
        ticked = {name: ids if f"{name}s" == sort else () for name, ids in ticked.items()}
    others = tuple(_id(each) for each in re.split(r"[\s;,]+", form.one("other")) if each)
    if action in ("merge", "apart") and others:
        ticked["event"] = tuple(dict.fromkeys((*ticked["event"], *others)))
    if action == "split":
        ticked["event"] = ticked["event"][:1]
    return Asked(_ACTIONS[action], ticked["claim"], ticked["event"], ticked["actor"])


def _id(given: str) -> str:
    """An event's id, or its page's address."""
    return given.partition("/events/")[2].partition("?")[0].partition("#")[0] or given


def proposal_of(
    form: Form, wanted: Asked, names: tuple[ActorName, ...], claims: Sequence[Claim], articles: Mapping[str, Article]
) -> Proposal:
    """What the form proposes; `claims` are those that it is about. Raises `FaisceauError`: bad_judgement, no_target."""
    fields: Fields | None = None
    actors: tuple[ActorRef, ...] = ()
    if wanted.action == "edit":
        fields = _fields(form, names, claims, articles)
    elif wanted.action == "merge_actors":
        actors = _merged(form, wanted, names)
    elif wanted.action == "reassign":
        if not (form.one("from") and form.one("to")):
            raise FaisceauError(Code.BAD_JUDGEMENT, "'reassign' needs two actors.")
        actors = (_known(form.one("from"), names, claims), actor(form.one("to"), names))
    return Proposal(
        action=wanted.action,
        author=form.one("author"),
        claims=wanted.claims,
        events=wanted.events,
        fields=fields,
        actors=actors,
        label=form.one("label") or None if wanted.action == "relabel" else None,
        undo=wanted.undo,
        note=form.one("note").replace("\r\n", "\n"),
    )


def _known(id_: str, names: tuple[ActorName, ...], claims: Sequence[Claim]) -> ActorRef:
    """The actor as the claims name it, else as the story does."""
    for ref in (ref for claim in claims for ref in refs_of(claim)):
        if ref.id == id_:
            return ActorRef(ref.id, ref.name)
    return actor(id_, names)


def refs_of(claim: Claim) -> tuple[ActorRef, ...]:
    """The actors that a claim names in any role."""
    refs = (*claim.subject, *claim.object, *claim.source.by, *claim.source.chain)
    return tuple({ref.id: ref for ref in refs if ref.id != AUTHOR}.values())


def _merged(form: Form, wanted: Asked, names: tuple[ActorName, ...]) -> tuple[ActorRef, ...]:
    found = [actor(id_, names) for id_ in wanted.actors]
    if form.one("other-actor"):
        found.append(actor(form.one("other-actor"), names))
    kept = form.one("keep")
    return tuple(sorted({ref.id: ref for ref in found}.values(), key=lambda ref: ref.id != kept))


def shown_fields(claim: Claim, names: tuple[ActorName, ...]) -> dict[str, str]:
    """The claim's fields as the form shows them, by name."""
    flow = claim.flow
    found = {
        "kind": claim.kind,
        "status": claim.status,
        "plover": claim.plover or "",
        "polarity": claim.polarity,
        "subject": _listed(claim.subject, names),
        "object": _listed(claim.object, names),
        "source": _listed(claim.source.by, names),
        "flow": f"{flow.from_ or '?'} -> {flow.to or '?'}" if flow else "",
        "date": claim.date.value if claim.date else "",
        "place": claim.place or "",
        "start": str(claim.start),
        "end": str(claim.end),
    }
    for number in range(len(claim.items) + SPARE_ITEMS):
        item = claim.items[number] if number < len(claim.items) else Item("")
        counted = item.quantity
        told = (item.name, item.category or "", _range(counted), (counted.unit or "") if counted else "")
        found |= {f"item-{number}-{name}": value for name, value in zip(ITEM, told, strict=True)}
    return found


def _listed(refs: Iterable[ActorRef], names: tuple[ActorName, ...]) -> str:
    told = []
    for ref in refs:
        try:
            same = ref.id == AUTHOR or actor(ref.name, names).id == ref.id
        except FaisceauError:
            same = False
        plain = same and not set(";=") & set(ref.name)
        new = _ID_NAME.fullmatch(ref.id) and ";" not in ref.name and ref.name.strip()
        told.append(ref.name if plain else f"{ref.id}={ref.name}" if new else ref.id)
    return "; ".join(told)


def _range(quantity: Quantity | None) -> str:
    if quantity is None:
        return ""
    if quantity.value is not None:
        return f"{quantity.value:g}" if abs(quantity.value) < 1e6 else repr(quantity.value).removesuffix(".0")
    ends = [repr(end).removesuffix(".0") if end is not None else "" for end in (quantity.min, quantity.max)]
    return "..".join(ends) if any(ends) else ""


def _fields(
    form: Form, names: tuple[ActorName, ...], claims: Sequence[Claim], articles: Mapping[str, Article]
) -> Fields:
    if not claims:
        raise FaisceauError(Code.NO_TARGET, "There is no claim to edit.")
    first = claims[0]
    pairs = {name: form.one(f"f-{name}") for name in PLAIN if form.changed(name)}
    alone = len(claims) == 1
    if alone and any(name.startswith("f-item-") and form.changed(name[2:]) for name in form.fields):
        pairs["items"] = msgspec.json.encode(_items(form, first)).decode()
    fields = fields_of(pairs, names, first, "")
    if alone and (form.changed("start") or form.changed("end")):
        fields = replace(fields, span=_span(form, articles[first.article].text))
    return fields


def _span(form: Form, text: str) -> Words:
    given = [form.one(f"f-{name}") for name in ("start", "end")]
    start, end = (int(each) if each.isascii() and each.isdigit() and len(each) < 10 else -1 for each in given)
    if not 0 <= start < end <= len(text):
        raise FaisceauError(
            Code.BAD_JUDGEMENT, f"The article has no words from {given[0][:12]!a} to {given[1][:12]!a}."
        )
    return Words(start, end, text[start:end])


def _items(form: Form, claim: Claim) -> tuple[Item, ...]:
    found = []
    for number in range(len(claim.items) + SPARE_ITEMS):
        name, category, quantity, unit = (form.one(f"f-item-{number}-{each}") for each in ITEM)
        if not name:
            continue
        old = claim.items[number] if number < len(claim.items) else Item(name)
        new = replace(old, name=name, category=category or None)
        if form.changed(f"item-{number}-quantity") or form.changed(f"item-{number}-unit"):
            new = replace(new, quantity=_quantity(quantity, unit))
        found.append(new)
    return tuple(found)


def _quantity(told: str, unit: str) -> Quantity | None:
    if not told:
        return None
    match = _RANGE.fullmatch(told)
    if match is None or not (match[1] or match[3]) or (match[3] and not match[2]):
        raise FaisceauError(Code.BAD_JUDGEMENT, f"{told[:40]!a} is no quantity: write 12, 10..12, 10.. or ..12.")
    low, high = (float(each.replace(",", ".")) if each else None for each in (match[1], match[3]))
    wording = f"{told} {unit}".strip()
    if not match[2]:
        return Quantity(wording, value=low, unit=unit or None)
    return Quantity(wording, min=low, max=high, unit=unit or None)
