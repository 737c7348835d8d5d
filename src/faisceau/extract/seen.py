"""What is seen of a candidate when it is weighed: names of things that hold, as strings, for `weighing` to add up.

Each name says what was seen, so that the weights behind a decision can be read (`faisceau explain`). What the rules
say of the candidate is seen too: the weights correct the rules where the words around them speak against them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.clauses import Clause, finite_verb
from faisceau.extract.meanings import meanings, near
from faisceau.extract.page import Page
from faisceau.extract.reading import Reading
from faisceau.extract.roles import sort_of
from faisceau.knowledge.lexicon import Row
from faisceau.model.claims import ActorRef, Claim

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN"})
_LENGTHS = (3, 5, 8, 12, 18, 26, 40)  # tokens
_CUE_WORDS = 3


def seen(reading: Reading, all_of: Sequence[Candidate], at: int) -> tuple[str, ...]:
    """Names of what holds of candidate `at`, sorted, each once."""
    candidate = all_of[at]
    page = reading.page
    names = set(_told(candidate))
    names.update(_predicate(page, candidate.clause, candidate.rows))
    names.update(_around(reading, candidate))
    names.update(_words(page, candidate.clause))
    names.update(_voiced(page, candidate))
    names.update(_parties(candidate.claim))
    names.update(_goods(candidate.claim))
    names.update(_times(page, candidate.claim))
    names.update(_placed(page, candidate, all_of))
    names.update(near(all_of, at))
    names.update(tuple(meanings(page.lang, names, str(candidate.claim.plover))))
    return tuple(sorted(names))


def _told(candidate: Candidate) -> Iterator[str]:
    """What the rules say."""
    claim = candidate.claim
    yield f"rule.kind={claim.kind}"
    yield f"rule.root={claim.plover}"
    yield f"rule.status={claim.status}"
    yield f"rule={claim.kind}+{claim.status}"
    yield f"rule={claim.kind}+{claim.plover}"
    if (claim.polarity == "-") != candidate.turned:
        yield "negated"
        yield f"negated+{claim.kind}"
    if claim.status_cue:
        yield f"cue={_short(claim.status_cue)}"
    for doubt in candidate.doubts:
        yield f"doubt={doubt}"
        yield f"doubt={doubt}+{candidate.clause.link}+{candidate.clause.form}"
    if not candidate.doubts:
        yield "doubt=none"
        yield f"doubt=none+{candidate.clause.link}+{candidate.clause.form}"


def _short(cue: str) -> str:
    """A cue of a few words; a longer one is told apart by its length alone: it names what only one article says."""
    words = cue.lower().split()
    return " ".join(words) if len(words) <= _CUE_WORDS else "long"


def _predicate(page: Page, clause: Clause, rows: tuple[Row | None, Row | None]) -> Iterator[str]:
    tree, head = page.tree, clause.head
    lemma = tree[head].lemma.lower()
    yield f"head={lemma}"
    yield f"head={lemma}+{clause.link}"
    yield f"form={clause.link}+{clause.form}"
    yield f"form={clause.form}"
    yield f"link={clause.link}"
    yield f"pos={tree[head].pos}"
    if clause.set_apart:
        yield f"set.apart+{clause.link}"
    own, core = rows
    for name, row in (("own", own), ("core", core)):
        if name == "core" and row is own:
            continue
        if row is None:
            yield f"{name}.row=none"
            continue
        yield f"{name}.kind={row.kind}"
        yield f"{name}.root={row.plover}"
        yield f"{name}.content={row.content}"
        yield f"{name}.lemma={row.lemma}"
        yield f"{name}.row={row.lemma}+{'|'.join(row.with_)}"
        yield f"{name}.kind+link={row.kind}+{clause.link}+{clause.form}"
    for c in tree.children[head]:
        dep = tree[c].dep.partition(":")[0]
        if dep in ("obj", "obl", "nmod", "xcomp", "ccomp", "advcl", "iobj"):
            yield f"has={dep}"
            preposition = page.preposition(c)
            if preposition:
                yield f"has={dep}+{preposition}"
            yield f"arg={tree[c].lemma.lower()}"
        if tree[c].dep in ("nsubj", "nsubj:pass", "expl:subj", "expl:pass", "expl:comp"):
            yield f"has={tree[c].dep}"
            yield f"subj.pos={tree[c].pos}"
            yield f"subj={tree[c].lemma.lower()}"
    yield from _mood(page, head)


def _mood(page: Page, head: int) -> Iterator[str]:
    tree = page.tree
    verb = finite_verb(tree, head)
    tense = "none"
    if verb is not None:
        marks = dict(f.split("=", 1) for f in tree[verb].morph.split("|") if "=" in f)
        compound = verb != head and tree[head].pos in ("VERB", "AUX") and tree[verb].dep.startswith("aux")
        tense = f"{marks.get('Mood', '')}.{marks.get('Tense', '')}{'.compound' if compound else ''}"
        yield f"person={marks.get('Person')}"
    yield f"tense={tense}"
    yield f"tense={tense}+{tree[head].lemma.lower()}"
    if tree.kid(head, "cop") is not None:
        yield "copula"
        yield f"copula+{tense}"
    if any(tree[c].dep == "aux:pass" for c in tree.children[head]):
        yield f"passive+{tense}"
    if any(page.lower(c) in page.grammar.reflexives for c in tree.children[head]):
        yield "reflexive"


def _around(reading: Reading, candidate: Candidate) -> Iterator[str]:
    """The clause that governs, and those governed."""
    page, clause = reading.page, candidate.clause
    tree = page.tree
    if clause.governor is not None:
        above = reading.clauses[clause.governor]
        row = reading.rows[clause.governor]
        yield f"above.link={clause.link}+{above.form}"
        yield f"above={tree[above.head].lemma.lower()}+{clause.link}"
        if row is not None:
            yield f"above.content={row.content}+{clause.link}"
            yield f"above.kind={row.kind}+{clause.link}"
    else:
        yield "above=none"
    if candidate.n is not None:
        for m, inner in enumerate(reading.clauses):
            if inner.governor == candidate.n and inner.link in ("ccomp", "xcomp", "advcl", "parataxis"):
                row = reading.rows[m]
                yield f"below={inner.link}+{inner.form}"
                if row is not None:
                    yield f"below.kind={row.kind}+{inner.link}"
                    yield f"below.root={row.plover}+{inner.link}"
        if candidate.n in reading.voices.reports:
            yield "reports"
    mark = tree.kid(clause.head, "mark")
    if mark is not None:
        yield f"mark={page.lower(mark)}"
        yield f"mark={page.lower(mark)}+{clause.form}"


def _words(page: Page, clause: Clause) -> Iterator[str]:
    tree = page.tree
    for i in clause.tokens:
        token = tree[i]
        if token.pos in _CONTENT and i != clause.head and i not in page.holder:
            yield f"word={token.lemma.lower()}"
        if page.lower(i) in page.grammar.first_person_plural:
            yield "first.plural"
        elif page.lower(i) in page.grammar.first_person_singular:
            yield "first.singular"
        if token.pos == "ADJ" and token.lemma.lower() in page.modality.evaluative.adjectives:
            yield "judges"
        if token.text in ('"', "«", "»", "“", "”"):
            yield "marks"
    first = clause.tokens[0]
    yield f"first={page.lower(first)}"
    size = len(clause.tokens)
    yield f"length={next((n for n in _LENGTHS if size <= n), 99)}"
    sentence = tree.sentence(clause.head)
    yield f"opens={page.lower(sentence.first)}"
    share = size / max(1, sentence.last - sentence.first)
    yield f"share={int(share * 4)}"
    if tree[sentence.last - 1].text in ("?", "!"):
        yield f"ends={tree[sentence.last - 1].text}"


def _voiced(page: Page, candidate: Candidate) -> Iterator[str]:
    voice, kind = candidate.voice, candidate.claim.kind
    quotation = page.quotation_at(page.tree[candidate.clause.head].start)
    quoted = "in" if quotation is not None else "out"
    if quotation is None and page.quotes_in(candidate.clause.start, candidate.clause.end):
        quoted = "part"
    yield f"quoted={quoted}"
    yield f"quoted={quoted}+{kind}"
    if voice is None:
        yield "voice=none"
        yield f"voice=none+{kind}"
        yield f"voice=none+{quoted}"
        return
    sort = sort_of(voice.by[0].id) if voice.by else "none"
    cue = page.text[voice.start : voice.end]
    yield f"voice={voice.stance}"
    yield f"voice={voice.stance}+{sort}"
    yield f"voice={voice.stance}+{kind}"
    yield f"voice={voice.stance}+{voice.standing}"
    yield f"voice={voice.standing}+{kind}"
    yield f"voice={voice.stance}+{quoted}"
    yield f"voice.cue={_short(cue)}"


def _parties(claim: Claim) -> Iterator[str]:
    """Of what sort those are who act and are concerned, and whether one of them speaks."""
    by_role: dict[str, Sequence[ActorRef]] = {"subject": claim.subject, "object": claim.object}
    sorts = {role: sorted({sort_of(r.id) for r in refs}) or ["none"] for role, refs in by_role.items()}
    yield f"roles={'+'.join(sorts['subject'])}>{'+'.join(sorts['object'])}"
    spoken = {r.id for r in claim.source.by}
    for role, refs in by_role.items():
        yield from (f"{role}={sort}" for sort in sorts[role])
        if not spoken.isdisjoint(r.id for r in refs):
            yield f"{role}=speaker"


def _goods(claim: Claim) -> Iterator[str]:
    """The goods and quantities."""
    if claim.items:
        yield "items"
    for item in claim.items:
        if item.category:
            yield f"good={item.category}"
        if item.quantity is not None:
            yield "quantity"
            if item.quantity.unit:
                yield f"unit={item.quantity.unit}"


def _times(page: Page, claim: Claim) -> Iterator[str]:
    """The times told in the candidate's words, beside the day of publication as far as each of them says it."""
    published = page.layers.published
    for time in page.times_in(claim.start, claim.end):
        yield "time"
        when = time.value.split("/")[0] if time.value else ""
        if not published or when in ("", ".."):
            continue
        now = published[: len(when)]
        yield "time=" + ("past" if when < now else "future" if when > now else "now")
        if when[:4] < published[:4]:
            yield "time=years.ago"


def _placed(page: Page, candidate: Candidate, all_of: Sequence[Candidate]) -> Iterator[str]:
    tree = page.tree
    sentence = tree.sentence(candidate.clause.head)
    number = tree.sentence_index(candidate.clause.head)
    yield f"sentence={sentence.kind}"
    yield f"sentence={'first' if number == 0 else 'second' if number == 1 else 'later'}"
    mine = candidate.claim
    for other in all_of:
        theirs = other.claim
        if other is candidate or theirs.end <= mine.start or mine.end <= theirs.start:
            continue
        shared = min(mine.end, theirs.end) - max(mine.start, theirs.start)
        size = mine.end - mine.start
        ratio = size / max(1, theirs.end - theirs.start)
        if shared < 0.8 * min(size, theirs.end - theirs.start):
            continue
        sure = "doubted" if other.doubts else "kept"
        if ratio <= 1:
            yield f"inside={sure}+{int(ratio * 4)}"
            yield f"inside={sure}+{theirs.kind}+{mine.kind}"
        else:
            yield f"holds={sure}+{int(4 / ratio)}"
            yield f"holds={theirs.kind}"
