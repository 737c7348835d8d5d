"""A story that grows, shrinks and is corrected, fused each time with what the time before left: as if fused for the first time."""

from __future__ import annotations

import msgspec
from fuse_story import story
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchmarks.fusion_scale import story as many
from faisceau.fuse import fuse
from faisceau.model.claims import Claim, with_content_id
from faisceau.model.memory import Memory, digest
from faisceau.model.text import Article
from faisceau.model.ties import Ties

ARTICLES, _TOLD = story()
CLAIMS = msgspec.json.decode(msgspec.json.encode(_TOLD), type=list[Claim])
"""As the store gives them: whole numbers, too, are floats."""
Step = tuple[str, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "copy", "reword", "redate", "judge", "tie", "untie"]), st.integers(0, 999)
    ),
    min_size=1,
    max_size=6,
)


class Growing:
    """The articles and claims of a story that is changed step by step."""

    def __init__(self, first: int) -> None:
        self.articles = {each.id: each for each in ARTICLES[:first]}
        self.claims = {each.id: each for each in CLAIMS if each.article in self.articles}
        self.ties = Ties()

    def take(self, step: Step) -> None:
        what, number = step
        known = sorted(self.articles)
        if what == "add":
            self._put(ARTICLES[number % len(ARTICLES)], CLAIMS)
        elif what == "untie":
            self.ties = Ties()
        elif not known:
            return
        else:
            self._change(what, known[number % len(known)], number)

    def _change(self, what: str, name: str, number: int) -> None:
        article, told = self.articles[name], [c for c in self.claims.values() if c.article == name]
        if what == "remove":
            self._drop(name)
        elif what == "copy":
            copy = replace(article, id=f"copy-{number % 3}-{name}", publisher=f"Le Relais {number % 2}")
            self._put(copy, [replace(claim, article=name) for claim in told], name)
        elif what == "redate":
            self.articles[name] = replace(article, published=f"2031-05-{1 + number % 28:02}")
        elif what == "reword":
            self.articles[name] = replace(article, text=f"{article.text} Suite au prochain numéro.")
        elif told and what == "judge":
            claim = told[number % len(told)]
            changed = replace(claim, status="denied" if claim.status != "denied" else "asserted")  # the id stays
            self.claims[claim.id] = changed
        elif what == "tie" and len(self.claims) > 1:
            ids = sorted(self.claims)
            one, other = ids[number % len(ids)], ids[(number + 1) % len(ids)]
            self.ties = Ties(together=((one, other),)) if number % 2 else Ties(apart=(((one,), (other,)),))

    def _put(self, article: Article, claims: list[Claim], of: str | None = None) -> None:
        self._drop(article.id)
        self.articles[article.id] = article
        for claim in claims:
            if claim.article == (of or article.id):
                own = with_content_id(replace(claim, article=article.id))
                self.claims[own.id] = own

    def _drop(self, name: str) -> None:
        self.articles.pop(name, None)
        self.claims = {key: claim for key, claim in self.claims.items() if claim.article != name}


def _fused(growing: Growing, memory: Memory | None = None) -> bytes:
    reading = fuse(list(growing.articles.values()), list(growing.claims.values()), growing.ties, memory)
    return msgspec.json.encode(reading)


def _after(memory: Memory, before: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """What a file holds once the memory is kept."""
    return {key: value for key, value in before.items() if key not in memory.unused} | dict(memory.new)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(ARTICLES)), STEPS)
def test_what_is_recalled_changes_nothing(first: int, steps: list[Step]) -> None:
    growing, kept = Growing(first), dict[bytes, bytes]()
    for step in (None, *steps):
        if step is not None:
            growing.take(step)
        memory = Memory(kept)
        assert _fused(growing, memory) == _fused(growing)
        kept = _after(memory, kept)


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(range(len(ARTICLES))))
def test_an_article_added_and_taken_out_again_leaves_the_memory_as_it_was(number: int) -> None:
    growing, kept, states = Growing(len(ARTICLES)), dict[bytes, bytes](), []
    for step in ("remove", "add", "remove"):
        if step == "remove":
            growing._drop(ARTICLES[number].id)
        else:
            growing.take((step, number))
        memory = Memory(kept)
        _fused(growing, memory)
        kept = _after(memory, kept)
        states.append(kept)
    assert states[0] == states[2]
    assert states[0] != states[1]


def test_the_same_story_again_makes_nothing_anew() -> None:
    growing, memory = Growing(len(ARTICLES)), Memory()
    _fused(growing, memory)
    again = Memory(dict(memory.new))
    _fused(growing, again)
    assert set(again.new) <= {b"nearness"}, "only what was compared is noted again"
    assert not again.unused


def test_one_article_more_makes_little_anew() -> None:
    articles, claims = many(600)
    last = articles[-1].id
    memory = Memory()
    fuse(articles[:-1], [claim for claim in claims if claim.article != last], memory=memory)
    more = Memory(dict(memory.new))
    fuse(articles, claims, memory=more)
    assert len(more.new) < len(memory.new) / 5


def test_a_digest_tells_parts_apart() -> None:
    assert digest("a", "b") != digest("ab")
    assert digest(("a",), "b") != digest(("a", "b"))
    assert digest(1) != digest("1")
