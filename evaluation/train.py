"""Learn the weights that decide on candidates: `python -m evaluation.train [--check]`.

Input: the forty articles of the gold that are for training, and ours (`evaluation/annotated/`) but those held out. Each
annotated claim is paired with the candidate that overlaps it most (as the scorer pairs), and what is seen of the
candidate and of its parties is weighed by multinomial logistic regression (L2, scikit-learn's lbfgs). Kind and status
see the roles that a model trained on other articles gives, as they will when applied. Output: the files of
`knowledge/languages/fr/weights/`. Deterministic: same articles, code and data give the same files.

`--check` writes nothing: it prints what three-fold cross-validation by article gives for each decision.
"""

from __future__ import annotations

import argparse
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from evaluation.annotated import annotated
from evaluation.gold import SETS, articles
from evaluation.scoring import pairs, scorer
from faisceau import knowledge
from faisceau.extract.candidates import Candidate, candidates
from faisceau.extract.parties import Cast, Party, parties
from faisceau.extract.reading import read
from faisceau.extract.seen import seen
from faisceau.extract.weighing import CLAIM, NEITHER, NO_CLAIM, OBJECT, SUBJECT
from faisceau.knowledge.weights import BIAS
from faisceau.parse import parse
from faisceau.resolve import resolve

OUT = Path(knowledge.__file__).parent / "languages" / "fr" / "weights"
_STRENGTH = {"keep": 0.05, "kind": 0.1, "status": 0.1, "root": 0.2, "role": 0.1}
"""Inverse strength of regularisation (scikit-learn's C)."""
_BALANCE = {"keep": 0.0, "kind": 0.3, "status": 0.5, "root": 0.5, "role": 0.0}
"""How far rare labels are made to weigh as much as frequent ones: 0 not at all, 1 wholly."""
_SEEN_AT_LEAST = 4
_NEGLIGIBLE = 0.015  # weights nearer to zero than this are left out
_FOLDS = 3


@dataclass
class Sample:
    """What is seen of one candidate, what it truly is (None where it is no claim), and its parties' true roles."""

    candidate: Candidate
    seen: tuple[str, ...]
    truth: dict[str, Any] | None
    parties: list[Party] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


Text = list[Sample]
Rows = list[tuple[Sequence[str], str]]


def texts() -> list[Text]:
    """The samples of every training article."""
    inputs, gold = SETS["articles"]
    truths = scorer().load(str(gold))
    given = [(a, [t for t in truths if t["article"] == a.id]) for a in articles(inputs)]
    return [samples(article, claims) for article, claims in (*given, *annotated(held=False))]


def samples(article: Any, truths: Sequence[dict[str, Any]]) -> Text:
    """The candidates of an article with what the annotation says of them."""
    reading = read(article, resolve(parse(article), article.text))
    assert reading is not None
    found = candidates(reading)
    true = {j: truths[i] for i, j in pairs(truths, [{"start": c.claim.start, "end": c.claim.end} for c in found])}
    cast = Cast(reading, found)
    made = []
    for at, candidate in enumerate(found):
        sample = Sample(candidate, seen(reading, found, at), true.get(at))
        if sample.truth is not None:
            sample.parties = parties(cast, at)
            sample.roles = [_role(sample.truth, party) for party in sample.parties]
        made.append(sample)
    return made


def _role(truth: dict[str, Any], party: Party) -> str:
    score = scorer()
    ours = {"id": party.ref.id, "name": party.ref.name}
    for role in (SUBJECT, OBJECT):
        if any(not score.is_vague(actor) and score.same_actor(actor, ours) for actor in truth[role]):
            return role
    return NEITHER


def rows_of(decision: str, chosen: Iterable[Text]) -> Rows:
    """What is seen and the true label, for every case of a decision."""
    every = [sample for text in chosen for sample in text]
    if decision == "keep":
        return [(s.seen, NO_CLAIM if s.truth is None else CLAIM) for s in every]
    true = [(s, s.truth) for s in every if s.truth is not None]
    if decision == "role":
        return [(p.seen, role) for s, _ in true for p, role in zip(s.parties, s.roles, strict=True)]
    name = "plover" if decision == "root" else decision
    return [(s.seen, str(truth[name])) for s, truth in true]


class Learnt:
    """A fitted decision."""

    def __init__(self, decision: str, rows: Rows) -> None:
        counts = Counter(name for names, _ in rows for name in names)
        self._known = frozenset(name for name, n in counts.items() if n >= _SEEN_AT_LEAST)
        self._vectors = DictVectorizer(dtype=np.float32)
        table = self._vectors.fit_transform([self._seen(names) for names, _ in rows])
        labels = [label for _, label in rows]
        often = Counter(labels)
        weight = [(len(labels) / often[label]) ** _BALANCE[decision] for label in labels]
        mean = sum(weight) / len(weight)
        self._model = LogisticRegression(C=_STRENGTH[decision], max_iter=400)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._model.fit(table, labels, sample_weight=[w / mean for w in weight])
        self.labels: list[str] = [str(label) for label in self._model.classes_]

    def _seen(self, names: Iterable[str]) -> dict[str, int]:
        return {name: 1 for name in names if name in self._known}

    def guess(self, rows: Rows) -> list[str]:
        """The most probable label of each row."""
        return [str(label) for label in self._model.predict(self._vectors.transform([self._seen(n) for n, _ in rows]))]

    def lines(self) -> list[str]:
        """The weights as the lines of a file: bias first, then features by name."""
        weights, bias = self._model.coef_, self._model.intercept_
        if len(self.labels) == 2:  # scikit-learn gives one column for two labels
            weights, bias = np.vstack([-weights, weights]) / 2, np.array([-bias[0], bias[0]]) / 2
        found = ["\t".join(["feature", *self.labels]), "\t".join([BIAS, *(f"{b:.3f}" for b in bias)])]
        for n, name in enumerate(self._vectors.feature_names_):
            cells = [f"{w:.2f}" if abs(w) >= _NEGLIGIBLE else "" for w in weights[:, n]]
            if any(cells):
                found.append("\t".join([name, *cells]))
        return found


def check(chosen: Sequence[Text]) -> None:
    """Print accuracy on held folds, that of the rules beside it."""
    for decision in _STRENGTH:
        right = rule = total = 0
        for fold in range(_FOLDS):
            learnt = Learnt(decision, rows_of(decision, [t for n, t in enumerate(chosen) if n % _FOLDS != fold]))
            rows = rows_of(decision, [t for n, t in enumerate(chosen) if n % _FOLDS == fold])
            right += sum(guess == label for guess, (_, label) in zip(learnt.guess(rows), rows, strict=True))
            rule += sum(_rule(decision, names) == label for names, label in rows)
            total += len(rows)
        print(f"{decision:7} {total:6} cases  weights {right / total:.3f}  rules {rule / total:.3f}")


def _rule(decision: str, names: Sequence[str]) -> str:
    """What the rules alone decide, as it stands among what is seen."""
    if decision == "keep":
        return CLAIM if "doubt=none" in names else NO_CLAIM
    prefix = "rule=" if decision == "role" else f"rule.{decision}="
    return next((n.removeprefix(prefix) for n in names if n.startswith(prefix) and "+" not in n), "")


def main() -> int:
    """Train on every article and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="print cross-validated accuracy, write nothing")
    options = parser.parse_args()
    chosen = texts()
    print(f"{len(chosen)} articles, {sum(s.truth is not None for t in chosen for s in t)} claims paired")
    if options.check:
        check(chosen)
        return 0
    OUT.mkdir(exist_ok=True)
    for decision in _STRENGTH:
        lines = Learnt(decision, rows_of(decision, chosen)).lines()
        (OUT / f"{decision}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{decision:7} {len(lines) - 2} features")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
