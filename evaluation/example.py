"""Hold the dossier of the shipped story against what an analyst expects of it.

usage: python -m evaluation.example [--story DIR]

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

from msgspec import Struct

from evaluation.example_built import ROOT, Built, Row, built, golden
from evaluation.must_not import violated
from faisceau.model.claims import Claim
from faisceau.model.fused import Event, Exchange

FLOORS = ROOT / "tests" / "golden" / "pyongyang.floors.json"


class Line(Struct, frozen=True):
    """One expectation and what became of it. `right` decides; `told` says why not."""

    id: str
    label: str
    found: bool
    right: bool
    told: str


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
