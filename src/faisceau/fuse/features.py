"""What of a claim decides whether another claim is about the same event: one `Proposition` for every distinct claim.

Claims that say the same in the same words (copies) share one proposition, so that a copy changes neither the weights of
words nor any group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from faisceau.fuse.days import Days, days_of
from faisceau.fuse.denials import is_denial, leaves_open
from faisceau.fuse.families import family_of, named_goods
from faisceau.fuse.measures import is_of_a_place, is_time, kind_of
from faisceau.fuse.named import named_in
from faisceau.fuse.own_words import own_words
from faisceau.fuse.words import acts, counts_anew, is_in_return, stems
from faisceau.knowledge import spoken
from faisceau.knowledge.folding import fold
from faisceau.knowledge.goods import category_of
from faisceau.model.actors import is_group
from faisceau.model.claims import AUTHOR, ActorRef, Claim
from faisceau.model.ids import content_id
from faisceau.model.memory import Memory, digest, hashed
from faisceau.model.text import UNKNOWN, Article

_DEEDS = frozenset({"event", "incident", "exchange", "sanction_act", "forecast", "need"})
FEW = 3
YEAR, MONTH = 366, 31  # days
_HARM = frozenset({"kill", "injure", "missing", "displace"})
_PEOPLE = frozenset({"people", "victim"})
_GOING = frozenset({"visit", "host"})
_WANTED = frozenset({"forecast", "need"})
_PLANNED = frozenset({"promised", "hypothetical", "forecast"})
# PLOVER's own four quadrants: verbal and material, cooperation and conflict.
_QUADS = {
    "AGREE": "verbal+", "CONSULT": "verbal+", "SUPPORT": "verbal+", "CONCEDE": "verbal+",
    "COOPERATE": "material+", "AID": "material+", "RETREAT": "material+",
    "REQUEST": "verbal-", "ACCUSE": "verbal-", "REJECT": "verbal-", "THREATEN": "verbal-",
    "PROTEST": "material-", "SANCTION": "material-", "MOBILIZE": "material-", "COERCE": "material-", "ASSAULT": "material-",
}  # fmt: skip


Journey = tuple[frozenset[str], frozenset[str]]
"""Visitors and hosts."""


class Proposition(Struct, frozen=True):
    """A distinct claim with its comparable parts; `claims` are all the claims that say it, sorted by id.

    `seal` stands for all of it but the claims after the first, `seals` for each of the claims; `lang` is the language of
    their words; `known_by` is the first day (proleptic ordinal) on which an article told it; `blocks` are hashes of what it is
    about, see `blocking`.
    """

    key: str
    seal: bytes
    claims: tuple[Claim, ...]
    seals: tuple[bytes, ...]
    lang: str
    is_deed: bool
    quad: str | None
    planned: bool
    denial: bool
    subjects: frozenset[str]
    objects: frozenset[str]
    actors: frozenset[str]
    who: frozenset[str]
    speakers: frozenset[str]
    persons: frozenset[str]
    doers: frozenset[str]
    journey: Journey | None
    flow: tuple[str | None, str | None] | None
    goods: frozenset[str]
    named_goods: frozenset[str]
    families: frozenset[str]
    named_families: frozenset[str]
    acts: frozenset[str]
    own_acts: frozenset[str]
    stems: frozenset[str]
    content: frozenset[str]
    toll: frozenset[str]
    anew: bool
    days: Days | None
    known_by: int | None
    place: str | None
    numbers: frozenset[tuple[str, float]]
    blocks: tuple[int, ...]

    @property
    def claim(self) -> Claim:
        """The claim that stands for all."""
        return self.claims[0]


def is_state_or_body(actor: str) -> bool:
    """Whether an actor id is a state's or organisation's code rather than a person's or group's."""
    return actor[:1].isupper()


def _ids(actors: Sequence[ActorRef]) -> frozenset[str]:
    """Actor ids, a leader left out where the state for which they act is named beside them."""
    ids = frozenset(actor.id for actor in actors)
    bodies = frozenset(filter(is_state_or_body, ids))
    return bodies or ids


def _people(actors: Sequence[ActorRef]) -> frozenset[str]:
    """Ids of those who are people known by name."""
    return frozenset(a.id for a in actors if not is_state_or_body(a.id) and not is_group(a.id))


def content_key(claim: Claim) -> str:
    """What two claims share when one copies the other: everything but article, place in it and typography."""
    return content_id(
        "p",
        (
            " ".join(fold(claim.quote).split()), claim.kind, claim.plover, claim.predicate, [a.id for a in claim.subject],
            [a.id for a in claim.object], claim.flow, [(i.name, i.category, i.quantity) for i in claim.items],
            claim.date.value if claim.date else None, claim.place, [a.id for a in claim.source.by], claim.status, claim.polarity,
        ),
    )  # fmt: skip


def categories_of(claim: Claim, lang: str) -> frozenset[str]:
    """Categories of the claim's goods, looked up by name where the claim gives none.

    An exchange without a good that is known is of the one that its words name, if they name one.
    """
    found = (item.category or category_of(item.name, lang) for item in claim.items)
    known = frozenset(category for category in found if category)
    if known or claim.kind != "exchange" or is_in_return(claim.quote, lang):
        return known
    named = named_goods(claim.quote, lang)
    return named if len(named) == 1 else known


def predicate_acts(claim: Claim, lang: str) -> frozenset[str]:
    """Acts of the claim's own predicate: a word of its language, or an English name of the act (`supply_oil`)."""
    named = claim.predicate.replace("_", " ")
    return acts(named, lang) or acts(named, spoken().schemes)


def _journey(
    claim: Claim, said: frozenset[str], own: frozenset[str], subjects: frozenset[str], objects: frozenset[str]
) -> Journey | None:
    """Who visits whom, where a visit or its welcome is told, or agreed or planned by the predicate itself (`own` acts)."""
    planned = claim.plover == "AGREE" and bool(own & _GOING)
    if not (planned or claim.plover == "CONSULT") or not subjects or not objects:
        return None
    if "host" in said:
        return objects, subjects
    return (subjects, objects) if "visit" in said else None


def _numbers(claim: Claim) -> frozenset[tuple[str, float]]:
    """The numbers that the claim gives, with their units, but for ages, whiles and distances; the first few tell nothing."""
    given = (item.quantity for item in claim.items if item.quantity)
    stated = (each for each in given if not is_time(each.unit) and not is_of_a_place(each.unit))
    found = ((q.unit or "", q.value if q.value is not None else q.min) for q in stated)
    return frozenset((unit, number) for unit, number in found if number is not None and number > FEW)


class _Said(NamedTuple):
    """A claim that stands for its proposition: `own_words` are its quote without the claims told within it, `published` the first
    day on which an article told it."""

    claim: Claim
    own_words: str
    lang: str
    published: str | None


def _proposition(key: str, seal: bytes, said_first: _Said) -> Proposition:
    """The proposition of one claim, which is left out."""
    claim, own_words, lang, published = said_first
    subjects, objects = _ids(claim.subject), _ids(claim.object)
    goods = categories_of(claim, lang)
    all_goods = goods | named_goods(claim.quote, lang)
    own = predicate_acts(claim, lang)
    said = own | acts(claim.quote, lang)
    counted = _counts_people(claim)
    anew = counted and counts_anew(claim.quote, lang)
    kind = claim.kind
    named = named_in(claim.quote, lang)
    words = stems(own_words, lang)
    content = words - stems(" ".join((*named.words, *_names(claim))), lang)
    found = Proposition(
        key=key,
        seal=seal,
        claims=(),
        seals=(),
        lang=lang,
        is_deed=kind in _DEEDS or (kind == "background" and claim.plover is not None),
        quad=_QUADS.get(claim.plover) if claim.plover else None,
        planned=claim.status in _PLANNED or kind in _WANTED or leaves_open(claim),
        denial=is_denial(claim),
        subjects=subjects,
        objects=objects,
        actors=subjects | objects,
        who=subjects | objects | named.actors,
        speakers=frozenset(actor.id for actor in claim.source.by) - {AUTHOR},
        journey=_journey(claim, said, own, subjects, objects),
        persons=_people((*claim.subject, *claim.object)),
        doers=_people(claim.subject),
        flow=(claim.flow.from_, claim.flow.to) if claim.flow else None,
        goods=goods,
        named_goods=all_goods,
        families=frozenset(map(family_of, goods)),
        named_families=frozenset(map(family_of, all_goods)),
        acts=said,
        own_acts=own,
        stems=words,
        content=content,
        toll=said & _HARM if counted and not anew else frozenset(),
        anew=anew,
        days=_days(claim),
        known_by=_last_day(published),
        place=claim.place,
        numbers=_numbers(claim),
        blocks=(),
    )
    return replace(found, blocks=tuple(sorted({hashed(mix) for mix in _about(found, claim.kind)})))


def _about(known: Proposition, kind: str) -> Iterator[tuple[str, ...]]:
    """Mixes of what it is about: who shares one is compared with it."""
    days = known.days
    month = "" if days is None or days.is_open or days.length > YEAR else str(days.first // MONTH)
    actors, said = sorted(known.who), sorted(known.acts)
    for place, act in enumerate(said):
        for actor in actors:
            yield ("did", act, actor)
        for other in said[place + 1 :]:
            yield ("acts", act, other)
        if not actors:
            yield ("act", act, month)
    for good in sorted(known.named_goods):
        for actor in actors:
            yield ("good", good, actor)
    if known.flow:
        yield ("flow", str(known.flow[0]), str(known.flow[1]))
    yield ("who", "+".join(sorted(known.actors)[:3]), kind, month)


def _counts_people(claim: Claim) -> bool:
    """Whether the claim says how many people."""
    return any(item.quantity and kind_of(item.quantity.unit) in _PEOPLE for item in claim.items)


def _names(claim: Claim) -> list[str]:
    """How the claim names its actors and who vouches for it; vague groups are named by what they are, which tells something."""
    actors = (*claim.subject, *claim.object, *claim.source.by)
    return [actor.name for actor in actors if actor.id != AUTHOR and not is_group(actor.id)]


_ABOUT = 1  # days: a date told outside the claim's own words, by the article's scene or news, is known to about a day


def _days(claim: Claim) -> Days | None:
    known = days_of(claim.date.value) if claim.date else None
    told_elsewhere = claim.date is not None and claim.date.basis == "contextual"
    return known.widened(_ABOUT) if known and told_elsewhere and known.length == 1 else known


def _last_day(published: str | None) -> int | None:
    known = days_of(published[:10]) if published else None
    return known.last if known else None


def propositions(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    alone: Mapping[str, str] | None = None,
    memory: Memory | None = None,
) -> list[Proposition]:
    """Every distinct proposition, sorted by content; `articles` are theirs, by id, as far as they are known.

    Claims with another value in `alone`, by id, are never one proposition, though they say the same in the same words.
    """
    memory = memory or Memory()
    same: dict[str, list[tuple[Claim, bytes]]] = defaultdict(list)
    words = own_words(claims)
    for claim in claims:
        seal = digest(claim)
        key = memory.recall(b"key" + seal, str, partial(content_key, claim))
        own = (alone or {}).get(claim.id)
        same[key if own is None else content_id("p", (key, own))].append((claim, seal))
    return [_all_of(key, same[key], words, articles, memory) for key in sorted(same)]


def _all_of(
    key: str,
    told: list[tuple[Claim, bytes]],
    words: Mapping[str, str],
    articles: Mapping[str, Article],
    memory: Memory,
) -> Proposition:
    told.sort(key=lambda each: (each[0].article, each[0].start, each[0].end, each[0].id))
    claim, said = told[0]
    lang = articles[claim.article].lang if claim.article in articles else UNKNOWN
    own = words.get(claim.id, claim.quote)
    days = (articles[each.article].published for each, _ in told if each.article in articles)
    published = min((day for day in days if day), default=None)
    seal = digest(key, said, own, lang, published)
    known = memory.recall(seal, Proposition, partial(_proposition, key, seal, _Said(claim, own, lang, published)))
    return replace(known, claims=tuple(claim for claim, _ in told), seals=tuple(seal for _, seal in told))
