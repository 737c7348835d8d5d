"""Whom a pronoun takes up: who was named before it, what is seen of each, and the most probable of them or nobody.

The rule: the nearest earlier mention that agrees in number and gender, subjects before others, at most two sentences back.
Where the language has weights for it (`knowledge/weights.py`), they choose, and what the rule says is among what they weigh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from faisceau.knowledge.gazetteer import fold
from faisceau.knowledge.weights import has_weights_for, weights, word_classes
from faisceau.model.tree import Tree
from faisceau.resolve.memory import Candidate, Memory, is_person_id
from faisceau.resolve.page import GLUED, Page

PRONOUN = "pronoun"
RULE = "rule"
NOTHING_ELSE = "nothing.else"
VOUCHES = "vouches"
SPEAKS = "speaks"
#: Relations of a name to the noun before it, and the sorts of mention that are names.
BESIDE = ("appos", "flat", "nmod", "amod")
NAMED = frozenset({"person", "organisation", "medium"})
_REACH = 2  # sentences that the rule looks back
_FURTHER = 4  # sentences that the weights look back
_MOST = 12  # actors that they choose among
_FITS = frozenset({"same.same", "open.same"})
_SURE = 0.5  # times as probable as nobody: more are right and fewer wrong than by the rule (docs/decisions/0006)
_FEW = 2
_TOLD_APART = 4  # ranks, distances and counts from which on all are one


@dataclass(frozen=True)
class Antecedent:
    """Somebody whom a pronoun may take up, None for nobody who acts: of what sort they are, and the names of what is seen."""

    candidate: Candidate | None
    sort: str
    seen: tuple[str, ...]


def chosen(options: Sequence[Antecedent], lang: str) -> Candidate | None:
    """The most probable of the options, nobody only where clearly so; of those of one sort (person, State…) the rule's.

    The rule's in a language without weights for it, and where it is a subject, hardly anybody else is named and no noun for a
    thing agrees: articles long enough to learn from say little of such beginnings.
    """
    rule = ruled(options)
    if rule is not None and SPEAKS in options[-1].seen:
        return rule
    alone = len(options) <= _FEW + 1 and NOTHING_ELSE in options[-1].seen
    if not has_weights_for(lang, PRONOUN) or (alone and rule is not None and rule.subject):
        return rule
    *odds, nobody = weights(lang, PRONOUN).choice([option.seen for option in options])
    best = max(range(len(odds)), key=lambda n: (round(odds[n], 9), -n), default=None)
    if best is None or (odds[best] <= _SURE * nobody and VOUCHES not in options[-1].seen):
        return None
    nearest = next((n for n, option in enumerate(options) if RULE in option.seen), best)
    return options[nearest if options[nearest].sort == options[best].sort else best].candidate


def ruled(options: Sequence[Antecedent]) -> Candidate | None:
    """The rule's choice among the options."""
    return next((option.candidate for option in options if RULE in option.seen), None)


def stands_for_nobody(page: Page, i: int) -> bool:
    """Whether the pronoun at token `i` is impersonal, or of the first or second person."""
    morph = page.tree[i].morph
    return _impersonal(page, i) or "Person=1" in morph or "Person=2" in morph


def _impersonal(page: Page, i: int) -> bool:
    tree = page.tree
    token = tree[i]
    clitic = page.reference.impersonal.get(tree[token.head].lemma)
    if clitic and any(tree[c].text.lower() == clitic for c in tree.children[token.head]):
        return True
    return token.dep.startswith("expl") and not token.text.startswith("-") and not _has_object(page, token.head)


def _has_object(page: Page, head: int) -> bool:
    """Whether a pronoun is the verb's object: then its "il" is somebody, whatever the label."""
    tree = page.tree
    return any(tree[c].pos == "PRON" and c < head for c in tree.kids(head, "obj", "iobj"))


def form_of(page: Page, i: int) -> str:
    """The pronoun as the lists write it: lower case, without the hyphens of an inversion."""
    return page.tree[i].text.lower().replace("’", "'").removeprefix("-t").removeprefix("-")


def by_rule(memory: Memory, i: int) -> Candidate | None:
    """The nearest earlier mention that agrees, subjects before others."""
    page, tree = memory.page, memory.page.tree
    form = form_of(page, i)
    plural = form in page.reference.plurals
    here, quoted = tree.sentence_index(i), memory.quotation(i)
    best: tuple[float, Candidate] | None = None
    for c in reversed(memory.seen):
        back = here - c.sentence
        if back > _REACH:
            break
        if (c.actors[0].startswith("gen:") and not c.subject) or not _agrees(page, form, c) or _of_one_verb(page, c, i):
            continue
        score = 3.0 - 1.2 * back + (1.5 if c.subject else 0) - 0.001 * (i - c.head)
        score += 0.5 * (c.subject and is_main(page, c.head)) + 0.4 * c.person - 1.5 * (c.quotation != quoted)
        if best is None or score > best[0]:
            best = (score, c)
    if best is None:
        return None
    return together(memory, best[1]) if plural and best[1].plural else best[1]


def _agrees(page: Page, form: str, c: Candidate) -> bool:
    """Whether the candidate's number, and its gender where it is known, are the pronoun's."""
    plural = form in page.reference.plurals
    if c.plural != plural and not (plural and len(c.actors) > 1 and not c.person):
        return False
    gender = page.reference.pronouns[form]
    return not gender or not c.gender or gender == c.gender


def _of_one_verb(page: Page, c: Candidate, i: int) -> bool:
    """Whether both are arguments of one verb: its subject and its object are two actors."""
    tree = page.tree
    return tree[c.head].head == tree[i].head and c.head != i and tree.sentence_index(i) == c.sentence


def is_main(page: Page, i: int) -> bool:
    """Whether the verb of token `i` heads its sentence."""
    return page.tree.is_root(page.tree[named_by(page.tree, i)].head)


def named_by(tree: Tree, i: int) -> int:
    """The noun of which token `i` is the name beside it: "l'armateur | Untel"; else `i` itself."""
    beside = tree[i].dep.partition(":")[0] in BESIDE and tree.kid(i, "case") is None
    return tree[i].head if beside and tree[tree[i].head].pos == "NOUN" else i


def together(memory: Memory, chosen: Candidate) -> Candidate:
    """The candidate with the actors coordinated with it."""
    tree = memory.page.tree
    actors = list(chosen.actors)
    stack = list(tree.kids(chosen.head, "conj"))
    while stack:
        k = stack.pop()
        mention = memory.page.mentions.get(k)
        if mention is not None:
            actors.extend(mention.actors)
        stack.extend(tree.kids(k, "conj"))
    return replace(chosen, plural=True, actors=tuple(dict.fromkeys(actors)))


def antecedents(memory: Memory, i: int) -> list[Antecedent]:
    """Who agrees, of those named in the sentences before, nearest first, each once by their nearest mention; nobody last."""
    page = memory.page
    here = page.tree.sentence_index(i)
    form = form_of(page, i)
    plural = form in page.reference.plurals
    by_the_rule = by_rule(memory, i)
    near: dict[tuple[str, ...], list[Candidate]] = {}
    opens = memory.opens(i) if page.tree[i].text.startswith("-") else None
    if opens is not None:  # a remark on quoted words: "…", a-t-il dit
        here = opens
    for c in reversed(memory.seen):
        if here - c.sentence > _FURTHER:
            break
        if not _agrees(page, form, c) or _of_one_verb(page, c, i):
            continue
        meant = together(memory, c) if plural and c.plural else c
        near.setdefault(meant.actors, []).append(meant)
    if opens is not None:
        near = _tellers(page, near)
    options = []
    fitting: Counter[str] = Counter()
    for rank, (actors, mentions) in enumerate(list(near.items())[:_MOST]):
        sort, place = _sort(page, mentions[0]), _place(page, mentions[0])
        told = set(_seen(memory, i, mentions, rank))
        rule = RULE if by_the_rule is not None and by_the_rule.actors == actors else f"no.{RULE}"
        told |= {rule, f"{rule}+{form}", f"{rule}+{sort}+{page.tree[i].dep}"}
        if (agrees := _agreement(page, form, mentions[0])) in _FITS:
            before = {name: min(fitting[name], _TOLD_APART) for name in ("any", place, sort)}
            told |= {
                f"fitting={before['any']}+{place}",
                f"fitting={before['any']}+{agrees}+{form}",
                f"fitting.{place}={before[place]}+{form}",
                f"fitting.{sort}={before[sort]}+{place}",
            }
            fitting.update(("any", place, sort))
        options.append(Antecedent(mentions[0], sort, tuple(sorted(told))))
    return [*options, Antecedent(None, "nobody", tuple(sorted(set(_seen_of_nobody(memory, i, by_the_rule)))))]


def _tellers(page: Page, near: dict[tuple[str, ...], list[Candidate]]) -> dict[tuple[str, ...], list[Candidate]]:
    """Who may have said the words before a remark: nobody whom only quotations name, where the article itself names people."""
    told = {actors: found for actors, found in near.items() if any(c.quotation < 0 for c in found)}
    return told if any(_sort(page, found[0]) in ("person", "group") for found in told.values()) else near


def _place(page: Page, c: Candidate) -> str:
    return "main" if c.subject and is_main(page, c.head) else "subject" if c.subject else "other"


def _sentences_back(memory: Memory, i: int, c: Candidate) -> int:
    """Sentences between the candidate and the pronoun, or the words on which it remarks; `_TOLD_APART` for as many and more."""
    here = memory.page.tree.sentence_index(i)
    if memory.page.tree[i].text.startswith("-"):
        opens = memory.opens(i)
        here = here if opens is None else opens
    return max(0, min(here - c.sentence, _TOLD_APART))


class _Pair:
    """A pronoun at token `i` and one that it may take up, by all its `mentions`, nearest first; `rank` of them are nearer."""

    def __init__(self, memory: Memory, i: int, mentions: list[Candidate], rank: int) -> None:
        page = memory.page
        self.memory, self.page, self.tree = memory, page, page.tree
        self.i, self.token, self.mentions = i, page.tree[i], mentions
        self.nearest = mentions[0]
        self.form, self.dep = form_of(page, i), self.token.dep.partition(":")[0]
        self.sort, self.place = _sort(page, self.nearest), _place(page, self.nearest)
        self.agrees = _agreement(page, self.form, self.nearest)
        self.back = _sentences_back(memory, i, self.nearest)
        self.near = min(rank, _TOLD_APART)
        self.noun = named_by(page.tree, self.nearest.head)
        self.within = _quotations(memory.quotation(i), self.nearest.quotation)
        self.order = "inverted" if self.token.text.startswith("-") else "before"


def _seen(memory: Memory, i: int, mentions: list[Candidate], rank: int) -> Iterator[str]:
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
    yield f"times={min(pair.memory.times.get(c.actors[0], 0), _TOLD_APART)}+{pair.sort}"
    yield f"mentions={min(len(pair.mentions), _TOLD_APART)}+{pair.sort}"
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
    yield f"outside={far}+{_place(pair.page, told)}+{pair.order}"
    yield f"outside={far}+{pair.agrees}+{pair.sort}"


def _seen_of_nobody(memory: Memory, i: int, rule: Candidate | None) -> Iterator[str]:
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
    yield f"things={min(len(things), _TOLD_APART)}+{form}"
    yield f"things={min(len(things), _TOLD_APART)}+{dep}"
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
        and page.mentions[page.covered.get(c, c)].kind in NAMED
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


def _sort(page: Page, c: Candidate) -> str:
    actor = c.actors[0]
    if actor.startswith("gen:"):
        return "group"
    if is_person_id(actor):
        return "person"
    return "state" if actor in page.gazetteer.states else "body"


def _agreement(page: Page, form: str, c: Candidate) -> str:
    """How the pronoun's gender and number go with the candidate's."""
    gender = page.reference.pronouns[form]
    of_gender = "open" if not gender or not c.gender else "same" if gender == c.gender else "other"
    return f"{of_gender}.{'same' if (form in page.reference.plurals) == c.plural else 'other'}"


def _quotations(of_pronoun: int, of_candidate: int) -> str:
    if of_pronoun == of_candidate:
        return "same" if of_pronoun >= 0 else "told"
    return "into" if of_pronoun >= 0 and of_candidate < 0 else "out" if of_pronoun < 0 else "between"
