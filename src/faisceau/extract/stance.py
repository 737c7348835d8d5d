"""The words of a language that make a statement somebody's, or less than certain: `attribution.toml`, `modality.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from faisceau import knowledge
from faisceau.model.claims import Status


def _words(text: str) -> list[str]:
    """The words of a wording as the parser parts them: an elided one by itself."""
    return text.replace("'", "' ").split()


class Cue(Struct, frozen=True, forbid_unknown_fields=True):
    """Prepositional words whose complement is the source. `position` is any or initial, `of` any, actor or document;
    after one of the words `unless_after` they are no cue."""

    words: tuple[str, ...]
    stance: str
    of: str = "any"
    position: str = "any"
    unless_after: frozenset[str] = frozenset()


class Signature(Struct, frozen=True, forbid_unknown_fields=True):
    """The line of a name under a quotation."""

    dashes: tuple[str, ...]


class Incise(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The words of a remark that names the speaker: see `attribution.toml`."""

    asides: tuple[str, ...]
    clitics: frozenset[str]
    openers: frozenset[str]
    inverted: frozenset[str]
    impersonal: str
    feminine: frozenset[str]
    plural: frozenset[str]
    participles: tuple[tuple[str, str], ...]
    causative: str
    caused: dict[str, str]
    verbs: dict[str, str] = {}
    expressions: dict[str, str] = {}
    auxiliaries: frozenset[str] = frozenset()
    subordinating: frozenset[str] = frozenset()
    continuing: frozenset[str] = frozenset()

    @cached_property
    def expression_words(self) -> dict[str, tuple[tuple[list[str], str], ...]]:
        """By the lemma of its verb, the words of each expression after the verb, and what it does to its content."""
        found: dict[str, tuple[tuple[list[str], str], ...]] = {}
        for expression, stance in sorted(self.expressions.items()):
            verb, *after = _words(expression)
            found[verb] = (*found.get(verb, ()), (after, stance))
        return found

    @cached_property
    def aside_words(self) -> tuple[tuple[str, ...], ...]:
        """Each aside as words, longest first."""
        return tuple(sorted((tuple(_words(a)) for a in self.asides), key=lambda w: (-len(w), w)))


class Who(Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of people and bodies that may vouch for something without being named."""

    unnamed: frozenset[str]
    spokes: frozenset[str]
    expert: frozenset[str]
    group: frozenset[str]
    technical: frozenset[str]
    press: frozenset[str]
    nameless: frozenset[str]
    private: frozenset[str]
    opposed: frozenset[str]
    former: frozenset[str]
    former_prefix: str


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of texts and speeches that carry words."""

    nouns: frozenset[str]


class Label(Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs whose subject chose the words between marks that complete them."""

    verbs: frozenset[str]


class Chain(Struct, frozen=True, forbid_unknown_fields=True):
    """Words between two sources, one of whom quotes the other."""

    cited: frozenset[str]
    by: str
    citing: frozenset[str]
    handled: frozenset[str]


class Attributive(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """`attribution.toml`."""

    cue: tuple[Cue, ...]
    signature: Signature
    incise: Incise
    who: Who
    document: tuple[Document, ...]
    label: Label
    chain: Chain

    @cached_property
    def cues(self) -> tuple[tuple[tuple[str, ...], Cue], ...]:
        """Each wording of a cue as words, longest first; cues that name no source are left out."""
        split = [(tuple(_words(w)), cue) for cue in self.cue if cue.stance for w in cue.words]
        return tuple(sorted(split, key=lambda pair: (-len(pair[0]), pair[0])))


class Modal(Struct, frozen=True, forbid_unknown_fields=True):
    """A modal verb: the status of its clause by the tense of the modal; None leaves it alone."""

    lemma: str
    kind: str | None = None
    present: Status | None = None
    imperfect: Status | None = None
    future: Status | None = None
    conditional: Status | None = None
    past: Status | None = None
    past_conditional: Status | None = None
    flips: tuple[str, ...] = ()
    inanimate_only: bool = False
    quoted_kind: str | None = None


class Conditional(Struct, frozen=True, forbid_unknown_fields=True):
    """What the conditional mood says where nothing governs it."""

    past: Status
    present: Status
    future_in_past: Status
    under_condition: Status
    contingent: Status
    stative: frozenset[str]
    polite: frozenset[str]


class Evaluative(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that judge."""

    adjectives: frozenset[str]
    nouns: frozenset[str]


class Endings(Struct, frozen=True, forbid_unknown_fields=True):
    """What a verb adds to its infinitive in the tenses that are built on it."""

    future: tuple[str, ...]
    conditional: tuple[str, ...]
    silent: str
    stem: str
    stems: dict[str, tuple[str, ...]]

    def possible(self, form: str) -> bool:
        """Whether `form` ends as a future or a conditional must: the model sees them where they cannot be."""
        return form.endswith(tuple(f"{self.stem}{e}" for e in (*self.future, *self.conditional)))

    def tense(self, form: str, infinitive: str) -> str | None:
        """future or conditional where `form` is built so, None otherwise."""
        for stem in self._stems(infinitive):
            if form.startswith(stem):
                rest = form[len(stem) :]
                return "future" if rest in self.future else "conditional" if rest in self.conditional else None
        return None

    def _stems(self, infinitive: str) -> Iterator[str]:
        """What the tenses may be built on: by the longest ending that changes, then the infinitive itself."""
        for size in range(len(infinitive), 0, -1):
            for changed in self.stems.get(infinitive[-size:], ()):
                yield infinitive[:-size] + changed
        yield infinitive.removesuffix(self.silent)


class Modality(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """`modality.toml`."""

    modal: tuple[Modal, ...]
    conditional: Conditional
    endings: Endings
    status_words: dict[str, tuple[str, ...]]
    status_adjectives: dict[str, tuple[str, ...]]
    evaluative: Evaluative

    @cached_property
    def modals(self) -> dict[str, Modal]:
        """The modals by lemma."""
        return {m.lemma: m for m in self.modal}

    @cached_property
    def doubts(self) -> frozenset[str]:
        """Single words that make their clause hypothetical."""
        return frozenset(w for w in self.status_words["hypothetical"] if " " not in w)

    @cached_property
    def doubting(self) -> tuple[tuple[str, ...], ...]:
        """Wordings of several words that do."""
        return tuple(tuple(_words(w)) for w in self.status_words["hypothetical"] if " " in w)

    @cached_property
    def unreal(self) -> dict[str, str]:
        """Adjectives that change the status of the act their noun names, by lemma."""
        return {w: status for status, words in self.status_adjectives.items() for w in words}


def attributive(lang: str) -> Attributive:
    """The attribution words of `lang`."""
    return knowledge.load_toml(f"languages/{lang}/attribution.toml", Attributive)


def modality(lang: str) -> Modality:
    """The modality words of `lang`."""
    return knowledge.load_toml(f"languages/{lang}/modality.toml", Modality)
