"""Which nouns can speak, who such a noun is, and whether they speak as an expert, as a party, or as anybody."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from faisceau.extract.page import Page
from faisceau.extract.roles import actors_of, inside, unique
from faisceau.knowledge.descriptions import descriptions
from faisceau.knowledge.gazetteer import is_state, slug
from faisceau.model.actors import GROUP, is_group, is_person, is_state_or_body
from faisceau.model.claims import ActorRef
from faisceau.model.layers import Mention
from faisceau.model.text import Span

#: Sorts of mention that can speak.
SPEAKERS = frozenset({"person", "group", "title", "state", "bloc", "medium", "organisation"})
_AFTER = 14  # tokens after a name that may say what its bearer is
_BEFORE = 5
_NAMED = 8  # tokens between a function and the name of its holder


def can_speak(page: Page, i: int) -> bool:
    """Whether the noun stands for somebody who can be quoted: an actor, or a noun of people and bodies."""
    mention = page.mentions.get(page.holder.get(i, i))
    if mention is not None:
        return mention.kind in SPEAKERS
    who = page.attributive.who
    lemma = page.tree[i].lemma.lower()
    if lemma in who.unnamed | who.expert | who.group | who.technical | who.press:
        return True
    return page.tree[i].pos == "PROPN" or any(True for _ in page.tree.kids(i, "flat"))


def vouches(page: Page, i: int) -> bool:
    """Whether the subject of a reporting verb can vouch: who can speak, a pronoun, a text, somebody's body or people."""
    token = page.tree[i]
    if token.pos == "PRON" or can_speak(page, i):
        return True
    documents = any(token.lemma.lower() in d.nouns for d in page.attributive.document)
    return documents or any(m.kind == "adjective" for m in mentions_on(page, i))


def mentions_on(page: Page, i: int) -> list[Mention]:
    """Mentions that hang directly on noun `i`: "the South Korean committee"."""
    return [page.mentions[c] for c in page.tree.children[i] if c in page.mentions]


class Cast:
    """The speakers of an article: who a noun names, by the words around it or by what was said of them before."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._holders: dict[str, list[tuple[int, tuple[ActorRef, ...]]]] = defaultdict(list)
        for i, token in enumerate(page.tree.tokens):
            if token.pos == "NOUN" and (held := _holder_of(page, i)):
                self._holders[token.lemma.lower()].append((i, tuple(held)))

    @cached_property
    def experts(self) -> frozenset[str]:
        """People whom the article calls an analyst, a researcher or the like, wherever it does."""
        return _experts(self.page)

    def at(self, i: int) -> tuple[ActorRef, ...]:
        """The actors that the noun or pronoun `i` names as speakers, the person before the body; () for nobody."""
        page, token = self.page, self.page.tree[i]
        direct = actors_of(page, i, deep=False)
        mention = page.mentions.get(page.holder.get(i, i))
        own = mention is not None and mention.kind == "person"
        if token.pos == "PRON" or own:
            return tuple(unique(direct))
        if same := self._same(i):
            return same
        lemma, who = token.lemma.lower(), page.attributive.who
        named = tuple(_holder_of(page, i))
        if named:
            return tuple(unique([*named, *(r for r in direct if is_state_or_body(r.id))]))
        named = () if any(is_person(r.id) for r in direct) else self._before(i)
        if named:
            return tuple(unique([*named, *(r for r in direct if not is_group(r.id))]))
        whose = direct or inside(page, i) if lemma in who.press else ()
        if whose and all(is_state(ref.id) for ref in whose):
            return tuple(_unnamed(page, i))
        if direct:
            vague = lemma in who.unnamed and any("Definite=Ind" in page.tree[d].morph for d in page.tree.kids(i, "det"))
            if vague and not all(is_group(ref.id) for ref in direct):  # else the noun itself is told of twice
                return tuple(unique([*_unnamed(page, i), *direct]))
            return tuple(unique(direct))
        if lemma in who.unnamed or lemma in who.expert or lemma in who.group:
            return tuple(unique([*_unnamed(page, i), *self._served(i)]))
        if token.pos == "PROPN":
            return tuple(unique([*_unnamed(page, i), *inside(page, i)]))
        return tuple(self._maker(i) or inside(page, i) or self._author(i) or _unnamed(page, i))

    def _served(self, i: int) -> list[ActorRef]:
        """For whom the unnamed speaker at noun `i` speaks: States and bodies in its phrase, a person by a spokesperson only."""
        refs = inside(self.page, i)
        if self.page.tree[i].lemma.lower() in self.page.attributive.who.spokes:
            return refs
        return [ref for ref in refs if not is_person(ref.id)]

    def _maker(self, i: int) -> tuple[ActorRef, ...]:
        """By whom the figures or the text at noun `i` were made: "un bilan établi par X à partir de sources officielles"."""
        page, handled = self.page, self.page.attributive.chain.handled
        agents = (
            a
            for c in page.tree.kids(i, "acl")
            if page.tree[c].lemma.lower() not in handled
            for a in page.tree.kids(c, "obl")
            if page.tree[a].dep == "obl:agent" or page.preposition(a) == page.grammar.by
        )
        return next((by for a in agents if (by := tuple(actors_of(page, a, deep=False)))), ())

    def _same(self, i: int) -> tuple[ActorRef, ...]:
        """Whom "the same source" takes up: the unnamed speaker told of last before it, or the one so called."""
        page, token = self.page, self.page.tree[i]
        unnamed = page.attributive.who.unnamed
        if token.lemma.lower() not in unnamed or not self._is_same(i):
            return ()
        for j in range(i - 1, -1, -1):
            earlier = page.tree[j]
            if earlier.pos != "NOUN" or earlier.lemma.lower() not in unnamed or self._is_same(j):
                continue
            by = self.at(j)
            if by and (is_group(by[0].id) or earlier.lemma == token.lemma):
                return tuple(ActorRef(ref.id, ref.name, Span(token.start, token.end)) for ref in by)
        return ()

    def _is_same(self, i: int) -> bool:
        page = self.page
        return bool(i) and page.lower(i - 1) in page.grammar.same

    def _author(self, i: int) -> tuple[ActorRef, ...]:
        """Whose text "the report" is: who was named with the same noun before."""
        page, token = self.page, self.page.tree[i]
        lemma = token.lemma.lower()
        definite = any("Definite=Def" in page.tree[d].morph for d in page.tree.kids(i, "det"))
        if not any(lemma in d.nouns for d in page.attributive.document):
            return ()
        for c in page.tree.kids(i, "acl"):  # "the figures that X gave"
            if (subject := page.tree.kid(c, "nsubj")) is not None and (by := self.at(subject)):
                return by
        if not definite:
            return ()
        for j in range(i - 1, -1, -1):
            if page.tree[j].lemma.lower() == lemma and page.tree[j].pos == "NOUN" and (named := inside(page, j)):
                return (ActorRef(named[0].id, named[0].name, Span(token.start, token.end)),)
        return ()

    def _before(self, i: int) -> tuple[ActorRef, ...]:
        """The person introduced with this very noun: "the minister", after "the minister, X", but for another State's or body's."""
        page, token = self.page, self.page.tree[i]
        definite = any("Definite=Def" in page.tree[d].morph for d in page.tree.kids(i, "det"))
        if token.pos != "NOUN" or not definite or "Number=Plur" in token.morph:
            return ()
        whose = _bodies(page, i)
        held = [(refs, _bodies(page, at)) for at, refs in self._holders.get(token.lemma.lower(), ()) if at < i]
        earlier = [refs for refs, theirs in held if not whose or not theirs or whose & theirs]
        if not earlier:
            return ()
        name = ActorRef(earlier[-1][0].id, token.text, Span(token.start, token.end))
        return (name,)

    def holds(self, i: int) -> bool:
        """Whether noun `i` is the function of a person who is named with it."""
        return any(at == i for at, _ in self._holders.get(self.page.tree[i].lemma.lower(), ()))

    def describes(self, i: int) -> bool:
        """Whether noun `i` is a definite description of a person that nothing before it introduced."""
        page, token, who = self.page, self.page.tree[i], self.page.attributive.who
        lemma = token.lemma.lower()
        definite = any("Definite=Def" in page.tree[d].morph for d in page.tree.kids(i, "det"))
        if token.pos != "NOUN" or not definite or "Number=Plur" in token.morph:
            return False
        former = token.text.lower().startswith(who.former_prefix)
        former = former or any(page.tree[c].lemma.lower() in who.former for c in page.tree.kids(i, "amod"))
        if not former and lemma not in who.unnamed and lemma not in who.expert:
            return False
        return former or not any(page.tree[j].lemma.lower() == lemma for j in range(i) if page.tree[j].pos == "NOUN")

    def points_back(self, i: int) -> bool:
        """Whether noun `i` is somebody unnamed who spoke before: "cette source"."""
        page = self.page
        shown = any(page.tree[d].lemma.lower() in page.grammar.demonstratives for d in page.tree.kids(i, "det"))
        return shown and page.tree[i].lemma.lower() in page.attributive.who.unnamed

    def standing(self, i: int, by: tuple[ActorRef, ...]) -> str:
        """Whether the speaker at token `i` is an expert, a party to what is told, or another."""
        who = self.page.attributive.who
        lemma = self.page.tree[i].lemma.lower()
        if any(ref.id in self.experts for ref in by) or lemma in who.expert or lemma in who.technical:
            return "expert"
        if self.page.lower(i) in self.page.grammar.first_person_singular | self.page.grammar.first_person_plural:
            return "other"
        if any(is_state_or_body(ref.id) for ref in by) or lemma in who.unnamed:
            return "party"
        return "other"


def _bodies(page: Page, i: int) -> frozenset[str]:
    """The States and bodies for which whoever noun `i` names acts."""
    return frozenset(
        r.id for r in actors_of(page, i, deep=False) if not is_person(r.id) and not r.id.startswith("gen:")
    )


def _holder_of(page: Page, i: int) -> list[ActorRef]:
    """The person whose function the noun `i` is: "la directrice de l'usine, Anna Berg"."""
    tree = page.tree
    if tree[i].pos != "NOUN":
        return []
    below = set(tree.subtree(i))
    last = i
    for j in range(i + 1, min(i + _NAMED + _AFTER, _end(page, i))):
        mention = page.mentions.get(j)
        if (
            mention is not None
            and mention.kind == "person"
            and mention.actors
            and page.preposition(j) is None
            and (tree[j - 1].text == "," or tree[j].head == i or tree[j - 1].pos in ("NOUN", "ADJ", "PROPN"))
            and not _is_of_another(page, i, j)
        ):
            return actors_of(page, j, deep=False)
        if (tree[j].pos in ("VERB", "AUX", "CCONJ", "SCONJ") and j not in page.holder) or tree[j].text in (
            '"',
            "«",
            "“",
            ";",
            ":",
            ".",
            "(",
        ):
            return []
        if tree[j].text == "," and last != i and tree[last].text == ",":
            return []
        if j in below or tree[j].text == ",":
            last = j
        elif j - last > _NAMED:
            return []
    return []


def _is_of_another(page: Page, i: int, j: int) -> bool:
    """Whether the name at token `j` is that of a person whom the noun `i` only belongs to: "un conseiller du président Untel"."""
    tree = page.tree
    noun = j - 1
    while noun > i and tree[noun].pos == "ADJ":
        noun -= 1
    if noun <= i or page.preposition(noun) is None:
        return False
    row = descriptions(page.lang).get(tree[noun].lemma.lower())
    return row is not None and row.sort == "person"


def _end(page: Page, i: int) -> int:
    """Where the sentence of token `i` ends; the model often begins another at a name, where nothing stops the first."""
    tree = page.tree
    last = tree.sentence(i).last
    if last < len(tree.tokens) and tree[last - 1].pos in ("NOUN", "ADJ", "PROPN") and tree[last].pos == "PROPN":
        return tree.sentence(last).last if "\n" not in page.text[tree[last - 1].end : tree[last].start] else last
    return last


def _unnamed(page: Page, i: int) -> list[ActorRef]:
    """A speaker whom no list knows, named by the noun: vague, but not nobody."""
    token = page.tree[i]
    named = [c for c in page.tree.kids(i, "flat", "appos") if page.tree[c].pos == "PROPN"]
    if token.pos == "PROPN" or (named and token.text.endswith(".")):
        words = [i, *named] if token.pos == "PROPN" else named
        name = " ".join(page.tree[j].text for j in words)
        return [ActorRef(slug(name) or name, name, Span(page.tree[words[0]].start, page.tree[words[-1]].end))]
    if token.pos != "NOUN":
        return []
    span = _phrase(page, i)
    return [ActorRef(f"{GROUP}{slug(token.lemma)}", page.text[span.start : span.end], span)]


def _phrase(page: Page, i: int) -> Span:
    """The noun with its determiner and adjectives, as they stand beside it: "a senior official"."""
    tree = page.tree
    own = {i, *tree.kids(i, "det", "amod")}
    first = last = i
    while first - 1 in own:
        first -= 1
    while last + 1 in own:
        last += 1
    end = tree[last].end
    while page.text[end - 1] in ".,;:" and end - 1 > tree[last].start:  # a stop that the page glued to the word
        end -= 1
    return Span(tree[first].start, end)


def _experts(page: Page) -> frozenset[str]:
    tree, nouns = page.tree, page.attributive.who.expert
    found: set[str] = set()
    for i, mention in page.mentions.items():
        if mention.kind != "person" or not mention.actors:
            continue
        sentence = tree.sentence(i)
        last = max(tree.within(mention.start, mention.end), default=i)
        around = list(range(max(i - _BEFORE, sentence.first), i))
        if last + 1 < sentence.last and tree[last + 1].text in (",", "("):
            around += range(last + 2, min(last + _AFTER, sentence.last))
        for j in around:
            if j < i and tree[j].text in (",", ";", '"', "»"):
                continue
            if j > i and tree[j].pos in ("VERB", "AUX") and "VerbForm=Fin" in tree[j].morph:
                break
            if j > i and j in page.mentions and page.mentions[j].kind == "person":
                break
            if tree[j].lemma.lower() in nouns and (j < i or tree[j].pos in ("NOUN", "ADJ", "PROPN")):
                found.add(mention.actors[0])
    return frozenset(found)
