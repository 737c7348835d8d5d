"""What is known of one article while its mentions are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from faisceau.knowledge.descriptions import Description, described, descriptions
from faisceau.knowledge.gazetteer import Gazetteer, RoleRow, fold, slug, words_of
from faisceau.knowledge.given_names import given_names
from faisceau.model.layers import Layers, Mention
from faisceau.model.tree import Tree
from faisceau.resolve.words import Reference

#: Classes of role whose holder acts for a state or a body.
OFFICES = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "minister",
        "spokesperson",
        "envoy",
        "head",
    }
)
#: Relations of a name to the noun before it.
BESIDE = ("appos", "flat", "nmod", "amod")
GLUED = '.,;:"»”'  # marks that the model may leave on a word


@dataclass
class Page:
    """One article, filled as the stages of resolution go."""

    text: str
    layers: Layers
    tree: Tree
    gazetteer: Gazetteer
    reference: Reference
    mentions: dict[int, Mention] = field(default_factory=dict)  # by index of the head token
    covered: dict[int, int] = field(default_factory=dict)  # token -> head token of the mention that holds it
    people: dict[str, str] = field(default_factory=dict)  # folded word of a person's name -> person id
    behalf: dict[str, str | None] = field(default_factory=dict)  # person id -> state or organisation, None for nobody
    offices: dict[str, set[str]] = field(default_factory=dict)  # person id -> classes of the roles told or listed
    genders: dict[str, str] = field(default_factory=dict)  # person id -> Masc or Fem, where the article tells
    persons: set[str] = field(default_factory=set)  # ids of unlisted people
    in_context: dict[str, str] = field(
        default_factory=dict
    )  # slug of a name -> what its words in their context surely tell
    bodies: set[str] = field(default_factory=set)  # slugs of bodies that no list knows, by what they do
    by_office: set[str] = field(default_factory=set)  # family names that stand for who was in office
    aliases: set[str] = field(default_factory=set)  # second names of people, as written
    state_bodies: dict[int, tuple[str, str | None]] = field(default_factory=dict)  # head token -> slug, state told
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)  # noun for members -> the organisation told

    def add(self, mention: Mention) -> int | None:
        """Record a mention under its head token; returns the head, None if the mention holds no token."""
        inside = list(self.tree.within(mention.start, mention.end))
        if not inside:
            first = self.tree.at(mention.start)
            if first is None:
                return None
            inside = [first]
        span = set(inside)
        head = next((i for i in inside if self.tree[i].head not in span or self.tree.is_root(i)), inside[0])
        first_half = self.mentions.get(head)
        if first_half is not None and first_half.kind == mention.kind == "adjective":  # "sino-américain" is one token
            start = min(first_half.start, mention.start)
            both = tuple(dict.fromkeys((*first_half.actors, *mention.actors)))
            mention = Mention(start, mention.end, self.text[start : mention.end], "adjective", both, mention.rule)
        self.mentions[head] = mention
        for i in inside:
            self.covered.setdefault(i, head)
        return head

    def slug(self, name: str) -> str:
        """The id of a person whom no list knows."""
        return slug(name)

    def person_actors(self, person: str) -> tuple[str, ...]:
        """A person with the state or organisation for which he or she acts at publication, if known."""
        if person in self.behalf:
            told = self.behalf[person]
            return (person, told) if told else (person,)
        term = self.gazetteer.behalf(person, self.layers.published)
        return (person, term.acts_for) if term else (person,)

    def gender_of(self, person: str) -> str:
        """Masc or Fem as the article tells it, else as the given name does; "" where neither tells."""
        return self.genders.get(person) or given_names().get(person.partition("-")[0], "")

    def classes(self, person: str) -> set[str]:
        """The classes of the offices that the person has in the article or at publication."""
        found = set(self.offices.get(person, ()))
        term = self.gazetteer.behalf(person, self.layers.published)
        return found | {term.role} if term else found


def role_at(page: Page, i: int) -> tuple[RoleRow, int] | None:
    """The longest role name whose words start at token `i`, and how many tokens it takes."""
    folded: list[str] = []
    best: tuple[RoleRow, int] | None = None
    first = words_of(page.tree[i].text)
    longest = max(page.gazetteer.role_lengths(first[0]), default=0) if first else 0
    for length in range(1, longest + 3):
        if i + length > len(page.tree.tokens) or len(folded) > longest:
            break
        inner = page.mentions.get(i + length - 1)
        if (
            length > 1 and inner is not None and inner.kind == "adjective"
        ):  # "ministre ukrainien des Affaires étrangères"
            continue
        words = words_of(page.tree[i + length - 1].text)
        folded.extend(words)
        row = page.gazetteer.roles.get(tuple(folded))
        if row is not None and words:  # a stop behind the last word is none of it
            best = (row, length)
    return best


def description_of(page: Page, i: int) -> Description | None:
    """The person or body that the noun at token `i` calls, by form or lemma; None if it calls none."""
    lang, token = page.layers.lang or "", page.tree[i]
    nouns = descriptions(lang)
    written = token.text.rstrip(GLUED)
    found = nouns.get(written) or nouns.get(written.lower()) or nouns.get(token.lemma)
    if found is None and token.pos == "NOUN" and written.islower():
        found = described(lang, token.lemma)
    return found


def sort_of(page: Page, i: int) -> str | None:
    """Whether the noun at token `i` calls a person or a body; None if it calls neither."""
    row = description_of(page, i)
    return row.sort if row is not None else None


def has_complement(page: Page, i: int) -> bool:
    """Whether "de" and something stand right after the title at token `i`."""
    role = role_at(page, i)
    after = i + (role[1] if role is not None else 1)
    if after >= page.tree.sentence(i).last:
        return False
    return page.tree[after].pos == "ADP" and fold(page.tree[after].text) in page.reference.genitives


def is_definite(page: Page, i: int) -> bool:
    """Whether the noun at token `i` has a definite article, contracted or not ("les", "des" of "de les", "aux")."""
    tree = page.tree
    for c in tree.kids(i, "det", "case"):
        if tree.has(c, "Definite=Def") or tree[c].text.lower() in page.reference.contracted:
            return not tree.has(c, "Definite=Ind")
    return False


def form_of(page: Page, i: int) -> str:
    """The pronoun as the lists write it: lower case, without the hyphens of an inversion."""
    return page.tree[i].text.lower().replace("’", "'").removeprefix("-t").removeprefix("-")


def is_main(page: Page, i: int) -> bool:
    """Whether the verb of token `i` heads its sentence."""
    return page.tree.is_root(page.tree[named_by(page.tree, i)].head)


def named_by(tree: Tree, i: int) -> int:
    """The noun of which token `i` is the name beside it: "l'armateur | Untel"; else `i` itself."""
    beside = tree[i].dep.partition(":")[0] in BESIDE and tree.kid(i, "case") is None
    return tree[i].head if beside and tree[tree[i].head].pos == "NOUN" else i
