"""Score fusion alone: hand-made claims in, cross-source links out, against hand-made groups.

usage: python -m evaluation.fusion [--reference DIR] [--misses N] [--pairs | --stories]

DIR (by default `shared` beside the repository) holds `gold/` with claims, articles and groups. A gold link is a pair of
claims of different articles in one group; a found link is such a pair in one event, or in events tied by `evolves_from`.
Pairs that the gold calls a different thing are no links. Relations of figures are scored on the gold pairs of figures.

`--pairs` scores instead the pairs of claims judged by us in `rpm2-dev` (`annotated/same_event.jsonl`), never learnt from: its
articles are read by the program, a topic is one story, and a pair counts as found where both claims share an event. Half the
pairs were drawn from events that the program made, half from near misses, so that both figures are of hard cases.

`--stories` scores, from the articles on, nine stories of five articles whose claims we put into groups as the gold's
(`annotated/groups.jsonl`), never learnt from. A group is one event or one matter of which articles speak, whatever they say
of it: what is planned, done, feared and denied is in one, and links of events cannot be all of it.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from evaluation import group_relations
from evaluation.agreement import Agreement
from evaluation.annotated import told
from evaluation.gold import SHARED
from evaluation.scoring import as_record, group_scorer
from faisceau.fuse import fuse
from faisceau.model.claims import AUTHOR, ActorRef, Claim, Flow, Item, Quantity, Source, When
from faisceau.model.fused import Reading
from faisceau.model.text import Article, Span
from faisceau.run.analysis import analyse

Row = dict[str, Any]
Link = frozenset[str]
JUDGED = Path(__file__).with_name("annotated") / "same_event.jsonl"
GROUPS = JUDGED.with_name("groups.jsonl")
RPM2 = SHARED / "data" / "rpm2-dev"
TOPIC = len("rp-T01")
SETS = (
    ("seeds", "seeds.jsonl", "seeds-input.jsonl", "groups.json"),
    ("beirut", "articles.jsonl", "articles-input.jsonl", "beirut-groups.json"),
)


def rows_of(path: Path) -> list[Row]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _actors(rows: list[Row]) -> tuple[ActorRef, ...]:
    return tuple(ActorRef(row["id"], (row.get("names") or [row["id"]])[0]) for row in rows)


def _item(row: Row) -> Item:
    stated = row.get("quantity")
    quantity = None
    if stated:
        quantity = Quantity(
            text=stated.get("text") or "",
            value=stated.get("value"),
            min=stated.get("min"),
            max=stated.get("max"),
            unit=stated.get("unit"),
            approx=bool(stated.get("approx")),
        )
    return Item(name=row.get("name") or "", category=row.get("category"), quantity=quantity)


def _end(value: str | list[str] | None) -> str | None:
    """One end of a flow: the gold sometimes lists several actors, the claim names one, the first."""
    return (value[0] if value else None) if isinstance(value, list) else value


def claim_of(row: Row) -> Claim:
    """A hand-made claim as a `Claim`; its predicate's span, which the gold does not give, is the claim's own."""
    date, flow, source = row.get("date"), row.get("flow"), row["source"]
    return Claim(
        article=row["article"],
        id=row["id"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        kind=row["kind"],
        plover=row.get("plover"),
        predicate=row["predicate"],
        predicate_span=Span(row["start"], row["end"]),
        subject=_actors(row["subject"]),
        object=_actors(row["object"]),
        flow=Flow(_end(flow.get("from")), _end(flow.get("to"))) if flow else None,
        items=tuple(_item(item) for item in row["items"]),
        date=When(date["value"], date.get("expr"), date.get("basis"), date.get("precision"))
        if date and date.get("value")
        else None,
        place=row.get("place"),
        source=Source(
            _actors(source["by"]) or (ActorRef(AUTHOR, AUTHOR),), source.get("kind") or AUTHOR, source.get("cue")
        ),
        status=row["status"],
        status_cue=row.get("status_cue"),
        polarity=row.get("polarity") or "+",
    )


def article_of(row: Row) -> Article:
    """An input row as an `Article`."""
    return Article(
        id=row["id"],
        text=row["text"],
        original=row["id"],
        published=row.get("published"),
        publisher=row.get("publisher"),
        title=row.get("title"),
        url=row.get("url"),
        lang=row.get("lang") or "fr",
    )


def gold_links(groups: list[Row], article: dict[str, str]) -> tuple[set[Link], list[str]]:
    """The links of all groups, and the claims that some group holds."""
    apart = {
        frozenset((row["a"], row["b"]))
        for group in groups
        for row in group.get("relations", [])
        if row["relation"] == "different_thing"
    }
    links = {
        frozenset(pair)
        for group in groups
        for pair in itertools.combinations(sorted(set(group["members"])), 2)
        if article[pair[0]] != article[pair[1]]
    }
    return links - apart, sorted({member for group in groups for member in group["members"]})


def found_links(reading: Reading, pool: list[str], article: dict[str, str], evolved: bool = True) -> set[Link]:
    """The pairs of `pool` that share an event, or events tied by `evolves_from` where `evolved`."""
    parent = {event.id: event.id for event in reading.events}

    def root(event: str) -> str:
        while parent[event] != event:
            event = parent[event]
        return event

    for event in reading.events:
        for before in event.evolves_from if evolved else ():
            parent[root(before)] = root(event.id)
    of_claim: dict[str, set[str]] = {}
    for event in reading.events:
        for claim in event.claims:
            of_claim.setdefault(claim, set()).add(root(event.id))
    return {
        frozenset(pair)
        for pair in itertools.combinations(pool, 2)
        if article[pair[0]] != article[pair[1]] and of_claim[pair[0]] & of_claim[pair[1]]
    }


def figure_relations(reading: Reading, groups: list[Row]) -> tuple[Counter[tuple[str, str]], int]:
    """(gold, ours) counts over the gold's pairs in groups that count something; ours is `absent` where we have none."""
    ours: dict[Link, set[str]] = {}
    for figure in reading.figures:
        for row in figure.relations:
            ours.setdefault(frozenset((row.a, row.b)), set()).add(row.relation)
    table: Counter[tuple[str, str]] = Counter()
    for group in groups:
        if not group.get("quantity_of"):
            continue
        for row in group.get("relations", []):
            found = ours.get(frozenset((row["a"], row["b"])), set())
            expected = row["relation"]
            name = expected if expected in found else min(found, default="absent")
            if name == "absent" and expected == "different_thing":
                name = expected  # figures never set side by side are held to be different things
            table[expected, name] += 1
    return table, sum(table.values())


class Fused(Struct, frozen=True):
    """One set, fused: `evolved` links count events tied by `evolves_from`, `alone` ones do not."""

    claims: int
    events: int
    pool: int
    evolved: Agreement[Link]
    alone: Agreement[Link]
    relations: Counter[tuple[str, str]]
    related: int
    groups: tuple[tuple[str, str, bool], ...] = ()
    agreeing: int = 0

    @property
    def relations_right(self) -> float | None:
        """The share of the gold's relations of figures that are ours, None where it has none."""
        right = sum(count for (a, b), count in self.relations.items() if a == b)
        return right / self.related if self.related else None


def measure(gold: Path, claims_file: str, articles_file: str, groups_file: str) -> Fused:
    """Fuse the hand-made claims of one set and compare."""
    groups = json.loads((gold / groups_file).read_text(encoding="utf-8"))
    rows = rows_of(gold / claims_file)
    reading = fuse([article_of(row) for row in rows_of(gold / articles_file)], [claim_of(row) for row in rows])
    article = {row["id"]: row["article"] for row in rows}
    links, pool = gold_links(groups, article)
    table, total = figure_relations(reading, groups)
    stand = tuple(group_relations.compared(reading, groups, article))
    return Fused(
        len(rows),
        len(reading.events),
        len(pool),
        Agreement(links, found_links(reading, pool, article)),
        Agreement(links, found_links(reading, pool, article, evolved=False)),
        table,
        total,
        stand,
        group_relations.agreeing(groups, stand),
    )


class Judged(Struct, frozen=True):
    """A pair judged by us: article id and span of each claim, and whether they tell one event."""

    a: str
    a_span: tuple[int, int]
    b: str
    b_span: tuple[int, int]
    same: bool


def judged_pairs() -> list[Judged]:
    """The pairs of `annotated/same_event.jsonl`."""
    return [msgspec.json.decode(line, type=Judged) for line in JUDGED.read_bytes().splitlines()]


def claim_on(claims: Sequence[Claim], article: str, span: tuple[int, int]) -> str | None:
    """Id of the claim of the article that best covers `span`, None where none covers half of the shorter."""
    best, found = 0.5, None
    for claim in claims:
        if claim.article == article:
            shared = min(claim.end, span[1]) - max(claim.start, span[0])
            covered = shared / min(claim.end - claim.start, span[1] - span[0])
            if covered >= best and (covered > best or found is None):
                best, found = covered, claim.id
    return found


def pairs_found(claims_of: Callable[[Article], Sequence[Claim]]) -> Counter[tuple[bool, bool]]:
    """(judged one event, found in one event) counts; pairs of which a claim was not extracted are not found."""
    table: Counter[tuple[bool, bool]] = Counter()
    judged = judged_pairs()
    for topic in sorted({pair.a[:TOPIC] for pair in judged}):
        names = sorted(path.name for path in RPM2.glob(f"{topic.removeprefix('rp-')}*.txt"))
        articles = [told(f"rp-{name}") for name in names]
        claims = [claim for article in articles for claim in claims_of(article)]
        held: dict[str, set[str]] = {}
        for event in fuse(articles, claims).events:
            for claim in event.claims:
                held.setdefault(claim, set()).add(event.id)
        for pair in judged:
            if pair.a.startswith(topic):
                a, b = claim_on(claims, pair.a, pair.a_span), claim_on(claims, pair.b, pair.b_span)
                table[pair.same, bool(a and b and held[a] & held[b])] += 1
    return table


def print_pairs() -> None:
    """Print precision and recall on the judged pairs."""
    table = pairs_found(lambda article: analyse(article).claims)
    right, wrong, missed = table[True, True], table[False, True], table[True, False]
    print(f"judged pairs: {sum(table.values())}, {right + missed} of one event")
    print(f"  precision {right / max(1, right + wrong):.2f}  recall {right / max(1, right + missed):.2f}")


class Group(Struct, frozen=True):
    """Claims of one event or matter of a story, each as its article and offsets."""

    story: str
    claims: tuple[tuple[str, int, int], ...]


def stories_found(claims_of: Callable[[Article], Sequence[Claim]]) -> dict[str, Agreement[Link]]:
    """Of each story of `annotated/groups.jsonl`, the links of its groups and those that the program finds, between the groups'
    claims; one that it does not find has no link.
    """
    groups = [msgspec.json.decode(line, type=Group) for line in GROUPS.read_bytes().splitlines()]
    found: dict[str, Agreement[Link]] = {}
    for story, given in itertools.groupby(groups, key=lambda group: group.story):
        rows: list[Row] = [{"members": ["/".join(map(str, each)) for each in group.claims]} for group in given]
        place = {member: member.partition("/")[0] for row in rows for member in row["members"]}
        articles = [told(name) for name in sorted(set(place.values()))]
        claims = [claim for article in articles for claim in claims_of(article)]
        links, pool = gold_links(rows, place)
        paired = group_scorer().pair_up(list(map(_as_paired, pool)), [as_record(claim) for claim in claims])
        met = {claim: member for member, claim in paired.items()}
        tied = found_links(fuse(articles, claims), sorted(met), {claim: place[member] for claim, member in met.items()})
        found[story] = Agreement(links, {frozenset(map(met.__getitem__, pair)) for pair in tied})
    return found


def _as_paired(member: str) -> Row:
    """A claim of a group as the scorer pairs it with ours: by its words alone."""
    article, start, end = member.split("/")
    return {"id": member, "article": article, "start": int(start), "end": int(end), "kind": None}


def print_stories() -> None:
    """Print precision and recall of links, by story and of all."""
    found = stories_found(lambda article: analyse(article).claims)
    for story, links in found.items():
        print(f"{story:12} {links}")
    every = Agreement(
        *(frozenset().union(*sets) for sets in zip(*((x.gold, x.found) for x in found.values()), strict=True))
    )
    print(f"{'all':12} {every}")


def main() -> int:
    """Print the scores of every set that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--stories", action="store_true")
    options = parser.parse_args()
    gold = options.reference / "gold"
    if not gold.is_dir():
        print("No reference data beside the repository: nothing to score.")
        return 0
    if options.pairs:
        print_pairs()
        return 0
    if options.stories:
        print_stories()
        return 0
    for name, *files in SETS:
        fused = measure(gold, *files)
        print(f"{name}: {fused.claims} claims, {fused.events} events, {fused.pool} claims in groups")
        print("  same event, or evolved:", fused.evolved)
        print("  same event alone:      ", fused.alone)
        if fused.groups:
            right = [row for row in fused.groups if row[2]]
            print(
                f"  relation right of groups found: {len(right) / len(fused.groups):.2f} "
                f"({len(right)} of {len(fused.groups)}; were all said to agree: {fused.agreeing})"
            )
            for group, ours, is_right in fused.groups if options.misses else ():
                print(f"    {group} {ours}{'' if is_right else ' wrong'}")
        if fused.relations_right is not None:
            print(f"  figure relations right: {fused.relations_right:.2f} of {fused.related}")
            for (expected, ours), count in sorted(fused.relations.items(), key=lambda entry: (-entry[1], entry[0])):
                print(f"    {expected:>16} {'ok' if expected == ours else f'-> {ours}':19} {count}")
        links, found = fused.evolved.gold, fused.evolved.found
        for link in sorted(map(sorted, (links - found)))[: options.misses]:
            print("  missed", *link)
        for link in sorted(map(sorted, (found - links)))[: options.misses]:
            print("  false ", *link)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
