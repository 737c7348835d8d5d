"""Hold the dossier of the shipped story against what an analyst expects of it.

usage: python -m evaluation.example [--story DIR] [--missed]

The expectations are `tests/golden/pyongyang.json`, written from the articles before the program was run on them. An expected
event is found where an event holds a claim on its words; it is right where that event has the expected verdict and is borne
out for the expected reason: a second witness among the expected articles, or a denial on the expected words. An expected
exchange is right where a line of the ledger rests on its words and has its parties, category and status.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

import faisceau
from faisceau.knowledge.provisions import provision
from faisceau.model.claims import Claim
from faisceau.model.fused import Event, Exchange, Figure
from faisceau.model.text import Article

ROOT = Path(__file__).resolve().parents[1]
STORY = ROOT / "examples" / "pyongyang"
GOLDEN = ROOT / "tests" / "golden" / "pyongyang.json"
FLOORS = ROOT / "tests" / "golden" / "pyongyang.floors.json"
SHARED = 0.5  # of the shorter of two spans, from which a claim is on the expected words
Row = dict[str, Any]
Quotes = dict[str, list[str]]


class Built(Struct, frozen=True):
    """The story as the program reads it."""

    articles: dict[str, Article]
    claims: dict[str, Claim]
    events: tuple[Event, ...]
    exchanges: tuple[Exchange, ...]
    figures: tuple[Figure, ...]

    def on(self, quotes: Quotes) -> set[str]:
        """Ids of the claims on these words: article to quotes."""
        return {claim.id for claim in self.claims.values() if self._is_on(claim, quotes.get(claim.article, ()))}

    def _is_on(self, claim: Claim, quotes: Iterable[str]) -> bool:
        text = self.articles[claim.article].text
        for quote in quotes:
            start = text.find(quote)
            shared = min(claim.end, start + len(quote)) - max(claim.start, start)
            if start >= 0 and shared >= SHARED * min(len(quote), len(claim.quote)):
                return True
        return False


class Line(Struct, frozen=True):
    """One expectation and what became of it. `right` decides; `told` says why not."""

    id: str
    label: str
    found: bool
    right: bool
    told: str


def built(story: str | Path | None = None) -> Built:
    """The shipped story, built with the real stages (in a temporary folder if `story` is None)."""
    made = faisceau.build(STORY, story)
    return Built(
        {article.id: article for article in made.articles},
        {claim.id: claim for claim in made.claims},
        tuple(made.events),
        tuple(made.exchanges),
        tuple(made.figures),
    )


def golden() -> Row:
    """What is expected."""
    expected: Row = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return expected


def witness_of(expected: Row) -> dict[str, str]:
    """Article to its witness: its publisher, the first to publish it for copies."""
    witness = {entry["id"]: entry["publisher"] for entry in expected["articles"]}
    for group in expected["copies"]:
        witness.update(dict.fromkeys(group["articles"], witness[group["first"]]))
    return witness


def is_against(claim: Claim) -> bool:
    """Whether the claim says that something is not so."""
    return claim.status == "denied" or claim.polarity == "-"


def _best(events: Iterable[Event], wanted: set[str], of: dict[str, Claim]) -> Event | None:
    """The event that holds claims on the wanted words in the most articles."""
    held = [
        (len({of[c].article for c in event.claims if c in wanted}), len(wanted & set(event.claims)), event.id, event)
        for event in events
        if wanted & set(event.claims)
    ]
    return max(held, key=lambda entry: (*entry[:2], entry[2]), default=(0, 0, "", None))[3]


def event_lines(made: Built, expected: Row) -> list[Line]:
    """One line for each expected event."""
    witness, denials = witness_of(expected), expected_denials(made, expected)
    lines = []
    for entry in expected["events"]:
        wanted = made.on(entry["quotes"])
        event = _best(made.events, wanted, made.claims)
        if event is None:
            lines.append(Line(entry["id"], entry["label"], False, False, "no claim on its words"))
            continue
        on_words = set(event.claims) & wanted
        told = {witness[made.claims[claim].article] for claim in on_words}
        borne = event.verdict == entry["verdict"]
        if entry["verdict"] == "corroborated":
            borne = borne and len(told) >= 2
        elif entry["verdict"] == "contested":
            borne = borne and bool(denials & set(event.claims))
        covered = len({made.claims[claim].article for claim in on_words})
        why = f"{event.verdict} {event.independent}, expected {entry['verdict']} {entry['origins']}; "
        why += f"{covered} of {len(entry['articles'])} articles: {event.label[:60]}"
        lines.append(Line(entry["id"], entry["label"], True, borne, why))
    return lines


def exchange_lines(made: Built, expected: Row) -> list[Line]:
    """One line for each expected exchange."""
    lines = []
    for entry in expected["exchanges"]:
        wanted = made.on(entry["quotes"])
        rows = [row for row in made.exchanges if wanted & set(row.claims)]
        marks = [(_faults(row, entry, made.claims, wanted), row.id, row) for row in rows]
        if not marks:
            lines.append(Line(entry["id"], entry["good"], False, False, "no line rests on its words"))
            continue
        faults, _, row = min(marks, key=lambda mark: (len(mark[0]), mark[1]))
        lines.append(Line(entry["id"], entry["good"], True, not faults, f"{row.good[:40]}; {', '.join(faults)}"))
    return lines


def _faults(row: Exchange, entry: Row, claims: dict[str, Claim], wanted: set[str]) -> list[str]:
    parties = {"from": [actor.id for actor in row.from_], "to": [actor.id for actor in row.to]}
    faults = [f"{side} {'+'.join(ids) or '?'}" for side, ids in parties.items() if entry[side] not in ids]
    category = None if entry["category"] == "none" else entry["category"]
    if category and _general(row.category) != _general(category):
        faults.append(f"category {row.category}, not {category}")
    statuses = {row.status} | {claims[claim].status for claim in wanted & set(row.claims)}
    if entry["status"] not in statuses:  # a line told by several has the firmest of their statuses
        faults.append(f"status {row.status}, not {entry['status']}")
    number = entry["quantity"]
    if number and not any((q.value, q.min, q.max) == _number(number) for q in row.quantity):
        faults.append(f"no {number['text']}")
    return faults


def _general(category: str | None) -> str | None:
    """A category of one direction as its general one; oils are one, as the words seldom tell them apart."""
    if category is None:
        return None
    return category.removesuffix("_to_dprk").replace("oil_crude", "oil_refined")


def _number(number: Row) -> tuple[float | None, float | None, float | None]:
    return number["value"], number["min"], number["max"]


def figure_lines(made: Built, expected: Row) -> list[Line]:
    """One line for each expected relation of two figures."""
    claims_of = {claim.id: claim for claim in made.claims.values()}
    lines = []
    for entry in expected["figures"]:
        sides = [_with_number(made, claims_of, entry[side]) for side in ("a", "b")]
        if not all(sides):
            lost = [entry[side]["quote"] for side, claims in zip("ab", sides, strict=True) if not claims]
            lines.append(Line(entry["id"], entry["of"], False, False, f"no claim counts {', '.join(lost)}"))
            continue
        ours = {
            link.relation
            for figure in made.figures
            for link in figure.relations
            if (link.a in sides[0] and link.b in sides[1]) or (link.b in sides[0] and link.a in sides[1])
        }
        right = entry["relation"] in ours or (entry["relation"] == "different_thing" and not ours)
        told = f"{', '.join(sorted(ours)) or 'apart'}, expected {entry['relation']}"
        lines.append(Line(entry["id"], entry["of"], True, right, told))
    return lines


def _with_number(made: Built, claims: dict[str, Claim], side: Row) -> set[str]:
    wanted = made.on({side["article"]: [side["quote"]]})
    return {
        identity
        for identity in wanted
        for item in claims[identity].items
        if item.quantity and (item.quantity.value, item.quantity.min, item.quantity.max) == _number(side)
    }


def origin_faults(made: Built, expected: Row) -> list[str]:
    """Events in which a text and its copies are more than one origin."""
    faults = []
    for group in expected["copies"]:
        copies = set(group["articles"])
        for event in made.events:
            if sum(1 for origin in event.origins if copies & set(origin)) > 1:
                faults.append(f"{event.id}: {event.label[:60]}")
    return faults


def expected_denials(made: Built, expected: Row) -> set[str]:
    """Ids of the claims that deny what is expected to be denied, on those words or by the same voice in that article."""
    on_words = set().union(*(made.on(event.get("denials", {})) for event in expected["events"]))
    voices = {(made.claims[claim].article, made.claims[claim].source.by) for claim in on_words}
    ids = {(article, frozenset(actor.id for actor in by)) for article, by in voices}
    return on_words | {
        claim.id
        for claim in made.claims.values()
        if claim.status == "denied" and (claim.article, frozenset(actor.id for actor in claim.source.by)) in ids
    }


def contest_faults(made: Built, expected: Row) -> list[str]:
    """Contested events of which some denial is none of those expected, or that tell nothing that is expected."""
    known = expected_denials(made, expected)
    contested = [event for event in expected["events"] if event["verdict"] == "contested"]
    told = set().union(*(made.on(entry["quotes"]) for entry in [*contested, *expected["exchanges"]]))
    faults = []
    for event in made.events:
        against = {claim for claim in event.claims if is_against(made.claims[claim])}
        if event.verdict == "contested" and (not against or not against <= known or not told & set(event.claims)):
            faults.append(f"{event.label[:50]} | {'; '.join(made.claims[c].quote[:50] for c in sorted(against))}")
    return sorted(faults)


def _vouched_by(made: Built, entry: Row, *actors: str) -> bool:
    claims = [made.claims[claim] for claim in made.on({entry["article"]: [entry["quote"]]})]
    return any({actor.id for actor in claim.source.by} & set(actors) for claim in claims)


def _asserted_transfer(made: Built, entry: Row, *kinds: str) -> bool:
    claims = [made.claims[claim] for claim in made.on({entry["article"]: [entry["quote"]]})]
    return any(claim.kind in kinds and claim.status == "asserted" and claim.polarity == "+" for claim in claims)


def _together(made: Built, first: Quotes, second: Quotes) -> bool:
    a, b = made.on(first), made.on(second)
    return any(a & set(event.claims) and b & set(event.claims) for event in made.events)


def _is_violated(made: Built, expected: Row, entry: Row) -> bool:
    """Whether the reading has what the entry says that it must not have."""
    article = entry["article"]
    events = {event["id"]: event for event in expected["events"]}
    if "boilerplate" in entry:
        return any(c.article == article and entry["boilerplate"] in c.quote for c in made.claims.values())
    on_words = made.on({article: [entry["quote"]]}) if "quote" in entry else set()
    claims = [made.claims[claim] for claim in sorted(on_words)]
    by_actor = {
        "n01": ("vladimir-putin",), "n02": ("kim-jong-un",), "n16": ("kim-jong-un",), "n14": ("vladimir-putin",),
    }  # fmt: skip
    match entry["id"]:
        case "n01" | "n02" | "n14" | "n16" as known:
            return _vouched_by(made, entry, *by_actor[known])
        case "n03":
            return any(
                claim.kind in {"event", "exchange", "statement"}
                and claim.status == "asserted"
                and "RUS" in {actor.id for actor in (*claim.subject, *claim.source.by)}
                for claim in claims
            )
        case "n07":
            return made.articles[article].published != "2024-06-19"
        case "n08":
            return bool(claims)
        case "n09" | "n10" | "n11" | "n20":
            return _asserted_transfer(made, entry, "exchange")
        case "n12":
            return any(event.independent != 1 for event in made.events if on_words & set(event.claims))
        case "n13":
            return any(
                claim.date is not None and claim.date.expr == entry["quote"]
                for claim in made.claims.values()
                if claim.article == article
            )
        case "n15":
            return any(claim.status == "asserted" for claim in claims if "séjourn" in claim.quote)
        case "n17":
            return any(
                {a.id for a in claim.source.by} == {"CHN"} and not claim.source.chain
                for claim in claims
                if claim.kind == "statement"
            )
        case "n18":
            rows = [row for row in made.exchanges if row.category in {"food", "food_to_dprk", "tourism"}]
            named = [
                *(id_ for claim in claims for id_ in claim.provisions),
                *(c.id for row in rows for c in row.provisions),
            ]
            return any(known is None or known[1].is_ban for known in map(provision, named))
        case "n19":
            return _together(made, {article: [entry["quote"]]}, events["e08"]["quotes"])
        case "n21":
            return any({q.unit for q in row.quantity} >= {"container", "shell"} for row in made.exchanges) or any(
                len({a.quantity.unit for a in figure.accounts}) > 1 for figure in made.figures
            )
        case "n22":
            return any(
                "RUS" in {actor.id for actor in claim.subject} and claim.predicate == "erreur" for claim in claims
            )
    raise ValueError(entry["id"])


def violated(made: Built, expected: Row) -> list[str]:
    """Ids of the `must_not` entries that the reading violates."""
    return sorted(entry["id"] for entry in expected["must_not"] if _is_violated(made, expected, entry))


def counts(made: Built, expected: Row) -> dict[str, int]:
    """What the floors are of: more is better."""
    return {
        "events": sum(line.right for line in event_lines(made, expected)),
        "exchanges": sum(line.right for line in exchange_lines(made, expected)),
        "figures": sum(line.right for line in figure_lines(made, expected)),
    }


def floors() -> Row:
    """What was reached, and may only rise; `violated` and `contests` are faults known, and may only go."""
    known: Row = json.loads(FLOORS.read_text(encoding="utf-8"))
    return known


def _print(title: str, lines: Sequence[Line]) -> None:
    right = sum(line.right for line in lines)
    print(f"\n{title}: {right} of {len(lines)} right, {sum(line.found for line in lines)} found")
    for line in lines:
        mark = "ok   " if line.right else "wrong" if line.found else "-    "
        print(f"  {line.id} {mark} {line.label[:44]:44} {line.told}")


def main() -> int:
    """Print what is found and what is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--story", type=Path, help="build into this folder, or bring the story there up to date")
    made, expected = built(parser.parse_args().story), golden()
    _print("Events", event_lines(made, expected))
    _print("Exchanges", exchange_lines(made, expected))
    _print("Figures", figure_lines(made, expected))
    print("\nViolated:", ", ".join(violated(made, expected)) or "nothing")
    print("Copies counted apart:", "; ".join(origin_faults(made, expected)) or "none")
    print("Contests that nobody expects:")
    for fault in contest_faults(made, expected) or ["none"]:
        print(" ", fault)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
