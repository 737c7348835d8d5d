"""Which told claims a denial contests.

A denial contests a claim only where both are of one act: the same good (or one that the denied good contains) going the same
way between the same parties, or, where nothing goes from one to another, the same act of the same actors in like words.
"""

from __future__ import annotations

from faisceau.fuse.denials import calls_untrue, says_what
from faisceau.fuse.families import named_goods, reach
from faisceau.fuse.features import Proposition, is_state_or_body
from faisceau.fuse.words import acts, is_in_return, stem_of, stems
from faisceau.knowledge.goods import category_of
from faisceau.model.claims import Claim

YEAR = 366
ALIKE = 0.3  # weighted Jaccard index of wording from which two acts without a good are one
HELD = 0.5  # share of a denial's words that are told, from which one that names the act is of it
TRANSFER = frozenset({"give", "receive"})
TOLD = frozenset({"exchange", "event", "incident", "sanction_act", "background", "assessment"})
#: Roots of acts in which a good is used, not handed over: who denies a delivery does not deny that shells were fired.
_USED = frozenset({"ASSAULT", "MOBILIZE"})
_SAYING = frozenset({"deny", "declare", "accuse"})
_DENYING = frozenset({"deny"})
Ends = tuple[str | None, str | None]


def bodies(known: Proposition) -> frozenset[str]:
    """The states and bodies that act or are acted on."""
    return frozenset(filter(is_state_or_body, known.actors))


def _items(known: Proposition) -> dict[str, str]:
    """Category of each of the claim's goods to the words that name it."""
    found: dict[str, str] = {}
    for item in known.claim.items:
        category = item.category or category_of(item.name, known.lang)
        if category:
            found[category] = f"{found.get(category, '')} {item.name}"
    return found


def goods_of(known: Proposition) -> dict[str, str]:
    """Category to the words that name it: of the claim's items, else, for a transfer told or denied, of its own words.

    Of two goods in one sentence, one in return for the other, the words do not say which one goes.
    """
    found = _items(known)
    quote = known.claim.quote
    silent = known.denial and known.claim.status != "denied"
    if found or silent or not is_transfer(known) or is_in_return(quote, known.lang):
        return found
    return dict.fromkeys(sorted(named_goods(quote, known.lang)), quote)


def _told_goods(told: Proposition, denied: Ends) -> frozenset[str]:
    """Categories told: those of an exchange or of its items, or that its words name where it is of the denied parties."""
    if told.claim.kind == "exchange":
        return frozenset(goods_of(told))
    if told.claim.plover in _USED:
        return frozenset()
    found = frozenset(_items(told))
    giver, receiver = denied
    acted = is_transfer(told) or told.claim.kind in {"event", "incident"}
    if not found and acted and giver in told.subjects and receiver in told.objects:
        return named_goods(told.claim.quote, told.lang)
    return found


def is_transfer(known: Proposition) -> bool:
    """Whether something goes from one to another: told as an exchange, or in words that give or receive."""
    return known.claim.kind == "exchange" or known.flow is not None or bool(known.acts & TRANSFER)


def ends(known: Proposition) -> Ends:
    """Giver and receiver as far as they are told; neither for a denial that names only its parties.

    Who assures that nothing was sent to another is the giver denied: its words give, and say to whom.
    """
    if known.flow:
        return known.flow
    own_conduct = known.denial and bool(known.objects) and known.acts & TRANSFER == {"give"}
    if known.claim.kind != "exchange" and not own_conduct:
        return None, None
    giver = sorted(filter(is_state_or_body, known.subjects))
    receiver = sorted(filter(is_state_or_body, known.objects))
    if own_conduct and not (len(giver) == len(receiver) == 1):
        return None, None
    return (giver[0] if len(giver) == 1 else None), (receiver[0] if len(receiver) == 1 else None)


def same_way(denial: Proposition, told: Proposition) -> bool:
    """Whether a transfer told can be the one denied: no other giver or receiver, and nobody but the parties denied for."""
    mine, theirs = ends(denial), ends(told)
    if any(a and b and a != b for a, b in zip(mine, theirs, strict=True)):
        return False
    if any(a and a == b for a, b in zip(mine, theirs, strict=True)):
        return True
    if mine != (None, None) and theirs == (None, None):
        agents = set(filter(is_state_or_body, told.subjects))
        return mine[0] is not None and {end for end in mine if end} <= bodies(told) and agents != {mine[1]}
    denied = bodies(denial) | {end for end in mine if end}
    if theirs != (None, None):
        return {end for end in theirs if end} <= denied
    agents = set(filter(is_state_or_body, told.subjects)) or set(bodies(told))
    return bool(agents & denied) and (agents <= denied or len(bodies(told) & denied) >= 2)


def _in_time(a: Proposition, b: Proposition) -> bool:
    return not (a.days and b.days and a.days.gap(b.days) > YEAR)


def contests(denial: Proposition, told: Proposition, alike: float) -> bool:
    """Whether `denial` contests `told`; `alike` is how like their wordings are."""
    if told.denial or told.claim.polarity == "-" or "deny" in told.acts or not _in_time(denial, told):
        return False
    denied = goods_of(denial) if is_transfer(denial) else {}
    if denied:
        if told.planned or told.claim.kind not in TOLD or not same_way(denial, told):
            return False
        reached = frozenset[str]().union(*(reach(category, words) for category, words in denied.items()))
        return bool(reached & _told_goods(told, ends(denial)))
    if told.planned != denial.planned or is_transfer(denial) != is_transfer(told):
        return False
    if denial.claim.status != "denied" and not _same_occasion(denial, told):
        return False
    own = acts(denial.claim.predicate, denial.lang) - _SAYING
    same_act = denial.claim.predicate == told.claim.predicate or bool(own & acts(told.claim.predicate, told.lang))
    agents = denial.subjects & told.subjects if denial.subjects and told.subjects else frozenset()
    if not agents:
        return False
    return (same_act and alike >= ALIKE) or (
        not own and is_bare_denial(denial.claim, denial.lang) and _names_act(denial, told)
    )


def _same_occasion(denial: Proposition, told: Proposition) -> bool:
    """Whether what is negated and what is told are of the same days and of nobody else: who was not met in May was in June."""
    if denial.objects and told.objects and not denial.objects & told.objects:
        return False
    return bool(denial.days and told.days and denial.days.gap(told.days) == 0)


def _names_act(denial: Proposition, told: Proposition) -> bool:
    """Whether a denial whose own verb only denies names the act told ("nie avoir arraisonné"), and little that is not told.

    What it denies stands after its verb: before it, who denies may be told by other acts ("les rebelles capturés nient …").
    It is short, and what it denies is told at length: the share of its own words counts, not that of both.
    """
    act = stem_of(told.claim.predicate, told.lang)
    said = stems(_after(denial.claim), denial.lang) or denial.stems
    return act in said and len(said & told.stems) >= HELD * len(said)


def _after(claim: Claim) -> str:
    """What the claim says after its predicate."""
    return claim.quote[claim.predicate_span.end - claim.start :]


def is_bare_denial(claim: Claim, lang: str) -> bool:
    """Whether the predicate of the claim, whose words are in `lang`, is a word that denies, or its words call something untrue."""
    named = claim.quote[claim.predicate_span.start - claim.start : claim.predicate_span.end - claim.start]
    return bool(acts(f"{claim.predicate} {named}", lang) & _DENYING) or calls_untrue(claim.quote)


def takes_up(denial: Proposition) -> bool:
    """Whether the denial does not say what it denies ("Moscou dément"), so that it is of what was told just before.

    Its predicate must be a word that denies. "Je ne suis pas un espion" negates something, and answers nobody.
    """
    claim = denial.claim
    if claim.status != "denied" or goods_of(denial) or not is_bare_denial(claim, denial.lang):
        return False
    if claim.predicate_span == claim.span:
        return not acts(claim.quote, denial.lang) - _SAYING
    after = _after(claim)
    inverted = any(ref.span and ref.span.start >= claim.predicate_span.end for ref in claim.subject)
    return not acts(after, denial.lang) - _SAYING and (inverted or not says_what(after))
