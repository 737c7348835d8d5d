"""The last word on each candidate: whether it is a claim, of what kind and root, how firm, who acts on whom.

The rules propose, weights learnt from annotated articles decide (`knowledge/weights.py`, docs/decisions/0006). A
language without weights keeps what the rules say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import cast, get_args

from msgspec import structs

from faisceau.extract.barred import barred, listed
from faisceau.extract.candidates.stated import Candidate, as_exchange
from faisceau.extract.network import DECISIONS as OF_CANDIDATES
from faisceau.extract.odds import DATE, Odds, odds_of
from faisceau.extract.parties import Cast, Party, parties
from faisceau.extract.predicates import noun_row
from faisceau.extract.reading import NEUTRAL, Reading
from faisceau.extract.roles import OBJECT, SUBJECT
from faisceau.extract.vouching import vouched
from faisceau.knowledge.plover import promised
from faisceau.knowledge.weights import Cuts, RoleCuts, goes_with, has_weights
from faisceau.model.actors import is_group, is_person
from faisceau.model.claims import AUTHOR, ActorRef, Claim, Kind, Plover, Polarity, Source, Status

CLAIM, NO_CLAIM = "claim", "none"
#: What weights are learnt for: a file each.
DECISIONS = (*OF_CANDIDATES, SUBJECT, OBJECT, DATE)
_PLOVER = frozenset(get_args(Plover))
_MOST = 4  # parties in one role
#: Probability below which not even a list brings somebody into a role.
_HARDLY = 0.05
#: Somebody named in another sentence stands beside one who is named here only if at least this many times as probable.
_FAR_BESIDE = 0.8
#: What verbs of denial and the hearsay conditional mark is so: words near by make no assertion of it.
_MARKED = frozenset({"denied", "reported_conditional"})
_ARGUMENTS = ("nsubj", "nsubj:pass", "obj")
_ASKING = "ask"  # content of verbs that ask for what they tell
_REFUSED = "REJECT"
#: Roots that themselves say that something is no longer, or not, done.
_UNDOING = frozenset({"REJECT", "SANCTION", "RETREAT", "CONCEDE"})
_OTHER: dict[Polarity, Polarity] = {"+": "-", "-": "+"}
_BESIDE = 5  # code points between reported words and the remark on them
_SAME_WORDS = 0.999
_ONE = 0.8  # of their words: two that share more state one thing, however probable both


@dataclass
class Weighed:
    """A candidate with its decided claim, how probable it is, what it was decided from, and its parties.

    `odds` is None in a language without weights. `counterpart` is the party that was taken from the exchange that it answers.
    """

    candidate: Candidate
    claim: Claim
    probability: float
    odds: Odds | None = None
    parties: tuple[Party, ...] = ()
    counterpart: ActorRef | None = None

    @property
    def seen(self) -> tuple[str, ...]:
        """What was seen of the candidate."""
        return self.odds.seen if self.odds is not None else ()


def weighed(reading: Reading, candidates: Sequence[Candidate]) -> list[Weighed]:
    """The candidates that are claims, decided, in text order."""
    if not has_weights(reading.page.lang):
        return _apart([Weighed(c, c.claim, 1.0) for c in candidates if not c.doubts], _SAME_WORDS)
    found = odds_of(reading, candidates)
    if not found:
        return []
    cut = found[0].cuts
    probable = [
        Weighed(c, c.claim, each.labels("keep")[CLAIM], each) for c, each in zip(candidates, found, strict=True)
    ]
    kept = _apart([each for each in probable if each.probability >= cut.keep], cut.same, cut.both)
    place = {id(candidate): at for at, candidate in enumerate(candidates)}
    cast_of = Cast(reading, candidates)
    for each in kept:
        each.parties = tuple(parties(cast_of, place[id(each.candidate)]))
    return _told_once(reading, [_decided(reading, each, cut) for each in kept])


def _told_once(reading: Reading, found: Sequence[Weighed]) -> list[Weighed]:
    """The decided claims without those that only say again what another does: the good of an exchange told by its verb
    ("deux livraisons d'obus"), and a remark beside the words that it reports (", redoute un cadre").
    """
    exchanges = [each.claim for each in found if each.claim.kind == "exchange" and each.candidate.n is not None]
    remarks = {remark.verb: reading.page.tree[remark.first].start for remark, _ in reading.voices.remarks}
    ends = [each.claim.end for each in found]

    def again(each: Weighed) -> bool:
        claim, head = each.claim, each.candidate.clause.head
        if each.candidate.n is None and claim.kind == "exchange":
            at = claim.predicate_span.start
            goods = (item.span for other in exchanges for item in other.items)
            return any(span is not None and span.start <= at < span.end for span in goods)
        start = remarks.get(head)
        return start is not None and claim.start >= start and any(0 <= start - end <= _BESIDE for end in ends)

    return [each for each in found if not again(each)]


def _apart(found: Sequence[Weighed], same: float, both: float = 1.0) -> list[Weighed]:
    """The most probable of those on the same words, in text order; two that are each more probable than `both` may share more."""
    kept: list[Weighed] = []
    for each in sorted(found, key=lambda w: (-w.probability, -_filled(w.claim), w.claim.start, w.claim.end)):
        most = _ONE if each.probability > both else same  # it is the least probable so far
        if all(_shared(each.claim, other.claim) <= most for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda w: (w.claim.start, w.claim.end))


def _filled(claim: Claim) -> int:
    return len(claim.subject) + len(claim.object)


def _shared(a: Claim, b: Claim) -> float:
    """Intersection over union of two claims' words."""
    inside = min(a.end, b.end) - max(a.start, b.start)
    return max(0, inside) / (max(a.end, b.end) - min(a.start, b.start))


def _decided(reading: Reading, each: Weighed, cut: Cuts) -> Weighed:
    claim, odds = each.claim, each.odds
    assert odds is not None
    source = vouched(reading, claim, each.parties, odds)
    kind, status = _kind_and_status(reading, each, odds, source)
    roots = odds.labels("root")
    if each.candidate.lets_happen:
        roots.pop(_REFUSED, None)
    root = _chosen(roots, str(claim.plover), cut.root)
    withheld = each.candidate.withheld
    is_withheld = withheld is not None and (root == withheld or root not in _UNDOING)
    root = promised(root) if status == "promised" else root
    subject, object_ = _roles(reading, each, odds, kind, source)
    claim = structs.replace(
        claim,
        kind=kind,
        status=status,
        polarity=_OTHER[claim.polarity] if is_withheld else claim.polarity,
        plover=cast(Plover, root) if root in _PLOVER else None,
        subject=subject,
        object=object_,
        source=source,
    )
    return replace(each, claim=as_exchange(reading.page, each.candidate, claim))


def _kind_and_status(reading: Reading, each: Weighed, odds: Odds, source: Source) -> tuple[Kind, Status]:
    """The most probable two that go together: hardly any forecast is asserted, hardly any incident an opinion.

    A line of the ledger that nobody gave costs more than one that is missing: an exchange must be probable enough by itself.
    """
    claim, cut = each.claim, odds.cuts
    kinds, statuses = odds.labels("kind"), _statuses(reading, each, odds, source)
    ratio = goes_with(reading.page.lang)

    def best_with(kind: str) -> dict[str, float]:
        """Of each status its probability, more where it goes with the kind."""
        return {status: odd * exp(cut.together * ratio[kind][status]) for status, odd in statuses.items()}

    is_likely = kinds.get("exchange", 0.0) >= (cut.exchange if _is_stated(reading, each.candidate) else cut.unstated)
    if _moves_a_good(claim) and is_likely:
        kind: Kind = "exchange"
    else:
        of_pairs = {kind: odd * max(best_with(kind).values()) for kind, odd in kinds.items()}
        if not is_likely:
            of_pairs.pop("exchange", None)
        kind = cast(Kind, _chosen(_of_one(of_pairs), str(claim.kind), cut.kind))
    if kind == "exchange" and _only_tells(each.candidate):
        kind = claim.kind
    return kind, cast(Status, _chosen(_of_one(best_with(kind)), str(claim.status), cut.status))


def _of_one(found: Mapping[str, float]) -> dict[str, float]:
    """The same in proportion, adding up to 1."""
    total = sum(found.values()) or 1.0
    return {label: odd / total for label, odd in found.items()}


def _statuses(reading: Reading, each: Weighed, odds: Odds, source: Source) -> dict[str, float]:
    """Probability of each status; of that of the rules alone where it is no question. Somebody denies, in words that refuse
    something: in the author's own voice a negation is a fact like others.
    """
    ruled = each.claim.status
    if ruled not in odds.cuts.open_statuses or ruled in _MARKED or each.candidate.unsaid:
        return {str(ruled): 1.0}
    found = odds.labels("status")
    if source.by[0].id == AUTHOR or not _refuses(reading, each.candidate):
        found.pop("denied", None)
    return found


def _refuses(reading: Reading, candidate: Candidate) -> bool:
    """Whether the candidate has a negation, or a predicate that denies or rejects."""
    page = reading.page
    if any(row is not None and (row.content == "deny" or row.plover == "REJECT") for row in candidate.rows):
        return True
    return any(page.lower(n) in page.grammar.negations | page.grammar.negative_seconds for n in candidate.clause.tokens)


def _only_tells(candidate: Candidate) -> bool:
    """Whether the predicate says or reckons: who counts what others deliver gives nothing."""
    row = candidate.rows[0]
    return row is not None and row.content in NEUTRAL


def _is_stated(reading: Reading, candidate: Candidate) -> bool:
    """Whether the rules take it for an exchange, or a construction of its words moves a good, be it that of a verb below ("oblige
    Lima à livrer des obus") or of a noun ("les livraisons ont dépassé le plafond"). Who asks for an exchange gives nothing yet.
    """
    page, claim = reading.page, candidate.claim
    below = (n for n, c in enumerate(reading.clauses) if claim.start <= page.tree[c.head].start < claim.end)
    rows = [row for row in candidate.rows if row is not None]
    moving = (row for row in (*rows, *map(reading.rows.__getitem__, below)) if row is not None)
    if claim.kind == "exchange" or any(row.kind == "exchange" for row in moving):
        return True
    nouns = page.tree.kids(candidate.clause.head, *_ARGUMENTS)
    told = (noun_row(page, i) for i in nouns)
    return all(row.content != _ASKING for row in rows) and any(
        row is not None and row.kind == "exchange" for row in told
    )


def _moves_a_good(claim: Claim) -> bool:
    """Whether the rules found who gives or gets a good of the taxonomy: the ledger's lines are not lost to a likeness."""
    told = claim.kind == "exchange" and any(item.category for item in claim.items)
    return told and bool(claim.subject or claim.object)


def _chosen(found: Mapping[str, float], rule: str, margin: float) -> str:
    """The most probable label; that of the rules where it is not clearly less so."""
    best = max(sorted(found), key=lambda label: round(found[label], 9))
    return best if found[best] - found.get(rule, 0.0) > margin else rule


def _roles(
    reading: Reading, each: Weighed, odds_of_each: Odds, kind: Kind, source: Source
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    cut, odds = odds_of_each.cuts, odds_of_each.roles(each.parties)
    for role, out in barred(reading, each.candidate, each.parties, kind, source).items():
        least = (cut.subject if role == SUBJECT else cut.object).apart
        for n, party in enumerate(each.parties):
            if n in out or (odds[role][n] < least and not _is_named_in(each.claim, party)):
                odds[role][n] = 0.0
    rows = listed(reading.page, each.candidate, each.parties)
    acting = _fill(each.parties, odds[SUBJECT], each.claim.subject, cut.subject)
    concerned = _fill(each.parties, odds[OBJECT], each.claim.object, cut.object)
    for n in set(acting) & set(concerned):  # nobody does it to themselves
        (concerned if odds[SUBJECT][n] >= odds[OBJECT][n] else acting).remove(n)
    acting, concerned = (
        _with_the_rest(each.parties, own, rows, [p if n not in other else 0.0 for n, p in enumerate(odds[role])])
        for role, own, other in ((SUBJECT, acting, concerned), (OBJECT, concerned, acting))
    )
    return (
        tuple(each.parties[n].ref for n in acting) or _unnamed(each.claim.subject),
        tuple(each.parties[n].ref for n in concerned) or _unnamed(each.claim.object),
    )


def _is_named_in(claim: Claim, party: Party) -> bool:
    """Whether the party's nearest words are among the claim's own."""
    span = party.ref.span
    return span is not None and claim.start <= span.start < claim.end


def _fill(found: Sequence[Party], odds: Sequence[float], ruled: Sequence[ActorRef], cut: RoleCuts) -> list[int]:
    """Places of the parties that take the role, at most `_MOST`, in text order; a person before whom they act for."""
    ranked = sorted(range(len(found)), key=lambda n: (-round(odds[n], 9), n))
    ranked = [n for n in ranked if odds[n] > odds[-1] * (cut.far if found[n].far else cut.nobody)]
    if not ranked:
        return []
    together = {r.id for r in ruled}
    joined = found[ranked[0]].ref.id in together
    best = odds[ranked[0]]
    if not found[ranked[0]].far:  # beside who is named here hardly anybody of another sentence acts
        ranked = [n for n in ranked if not found[n].far or odds[n] >= _FAR_BESIDE * best]

    def goes_with(n: int) -> bool:
        least = cut.joined if joined and found[n].ref.id in together else cut.second
        return odds[n] >= least * best

    chosen = [n for n in ranked if goes_with(n)][:_MOST]
    return sorted(chosen, key=lambda n: (_place(found[n].ref), not is_person(found[n].ref.id)))


def _with_the_rest(
    found: Sequence[Party], chosen: list[int], rows: Sequence[Sequence[frozenset[int]]], odds: Sequence[float]
) -> list[int]:
    """The chosen with those listed beside them ("Quito, Lima et La Paz ont signé"), but for the hardly probable."""
    taken = set(chosen)
    for row in rows:
        if any(named & set(chosen) for named in row):
            taken |= {n for named in row if not named & set(chosen) for n in named if odds[n] > _HARDLY}
    return sorted(taken, key=lambda n: (_place(found[n].ref), not is_person(found[n].ref.id), n))


def _place(ref: ActorRef) -> int:
    return ref.span.start if ref.span is not None else 0


def _unnamed(refs: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    return tuple(r for r in refs if is_group(r.id))
