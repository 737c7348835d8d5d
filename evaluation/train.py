"""Learn the weights that decide on candidates: `python -m evaluation.train [--check] [--only DECISION …]`.

Input: the forty articles of the gold that are for training, and ours (`evaluation/annotated/`) but those held out. Each
annotated claim is paired with the candidate that overlaps it most (as the scorer pairs), and what is seen of the
candidate is weighed by multinomial logistic regression (L2, scikit-learn's lbfgs). Who fills a role is a choice among
the candidate's parties and nobody: a conditional logit, its target spread over the parties that the annotation names,
fitted with L2 by L-BFGS (SciPy); so are whom a pronoun takes up, first (`evaluation.pronouns`), and which of the dates told
in the article is a claim's, or none, last, on the claims that the other weights give. How often kinds and statuses go together
is counted. Output: the files of
`knowledge/languages/fr/weights/`. Deterministic: same articles, code and data give the same files.

`--check` writes nothing: it prints what three-fold cross-validation by article gives for each decision. `--only` learns or
checks the decisions named and leaves the files of the others.
"""

from __future__ import annotations

import argparse
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from evaluation.annotated import annotated
from evaluation.gold import SETS, articles
from evaluation.pronouns import Options, choices_of_pronouns
from evaluation.scoring import pairs, scorer
from faisceau import knowledge
from faisceau.encode import encode
from faisceau.extract.candidates.proposing import candidates
from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.claims import dated_by_rules
from faisceau.extract.dates_chosen import date_options
from faisceau.extract.odds import DATE
from faisceau.extract.parties import Cast, Party, nobody, parties
from faisceau.extract.reading import Reading, read
from faisceau.extract.roles import OBJECT, SUBJECT
from faisceau.extract.seen import seen
from faisceau.extract.seen_names import For, looked_at
from faisceau.extract.weighing import CLAIM, DECISIONS, NO_CLAIM
from faisceau.knowledge.weights import BIAS, goes_with, has_weights_for, weights
from faisceau.model.text import Article
from faisceau.parse import parse
from faisceau.resolve import resolve
from faisceau.resolve.antecedents_seen import PRONOUN

OUT = Path(knowledge.__file__).parent / "languages" / "fr" / "weights"
_STRENGTH = {"keep": 0.05, "kind": 0.06, "status": 0.1, "root": 0.06}
"""Inverse strength of regularisation (scikit-learn's C)."""
_L2 = {SUBJECT: 18.0, OBJECT: 14.0, DATE: 10.0, PRONOUN: 10.0}
"""Strength of regularisation of the choices."""
_BALANCE = {"keep": 0.0, "kind": 0.3, "status": 0.5, "root": 0.5}
"""How far rare labels are made to weigh as much as frequent ones: 0 not at all, 1 wholly."""
_WITH_MEANINGS = frozenset({"kind", "root"})
"""Decisions that what words mean helps (`extract/meanings.py`); the others lose by it on held articles."""
_SEEN_AT_LEAST = 4
_NEGLIGIBLE = 0.02  # weights nearer to zero than this are left out
_FOLDS = 3


@dataclass
class Sample:
    """What is seen of one candidate, what it truly is (None where it is no claim), and its parties' true roles."""

    candidate: Candidate
    seen: tuple[str, ...]
    truth: dict[str, Any] | None
    parties: list[Party] = field(default_factory=list)


Truths = Sequence[dict[str, Any]]
Text = list[Sample]
Rows = list[tuple[Sequence[str], str]]


def readings(*, careful: bool = False) -> list[tuple[Reading, Truths]]:
    """Every training article as `reading_of` reads it, with its annotated claims."""
    inputs, gold = SETS["articles"]
    truths = scorer().load(str(gold))
    given = [(a, [t for t in truths if t["article"] == a.id]) for a in articles(inputs)]
    made: list[tuple[Reading, Truths]] = []
    for article, claims in (*given, *annotated(held=False)):
        made.append((reading_of(article, careful=careful), claims))
    return made


def reading_of(article: Article, *, careful: bool = False) -> Reading:
    """The article as the rules read it, or with the vectors of its words and who they tell its names to be."""
    layers = parse(article)
    vectors = encode(layers) if careful else None
    reading = read(article, resolve(layers, article.text, vectors), vectors)
    assert reading is not None
    return reading


def samples(reading: Reading, truths: Truths) -> Text:
    """The candidates of an article with what the annotation says of them."""
    found = candidates(reading)
    true = {j: truths[i] for i, j in pairs(truths, [{"start": c.claim.start, "end": c.claim.end} for c in found])}
    cast = Cast(reading, found)
    made = []
    for at, candidate in enumerate(found):
        sample = Sample(candidate, seen(reading, found, at), true.get(at))
        if sample.truth is not None:
            sample.parties = parties(cast, at)
        made.append(sample)
    return made


def choices(role: str, chosen: Iterable[Text]) -> list[Options]:
    """For each annotated claim what is seen of every party and of nobody, and which of them fill the role."""
    score = scorer()
    made = []
    for sample in (s for text in chosen for s in text):
        if sample.truth is None:
            continue
        firm = [actor for actor in sample.truth[role] if not score.is_vague(actor)]
        options = [
            (p.seen, any(score.same_actor(actor, {"id": p.ref.id, "name": p.ref.name}) for actor in firm))
            for p in sample.parties
        ]
        options.append((nobody(_plain(sample.seen)), not firm))
        if any(true for _, true in options):  # else it is somebody that we do not see
            made.append(options)
    return made


def dates(reading: Reading, truths: Truths) -> list[Options]:
    """For each annotated claim of an article what is seen of every date and of none, and which of them it is."""
    chosen, claims = dated_by_rules(reading)
    paired = pairs(truths, [{"start": c.start, "end": c.end} for c in claims])
    options = date_options(reading, chosen, claims)
    made = []
    for i, j in paired:
        right = right_dates([when.value for when in options[j].whens if when is not None], truths[i].get("date"))
        if any(right):  # else it is a date that nothing in the article tells
            made.append(list(zip([m.seen for m in options[j].moments], right, strict=True)))
    return made


def right_dates(values: Sequence[str], truth: dict[str, Any] | None) -> list[bool]:
    """Which values are the annotated date, the very same before those that only agree with it; last, whether none is."""
    told = (truth or {}).get("value")
    if not told:
        return [*(False for _ in values), True]
    same = [value == told for value in values]
    return [*(same if any(same) else [bool(scorer().same_date(truth, value)) for value in values]), False]


def rows_of(decision: str, chosen: Iterable[Text]) -> Rows:
    """What is seen and the true label, for every case of a decision."""
    every = [sample for text in chosen for sample in text]
    if decision == "keep":
        return [(_plain(s.seen), NO_CLAIM if s.truth is None else CLAIM) for s in every]
    true = [(s, s.truth) for s in every if s.truth is not None]
    name = "plover" if decision == "root" else decision
    return [(s.seen if decision in _WITH_MEANINGS else _plain(s.seen), str(truth[name])) for s, truth in true]


def _plain(names: Sequence[str]) -> tuple[str, ...]:
    """The names but those of what words mean."""
    meant = set(looked_at(names, For.MEANING))
    return tuple(name for name in names if name not in meant)


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
        self._model = LogisticRegression(C=_STRENGTH[decision], max_iter=2000)
        with warnings.catch_warnings():
            warnings.simplefilter("error", ConvergenceWarning)
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


class Choice:
    """A fitted choice among options."""

    labels: ClassVar[list[str]] = ["weight"]

    def __init__(self, role: str, made: Sequence[Options]) -> None:
        counts = Counter(name for options in made for names, _ in options for name in names)
        self._names = sorted(name for name, n in counts.items() if n >= _SEEN_AT_LEAST)
        self._column = {name: n for n, name in enumerate(self._names)}
        table, starts = self._table(made)
        sizes = np.diff([*starts, table.shape[0]])
        target = np.array([true / sum(t for _, t in options) for options in made for _, true in options])
        across = table.T.tocsr()

        def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            scores = table @ w
            top = np.maximum.reduceat(scores, starts)
            odds = np.exp(scores - np.repeat(top, sizes))
            total = np.add.reduceat(odds, starts)
            log_shares = scores - np.repeat(top + np.log(total), sizes)
            gradient = -(across @ (target - np.exp(log_shares))) + _L2[role] * w
            return float(-(target * log_shares).sum() + 0.5 * _L2[role] * w @ w), gradient

        fitted = minimize(loss, np.zeros(len(self._names)), jac=True, method="L-BFGS-B", options={"maxiter": 2000})
        if not fitted.success:
            raise RuntimeError(f"{role}: {fitted.message}")
        self._weights: NDArray[np.float64] = fitted.x

    def _table(self, made: Sequence[Options]) -> tuple[csr_matrix, list[int]]:
        columns: list[int] = []
        ends, starts = [0], []
        for options in made:
            starts.append(len(ends) - 1)
            for names, _ in options:
                columns += [self._column[name] for name in names if name in self._column]
                ends.append(len(columns))
        shape = (len(ends) - 1, len(self._names))
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=shape), starts

    def guess(self, made: Sequence[Options]) -> list[int]:
        """The most probable option of each choice."""
        table, starts = self._table(made)
        scores = table @ self._weights
        ends = [*starts[1:], len(scores)]
        return [int(np.argmax(scores[a:b])) for a, b in zip(starts, ends, strict=True)]

    def lines(self) -> list[str]:
        """The weights as the lines of a file."""
        kept = (f"{name}\t{w:.3f}" for name, w in zip(self._names, self._weights, strict=True) if abs(w) >= _NEGLIGIBLE)
        return ["feature\tweight", f"{BIAS}\t0", *kept]


def check(read_texts: Sequence[tuple[Reading, Truths]], only: Sequence[str]) -> None:
    """Print accuracy on held folds, that of the rules beside it."""
    chosen = [samples(*text) for text in read_texts] if _OF_CANDIDATES & set(only) else []
    for decision in (d for d in _STRENGTH if d in only):
        right = rule = total = 0
        for learning, held in _folds(chosen):
            rows = rows_of(decision, held)
            guesses = Learnt(decision, rows_of(decision, learning)).guess(rows)
            right += sum(guess == label for guess, (_, label) in zip(guesses, rows, strict=True))
            rule += sum(_rule(decision, names) == label for names, label in rows)
            total += len(rows)
        print(f"{decision:7} {total:6} cases  weights {right / total:.3f}  rules {rule / total:.3f}")
    for choice in (d for d in _L2 if d in only):
        of_text = _OF_TEXTS.get(choice)
        per_text = [of_text(*text) for text in read_texts] if of_text else [choices(choice, [t]) for t in chosen]
        right = total = 0
        for known, unknown in _folds(per_text):
            made = [options for found in unknown for options in found]
            places = Choice(choice, [options for found in known for options in found]).guess(made)
            right += sum(options[place][1] for place, options in zip(places, made, strict=True))
            total += len(made)
        print(f"{choice:7} {total:6} cases  weights {right / total:.3f}")


_OF_TEXTS = {DATE: dates, PRONOUN: choices_of_pronouns}
"""Choices that are made of an article as a whole, not of each candidate's parties."""
_OF_CANDIDATES = frozenset({*_STRENGTH, SUBJECT, OBJECT})
_RATIOS = "goes_with"
_EVERY = (PRONOUN, _RATIOS, *DECISIONS)
T = TypeVar("T")
_SMOOTHED = 5.0
"""Added to each count of a kind with a status and to what chance would give: what was never seen together is improbable only."""


def ratios(truths: Truths) -> list[str]:
    """How often kinds and statuses go together, as the lines of a file: see `faisceau.knowledge.weights.goes_with`."""
    both = Counter((t["kind"], t["status"]) for t in truths)
    kinds, statuses = Counter(t["kind"] for t in truths), Counter(t["status"] for t in truths)
    lines = ["\t".join(["kind", *sorted(statuses)])]
    for kind in sorted(kinds):
        by_chance = {status: kinds[kind] * statuses[status] / len(truths) for status in sorted(statuses)}
        made = [np.log((both[kind, s] + _SMOOTHED) / (n + _SMOOTHED)) for s, n in by_chance.items()]
        lines.append("\t".join([kind, *(f"{each:.2f}" for each in made)]))
    return lines


def _folds(chosen: Sequence[T]) -> Iterator[tuple[list[T], list[T]]]:
    for fold in range(_FOLDS):
        yield (
            [t for n, t in enumerate(chosen) if n % _FOLDS != fold],
            [t for n, t in enumerate(chosen) if n % _FOLDS == fold],
        )


def _rule(decision: str, names: Sequence[str]) -> str:
    """What the rules alone decide, as it stands among what is seen."""
    if decision == "keep":
        return CLAIM if "doubt=none" in names else NO_CLAIM
    prefix = f"rule.{decision}="
    return next((n.removeprefix(prefix) for n in names if n.startswith(prefix)), "")


def main() -> int:
    """Train on every article and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="print cross-validated accuracy, write nothing")
    parser.add_argument("--only", nargs="+", choices=_EVERY, default=list(_EVERY), help="only these decisions")
    options = parser.parse_args()
    read_texts = readings()
    print(f"{len(read_texts)} articles, {sum(len(truths) for _, truths in read_texts)} annotated claims")
    if options.check:
        check(read_texts, options.only)
        return 0
    OUT.mkdir(exist_ok=True)
    if _RATIOS in options.only:
        write(_RATIOS, ratios([truth for _, truths in read_texts for truth in truths]))
        goes_with.cache_clear()
    if PRONOUN in options.only:  # whom pronouns take up is part of what the rest is learnt from
        write(PRONOUN, Choice(PRONOUN, [made for text in read_texts for made in choices_of_pronouns(*text)]).lines())
        weights.cache_clear()
        has_weights_for.cache_clear()
        if len(options.only) > 1:
            read_texts = readings()
    if _OF_CANDIDATES & set(options.only):
        chosen = [samples(*text) for text in read_texts]
        for name in (d for d in _STRENGTH if d in options.only):
            write(name, Learnt(name, rows_of(name, chosen)).lines())
        for role in (SUBJECT, OBJECT):
            if role in options.only:
                write(role, Choice(role, choices(role, chosen)).lines())
        weights.cache_clear()
    if DATE in options.only:  # of the claims that the weights just written give
        write(DATE, Choice(DATE, [made for text in read_texts for made in dates(*text)]).lines())
    return 0


def write(name: str, lines: Sequence[str]) -> None:
    """Write a file of weights, its head first."""
    (OUT / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name:9} {len(lines) - 1} rows")


if __name__ == "__main__":
    raise SystemExit(main())
