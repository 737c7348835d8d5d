"""Who vouches: the speaker of each quotation and the source of each clause, with the words that say so.

Whatever names a speaker (a verb with its content clause, a remark, "according to", a quotation, a signature) gives a zone
of the text that is told in that voice; a clause is told by the smallest zone that holds it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from faisceau.extract.arguments import Slots
from faisceau.extract.clauses import GERUND, INFINITIVE, PARTICIPLE, Clause
from faisceau.extract.incises import SPEAKERS, SPEECH, Incise, can_speak, find_incises, vouches
from faisceau.extract.page import Page
from faisceau.extract.roles import unique
from faisceau.extract.speakers import Cast, is_person
from faisceau.knowledge.lexicon import Row
from faisceau.model.claims import ActorRef
from faisceau.model.layers import Quotation
from faisceau.model.text import Span

_BACK = 140  # tokens over which a pronoun finds the speaker that it stands for
_QUE_REACH = 18  # tokens between a reporting verb and the word that opens its content
_SCARE = 4  # words: a shorter quotation without a verb only borrows a term
_CARRIED = 320  # code points over which a speaker goes on in the same paragraph
_PULL_QUOTE = 500  # code points of the longest line that the signature under it makes a quotation
_SENTENCE = 6  # tokens between marks from which they may be a sentence by themselves
_OPENING = ' «“"„\u00a0\u202f\r\n'
_RELAY = 60  # code points after a speaker in which somebody is named who passes their words on
_DESCRIBED = 1500  # code points over which a description takes up who spoke last
_GERUND_REACH = 60  # code points between a remark and a participle that goes on with it
_ASIDE = frozenset({"relcl", "acl", "appos"})


@dataclass(frozen=True)
class Voice:
    """Who vouches for something, how they put it (a `content` class) and the cue words at `start:end`.

    `standing` is expert, party (has a stake) or other; `clause` the reporting clause. `chain` are those who pass it on,
    the nearest to the speaker first.
    """

    by: tuple[ActorRef, ...]
    stance: str
    start: int
    end: int
    clause: int | None = None
    standing: str = "other"
    chain: tuple[ActorRef, ...] = ()


@dataclass(frozen=True)
class Zone:
    """Code points `start:end` told in a voice. `sort` is content, remark, cue or quotation."""

    start: int
    end: int
    voice: Voice
    sort: str


@dataclass
class Attribution:
    """The voices of an article: by reporting clause, by quotation (its start), and the zones of each sentence."""

    reports: dict[int, Voice] = field(default_factory=dict)
    quotations: dict[int, Voice] = field(default_factory=dict)
    zones: dict[int, list[Zone]] = field(default_factory=dict)
    remarks: list[tuple[Incise, Voice]] = field(default_factory=list)  # in text order
    heads: dict[int, Voice] = field(default_factory=dict)  # by the token of the reporting verb
    cast: Cast | None = None
    relays: set[int] = field(default_factory=set)  # first tokens of cues that name who passes a remark on


def attribute(page: Page, clauses: list[Clause], rows: list[Row | None], slots: list[Slots]) -> Attribution:
    """Find every voice of the article."""
    cast = Cast(page)
    found = Attribution(cast=cast)
    place = {clause.head: n for n, clause in enumerate(clauses)}
    _remarks(page, found, place, slots, cast)
    _reports(page, clauses, rows, slots, found, cast)
    _cues(page, clauses, place, found, cast)
    _speak(page, found, cast)
    return found


def _add(page: Page, found: Attribution, start: int, end: int, voice: Voice, sort: str) -> None:
    """Register a zone with every sentence that it touches."""
    if end <= start:
        return
    inside = page.tree.within(start, end)
    if not len(inside):
        return
    first, last = page.tree.sentence_index(inside[0]), page.tree.sentence_index(inside[-1])
    zone = Zone(start, end, voice, sort)
    for n in range(first, last + 1):
        found.zones.setdefault(n, []).append(zone)


# --- remarks ------------------------------------------------------------------------------------------------------------


def _remarks(page: Page, found: Attribution, place: dict[int, int], slots: list[Slots], cast: Cast) -> None:
    tree = page.tree
    last: tuple[Incise, Voice] | None = None
    for incise in find_incises(page):
        if incise.subject is not None:
            by = cast.at(incise.subject)
            who = incise.subject
        else:
            by, who = _taken_up(page, incise, last, cast)
        if not by:
            continue
        by = _taken_for(page, incise, by, last, cast)
        n = place.get(incise.verb)
        end = max(tree[incise.last].end, by[0].span.end if by[0].span and incise.subject is not None else 0)
        by, chain, end = _passed_on(page, found, by, end, cast)
        voice = Voice(by, incise.stance, tree[incise.first].start, end, n, cast.standing(who, by), chain)
        last = (incise, voice)
        found.remarks.append(last)
        found.heads[incise.verb] = voice
        if n is not None:
            found.reports[n] = voice
            _invert(slots[n], who)
        sentence = tree.sentence(incise.first)
        start = sentence.start
        if incise.first == sentence.first and incise.first > 0:
            start = tree.sentence(incise.first - 1).start
        elif incise.first > 0 and tree[incise.first - 1].text == "," and incise.first - 1 == sentence.first:
            start = tree.sentence(max(incise.first - 2, 0)).start
        before = [i for i in tree.within(start, tree[incise.first].start) if "VerbForm=Fin" in tree[i].morph]
        _add(page, found, start, tree[incise.first].start, voice, "remark")
        if not before:  # it interrupts what is said
            _add(page, found, voice.end, sentence.end, voice, "remark")


def _taken_up(
    page: Page, incise: Incise, last: tuple[Incise, Voice] | None, cast: Cast
) -> tuple[tuple[ActorRef, ...], int]:
    """The speaker that a pronoun after the verb stands for.

    Whoever spoke or acted last outside the quotations of the paragraph; else what the pronoun was resolved to.
    """
    tree = page.tree
    pronoun = incise.pronoun if incise.pronoun is not None else incise.verb
    subject = _last_subject(page, _before_content(page, incise.first), pronoun, cast)
    if last is not None:
        before, voice = last
        near = "\n" not in page.text[voice.end : tree[incise.first].start].strip()
        who = before.subject if before.subject is not None else pronoun
        later = subject is not None and tree[subject].start > voice.end
        if near and not later and _agrees(page, pronoun, who):
            return voice.by, who
    if subject is not None:
        return cast.at(subject), subject
    own = cast.at(pronoun)
    if own or last is None:
        return own, pronoun
    return last[1].by, last[0].subject if last[0].subject is not None else pronoun


def _taken_for(
    page: Page, incise: Incise, by: tuple[ActorRef, ...], last: tuple[Incise, Voice] | None, cast: Cast
) -> tuple[ActorRef, ...]:
    """The person whom a definite description that nothing introduced stands for: who spoke last, or acted last."""
    i = incise.subject
    if i is None or not by[0].id.startswith("gen:") or not cast.describes(i):
        return by
    token = page.tree[i]
    words = Span(token.start, token.end)
    who = None if last is None else last[0].subject if last[0].subject is not None else last[0].pronoun
    if last is not None and who is not None and _alike(page, i, who):
        found = last[1].by[0]
        if is_person(found.id) and token.start - last[1].end < _DESCRIBED:
            return (ActorRef(found.id, found.name, words),)
    for j in range(_before_content(page, incise.first) - 1, max(i - _BACK, -1), -1):
        mention = page.mentions.get(j)
        if mention is not None and mention.kind == "person" and mention.actors and _alike(page, i, j):
            return tuple(ActorRef(ref.id, ref.name, words) for ref in cast.at(j)[:1]) or by
    return by


def _alike(page: Page, a: int, b: int) -> bool:
    """Whether no gender tells the two nouns apart; an elided article shows none."""
    genders = [
        {m for m in page.tree[i].morph.split("|") if m.startswith("Gender=")}
        if not any(page.lower(d).endswith("'") for d in page.tree.kids(i, "det"))
        else set()
        for i in (a, b)
    ]
    return not all(genders) or genders[0] == genders[1]


def _passed_on(
    page: Page, found: Attribution, by: tuple[ActorRef, ...], end: int, cast: Cast
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...], int]:
    """Speaker, who passes their words on, and the end of the cue: "X said, according to Y", "Y writes, quoting X"."""
    tree, rules = page.tree, page.attributive.chain
    after = [i for i in tree.within(end, end + _RELAY) if "\n" not in page.text[end : tree[i].start]]
    for place, i in enumerate(after):
        if page.lower(i) in rules.cited and i + 1 < len(tree.tokens) and tree[i + 1].lemma == rules.by:
            head = tree[i + 1].head if tree[i + 1].head > i else i + 2
            return by, cast.at(head) if head < len(tree.tokens) else (), end
        if tree[i].lemma in rules.citing and "Tense=Pres" in tree[i].morph:
            cited = next((j for j in after[place + 1 :] if can_speak(page, j) and cast.at(j)), None)
            return (by, (), end) if cited is None else (cast.at(cited), by, tree[cited].end)
        cue = next((w for w, c in page.attributive.cues if c.position == "any" and page.ends_with(w, i + len(w))), None)
        if cue is not None:
            target = _governed(page, i, i + len(cue) - 1)
            chain = cast.at(target) if target is not None and tree[target].pos != "PRON" else ()
            if chain:
                found.relays.add(i)
            return by, chain, end
        if tree[i].text in (".", ";", '"', "«", "“", ":") or "VerbForm=Fin" in tree[i].morph:
            break
    return by, (), end


def _before_content(page: Page, first: int) -> int:
    """The token before which what the remark at `first` says begins: its sentence, or what a colon announces in it."""
    tree = page.tree
    sentence = tree.sentence(first)
    start = sentence.first
    if first == start and first:
        start = tree.sentence(first - 1).first
    return next((i for i in range(first - 1, start, -1) if tree[i].text == ":"), start)


def _last_subject(page: Page, before: int, pronoun: int, cast: Cast) -> int | None:
    """The nearest person, failing one the nearest body, that is a subject before token `before`, outside quotations."""
    tree = page.tree
    body: int | None = None
    other: int | None = None
    for i in range(before - 1, max(before - _BACK, -1), -1):
        mention = page.mentions.get(i)
        if tree[i].pos == "NOUN" and tree[i].dep.startswith("nsubj") and cast.holds(i) and _agrees(page, pronoun, i):
            if page.quotation_at(tree[i].start) is None:
                return i
            continue
        if mention is None or not mention.actors or tree[i].pos == "PRON" or mention.kind not in SPEAKERS:
            continue
        if page.quotation_at(tree[i].start) is not None or not _agrees(page, pronoun, i):
            continue
        acts, person = tree[i].dep.startswith("nsubj"), mention.kind in ("person", "title")
        if acts and person:
            return i
        if person and other is None:
            other = i
        elif acts and body is None:
            body = i
    return other if other is not None else body


def _agrees(page: Page, pronoun: int, noun: int) -> bool:
    """Whether gender and number allow the pronoun to stand for the noun."""
    if pronoun == noun:
        return True
    rules = page.attributive.incise
    form = page.lower(pronoun).lstrip("-")
    morph = page.tree[noun].morph
    if form in rules.plural and "Number=Sing" in morph and page.tree.kid(noun, "conj") is None:
        return False
    if page.tree[noun].pos == "PROPN":
        titled = _title_of(page, noun)
        if titled is None:
            return True
        morph = page.tree[titled].morph
    return not (
        ("Gender=Masc" in morph and form in rules.feminine) or ("Gender=Fem" in morph and form not in rules.feminine)
    )


def _title_of(page: Page, name: int) -> int | None:
    """The noun of function before a person's name: "la ministre X"."""
    tree = page.tree
    head = tree[name].head
    beside = tree[name].dep.partition(":")[0] in ("appos", "flat", "nmod") and tree[head].pos == "NOUN"
    near = head < name and all(tree[i].pos not in ("VERB", "AUX") for i in range(head, name))
    return head if beside and near and any(tree[d].pos == "DET" for d in tree.children[head]) else None


def _invert(slots: Slots, who: int) -> None:
    """The speaker after the verb is its subject, whatever the parser took it for."""
    for slot in [s for s, fillers in slots.items() if who in fillers]:
        slots[slot] = [i for i in slots[slot] if i != who]
    slots["subj"] = [who]


# --- verbs with their content -------------------------------------------------------------------------------------------


def _reports(
    page: Page,
    clauses: list[Clause],
    rows: list[Row | None],
    slots: list[Slots],
    found: Attribution,
    cast: Cast,
) -> None:
    for n, clause in enumerate(clauses):
        stance = _report(page, clauses, rows, n)
        if stance is None or n in found.reports:
            continue
        subjects = _subjects(page, clauses, slots, found, n)
        if not subjects:
            continue
        by = tuple(unique(ref for i in subjects for ref in _named(page, i, clause.head, cast)))
        if not by:
            continue
        voice = Voice(by, stance, clause.start, clause.end, n, cast.standing(subjects[0], by))
        if stance in SPEECH:
            found.reports[n] = voice
            found.heads[clause.head] = voice
        for start, end in _content(page, clause):
            _add(page, found, start, end, voice, "content")
        listed = _listed(page, clause)
        if listed is not None:
            _add(page, found, *listed, voice, "content")


def spoken_by(page: Page, clauses: list[Clause], slots: list[Slots], found: Attribution, n: int) -> Voice | None:
    """The voice of clause `n` as an act of speech, whatever its verb reports; None where nobody is told to speak."""
    if n in found.reports:
        return found.reports[n]
    subjects = _subjects(page, clauses, slots, found, n)
    by = tuple(unique(ref for i in subjects for ref in _named(page, i, clauses[n].head, found.cast or Cast(page))))
    return Voice(by, "say", clauses[n].start, clauses[n].end, n) if by else None


def _subjects(page: Page, clauses: list[Clause], slots: list[Slots], found: Attribution, n: int) -> list[int]:
    """Who speaks in clause `n`: its subjects that can, those beyond a colon or before a nearer one left out."""
    clause, tree = clauses[n], page.tree
    after = _after_remark(page, found, clause) if clause.form == GERUND else None
    own = [after] if after is not None else slots[n].get("subj") or _participant(page, clauses, slots, found, n)
    if not own and clause.form == PARTICIPLE and clause.governor is not None:
        above = clauses[clause.governor]
        # "a décidé… et promis", "a, pour la première fois, indiqué"
        if clause.link == "conj" or (
            clause.link == "ccomp" and tree[above.head].lemma in page.attributive.incise.auxiliaries
        ):
            own = list(tree.kids(above.head, "nsubj")) or slots[clause.governor].get("subj", [])
    able = [i for i in own if vouches(page, i)]
    able = [i for i in able if i < clause.head or not any(tree[j].text == ":" for j in range(clause.head, i))]
    before = [i for i in able if i < clause.head]
    if len(before) > 1:
        nearest = before[-1]
        if tree[nearest].dep in ("conj", "appos"):
            nearest = tree[nearest].head
        together = {before[-1], nearest, *tree.kids(nearest, "conj", "appos")}
        able = [i for i in able if i > clause.head or i in together]
    return able


def _after_remark(page: Page, found: Attribution, clause: Clause) -> int | None:
    """The speaker of the remark that the participle follows: ", said X, stressing that"."""
    for incise, _ in reversed(found.remarks[-40:]):
        if incise.subject is not None and incise.verb < clause.head:
            between = page.text[page.tree[incise.last].end : page.tree[clause.head].start]
            near = len(between) < _GERUND_REACH and "\n" not in between and "." not in between
            return incise.subject if near else None
    return None


def _named(page: Page, i: int, verb: int, cast: Cast) -> tuple[ActorRef, ...]:
    """The actors of subject `i`; for a pronoun that nothing resolved, who acted last."""
    by = cast.at(i)
    if by or page.tree[i].pos != "PRON" or page.lower(i).lstrip("-") not in page.attributive.incise.inverted:
        return by
    last = _last_subject(page, verb, i, cast)
    return () if last is None else cast.at(last)


def _report(page: Page, clauses: list[Clause], rows: list[Row | None], n: int) -> str | None:
    """What clause `n` does to the words that it governs, None if it reports none."""
    rules = page.attributive.incise
    tree, head = page.tree, clauses[n].head
    caused = rules.caused.get(tree[head].lemma)
    if caused is not None and head and tree[head - 1].lemma == rules.causative:
        return caused
    if tree[head].lemma == rules.causative:
        return next((s for c in tree.kids(head, "xcomp") if (s := rules.caused.get(tree[c].lemma))), None)
    row = rows[n]
    if row is None or row.content is None:
        return None
    if row.content == "want" and tree.kid(head, "ccomp") is not None:
        return row.content
    return row.content if row.content in SPEECH else None


def _participant(page: Page, clauses: list[Clause], slots: list[Slots], found: Attribution, n: int) -> list[int]:
    """The subject of a participle that lost its own: who acts in the clause above, or who has just spoken."""
    clause = clauses[n]
    if clause.form != GERUND:
        return []
    sentence = page.tree.sentence(clause.head)
    for incise, _ in reversed(found.remarks[-40:]):
        if incise.subject is not None and sentence.first <= incise.verb < clause.head:
            return [incise.subject]
    at = clause.governor
    while at is not None:
        if slots[at].get("subj"):
            return slots[at]["subj"]
        at = clauses[at].governor
    return []


def _content(page: Page, clause: Clause) -> Iterator[tuple[int, int]]:
    """Bounds of what a reporting verb says: its content clauses, also those coordinated or hung elsewhere."""
    tree, head = page.tree, clause.head
    sentence = tree.sentence(head)
    heads = {c for c in tree.kids(head, "ccomp", "xcomp", "csubj") if c > head}
    for noun in (head, *tree.kids(head, "obj", "obl", "advmod")):
        heads.update(c for c in tree.kids(noun, "obl", "advcl", "acl") if c > head and _is_infinitive(page, c))
    opened = _opener(page, head, sentence.last)
    if opened is not None:
        heads.add(tree[opened].head if tree[opened].head > opened else opened)
        for j in range(opened + 1, sentence.last):
            if page.lower(j) in page.grammar.complementizers and tree[j - 1].pos == "CCONJ" and tree[j].head > j:
                heads.add(tree[j].head)
    for h in sorted(heads):
        below = [i for i in tree.subtree(h) if i > head and sentence.first <= i < sentence.last]
        if below:
            last = below[-1] if opened is None else _through_verb(page, below, opened, sentence.last)
            yield tree[below[0]].start, tree[last].end


def _through_verb(page: Page, below: list[int], opened: int, end: int) -> int:
    """The last token of a content clause; where the parser broke it off before its verb, on to the pause after that."""
    tree = page.tree
    if opened not in below or any("VerbForm=Fin" in tree[i].morph for i in below):
        return below[-1]
    seen = False
    for i in range(below[-1] + 1, end):
        if tree[i].text in (";", ":", ".") or (tree[i].text == "," and seen):
            return i - 1
        seen = seen or "VerbForm=Fin" in tree[i].morph
    return end - 1 if seen else below[-1]


def _is_infinitive(page: Page, i: int) -> bool:
    """Whether token `i` heads an infinitive, simple or compound."""
    tree = page.tree
    return "VerbForm=Inf" in tree[i].morph or any("VerbForm=Inf" in tree[c].morph for c in tree.kids(i, "aux"))


def _listed(page: Page, clause: Clause) -> tuple[int, int] | None:
    """Bounds of the items that a reporting sentence announces with a colon."""
    tree = page.tree
    n = tree.sentence_index(clause.head)
    sentences = tree.sentences
    if (clause.link != "root" and not clause.finite) or not page.text[
        sentences[n].start : sentences[n].end
    ].rstrip().endswith(":"):
        return None
    last = n
    while last + 1 < len(sentences) and sentences[last + 1].kind == "item":
        last += 1
    return None if last == n else (sentences[n + 1].start, sentences[last].end)


def _opener(page: Page, head: int, last: int) -> int | None:
    """The conjunction that opens the content of the reporting verb `head`, before any other finite verb."""
    tree = page.tree
    commas = 0
    for j in range(head + 1, min(head + _QUE_REACH, last)):
        commas += tree[j].text == ","
        if page.lower(j) in page.grammar.complementizers and tree[j].pos in ("SCONJ", "PRON"):
            other = page.lower(j - 1) in page.attributive.incise.subordinating  # "alors que"
            if tree[j].pos != "SCONJ" or other or (tree[j - 1].text == "," and commas == 1):
                return None
            return j
        if tree[j].pos in ("VERB", "AUX") and "VerbForm=Fin" in tree[j].morph:
            return None
    return None


# --- prepositions -------------------------------------------------------------------------------------------------------


def _cues(page: Page, clauses: list[Clause], place: dict[int, int], found: Attribution, cast: Cast) -> None:
    """ "selon X", "d'après X", "pour X": the voice of the sentence that they open, else of their clause."""
    tree = page.tree
    held: set[int] = set()
    for words, cue in page.attributive.cues:
        opening = cue.position == "initial"
        for first in page.occurrences(words):
            last = first + len(words) - 1
            sentence = tree.sentence(first)
            starts = _opens(page, first)
            if first in held or first in found.relays or (opening and not starts and tree[first - 1].text != ","):
                continue
            held.update(range(first, last + 1))
            target = _governed(page, first, last)
            if target is None or (cue.of != "any" and not can_speak(page, target)) or target in page.time_tokens:
                continue
            by, who = cast.at(target), target
            if tree[target].pos == "PRON" or cast.points_back(target):
                by, who = _last_voice(page, found, first, target) or (by, target)
            if not by:
                continue
            below = [j for j in tree.subtree(target) if j >= first]
            end = tree[_last_together(page, below)].end
            by, chain, _ = _passed_on(page, found, by, max(tree[target].end, by[0].span.end if by[0].span else 0), cast)
            voice = Voice(by, cue.stance, tree[first].start, end, None, cast.standing(who, by), chain)
            if starts:
                _add(page, found, sentence.start, sentence.end, voice, "cue")
                following = _hearsay_after(page, first)
                if following is not None:
                    _add(page, found, *following, voice, "cue")
                continue
            above = _told(page, clauses, place, first, target)
            if above is None or above.link == "root":
                _add(page, found, sentence.start, sentence.end, voice, "cue")
                continue
            within = [i for i in tree.subtree(above.head) if sentence.first <= i < sentence.last]
            _add(page, found, min(above.start, tree[within[0]].start), tree[within[-1]].end, voice, "cue")


def _told(page: Page, clauses: list[Clause], place: dict[int, int], first: int, target: int) -> Clause | None:
    """The clause that a prepositional cue is about; set off by a comma it is about more than the nearest clause."""
    n = next((place[a] for a in (target, *page.tree.ancestors(target)) if a in place), None)
    while n is not None and page.tree[first - 1].text == "," and (not clauses[n].finite or clauses[n].link in _ASIDE):
        n = clauses[n].governor
    return None if n is None else clauses[n]


def _hearsay_after(page: Page, first: int) -> tuple[int, int] | None:
    """The next sentence of the paragraph where it is told in the conditional of hearsay: the same source goes on."""
    tree = page.tree
    n = tree.sentence_index(first) + 1
    if n >= len(tree.sentences):
        return None
    here = tree.sentences[n]
    if "\n" in page.text[tree[first].start : here.start].rstrip():
        return None
    roots = [i for i in range(here.first, here.last) if tree.is_root(i)]
    verbs = {c for i in roots for c in (i, *tree.kids(i, "aux", "cop"))}
    return (here.start, here.end) if any("Mood=Cnd" in tree[i].morph for i in verbs) else None


def _last_voice(page: Page, found: Attribution, first: int, pronoun: int) -> tuple[tuple[ActorRef, ...], int] | None:
    """Who spoke last in the paragraph before token `first`: whom "according to him" takes up."""
    sentence = page.tree.sentence(first)
    if page.tree[pronoun].pos == "PRON":
        told = [
            i for i in range(sentence.first, first) if i in found.heads and i not in {r.verb for r, _ in found.remarks}
        ]
        if told:
            return found.heads[told[-1]].by, pronoun
    n = bisect_left(found.remarks, page.tree[first].start, key=lambda r: r[1].start)
    if not n:
        return None
    incise, voice = found.remarks[n - 1]
    if "\n" in page.text[voice.end : page.tree[first].start] or incise.subject is None:
        return None
    return (voice.by, incise.subject) if _agrees(page, pronoun, incise.subject) else None


def _opens(page: Page, first: int) -> bool:
    """Whether token `first` opens its sentence, but for a conjunction or an adverb."""
    tree = page.tree
    return all(tree[i].pos in ("CCONJ", "ADV", "PUNCT") for i in range(tree.sentence(first).first, first))


def _last_together(page: Page, tokens: list[int]) -> int:
    """The last of the tokens before the first pause."""
    for a, b in pairwise(tokens):
        if b != a + 1 or page.tree[b].text == ",":
            return a
    return tokens[-1]


def _governed(page: Page, first: int, last: int) -> int | None:
    """The noun that a prepositional cue governs, or the source that the cue itself names ("de source militaire")."""
    tree = page.tree
    own = (i for i in range(last, first - 1, -1) if tree[i].pos == "NOUN")
    if (named := next(own, None)) is not None and tree[named].lemma.lower() in page.attributive.who.unnamed:
        return named
    head = tree[last].head if tree[last].head > last else tree[first].head
    if head > last and tree[head].pos in ("NOUN", "PROPN", "PRON", "X", "ADJ"):
        return head
    for i in range(last + 1, min(last + 6, tree.sentence(last).last)):
        if tree[i].pos in ("NOUN", "PROPN", "PRON"):
            return i
    return None


# --- quotations ---------------------------------------------------------------------------------------------------------


def _speak(page: Page, found: Attribution, cast: Cast) -> None:
    """Give each quotation its voice; where nothing beside it names one, the voice of its neighbour in the paragraph."""
    quotations = page.layers.quotations
    voices = [_beside(page, found, q, cast) for q in quotations]
    for n, quotation in enumerate(quotations):
        if voices[n] is None and n and _carries(page, quotations[n - 1], quotation) and not _is_scare(page, quotation):
            voices[n] = voices[n - 1]
    for n in range(len(quotations) - 2, -1, -1):
        between = page.text[quotations[n].end : quotations[n + 1].start]
        if voices[n] is None and not between.strip(' .,!?…»«“”"\u00a0\r\n') and not _is_scare(page, quotations[n]):
            voices[n] = voices[n + 1]
    for quotation, voice in zip(quotations, voices, strict=True):
        if voice is not None:
            found.quotations.setdefault(quotation.start, voice)
            page.speakers.setdefault(quotation.start, list(voice.by))
    for start, end, voice in _pull_quotes(page, cast):
        _add(page, found, start, end, voice, "quotation")


def _carries(page: Page, before: Quotation, quotation: Quotation) -> bool:
    between = page.text[before.end : quotation.start]
    return "\n" not in between and len(between) < _CARRIED and before.end <= quotation.start


def _is_scare(page: Page, quotation: Quotation) -> bool:
    """Whether the marks only borrow a word or two."""
    inside = page.tree.within(quotation.start, quotation.end)
    words = [i for i in inside if page.tree[i].pos != "PUNCT"]
    return len(words) < _SCARE and not any(page.tree[i].pos in ("VERB", "AUX") for i in words)


def _beside(page: Page, found: Attribution, quotation: Quotation, cast: Cast) -> Voice | None:
    """The voice that the words around a quotation give it."""
    return (
        _remarked(page, found, quotation)
        or _introduced(page, found, quotation, cast)
        or (None if _is_scare(page, quotation) else _inside_zone(page, found, quotation))
        or _signed(page, quotation, cast)
        or _interrupted(page, found, quotation)
        or _announced(page, found, quotation, cast)
    )


def _announced(page: Page, found: Attribution, quotation: Quotation, cast: Cast) -> Voice | None:
    """The voice of whole sentences between marks after a sentence about somebody: who speaks or acts in it."""
    tree = page.tree
    inside = tree.within(quotation.start, quotation.end)
    before = page.text[: quotation.start].rstrip(_OPENING)
    if len(inside) < _SENTENCE or _is_scare(page, quotation) or not before.endswith((".", "!", "?", ":")):
        return None
    if "\n" in page.text[len(before) : quotation.start] and not before.endswith(":"):
        return None
    at = tree.at(len(before) - 1)
    if at is None or page.quotation_at(len(before) - 2) is not None:
        return None
    sentence = tree.sentence(at)
    told = [i for i in range(sentence.first, at) if i in found.heads]
    if told:
        return found.heads[told[-1]]
    for i in range(sentence.first, at):
        mention = page.mentions.get(i)
        named = mention is not None and mention.kind in ("person", "title") and tree[i].dep.startswith("nsubj")
        if named and page.quotation_at(tree[i].start) is None and (by := cast.at(i)):
            return Voice(by, "say", tree[i].start, tree[i].end, None, cast.standing(i, by))
    return None


def _remarked(page: Page, found: Attribution, quotation: Quotation) -> Voice | None:
    """The remark that follows the closing mark."""
    n = bisect_left(found.remarks, quotation.end, key=lambda r: r[1].start)
    if n == len(found.remarks):
        return None
    voice = found.remarks[n][1]
    gap = page.text[quotation.end : voice.start]
    if len(gap) < 12 and gap.count("\n") < 3 and not gap.strip(' .,!?…»”"\u00a0\n-–—()'):
        return voice
    return None


def _interrupted(page: Page, found: Attribution, quotation: Quotation) -> Voice | None:
    """The remark that parts a quotation without closing its marks: "«The bridge, X said, will not hold.»"."""
    n = bisect_left(found.remarks, quotation.start, key=lambda r: r[1].start)
    if n == len(found.remarks) or found.remarks[n][1].end >= quotation.end:
        return None
    voice = found.remarks[n][1]
    return voice if page.text[voice.end :].lstrip().startswith((",", ".", ":")) else None


def _introduced(page: Page, found: Attribution, quotation: Quotation, cast: Cast) -> Voice | None:
    """The speaker of the sentence that ends in a colon just before the quotation."""
    before = page.text[max(quotation.start - 12, 0) : quotation.start].rstrip(' «“"„\u00a0\n')
    if not before.endswith(":"):
        return None
    tree = page.tree
    colon = max(quotation.start - 12, 0) + len(before) - 1
    at = tree.at(colon)
    if at is None:
        return None
    first = max(tree.sentence(at).first, at - 60)
    for i in range(at - 1, first - 1, -1):
        if i in found.heads:
            return found.heads[i]
    for i in range(first, at):
        if tree[i].dep.startswith("nsubj") and can_speak(page, i):
            by = cast.at(i)
            if by:
                return Voice(by, "say", tree[first].start, colon, None, cast.standing(i, by))
    line = page.text.rfind("\n", 0, colon) + 1
    for i in range(first, at):
        mention = page.mentions.get(i)
        if mention is not None and mention.kind == "person" and tree[i].start >= line and (by := cast.at(i)):
            return Voice(by, "say", tree[i].start, colon, None, cast.standing(i, by))
    return None


def _inside_zone(page: Page, found: Attribution, quotation: Quotation) -> Voice | None:
    """The voice of the zone that holds the quotation, or of the reporting verb that governs its words."""
    tree = page.tree
    inside = tree.within(quotation.start, quotation.end)
    if not len(inside):
        return None
    zones = [
        z
        for z in found.zones.get(tree.sentence_index(inside[0]), ())
        if z.start <= quotation.start < z.end and not quotation.start <= z.voice.start < quotation.end
    ]
    governing: Voice | None = None
    top = next((i for i in inside if tree[i].head not in inside or tree.is_root(i)), inside[0])
    for a in tree.ancestors(top):
        if a in found.heads and a not in inside:
            governing = found.heads[a]
            break
    if zones:
        smallest = min(zones, key=lambda z: z.end - z.start)
        if governing is None or smallest.sort == "content" or smallest.voice.stance == governing.stance:
            return smallest.voice
    return governing or (zones[0].voice if zones else None)


def _signed(page: Page, quotation: Quotation, cast: Cast) -> Voice | None:
    """A quotation followed by a dash and a name is that person's."""
    return signature(page, quotation.end, cast)


def signature(page: Page, offset: int, cast: Cast) -> Voice | None:
    """The name after a dash that opens the next line, or closes this one, after the code point `offset`."""
    rest = page.text[offset : offset + 120]
    body = rest.lstrip(' .!?…»”"\n\u00a0')
    if not body.startswith(page.attributive.signature.dashes):
        return None
    at = offset + len(rest) - len(body) + 1
    for i in page.tree.within(at, at + 40):
        mention = page.mentions.get(page.holder.get(i, i))
        if mention is not None and mention.kind == "person" and mention.actors:
            by = cast.at(page.holder.get(i, i))[:1]
            return Voice(by, "say", mention.start, mention.end, None, cast.standing(i, by)) if by else None
        if page.tree[i].pos in ("VERB", "AUX"):
            return None
    return None


def _pull_quotes(page: Page, cast: Cast) -> Iterator[tuple[int, int, Voice]]:
    """A line without marks over a line "– Name, function" is that person's words."""
    dashes = page.attributive.signature.dashes
    lines: list[tuple[int, int]] = []
    at = 0
    for line in page.text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    for n in range(1, len(lines)):
        start, end = lines[n - 1]
        own = page.text[lines[n][0] : lines[n][1]].strip()
        over = page.text[start:end].strip()
        listed = n + 1 < len(lines) and page.text[lines[n + 1][0] :].lstrip().startswith(dashes)
        if not own.startswith(dashes) or over.startswith(dashes) or listed or len(over) > _PULL_QUOTE or len(own) > 120:
            continue
        voice = signature(page, end, cast)
        if voice is not None:
            yield start, end, voice


# --- the source of a clause ---------------------------------------------------------------------------------------------


def source_of(page: Page, clauses: list[Clause], n: int, found: Attribution) -> Voice | None:
    """The voice that vouches for clause `n`; None where the article speaks."""
    clause = clauses[n]
    at = page.tree[clause.head].start
    quotation = page.quotation_at(at) or page.quotation_at(clause.start)
    spoken = None
    if quotation is not None and _mostly_inside(clause, quotation, at):
        spoken = found.quotations.get(quotation.start)
    zones = [
        z
        for z in found.zones.get(page.tree.sentence_index(clause.head), ())
        if z.start <= at < z.end and z.voice.clause != n
    ]
    if spoken is not None and quotation is not None:
        zones = [z for z in zones if quotation.start <= z.start and z.end <= quotation.end]
        best = _smallest(z for z in zones if z.sort != "quotation")
        return best.voice if best is not None else spoken
    if clause.link in _ASIDE and clause.form != INFINITIVE and not _is_infinitive(page, clause.head):
        # what a relative clause adds about somebody named in reported speech is the article's own
        below = page.tree.subtree(clause.head)
        first, last = page.tree[below[0]].start, page.tree[below[-1]].end
        if _is_aside(page, clause, below):
            zones = [
                z
                for z in zones
                if z.sort == "quotation" or first <= z.voice.start < last or (z.sort == "content" and first <= z.start)
            ]
    best = _smallest(zones)
    own = found.reports.get(n)
    if best is None:
        return own if own is not None and _says_of_self(page, clause, own) else None
    # who speaks is not told in their own voice
    return None if own is not None and own.by[0].id == best.voice.by[0].id else best.voice


def _is_aside(page: Page, clause: Clause, below: list[int]) -> bool:
    """Whether a clause that the parser hangs on a noun is a relative or a participle, not a sentence of its own."""
    if not clause.finite or clause.link == "appos":
        return True
    relatives = page.grammar.relatives | page.grammar.complementizers
    return any(page.lower(i) in relatives for i in below if i < clause.head)


def _says_of_self(page: Page, clause: Clause, own: Voice) -> bool:
    """Whether a reporting clause states its content itself: "X considers Y as Z", "X claims to be Z"."""
    tree = page.tree
    if own.stance == "opine":
        return True
    return own.stance == "claim" and tree.kid(clause.head, "xcomp") is not None and tree.kid(clause.head, "obj") is None


def _smallest(zones: Iterable[Zone]) -> Zone | None:
    return min(zones, key=lambda z: z.end - z.start, default=None)


def _mostly_inside(clause: Clause, quotation: Quotation, head: int) -> bool:
    inside = min(clause.end, quotation.end) - max(clause.start, quotation.start)
    share = 0.5 if quotation.start <= head < quotation.end else 0.6
    return inside >= share * (clause.end - clause.start)


__all__ = ["SPEECH", "Attribution", "Voice", "Zone", "attribute", "signature", "source_of"]
