"""Parties that the words keep out of a role, whatever their odds: who is only named on the way to somebody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from faisceau.extract.arguments import conjuncts, is_passive
from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.clauses import INFINITIVE
from faisceau.extract.page import Page
from faisceau.extract.parties import Party
from faisceau.extract.reading import NEUTRAL, Reading
from faisceau.extract.roles import OBJECT, SUBJECT, actors_of, sort_of
from faisceau.knowledge.descriptions import descriptions
from faisceau.knowledge.goods import categories, category_of
from faisceau.model.claims import AUTHOR, ActorRef, Kind, Source

_TOLD_TO_SOMEBODY = frozenset({"statement", "reaction"})
_BODIES = frozenset({"organisation", "medium"})
_HARM = frozenset({"ASSAULT", "COERCE"})
_LED = 30  # code points before a phrase in which the words that lead it stand
_ARTICLE = 5  # code points of an article and its spaces
_FREEING = "RETREAT"  # root of letting people go
#: Roots of verbs whose subject tells of what others do, and has no part in it.
_CONDEMNING = frozenset({"ACCUSE", "REJECT"})
_BESIDE = ("appos", "flat", "nmod", "amod")


def barred(
    reading: Reading, candidate: Candidate, parties: Sequence[Party], kind: Kind, source: Source
) -> dict[str, set[int]]:
    """Places of the parties that cannot fill each role of the candidate, told as of this kind and on this source's word."""
    heard = _speakers(reading, candidate)
    out: dict[str, set[int]] = {SUBJECT: set(), OBJECT: set()}
    if kind == "exchange":
        tellers = [*heard, *_named_as_telling(candidate, source), *_accusers(reading, candidate)]
        silent = set(_silent(reading, candidate, parties, tellers))
        page = reading.page
        apart = {
            *_as_well(reading, candidate, parties),
            *_of_the_good(page, candidate, parties),
            *_setting_terms(page, candidate, parties),
            *_elsewhere(candidate, parties),
            *_against(page, candidate, parties),
        }
        out = {
            SUBJECT: silent | set(_carrying(page, parties)),
            OBJECT: silent | apart | set(_harmed(reading, candidate, parties)),
        }
    elif kind not in _TOLD_TO_SOMEBODY:
        telling = set(_only_telling(reading, candidate, parties, heard))
        nobodys = set(_of_whose_people(reading, candidate, parties, heard)) if kind == "incident" else set()
        out = {SUBJECT: telling | nobodys if kind == "incident" else set(), OBJECT: telling}
    out[SUBJECT] = out[SUBJECT] | {
        *_of_whom_acts(reading.page, candidate, parties),
        *_doing_the_noun(reading.page, candidate, parties),
        *_not_of_who_acts(reading.page, candidate, parties),
        *_beside_a_group(reading.page, candidate, parties),
    }
    nowhere = {*_qualifying(reading.page, candidate, parties), *_handling(reading.page, candidate, parties)}
    out[OBJECT] = out[OBJECT] | set(_listed_as_acting(reading.page, candidate, parties))
    return {role: places | nowhere for role, places in out.items()}


def _only_telling(
    reading: Reading, candidate: Candidate, parties: Sequence[Party], heard: Sequence[ActorRef]
) -> Iterator[int]:
    """Who is named only as telling it ("…, selon l'armée guyanienne") is not whom it is done to, nor who strikes."""
    naming = _naming(reading, heard)
    ruled = {ref.id for ref in (*candidate.claim.subject, *candidate.claim.object)}
    for n, party in enumerate(parties):
        words = _words(reading, party.ref)
        if words and words <= naming and party.ref.id not in ruled:
            yield n


def _silent(
    reading: Reading, candidate: Candidate, parties: Sequence[Party], heard: Sequence[ActorRef]
) -> Iterator[int]:
    """Who tells of an exchange gives and gets nothing by telling it: only the rules put a speaker in its roles. A State named
    again in other words ("… à Quito, selon le ministre équatorien") is not silent. Nor is anybody of another sentence in it
    whose words say where it goes.
    """
    ruled = {ref.id for ref in (*candidate.claim.subject, *candidate.claim.object)}
    told = {ref.id for ref in heard}
    naming = _naming(reading, heard)
    apart = set(candidate.clause.tokens) - naming
    stated = _says_to_whom(reading, candidate)
    for n, party in enumerate(parties):
        words = _words(reading, party.ref)
        only_tells = (party.ref.id in told and not apart & words) or (words and words <= naming)
        if ((party.far and stated) or only_tells) and party.ref.id not in ruled:
            yield n


def _elsewhere(candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """A good goes to whom its own sentence names, or whom the rules find: nobody of another is guessed to receive it."""
    ruled = {ref.id for ref in candidate.claim.object}
    for n, party in enumerate(parties):
        if party.far and party.ref.id not in ruled:
            yield n


def _setting_terms(page: Page, candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """Who is only the agent of a participle gets nothing: "le plafond fixé par l'ONU"."""
    for n, places in _places(page, candidate, parties):
        if places and all(_is_agent_of_another(page, candidate, i) for i in places):
            yield n


def _against(page: Page, candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """Against whom something is given does not get it: "une aide contre la Russie"."""
    for n, places in _places(page, candidate, parties):
        if places and all(page.preposition(page.holder.get(i, i)) in page.grammar.against for i in places):
            yield n


def _carrying(page: Page, parties: Sequence[Party]) -> Iterator[int]:
    """A ship or aircraft, which the article names after a word for one, carries what others give: "le cargo bolivien Untel"."""
    named = {
        actor
        for i, mention in page.mentions.items()
        if mention.kind in _BODIES and _is_conveyance(page, page.tree[i].head) and page.tree[i].dep.startswith(_BESIDE)
        for actor in mention.actors
        if page.preposition(i) is None
    }
    yield from (n for n, party in enumerate(parties) if party.ref.id in named)


def _is_conveyance(page: Page, noun: int) -> bool:
    known = categories().get(category_of(page.tree[noun].text, page.lang) or "")
    return known is not None and known.conveys


def _named_as_telling(candidate: Candidate, source: Source) -> Iterator[ActorRef]:
    """Whom the candidate's own words name as vouching for them: "…, livrés par Lima, accuse Quito"."""
    claim = candidate.claim
    for ref in source.by:
        if ref.id != AUTHOR and ref.span is not None and claim.start <= ref.span.start < claim.end:
            yield ref


def _as_well(reading: Reading, candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """Who does so as well as the subject gets nothing: "Lima a proposé son aide, ainsi que Quito". Where whoever gets it is the
    verb's direct object, the words may add to those.
    """
    page, row = reading.page, candidate.rows[0]
    words = page.grammar.as_well
    if candidate.n is None or (row is not None and row.roles.get("obj") == OBJECT):
        return
    for n, places in _places(page, candidate, parties):
        firsts = (min((i, *page.tree.kids(i, "det", "amod", "cc", "mark", "fixed", "case"))) for i in places)
        if places and all(_led_by(page, first, i, words) for first, i in zip(firsts, places, strict=True)):
            yield n


def _of_the_good(page: Page, candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """Of whom the good is does not get it: "a envoyé des combattants boliviens". Who is freed goes home."""
    row = candidate.rows[1] or candidate.rows[0]
    if (
        row is None
        or row.plover == _FREEING
        or row.flow is None
        or OBJECT in (row.roles.get("obj"), row.roles.get("de"))
    ):
        return
    goods, people = set[int](), set[int]()
    for item in candidate.claim.items:
        known = categories().get(item.category or "")
        words = page.tree.within(item.span.start, item.span.end) if item.span else ()
        goods.update(words)
        people.update(words if known is not None and known.persons else ())
    for n, places in _places(page, candidate, parties):
        if places and goods.issuperset(places) and all(i in people or page.preposition(i) is None for i in places):
            yield n


def _led_by(page: Page, first: int, i: int, words: Sequence[str]) -> bool:
    """Whether the phrase of `i` is set off by a comma and begins with one of the words, and nothing but its own words between."""
    start = page.tree[first].start
    before = page.text[max(0, start - _LED) : page.tree[i].start].lower().replace("’", "'")
    said = before.rpartition(",")[2].lstrip()
    return "," in before and any(said.startswith(word) and len(said) - len(word) <= _ARTICLE for word in words)


def _harmed(reading: Reading, candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """Whom what is given is to harm does not get it: "des primes versées pour tuer des soldats péruviens"."""
    page = reading.page
    purposes = {
        word
        for n, clause in enumerate(reading.clauses)
        if clause.link == "advcl"
        and clause.form == INFINITIVE
        and (row := reading.rows[n]) is not None
        and row.plover in _HARM
        for word in page.tree.subtree(clause.head)
    }
    below = set(page.tree.subtree(candidate.clause.head))
    for n, places in _places(page, candidate, parties):
        near = below.intersection(places)
        if near and near <= purposes:
            yield n


def _listed_as_acting(page: Page, candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """Who is named only in a list of those who act is not whom it is done to: "Quito, Lima et La Paz demandent une enquête"."""
    tree, head = page.tree, candidate.clause.head
    subject = tree.kid(head, "nsubj")
    if subject is None or subject > head or is_passive(page, candidate.clause):
        return
    acting = {page.holder.get(i, i) for i in conjuncts(tree, subject)}
    for n, places in _places(page, candidate, parties):
        if len(acting) > 1 and places and acting.issuperset(places):
            yield n


def _of_whose_people(
    reading: Reading, candidate: Candidate, parties: Sequence[Party], heard: Sequence[ActorRef]
) -> Iterator[int]:
    """The State of which the sentence, but for who tells it and where it was, has only the adjective, beside people who act in
    nobody's name, former servants, or a dispute: "un ancien soldat péruvien", "le conflit péruvien"."""
    page, naming = reading.page, _naming(reading, heard)
    for n, places in _places(page, candidate, parties):
        own = [i for i in places if i not in naming and page.mentions[i].kind != "place"]
        if own and sort_of(parties[n].ref.id) == "state" and all(_is_of_nobodys(page, i) for i in own):
            yield n


def _not_of_who_acts(page: Page, candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """Where the subject says that nobody acts, everybody ("personne ne croit"); every State, where who acts does so against one:
    "les insurgés boliviens ont libéré les soldats"."""
    actor = _who_acts(page, candidate)
    if actor is None or len(conjuncts(page.tree, actor)) > 1:
        return
    bare = page.tree.kid(actor, "det") is None
    nobody = bare and page.lower(actor) in page.grammar.negative_seconds
    if nobody or page.tree[actor].lemma.lower() in page.attributive.who.opposed:
        yield from (n for n, party in enumerate(parties) if nobody or sort_of(party.ref.id) == "state")


def _who_acts(page: Page, candidate: Candidate) -> int | None:
    """The head of the clause's own subject, of a relative pronoun what it stands for; None in the passive, or without any."""
    head = candidate.clause.head
    if candidate.n is None or is_passive(page, candidate.clause):
        return None
    subject = page.tree.kid(head, "nsubj")
    if subject is not None and candidate.clause.link == "relcl" and "PronType=Rel" in page.tree[subject].morph:
        return page.tree[head].head
    return subject


def _is_of_nobodys(page: Page, i: int) -> bool:
    tree, who, kind = page.tree, page.attributive.who, page.mentions[i].kind
    if kind not in ("adjective", "title"):
        return False
    noun = tree[i].head if kind == "adjective" else i
    lemma = tree[noun].lemma.lower()
    former = tree[noun].text.lower().startswith(who.former_prefix)
    former = former or any(tree[c].lemma.lower() in who.former for c in tree.kids(noun, "amod"))
    return former or lemma in who.private | page.grammar.disputes


def _doing_the_noun(page: Page, candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """Who does what a noun tells, by the preposition of agents, does not do what the verb above it does: "l'assemblée réclame la
    libération par les rebelles de …"."""
    tree, head = page.tree, candidate.clause.head
    if tree.kid(head, "nsubj") is None or tree.kid(head, "nsubj:pass") is not None or tree[head].pos != "VERB":
        return
    nouns = [c for c in (tree.kid(head, "obj"), tree.kid(head, "xcomp")) if c is not None and c > head]
    for n, places in _places(page, candidate, parties):
        if places and all(
            page.preposition(page.holder.get(i, i)) == page.grammar.by and any(head < noun < i for noun in nouns)
            for i in places
        ):
            yield n


def _is_agent_of_another(page: Page, candidate: Candidate, i: int) -> bool:
    tree = page.tree
    above = tree[i].head
    agent = tree[i].dep == "obl:agent" or page.preposition(i) == page.grammar.by
    return agent and above != candidate.clause.head and tree[above].dep.startswith(("acl", "amod"))


def _handling(page: Page, candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """Who only had in hand the text that vouches: "un rapport consulté par l'agence"."""
    tree, handled = page.tree, page.attributive.chain.handled
    for n, places in _places(page, candidate, parties):
        if places and all(
            _is_agent_of_another(page, candidate, i) and tree[tree[i].head].lemma.lower() in handled for i in places
        ):
            yield n


def _qualifying(page: Page, candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """A State of which the sentence has only the adjective beside the name of a body: "le groupe britannique Untel"."""
    for n, places in _places(page, candidate, parties):
        if places and sort_of(parties[n].ref.id) == "state" and all(_is_of_named_body(page, i) for i in places):
            yield n


def _beside_a_group(page: Page, candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """The State of which the sentence has only the adjective beside a group that is not the State's: "les médecins péruviens"."""
    for n, places in _places(page, candidate, parties):
        if places and sort_of(parties[n].ref.id) == "state" and all(_is_of_group(page, i) for i in places):
            yield n


def _is_of_group(page: Page, i: int) -> bool:
    group = page.mentions.get(page.tree[i].head)
    return page.mentions[i].kind == "adjective" and group is not None and group.kind == "group"


def _is_of_named_body(page: Page, i: int) -> bool:
    if page.mentions[i].kind != "adjective":
        return False
    tree, noun = page.tree, page.tree[i].head
    beside = [noun, *(c for c in tree.kids(noun, *_BESIDE) if page.preposition(c) is None)]
    if tree[noun].dep.startswith(_BESIDE) and page.preposition(noun) is None:
        beside.append(tree[noun].head)
    first = min(tree.kids(noun, "det"), default=noun)
    if first > 1 and tree[first - 1].text == ",":  # "Untel, le constructeur britannique"
        beside.append(first - 2)
    named = (page.mentions.get(page.holder.get(c, c)) for c in beside)
    return any(m is not None and m.kind in _BODIES and not {*m.actors} & {*page.mentions[i].actors} for m in named)


def _of_whom_acts(page: Page, candidate: Candidate, parties: Sequence[Party]) -> Iterator[int]:
    """The person whose relative, aide or body acts does not, by what stands before the verb: "l'ex-conseiller d'Untel a
    plaidé", "le comité de soutien d'Untel appelle"."""
    subject = page.tree.kid(candidate.clause.head, "nsubj")
    if subject is None or page.holder.get(subject, subject) in page.mentions:
        return
    noun = page.tree[subject]
    lemma = noun.lemma.lower().removeprefix(page.attributive.who.former_prefix)
    row = descriptions(page.lang).get(lemma)
    if noun.pos != "NOUN" or row is None or lemma in page.attributive.who.spokes:
        return
    tree = page.tree
    owners = [c for c in tree.kids(subject, "nmod") if page.preposition(c) == page.grammar.of]
    if row.sort == "body":  # "le comité de soutien d'Untel", where the body's own noun comes between
        owners += [d for c in owners for d in tree.kids(c, "nmod") if page.preposition(d) == page.grammar.of]
    named = {page.holder.get(i, i) for c in owners for i in (c, *tree.kids(c, "appos", "flat"))}
    for n, places in _places(page, candidate, parties):
        before = [i for i in places if i < candidate.clause.head]
        if before and all(i in named and page.mentions[i].kind in ("person", "title") for i in before):
            yield n


def _places(page: Page, candidate: Candidate, parties: Sequence[Party]) -> list[tuple[int, list[int]]]:
    """Of each party the heads of the mentions that name it in the candidate's sentence."""
    sentence = page.tree.sentence(candidate.clause.head)
    here = [(i, page.mentions[i]) for i in range(sentence.first, sentence.last) if i in page.mentions]
    return [(n, [i for i, m in here if party.ref.id in m.actors]) for n, party in enumerate(parties)]


def listed(page: Page, candidate: Candidate, parties: Sequence[Party]) -> tuple[tuple[frozenset[int], ...], ...]:
    """The lists in the candidate's own words ("Quito, Lima et La Paz"): of each of its names the places of the parties named."""
    rows: dict[int, dict[int, set[int]]] = {}
    own = frozenset(candidate.clause.tokens)
    for n, places in _places(page, candidate, parties):
        for i in own.intersection(places):
            rows.setdefault(_first_of_list(page, i), {}).setdefault(i, set()).add(n)
    return tuple(tuple(map(frozenset, row.values())) for row in rows.values() if len(row) > 1)


def _first_of_list(page: Page, i: int) -> int:
    while page.tree[i].dep == "conj" or _goes_on(page, i):
        i = page.tree[i].head
    return i


def _goes_on(page: Page, i: int) -> bool:
    """Whether the noun stands in a list between a comma and "and": the parser often takes it for a complement."""
    tree = page.tree
    first = min((i, *tree.kids(i, "det")))
    listed_on = (
        tree[i].dep.startswith(("nmod", "appos")) and page.preposition(i) is None and tree.kid(i, "conj") is not None
    )
    return listed_on and first > tree[i].head and tree[first - 1].text == ","


def _says_to_whom(reading: Reading, candidate: Candidate) -> bool:
    """Whether the predicate has a complement for who is concerned, be it one whom nothing knows: "envoyé à Boa Vista"."""
    row = candidate.rows[0]
    if row is None or candidate.n is None:
        return False
    slots, tree = reading.slots[candidate.n], reading.page.tree
    filled = (i for slot, role in row.roles.items() if role == OBJECT for i in slots.get(slot, ()))
    return any(tree[i].pos in ("NOUN", "PROPN") and i not in reading.page.time_tokens for i in filled)


def _naming(reading: Reading, heard: Sequence[ActorRef]) -> set[int]:
    """The tokens of the phrases that name who speaks."""
    tree = reading.page.tree
    return {word for ref in heard for head in _words(reading, ref) for word in tree.subtree(head)}


def _words(reading: Reading, ref: ActorRef) -> set[int]:
    return set(reading.page.tree.within(ref.span.start, ref.span.end)) if ref.span is not None else set()


def _speakers(reading: Reading, candidate: Candidate) -> list[ActorRef]:
    """Who vouches for the candidate, and who is the subject of a verb of saying or reckoning that governs it."""
    found = list(candidate.voice.by) if candidate.voice is not None else []
    at = candidate.clause.governor
    while at is not None:
        row = reading.rows[at]
        if row is not None and row.content in NEUTRAL:
            found += [ref for i in reading.slots[at].get("subj", ()) for ref in actors_of(reading.page, i, deep=True)]
        at = reading.clauses[at].governor
    return found


def _accusers(reading: Reading, candidate: Candidate) -> Iterator[ActorRef]:
    """The subject of a verb that governs the candidate and condemns what is done: "Quito dénonce Lima, qui arme La Paz". Of an
    infinitive it may be that of a verb above.
    """
    condemns = False
    at = candidate.clause.governor
    while at is not None:
        row = reading.rows[at]
        condemns = condemns or (row is not None and row.plover in _CONDEMNING)
        subject = [ref for i in reading.slots[at].get("subj", ()) for ref in actors_of(reading.page, i, deep=True)]
        if condemns and subject:
            yield from subject
            condemns = False
        at = reading.clauses[at].governor
