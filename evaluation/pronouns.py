"""What annotated claims say of whom pronouns take up: `python -m evaluation.pronouns [--misses N]`.

No pronoun is annotated, but who fills a role of a claim is: where a pronoun is the subject or an object of the claim's own verb,
it takes up who fills that role; where it is the subject of a verb of saying, who vouches for the claims of its sentence. Where
nobody named fills it, or somebody who is not named before, it takes up nobody.

Prints, on the articles that are only scored, how many pronouns that take up somebody are given the right one, a wrong one or
nobody, and how many of the others are given somebody.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from evaluation.annotated import annotated
from evaluation.scoring import pairs, scorer
from faisceau.extract.candidates.proposing import candidates
from faisceau.extract.reading import NEUTRAL, Reading, read
from faisceau.model.actors import is_group
from faisceau.parse import parse
from faisceau.resolve import resolve
from faisceau.resolve.actors import named_on_page
from faisceau.resolve.antecedents import Antecedent
from faisceau.resolve.pronouns import take_up

Options = list[tuple[tuple[str, ...], bool]]
Truths = Sequence[dict[str, Any]]
_ROLES = (("subj", "subject"), ("obj", "object"), ("iobj", "object"))


def asked(reading: Reading, *, learnt: bool) -> dict[int, list[Antecedent]]:
    """What each personal pronoun of the article is chosen among, by its token, the earlier ones taken up as learnt or by the
    rule."""
    return take_up(named_on_page(reading.page.layers, reading.page.text), learnt=learnt)


def right_ones(reading: Reading, options: dict[int, list[Antecedent]], truths: Truths) -> dict[int, list[bool]]:
    """For each pronoun that an annotated claim tells of, which of its options are right; several may be."""
    found: dict[int, list[bool]] = {}
    for i, named in _told(reading, truths):
        if i in options and i not in found:
            found[i] = _right(options[i], named)
    return found


def _told(reading: Reading, truths: Truths) -> Iterator[tuple[int, Sequence[Any]]]:
    """Pronouns with the actors whom the annotation has in their place: of the claim's verb, then of verbs of saying."""
    every = candidates(reading)
    tree = reading.page.tree
    true = {j: truths[i] for i, j in pairs(truths, [{"start": c.claim.start, "end": c.claim.end} for c in every])}
    for j, truth in true.items():
        candidate = every[j]
        if candidate.n is None:
            continue
        for slot, role in _ROLES:
            for i in reading.slots[candidate.n].get(slot, ()):
                if tree[i].head == candidate.clause.head:
                    yield i, truth[role]
    for n, clause in enumerate(reading.clauses):
        row = reading.rows[n]
        if row is None or row.content not in NEUTRAL:
            continue
        sentence = tree.sentence(clause.head)
        first, last = tree[sentence.first].start, tree[sentence.last - 1].end
        voices = [t["source"]["by"] for t in truths if t["start"] < last and first < t["end"]]
        firm = [v for v in voices if v and not any(_id(a) == "author" for a in v)]
        if firm and all({*map(_id, v)} & {*map(_id, firm[0])} for v in firm):
            for i in reading.slots[n].get("subj", ()):
                if tree[i].head == clause.head:
                    yield i, firm[0]


def _right(options: Sequence[Antecedent], named: Sequence[Any]) -> list[bool]:
    score = scorer()
    firm = [actor for actor in named if not score.is_vague(actor)]
    found = []
    for option in options[:-1]:
        assert option.candidate is not None
        actors = option.candidate.actors
        if firm:
            found.append(any(score.same_actor(a, {"id": b, "name": ""}) for a in firm for b in actors))
        else:
            found.append(bool(named) and is_group(actors[0]))
    return [*found, not firm or not any(found)]


def _id(actor: Any) -> str:
    return str(actor if isinstance(actor, str) else actor["id"])


def choices_of_pronouns(reading: Reading, truths: Truths) -> list[Options]:
    """What is seen of each option of each pronoun that is told of, and which are right."""
    options = asked(reading, learnt=False)
    return [
        [(option.seen, right) for option, right in zip(options[i], rights, strict=True)]
        for i, rights in sorted(right_ones(reading, options, truths).items())
    ]


def main() -> int:
    """Print the figures on the articles that are only scored."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", type=int, default=0, help="print so many pronouns given a wrong actor")
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    missed: list[str] = []
    for article, truths in annotated(held=True):
        reading = read(article, resolve(parse(article), article.text))
        assert reading is not None
        options = asked(reading, learnt=True)
        for i, rights in right_ones(reading, options, truths).items():
            mention = reading.page.mentions.get(i)
            given = mention.actors if mention is not None else ()
            taken = [o.candidate.actors == given for o in options[i] if o.candidate is not None]
            right = any(t and r for t, r in zip(taken, rights, strict=False))
            somebody = "somebody" if not rights[-1] else "nobody"
            counts[f"{somebody}: {'right' if right else 'wrong' if given else 'none given'}"] += 1
            if not right and given and not rights[-1]:
                start = reading.page.tree[i].start
                missed.append(f"{article.id} {start} {given}: …{article.text[max(0, start - 200) : start + 60]!r}")
    for name, count in sorted(counts.items()):
        print(f"{name:24} {count}")
    for line in missed[: arguments.misses]:
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
