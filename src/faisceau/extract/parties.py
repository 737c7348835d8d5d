"""The actors that may take part in what a candidate states, and what is seen of each: names of things that hold.

A party is an actor named in the candidate's words, elsewhere in its sentence or shortly before, or who speaks. Who acts
and who is concerned is often told outside the clause: a title, the sentence before, the person quoted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.reading import Reading
from faisceau.extract.roles import sort_of
from faisceau.extract.seen_names import For, looked_at
from faisceau.model.actors import is_group
from faisceau.model.claims import AUTHOR, ActorRef
from faisceau.model.layers import Mention
from faisceau.model.text import Span

_BACK = 2  # sentences before the candidate's in which its parties may be named
_ZONES = ("clause", "below", "sentence", "before", "earlier", "speaker")  # nearest first
_DEEP = 4  # steps of a path that are told apart
_RANKS = ((1, "1"), (2, "2"), (4, "4"), (8, "8"))  # below which place among the most often named, and its name
_UNRANKED = 99
#: Words that name an actor: their zone, token, mention if any, and as a reference.
_Named = tuple[int, int, Mention | None, ActorRef]


@dataclass
class Party:
    """An actor as it may take part in one candidate: `ref` are its nearest words, `seen` what holds of it, sorted.

    `far`: named only in sentences before the candidate's.
    """

    ref: ActorRef
    seen: tuple[str, ...]
    far: bool = False


class Cast:
    """The actors of one article: how often each is named, first and with whom. Built once."""

    def __init__(self, reading: Reading, candidates: Sequence[Candidate]) -> None:
        self.reading = reading
        self.candidates = candidates
        page = reading.page
        self.named: Counter[str] = Counter()
        self.companions: dict[str, set[str]] = {}
        self.by_sentence: dict[int, list[tuple[int, Mention]]] = {}
        for i, mention in sorted(page.mentions.items()):
            firm = [a for a in mention.actors if not is_group(a)]
            if not firm or i in page.time_tokens:
                continue
            self.named.update(firm)
            for actor in firm:
                self.companions.setdefault(actor, set()).update(a for a in firm if a != actor)
            self.by_sentence.setdefault(page.tree.sentence_index(i), []).append((i, mention))
        self.rank = {actor: n for n, (actor, _) in enumerate(self.named.most_common())}
        self.opening = {a for n in (0, 1) for _, m in self.by_sentence.get(n, ()) for a in m.actors}
        self.by_clause = {c.n: c for c in candidates if c.n is not None}


def nobody(seen_of_candidate: Sequence[str]) -> tuple[str, ...]:
    """What is seen of "nobody" as the filler of a role: what the candidate itself shows."""
    return tuple(f"nobody:{name}" for name in looked_at(seen_of_candidate, For.NOBODY))


def parties(cast: Cast, at: int) -> list[Party]:
    """The parties of candidate `at`, nearest first."""
    candidate = cast.candidates[at]
    page = cast.reading.page
    here = page.tree.sentence_index(candidate.clause.head)
    own = set(candidate.clause.tokens)
    below = set(page.tree.subtree(candidate.clause.head)) - own
    found: dict[str, list[_Named]] = {}
    for n in range(here, max(-1, here - _BACK - 1), -1):
        for i, mention in cast.by_sentence.get(n, ()):
            zone = 0 if i in own else 1 if i in below else 2 if n == here else 3 if n == here - 1 else 4
            for actor in mention.actors:
                if not is_group(actor):
                    ref = ActorRef(actor, mention.text, Span(mention.start, mention.end))
                    found.setdefault(actor, []).append((zone, i, mention, ref))
    for ref in (*(candidate.voice.by if candidate.voice else ()), *candidate.claim.subject, *candidate.claim.object):
        if not is_group(ref.id) and ref.id != AUTHOR:
            found.setdefault(ref.id, []).append((5, candidate.clause.head, None, ref))
    around = _Around(cast, at)
    made = []
    for actor, places in found.items():
        places.sort(key=lambda p: (p[0], abs(p[1] - candidate.clause.head)))
        far = _ZONES[places[0][0]] in ("before", "earlier") and all(p[0] != len(_ZONES) - 1 for p in places)
        made.append((places[0][:2], Party(places[0][3], tuple(sorted(set(_seen(around, actor, places)))), far)))
    return [party for _, party in sorted(made, key=lambda m: m[0])]


class _Around:
    """What is the same for every party of one candidate."""

    def __init__(self, cast: Cast, at: int) -> None:
        self.cast = cast
        self.candidate = candidate = cast.candidates[at]
        claim = candidate.claim
        reading = cast.reading
        page = reading.page
        self.subject = {r.id for r in claim.subject}
        self.object = {r.id for r in claim.object}
        self.speakers = {r.id for r in candidate.voice.by} if candidate.voice else set()
        self.quoted = page.quotation_at(page.tree[candidate.clause.head].start) is not None
        row = candidate.rows[1] or candidate.rows[0]
        self.row = row
        self.lemma = row.lemma if row is not None else page.tree[candidate.clause.head].lemma.lower()
        self.frame = row.roles if row is not None else {}
        self.slots: dict[int, str] = {}
        if candidate.n is not None:
            for slot, tokens in reading.slots[candidate.n].items():
                for i in tokens:
                    self.slots.setdefault(page.holder.get(i, i), slot)
        above = cast.by_clause.get(candidate.clause.governor) if candidate.clause.governor is not None else None
        self.above_subject = {r.id for r in above.claim.subject} if above else set()
        self.above_object = {r.id for r in above.claim.object} if above else set()
        self.before_subject: set[str] = set()
        self.before_object: set[str] = set()
        here = page.tree.sentence_index(candidate.clause.head)
        for other in reversed(cast.candidates[:at]):
            there = page.tree.sentence_index(other.clause.head)
            if there < here - 1:
                break
            if there == here - 1 and not other.doubts and other.clause.link == "root":
                self.before_subject |= {r.id for r in other.claim.subject}
                self.before_object |= {r.id for r in other.claim.object}
        first = page.grammar.first_person_plural | page.grammar.first_person_singular
        self.first_person = self.quoted and any(page.lower(i) in first for i in candidate.clause.tokens)
        self.filled = ("s" if self.subject else "") + ("o" if self.object else "")


def _seen(around: _Around, actor: str, places: list[_Named]) -> Iterator[str]:
    """What holds of the actor: as the rules have it, in the article, as a speaker, in clauses around, where it is named."""
    rule = "subject" if actor in around.subject else "object" if actor in around.object else "none"
    zone = _ZONES[places[0][0]]
    yield from _by_rule(around, actor, rule, zone)
    yield from _in_article(around, actor, rule, zone)
    yield from _as_speaker(around, actor, rule, zone)
    yield from _in_clauses_around(around, actor, rule, zone)
    for near, i, mention, _ in places[:3]:
        if near == 0 or (near <= 2 and i == places[0][1]):
            yield from _place(around, i, mention, rule, sort_of(actor), near)
    if len([p for p in places if p[0] == 0]) > 1:
        yield "twice"


def _by_rule(around: _Around, actor: str, rule: str, zone: str) -> Iterator[str]:
    """What the rules say of it, beside what they say of the candidate."""
    claim, sort = around.candidate.claim, sort_of(actor)
    yield f"rule={rule}"
    yield f"rule={rule}+{zone}"
    yield f"rule={rule}+{claim.kind}+{sort}"
    yield f"rule={rule}+{around.filled}+{zone}"
    yield f"rule={rule}+{claim.kind}+{around.candidate.clause.link}"
    yield f"sort={sort}+{zone}"
    yield f"zone={zone}+{claim.kind}+{around.filled}"
    yield f"plover={claim.plover}+{zone}+{rule}"
    if claim.plover and around.filled != "so":
        yield f"plover={claim.plover}+{around.filled}+{rule}+{zone}"


def _in_article(around: _Around, actor: str, rule: str, zone: str) -> Iterator[str]:
    """How often the article names it, whether it does so at the start, and whether beside those whom the rules have take part."""
    cast, sort = around.cast, sort_of(actor)
    rank = cast.rank.get(actor, _UNRANKED)
    ranked = next((name for below, name in _RANKS if rank < below), "rest")
    yield f"rank={ranked}+{zone}"
    yield f"rank={ranked}+{around.candidate.claim.kind}+{rule}"
    if actor in cast.opening:
        yield f"opening+{zone}+{rule}"
    companions = cast.companions.get(actor, set())
    if companions & around.subject:
        yield f"with.subject+{sort}+{rule}+{zone}"
    if companions & around.object:
        yield f"with.object+{sort}+{rule}+{zone}"


def _as_speaker(around: _Around, actor: str, rule: str, zone: str) -> Iterator[str]:
    """Whether it speaks, of itself or not; where others do, whether it is named beside them."""
    kind = around.candidate.claim.kind
    if actor in around.speakers:
        yield f"speaks+{kind}+{'quoted' if around.quoted else 'told'}+{around.filled}"
        yield f"speaks+{rule}+{kind}"
        if around.first_person:
            yield f"speaks+first+{rule}"
    elif around.speakers:
        yield f"others.speak+{zone}+{kind}"
        if around.cast.companions.get(actor, set()) & around.speakers:
            yield f"with.speaker+{kind}+{sort_of(actor)}"


def _in_clauses_around(around: _Around, actor: str, rule: str, zone: str) -> Iterator[str]:
    """Its part in the clause above, and in the main clauses of the sentence before."""
    for name, ids in (
        ("above.subject", around.above_subject),
        ("above.object", around.above_object),
        ("before.subject", around.before_subject),
        ("before.object", around.before_object),
    ):
        if actor in ids:
            yield f"{name}+{rule}+{around.filled}"
            yield f"{name}+{around.candidate.clause.link}+{zone}"
            yield f"{name}+{around.candidate.claim.kind}+{around.filled}"


def _place(around: _Around, i: int, mention: Mention | None, rule: str, sort: str, near: int) -> Iterator[str]:
    """Where words that name the party stand in the candidate's clause or sentence."""
    page, clause = around.cast.reading.page, around.candidate.clause
    tree = page.tree
    zone = _ZONES[near]
    side = "at" if i == clause.head else "left" if i < clause.head else "right"
    slot = around.slots.get(i)
    role = around.frame.get(slot, "none") if slot else "unslotted"
    if mention is not None:
        yield f"mention={mention.kind}+{rule}+{zone}"
        yield f"mention={mention.kind}+{slot}+{role}"
    yield f"slot={slot}+{role}+{rule}"
    yield f"slot={slot}+{around.candidate.claim.kind}+{sort}"
    yield f"verb={around.lemma}+{slot or side}"
    yield f"side={side}+{zone}+{around.filled}+{rule}"
    path: list[str] = []
    at = i
    while at != clause.head and len(path) < _DEEP:
        preposition = page.preposition(at)
        dep = tree[at].dep.partition(":")[0]
        path.append(f"{dep}.{preposition}" if preposition else dep)
        if tree.is_root(at):
            path.append("off")
            break
        at = tree[at].head
    told = "<".join(path)
    yield f"path={told}"
    yield f"path={told}+{around.candidate.claim.kind}"
    yield f"path={told}+{clause.form}+{rule}"
    if path:
        yield f"path.near={path[0]}+{rule}+{around.filled}"
        yield f"path.last={path[-1]}+{len(path)}+{rule}"
    if tree[i].head in page.mentions or page.holder.get(tree[i].head, tree[i].head) in page.mentions:
        yield f"inside.mention+{rule}+{sort}"
    noun = tree[tree[i].head]
    if noun.pos == "NOUN" and tree[i].dep in ("nmod", "amod"):
        yield f"of={noun.lemma.lower()}+{page.preposition(i) or tree[i].dep}"
