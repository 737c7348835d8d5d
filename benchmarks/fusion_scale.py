"""How the time of fusion grows with the number of claims.

usage: python benchmarks/fusion_scale.py [SIZE ...]

Claims are made from templates: a number of events in step with the size, each told by one to six articles in their own
words. Prints processor seconds for each size, the most memory held so far (the story itself included) and the growth exponent
between the first and the last, log(t2 / t1) / log(n2 / n1): 1.0 is linear, 2.0 compares all with all. It should stay at or
below 1.15, and memory in step with the claims.
"""

from __future__ import annotations

import math
import random
import resource
import sys
import time

from faisceau.fuse import fuse
from faisceau.model.claims import ActorRef, Claim, Flow, Item, Quantity, When, with_content_id
from faisceau.model.text import Article, Span

STATES = [a + b + c for a in "BDKMT" for b in "AEIO" for c in "LNRS"]
GOODS = ["obus", "blé", "pétrole", "vaccins", "drones", "gaz", "acier", "camions", "engrais", "satellites"]
VERBS = {
    "AID": ["a livré", "aurait fourni", "a expédié", "a envoyé"],
    "CONSULT": ["a rencontré", "a reçu", "a discuté avec"],
}
PLACES = [
    f"{head}{tail}"
    for head in ("Vor", "Cal", "Min", "Ter", "Sab", "Lug")
    for tail in ("dre", "mont", "ville", "ska", "nor")
]
SYLLABLES = ("ba", "ler", "mon", "ti", "vou", "cré", "das", "nil", "pro", "sue", "gan", "fé", "rol", "que", "xir", "ou")
WORDS = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
OWN_WORDS = 8  # of each telling, drawn as words of a language are: few often, most seldom
PER_ARTICLE = 12


def _told(rng: random.Random, number: int) -> tuple[str, dict[str, object]]:
    """One event's facts, its wording left to each telling."""
    giver, receiver = rng.sample(STATES, 2)
    root = "AID" if number % 2 else "CONSULT"
    facts: dict[str, object] = {
        "giver": giver, "receiver": receiver, "root": root, "good": rng.choice(GOODS), "place": rng.choice(PLACES),
        "amount": rng.randrange(2, 9000), "date": f"203{rng.randrange(10)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 28):02}",
        "code": f"projet{number % 997}",
    }  # fmt: skip
    return root, facts


def _sentence(rng: random.Random, facts: dict[str, object]) -> str:
    verb = rng.choice(VERBS[str(facts["root"])])
    end = " ".join(WORDS[int(len(WORDS) ** rng.random()) - 1] for _ in range(OWN_WORDS))
    what = f"{facts['amount']} {facts['good']} à" if facts["root"] == "AID" else "le chef de"
    return f"{facts['giver']} {verb} {what} {facts['receiver']} près de {facts['place']} pour le {facts['code']}, {end}"


def _claim(article: str, start: int, quote: str, facts: dict[str, object]) -> Claim:
    giver, receiver, good = str(facts["giver"]), str(facts["receiver"]), str(facts["good"])
    gives = facts["root"] == "AID"
    stated = Quantity(f"{facts['amount']} {good}", float(str(facts["amount"])), unit=good)
    return with_content_id(
        Claim(
            article=article,
            id="",
            start=start,
            end=start + len(quote),
            quote=quote,
            kind="exchange" if gives else "event",
            plover="AID" if gives else "CONSULT",
            predicate="livrer" if gives else "rencontrer",
            predicate_span=Span(start, start + len(quote)),
            subject=(ActorRef(giver, giver),),
            object=(ActorRef(receiver, receiver),),
            flow=Flow(giver, receiver) if gives else None,
            items=(Item(good, quantity=stated),) if gives else (),
            date=When(str(facts["date"])),
            place=str(facts["place"]),
        )
    )


def story(size: int, seed: int = 1) -> tuple[list[Article], list[Claim]]:
    """About `size` claims and the articles that hold them."""
    rng = random.Random(seed)
    told: list[tuple[str, dict[str, object]]] = []
    number = 0
    while len(told) < size:
        _, facts = _told(rng, number)
        told += [(_sentence(rng, facts), facts) for _ in range(rng.randrange(1, 7))]
        number += 1
    rng.shuffle(told)
    articles: list[Article] = []
    claims: list[Claim] = []
    for first in range(0, size, PER_ARTICLE):
        name, text = f"article-{first:06}", ""
        for sentence, facts in told[first : min(size, first + PER_ARTICLE)]:
            claims.append(_claim(name, len(text), sentence, facts))
            text += sentence + ". "
        articles.append(Article(name, text, name, published="2040-01-01", publisher=f"Journal {first % 40}", lang="fr"))
    return articles, claims


def main() -> int:
    """Time every size and print the exponent."""
    sizes = [int(value) for value in sys.argv[1:]] or [1000, 10000]
    fuse(*story(100))  # loads the shipped data
    seconds: list[float] = []
    for size in sizes:
        articles, claims = story(size)
        start = time.process_time()
        reading = fuse(articles, claims)
        seconds.append(time.process_time() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:>7} claims  {len(articles):>6} articles  {len(reading.events):>6} events  "
            f"{seconds[-1]:7.2f} s  {peak:6.0f} MB"
        )
    if len(sizes) > 1:
        exponent = math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])
        print(f"growth exponent {exponent:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
