"""How the network's and the weights' probabilities go together, and where they turn into decisions: fitted on articles that
neither was learnt from.

Shares: the two exponents of each decision that make its cross-entropy least (Nelder-Mead). Cuts: one after the other, the value
among a few that makes the rows right and, a little, each field right most often, as the scorer counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Any, get_args
from unittest.mock import patch

import numpy as np
from msgspec import structs
from scipy.optimize import minimize

from evaluation.encoder.cases import filling
from evaluation.scoring import as_record, pairs, scorer
from faisceau.extract.candidates.proposing import candidates
from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.claims import decided
from faisceau.extract.network import LABELLED
from faisceau.extract.odds import LEAST, Odds, odds_of
from faisceau.extract.parties import Cast, parties
from faisceau.extract.reading import Reading
from faisceau.extract.roles import OBJECT, SUBJECT
from faisceau.extract.weighing import CLAIM, NO_CLAIM
from faisceau.knowledge.weights import Careful, RoleCuts, Share
from faisceau.model.claims import Status

_FIELDS = (
    ("found", "f1"), ("kind",), ("status",), ("subject", "f1"), ("object", "f1"), ("plover",), ("source",),
    ("source_when_attributed",),
)  # fmt: skip
_GAIN = 5e-4  # what a change of a cut must bring at least: less is chance
_STRICTER = 0.002  # what fewer claims may cost: a wrong row costs an analyst more than a missing one
_STRICTEST_FIRST = (0.48, 0.44)
_STRICTEST_ROLES_FIRST = ((0.7, 1.2, 0.6), (0.5, 0.9, 0.6), (0.5, 0.9, 0.5))  # cuts of nobody, far and second
_STRICTEST_APART_FIRST = (0.25, 0.2, 0.15)
_OF_FIELDS = 0.15  # what the mean of the fields counts beside rows

Case = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]
"""Log-probabilities of the network and of the weights, an option each, and which options are right."""


@dataclass
class Fitted:
    """An article to fit on, as read with vectors, and its annotated claims."""

    reading: Reading
    truths: Sequence[dict[str, Any]]
    found: list[Candidate]


def cases(text: Fitted) -> Iterator[tuple[str, Case]]:
    """Every decision on the article's candidates whose answer is annotated."""
    odds = odds_of(text.reading, text.found)
    ours = [{"start": c.claim.start, "end": c.claim.end} for c in text.found]
    true = {j: text.truths[i] for i, j in pairs(text.truths, ours)}
    cast = Cast(text.reading, text.found)
    for at, each in enumerate(odds):
        truth = true.get(at)
        yield from _labelled(each, "keep", CLAIM if truth else NO_CLAIM)
        if truth is None:
            continue
        for decision in LABELLED:
            yield from _labelled(each, decision, str(truth["plover" if decision == "root" else decision]))
        near = parties(cast, at)
        told, weighed = each.role_parts(near)
        for role in (SUBJECT, OBJECT):
            right = filling(truth[role], near)
            if any(right):
                yield role, (_logs(told[role]), _logs(weighed[role]), np.array(right))


def _labelled(odds: Odds, decision: str, answer: str) -> Iterator[tuple[str, Case]]:
    told, weighed = odds.parts(decision)
    labels = sorted({*told, *weighed})
    if answer in labels:
        right = np.array([label == answer for label in labels])
        yield decision, (_logs([told.get(x, 0) for x in labels]), _logs([weighed.get(x, 0) for x in labels]), right)


def _logs(odds: Sequence[float]) -> np.ndarray[Any, Any]:
    found: np.ndarray[Any, Any] = np.log(np.maximum(np.array(odds), LEAST))
    return found


def share_of(made: Sequence[Case]) -> tuple[Share, dict[str, float]]:
    """The two exponents that make the cross-entropy of the cases least, and that of each alone and of both."""

    def loss(exponents: Sequence[float]) -> float:
        total = 0.0
        for told, weighed, right in made:
            scores = exponents[0] * told + exponents[1] * weighed
            odds = np.exp(scores - scores.max())
            total -= log(float(odds[right].sum() / odds.sum()))
        return total / len(made)

    found = minimize(loss, [0.6, 0.3], method="Nelder-Mead", options={"maxiter": 80, "xatol": 0.01, "fatol": 1e-5})
    share = Share(*(round(max(0.0, float(x)), 2) for x in found.x))
    return share, {"network": loss([1, 0]), "weights": loss([0, 1]), "both": loss([share.network, share.weights])}


def with_cuts(texts: Sequence[Fitted], how: Careful, tell: Callable[[str], None]) -> Careful:
    """The same shares with the cuts that score best."""
    best = _score(texts, how)
    tell(f"cuts as they were: {best:.4f}")
    for name, options in _options(how):
        for option in options:
            of_both = name == "source"
            held = {name: option} if of_both else {"cuts": structs.replace(how.cuts, **{name: option})}
            tried = structs.replace(how, **held)
            score = _score(texts, tried)
            if score > best + _GAIN:
                best, how = score, tried
                tell(f"{name} = {option}: {best:.4f}")
    for keep in (each for each in _STRICTEST_FIRST if each > how.cuts.keep):
        stricter = structs.replace(how, cuts=structs.replace(how.cuts, keep=keep))
        if (score := _score(texts, stricter)) >= best - _STRICTER:
            tell(f"keep = {keep}, for fewer wrong rows: {score:.4f}")
            how = stricter
            break
    return _with_fewer_actors(texts, how, tell)


def _with_fewer_actors(texts: Sequence[Fitted], how: Careful, tell: Callable[[str], None]) -> Careful:
    """The strictest cuts of each role that cost little: the scorer's rows forgive one actor too many, an analyst does not."""
    for role in (SUBJECT, OBJECT):
        now: RoleCuts = getattr(how.cuts, role)
        of_all = [
            structs.replace(now, nobody=nobody, far=far, second=second)
            for nobody, far, second in _STRICTEST_ROLES_FIRST
            if (nobody, second) > (now.nobody, now.second)
        ]
        how = _first_that_costs_little(texts, how, role, of_all, tell)
        now = getattr(how.cuts, role)
        apart = [structs.replace(now, apart=least) for least in _STRICTEST_APART_FIRST if least > now.apart]
        how = _first_that_costs_little(texts, how, role, apart, tell)
    return how


def _first_that_costs_little(
    texts: Sequence[Fitted], how: Careful, role: str, stricter: Sequence[RoleCuts], tell: Callable[[str], None]
) -> Careful:
    best = _score(texts, how) if stricter else 0.0
    for cuts in stricter:
        tried = structs.replace(how, cuts=structs.replace(how.cuts, **{role: cuts}))
        if (score := _score(texts, tried)) >= best - _STRICTER:
            tell(f"{role} = {cuts}, for fewer wrong actors: {score:.4f}")
            return tried
    return how


def _options(how: Careful) -> Iterator[tuple[str, list[Any]]]:
    yield "keep", [0.32, 0.36, 0.4, 0.44]
    yield "kind", [0.0, 0.05, 0.15]
    yield "exchange", [0.25, 0.3, 0.35, 0.42]
    yield "unstated", [0.3, 0.5, 0.65, 0.8]
    yield "root", [0.0, 0.1]
    yield "status", [0.0, 0.15, 0.3]
    yield "both", [0.7, 0.8]
    yield "together", [0.1, 0.2, 0.3]
    yield "open_statuses", [frozenset(get_args(Status))]
    yield "source", [0.4, 0.5, 0.6, 0.7, 0.8]
    for role in (SUBJECT, OBJECT):
        now: RoleCuts = getattr(how.cuts, role)
        near = [structs.replace(now, nobody=n, far=f) for n, f in ((0.35, 0.6), (0.5, 0.9), (0.7, 1.2), (1.0, 1.5))]
        yield role, [structs.replace(each, second=s) for each in near for s in (0.4, 0.6)]


def _score(texts: Sequence[Fitted], how: Careful) -> float:
    gold: list[dict[str, Any]] = []
    ours: list[dict[str, Any]] = []
    with patch("faisceau.extract.odds.careful", lambda lang: how):
        for text in texts:
            gold += text.truths
            ours += [as_record(each.claim) for each in decided(text.reading, text.found)]
    report, _ = scorer().score(gold, ours)
    fields = [_at(report, path) for path in _FIELDS]
    return float(report["row"]["f1"] + _OF_FIELDS * sum(fields) / len(fields))


def _at(report: Any, path: Sequence[str]) -> float:
    for key in path:
        report = report[key]
    return float(report)


def as_toml(how: Careful) -> str:
    """The lines of the file."""
    lines = [f"source = {how.source}", f"names = {how.names}", "", "[shares]"]
    lines += [f"{d} = {{ network = {s.network}, weights = {s.weights} }}" for d, s in how.shares.items()]
    lines += ["", "[cuts]"]
    tables: list[str] = []
    for name, value in structs.asdict(how.cuts).items():
        if isinstance(value, RoleCuts):
            tables += ["", f"[cuts.{name}]", *(f"{key} = {each}" for key, each in structs.asdict(value).items())]
        else:
            held = sorted(value) if isinstance(value, frozenset) else value
            lines.append(f"{name} = {json.dumps(held)}")
    return "\n".join([*lines, *tables]) + "\n"


def fitted(reading: Reading, truths: Sequence[dict[str, Any]]) -> Fitted:
    """The article with its candidates."""
    return Fitted(reading, truths, candidates(reading))
