"""What is seen of a pronoun and of each whom it may take up, or of nobody: names of things that hold, as strings.

`antecedents` weighs them. What the rule says is seen too.
"""

from __future__ import annotations

from collections.abc import Iterator

from faisceau.knowledge.gazetteer import fold
from faisceau.knowledge.weights import word_classes
from faisceau.model.actors import is_group, is_person
from faisceau.resolve.memory import Candidate, Memory
from faisceau.resolve.page import BESIDE, GLUED, Page, form_of, is_main, named_by

#: The decision, among those whose weights a language has.
PRONOUN = "pronoun"
RULE = "rule"
NOTHING_ELSE = "nothing.else"
VOUCHES = "vouches"
SPEAKS = "speaks"
TOLD_APART = 4  # ranks, distances and counts from which on all are one
_NAMED = frozenset({"person", "organisation", "medium"})  # sorts of mention that are names


def place_of(page: Page, c: Candidate) -> str:
    """main, subject or other: what the mention is in its sentence."""
    return "main" if c.subject and is_main(page, c.head) else "subject" if c.subject else "other"


def _sentences_back(memory: Memory, i: int, c: Candidate) -> int:
    """Sentences between the candidate and the pronoun, or the words on which it remarks; `TOLD_APART` for as many and more."""
    here = memory.page.tree.sentence_index(i)
    if memory.page.tree[i].text.startswith("-"):
        opens = memory.opens(i)
        here = here if opens is None else opens
    return max(0, min(here - c.sentence, TOLD_APART))


class _Pair:
    """A pronoun at token `i` and one that it may take up, by all its `mentions`, nearest first; `rank` of them are nearer."""

    def __init__(self, memory: Memory, i: int, mentions: list[Candidate], rank: int) -> None:
        page = memory.page
        self.memory, self.page, self.tree = memory, page, page.tree
        self.i, self.token, self.mentions = i, page.tree[i], mentions
        self.nearest = mentions[0]
        self.form, self.dep = form_of(page, i), self.token.dep.partition(":")[0]
        self.sort, self.place = sort_of_candidate(page, self.nearest), place_of(page, self.nearest)
        self.agrees = agreement(page, self.form, self.nearest)
        self.back = _sentences_back(memory, i, self.nearest)
        self.near = min(rank, TOLD_APART)
        self.noun = named_by(page.tree, self.nearest.head)
        self.within = _quotations(memory.quotation(i), self.nearest.quotation)
        self.order = "inverted" if self.token.text.startswith("-") else "before"


def seen(memory: Memory, i: int, mentions: list[Candidate], rank: int) -> Iterator[str]:
    """What holds of the one whom `mentions` name, nearest first, as whom the pronoun at token `i` takes up."""
    pair = _Pair(memory, i, mentions, rank)
    yield from _alike(pair)
    yield from _apart(pair)
    yield from _named_how(pair)
    yield from _by_verbs(pair)
    yield from _by_quotations(pair)


def _alike(pair: _Pair) -> Iterator[str]:
    """How the two agree, and of what sort they are."""
    sort, form, dep = pair.sort, pair.form, pair.dep
    yield f"agrees={pair.agrees}"
    yield f"agrees={pair.agrees}+{form}+{sort}"
    yield f"sort={sort}+{form}"
    yield f"sort={sort}+{dep}+{pair.place}"
    if pair.nearest.actors[0] in (pair.memory.lead, pair.memory.lead_body):
        yield f"lead+{sort}+{form}"


def _apart(pair: _Pair) -> Iterator[str]:
    """How far apart they stand, in sentences, in others named between them and in tokens."""
    back, place = pair.back, pair.place
    yield f"back={back}+{place}"
    yield f"back={back}+{place}+{pair.dep}"
    yield f"back={back}+{pair.sort}"
    yield f"near={pair.near}+{place}"
    yield f"near={pair.near}+{pair.agrees}"
    if back == 0:
        yield f"apart={min((pair.i - pair.nearest.head).bit_length(), 6)}+{place}"
    if pair.i == pair.tree.sentence(pair.i).first:
        yield f"opens+{back}+{place}"
        yield f"opens+{pair.sort}"


def _named_how(pair: _Pair) -> Iterator[str]:
    """How, how often and as what the one who may be meant was named."""
    c, back, place, dep = pair.nearest, pair.back, pair.place, pair.dep
    yield f"kind={c.kind}+{back}"
    yield f"times={min(pair.memory.times.get(c.actors[0], 0), TOLD_APART)}+{pair.sort}"
    yield f"mentions={min(len(pair.mentions), TOLD_APART)}+{pair.sort}"
    stands = pair.tree[pair.noun].dep.partition(":")[0]
    yield f"stands={stands}+{back}"
    yield f"stands={stands}+{dep}+{pair.sort}"
    if pair.page.mentions[c.head].kind == PRONOUN:
        again = "same" if form_of(pair.page, c.head) == pair.form else "other"
        yield f"again={again}+{back}+{place}+{dep}"
    if any(m.subject for m in pair.mentions):
        yield f"once.subject+{place}+{dep}"


def _by_verbs(pair: _Pair) -> Iterator[str]:
    """What the pronoun's verb does, beside what the other's did, and whether the one governs the other."""
    tree, token, dep, sort = pair.tree, pair.token, pair.dep, pair.sort
    verb = tree[token.head].lemma.rstrip(GLUED).lower()
    its_verb = tree[tree[pair.noun].head].lemma.lower()
    yield f"verb={verb}+{sort}"
    for of_verbs in _classes(pair.page, verb):
        yield f"verbs={of_verbs}+{sort}+{dep}"
        for of_its_verb in _classes(pair.page, its_verb) if pair.place != "other" else ():
            yield f"verbs={of_verbs}+after={of_its_verb}+{min(pair.back, 1)}"
    if pair.nearest.subject and tree[pair.noun].head in tree.ancestors(pair.i):
        yield f"above+{dep}+{sort}"
        yield f"above+{tree[token.head].dep}+{pair.agrees}"


def _by_quotations(pair: _Pair) -> Iterator[str]:
    """Who stands in quoted words, who is named outside them, and whether the pronoun remarks on some."""
    yield f"within={pair.within}+{pair.sort}"
    yield f"within={pair.within}+{pair.place}+{pair.dep}"
    if pair.order == "inverted":
        yield f"inverted+{pair.sort}+{pair.place}"
        yield f"inverted+{pair.within}"
    if pair.memory.quotation(pair.i) >= 0:
        return
    # whom a speaker names is seldom whom the article goes on with
    told = next((m for m in pair.mentions if m.quotation < 0), None)
    if told is None:
        yield f"only.quoted+{pair.order}"
        return
    far = _sentences_back(pair.memory, pair.i, told)
    yield f"outside={far}+{place_of(pair.page, told)}+{pair.order}"
    yield f"outside={far}+{pair.agrees}+{pair.sort}"


def seen_of_nobody(memory: Memory, i: int, rule: Candidate | None) -> Iterator[str]:
    """What holds of nobody's being taken up by the pronoun at token `i`; `rule` is whom the rule has it take up."""
    page = memory.page
    token = page.tree[i]
    form, dep = form_of(page, i), token.dep.partition(":")[0]
    verb = page.tree[token.head].lemma.rstrip(GLUED).lower()
    quoted = "quoted" if memory.quotation(i) >= 0 else "told"
    yield "nobody"
    if any(fold(page.tree[c].text) in page.reference.vouching for c in page.tree.kids(i, "case")):
        yield VOUCHES
    yield f"nobody+{form}+{dep}"
    yield f"nobody+{quoted}+{form}"
    yield f"nobody+{RULE if rule is None else f'no.{RULE}'}+{form}"
    yield f"nobody+verb={verb}"
    yield from (f"nobody+verbs={of_verbs}+{dep}" for of_verbs in _classes(page, verb))
    if token.text.startswith("-"):
        yield "nobody+inverted"
    if rule is not None and _tells(page, rule, i):
        yield SPEAKS
    things = list(_things(memory, i))
    subjects = [t for t in things if page.tree[t].dep.startswith("nsubj")]
    here = page.tree.sentence_index(i)
    if not things:
        yield NOTHING_ELSE
    yield f"things={min(len(things), TOLD_APART)}+{form}"
    yield f"things={min(len(things), TOLD_APART)}+{dep}"
    for name, found in (("last", things), ("subject", subjects)):
        if not found:
            yield f"thing.{name}=none+{dep}"
            continue
        back = here - page.tree.sentence_index(found[-1])
        main = "main" if is_main(page, found[-1]) else "below"
        yield f"thing.{name}={back}+{main}+{dep}"
        yield f"thing.{name}={back}+{form}"
        if back == 0 and page.tree[found[-1]].head in page.tree.ancestors(i):
            yield f"thing.{name}.above+{dep}"


def _things(memory: Memory, i: int) -> Iterator[int]:
    """The nouns of this sentence and the one before it that name no actor and agree with the pronoun at token `i`."""
    page, tree = memory.page, memory.page.tree
    form = form_of(page, i)
    gender = page.reference.pronouns[form]
    number = "Number=Plur" if form in page.reference.plurals else "Number=Sing"
    here = tree.sentence(i)
    first = tree.sentence(here.first - 1).first if here.first else here.first
    for t in range(first, i):
        morph = tree[t].morph
        agrees = number in morph and (not gender or f"Gender={gender}" in morph or "Gender=" not in morph)
        if tree[t].pos == "NOUN" and t not in page.covered and agrees and not _calls_somebody(page, t):
            yield t


def _calls_somebody(page: Page, t: int) -> bool:
    """Whether a name stands beside the noun at token `t`: "l'armateur Untel" is no thing."""
    beside = page.tree.kids(t, *BESIDE)
    return any(
        page.covered.get(c, c) in page.mentions
        and page.mentions[page.covered.get(c, c)].kind in _NAMED
        and page.tree.kid(c, "case") is None
        for c in beside
    )


def _tells(page: Page, c: Candidate, i: int) -> bool:
    """Whether the candidate is the subject of the verb whose content the pronoun's clause is: "X a fait savoir qu'il…"."""
    tree = page.tree
    verb = tree[i].head
    content = tree[verb].dep.partition(":")[0] == "ccomp" and tree[i].dep.startswith("nsubj")
    return content and c.subject and tree[named_by(tree, c.head)].head in (tree[verb].head, tree[tree[verb].head].head)


def _classes(page: Page, verb: str) -> tuple[str, ...]:
    """What the verb is like (`weights/classes.tsv`)."""
    return word_classes(page.layers.lang or "").get(verb, ())


def sort_of_candidate(page: Page, c: Candidate) -> str:
    """group, person, state or body."""
    actor = c.actors[0]
    if is_group(actor):
        return "group"
    if is_person(actor):
        return "person"
    return "state" if actor in page.gazetteer.states else "body"


def agreement(page: Page, form: str, c: Candidate) -> str:
    """How the pronoun's gender and number go with the candidate's."""
    gender = page.reference.pronouns[form]
    of_gender = "open" if not gender or not c.gender else "same" if gender == c.gender else "other"
    return f"{of_gender}.{'same' if (form in page.reference.plurals) == c.plural else 'other'}"


def _quotations(of_pronoun: int, of_candidate: int) -> str:
    if of_pronoun == of_candidate:
        return "same" if of_pronoun >= 0 else "told"
    return "into" if of_pronoun >= 0 and of_candidate < 0 else "out" if of_pronoun < 0 else "between"
