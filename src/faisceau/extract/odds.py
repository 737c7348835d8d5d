"""How probable each answer is: by the weights of what is seen, and where words have vectors by the network too.

Both give log-probabilities; they are added, each times its share, and brought back to probabilities (a logarithmic opinion
pool; Genest and Zidek 1986). The shares are fitted on articles that neither was learnt from (`weights/careful.toml`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np

from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.cases import Case, Side, case_of, side_of
from faisceau.extract.dates_network import Moment, date_network, has_date_network
from faisceau.extract.network import DECISIONS, ROLES, has_network, network
from faisceau.extract.parties import Party, nobody
from faisceau.extract.reading import Reading
from faisceau.extract.seen import seen
from faisceau.knowledge.learnt import Floats
from faisceau.knowledge.weights import Cuts, Share, careful, cuts, weights

#: What stands among the reasons for what the network finds in the words themselves.
WORDS = "the words in their context"
DATE = "date"
#: A probability is taken to be at least this.
LEAST = 1e-12


class Odds:
    """The odds of one candidate. `seen` is what is seen of it; `told` what the network gives, by decision and label."""

    def __init__(self, reading: Reading, candidate: Candidate, seen: tuple[str, ...], told: ByNetwork | None) -> None:
        self.seen = seen
        self._asked: tuple[Sequence[Party], tuple[dict[str, list[float]], dict[str, list[float]]]] | None = None
        self._reading, self._candidate, self._told = reading, candidate, told
        self._lang = reading.page.lang

    @property
    def cuts(self) -> Cuts:
        """Where these odds turn into decisions."""
        return careful(self._lang).cuts if self._told is not None else cuts(self._lang)

    def labels(self, decision: str) -> dict[str, float]:
        """Probability of each label of `decision` (keep, kind, status, root)."""
        told, found = self.parts(decision)
        if not told:
            return found
        labels = sorted({*found, *told})
        share = careful(self._lang).shares[decision]
        scores = [_pooled(share, told.get(label, 0.0), found.get(label, 0.0)) for label in labels]
        return dict(zip(labels, _shares(scores), strict=True))

    def parts(self, decision: str) -> tuple[dict[str, float], dict[str, float]]:
        """What the network finds of the labels, {} without vectors, and what the weights find."""
        found = weights(self._lang, decision).probabilities(self.seen)
        return (self._told.labels(decision) if self._told is not None else {}), found

    def roles(self, parties: Sequence[Party]) -> dict[str, list[float]]:
        """For subject and object the probability of each party in it, and of nobody last."""
        told, found = self.role_parts(parties)
        if not told:
            return {role: list(odds) for role, odds in found.items()}
        return {
            role: _shares(
                [_pooled(careful(self._lang).shares[role], a, b) for a, b in zip(told[role], odds, strict=True)]
            )
            for role, odds in found.items()
        }

    def role_reasons(self, role: str, parties: Sequence[Party], at: int) -> list[tuple[str, float]]:
        """What speaks most for the option at `at` (nobody: the last) in the role: of the words, rather than the next best."""
        seen = parties[at].seen if at < len(parties) else nobody(self.seen)
        found = weights(self._lang, role).speaking(seen)
        told, _ = self.role_parts(parties)
        if not told or len(told[role]) < 2:
            return found
        share = careful(self._lang).shares[role]
        other = max(odds for n, odds in enumerate(told[role]) if n != at)
        return _with_words(found, share, share.network * (_log(told[role][at]) - _log(other)))

    def vouching(self, parties: Sequence[Party]) -> tuple[list[float], float] | None:
        """Probability that each party vouches for it, and last the author, by the network alone; and above what probability one
        does whom the rules do not name. None without vectors."""
        told, _ = self.role_parts(parties)
        return (told["source"], careful(self._lang).source) if told else None

    def role_parts(self, parties: Sequence[Party]) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
        """The same by the network alone, {} without vectors, and by the weights alone."""
        if self._asked is None or self._asked[0] is not parties:  # roles and who vouches are of the same parties
            self._asked = parties, self._role_parts(parties)
        return self._asked[1]

    def _role_parts(self, parties: Sequence[Party]) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
        options = [*(party.seen for party in parties), nobody(self.seen)]
        found = {role: weights(self._lang, role).choice(options) for role in ROLES if role != "source"}
        if self._told is None:
            return {}, found
        return self._told.roles([side_of(self._reading.page, self._candidate, party) for party in parties]), found

    def dates(self, moments: Sequence[Moment]) -> list[float]:
        """Probability that each of the moments is the claim's date."""
        told, found = self.date_parts(moments)
        if not told:
            return found
        share = careful(self._lang).shares[DATE]
        return _shares([_pooled(share, a, b) for a, b in zip(told, found, strict=True)])

    def date_parts(self, moments: Sequence[Moment]) -> tuple[list[float], list[float]]:
        """The same by the network alone, [] without vectors, and by the weights alone."""
        found = weights(self._lang, DATE).choice([moment.seen for moment in moments])
        return (self._told.dates(moments) if self._told is not None else []), found

    def date_reasons(self, moments: Sequence[Moment], at: int) -> list[tuple[str, float]]:
        """What speaks most for the moment at `at`: of the words, rather than the next best."""
        found = weights(self._lang, DATE).speaking(moments[at].seen)
        told, _ = self.date_parts(moments)
        if len(told) < 2:
            return found
        share = careful(self._lang).shares[DATE]
        other = max(odds for n, odds in enumerate(told) if n != at)
        return _with_words(found, share, share.network * (_log(told[at]) - _log(other)))

    def reasons(self, decision: str, label: str, against: str) -> list[tuple[str, float]]:
        """What speaks most for `label` rather than `against`, as `(what, weight)`, strongest first."""
        table = weights(self._lang, decision)
        found = table.reasons(self.seen, label, against) if {label, against} <= set(table.labels) else []
        if self._told is None:
            return found
        share, (told, _) = careful(self._lang).shares[decision], self.parts(decision)
        words = share.network * (_log(told.get(label, 0.0)) - _log(told.get(against, 0.0)))
        return _with_words(found, share, words)


class ByNetwork:
    """What the network gives for one candidate."""

    def __init__(self, lang: str, vectors: Floats, case: Case, hidden: Floats, labels: dict[str, Floats]) -> None:
        self._lang, self._network = lang, network(lang)
        self._vectors, self._case, self._hidden, self._labels = vectors, case, hidden, labels

    def labels(self, decision: str) -> dict[str, float]:
        """Probability of each label that the network knows."""
        odds = np.exp(self._labels[decision]).tolist()
        return dict(zip(self._network.labels[decision], odds, strict=True))

    def roles(self, sides: Sequence[Side]) -> dict[str, list[float]]:
        """Probability of each side in each role, and of nobody last."""
        found = np.exp(self._network.roles_of(self._vectors, self._hidden, sides))
        return {role: found[:, n].tolist() for n, role in enumerate(ROLES)}

    def dates(self, moments: Sequence[Moment]) -> list[float]:
        """Probability that each of the moments is the claim's date; [] where the language has no network of dates."""
        if not has_date_network(self._lang):
            return []
        found = date_network(self._lang).odds(self._vectors, self._case, self._hidden, moments)
        return [float(odds) for odds in np.exp(found)]


def odds_of(reading: Reading, candidates: Sequence[Candidate]) -> list[Odds]:
    """The odds of each candidate of the article. Without vectors, or where the language has no network, of weights alone."""
    names = [seen(reading, candidates, at) for at in range(len(candidates))]
    lang, vectors = reading.page.lang, reading.vectors
    told: list[ByNetwork | None] = [None] * len(candidates)
    if vectors is not None and has_network(lang) and candidates:
        net = network(lang)
        cases = [case_of(c, n) for c, n in zip(candidates, names, strict=True)]
        hidden = net.hidden(vectors, cases)
        labels = {decision: net.labels_of(decision, hidden) for decision in DECISIONS}
        told = [
            ByNetwork(lang, vectors, case, hidden[n], {d: table[n] for d, table in labels.items()})
            for n, case in enumerate(cases)
        ]
    return [Odds(reading, c, n, t) for c, n, t in zip(candidates, names, told, strict=True)]


def _pooled(share: Share, told: float, weighed: float) -> float:
    return share.network * _log(told) + share.weights * _log(weighed)


def _log(odds: float) -> float:
    return log(max(odds, LEAST))


def _shares(scores: Sequence[float]) -> list[float]:
    table = np.array(scores)
    odds = np.exp(table - table.max())
    found: list[float] = (odds / odds.sum()).tolist()
    return found


def _with_words(found: Sequence[tuple[str, float]], share: Share, words: float) -> list[tuple[str, float]]:
    """What was seen by its share, and what the words speak for it where they do, strongest first."""
    scaled = [(name, share.weights * weight) for name, weight in found]
    return sorted([*scaled, (WORDS, words)] if words > 0 else scaled, key=lambda pair: (-pair[1], pair[0]))
