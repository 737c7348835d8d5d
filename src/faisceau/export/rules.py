"""Provisions and dated facts in words: why one is concerned, what would decide, what a shipped fact says. Never a verdict."""

from __future__ import annotations

from functools import cache

from faisceau import knowledge
from faisceau.export.wording import Wording
from faisceau.knowledge.dated_facts import fact
from faisceau.knowledge.gazetteer import StateRow, all_names
from faisceau.knowledge.provisions import Provision, provision
from faisceau.model.rules import Check, Concern


class Rules:
    """What concerns and checks say in the words of a dossier's language. Nothing here escapes: that is the exporter's."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._words = wording.words

    def title(self, identity: str) -> str:
        """What the provision orders, its id where no regime has it."""
        known = provision(identity)
        return known[1].title(self._wording.lang) if known else identity

    def reference(self, identity: str) -> str:
        """Instrument and paragraph, empty where there is no such rule at all."""
        known = provision(identity)
        if known is None or known[1].instrument == "-":
            return ""
        rule = known[1]
        paragraph = self._say("paragraph", n=rule.paragraph) if rule.paragraph else ""
        return f"{rule.instrument}{paragraph}"

    def measure(self, identity: str) -> str:
        """The kind of measure, and that it binds nobody where it does not."""
        known = provision(identity)
        if known is None:
            return ""
        named = self._words.measure[known[1].measure]
        return self._say("not_binding", measure=named) if known[1].force == "recommendatory" else named

    def regime(self, identity: str) -> str:
        """The regime's name, and that it is an outline where it is."""
        known = provision(identity)
        if known is None:
            return ""
        name = known[0].name.get(self._wording.lang, known[0].id)
        return self._say("outline", regime=name) if known[0].outline else name

    def is_ban(self, identity: str) -> bool:
        """Whether the provision orders anything."""
        known = provision(identity)
        return known is None or known[1].is_ban

    def in_force(self, identity: str) -> str:
        """Since when, or from when to when, empty for what is no rule."""
        known = provision(identity)
        if known is None or not known[1].is_ban or not known[1].from_:
            return ""
        start = self._wording.date(known[1].from_)
        if known[1].to:
            return self._say("in_force_between", start=start, end=self._wording.date(known[1].to))
        return self._say("in_force", start=start)

    def why(self, concern: Concern, *, dated: bool = True) -> str:
        """What was matched: goods or acts, which way, whose; then the dates in force and, if `dated`, that of the act."""
        what = [self._wording.good(good) for good in concern.goods]
        what += [self._words.rule[f"act_{act}"] for act in concern.acts if f"act_{act}" in self._words.rule]
        others = self._wording.listed([self.actor(other) for other in concern.others]) if concern.others else ""
        matched = self._say(
            f"why_{concern.course}{'' if others else '_alone'}",
            what=self._words.rule["between_goods"].join(dict.fromkeys(what)) or self._words.rule["unnamed"],
            target=self.actor(concern.target),
            others=others,
        )
        told = self._wording.date(concern.date) if concern.date else self._words.rule["undated"]
        parts = [matched, self.in_force(concern.id), self._say("dated", date=told) if dated else ""]
        return self._words.rule["join"].join(part for part in parts if part)

    def questions(self, concern: Concern) -> list[str]:
        """What the words leave open, and would decide."""
        known = provision(concern.id)
        conditions = known[0].conditions if known else {}
        told = []
        for code in concern.open:
            if code == "cap" and known:
                told.append(self._cap(known[1], concern))
            elif code in self._words.question:
                told.append(self._words.question[code])
            elif code in conditions:
                told.append(conditions[code].get(self._wording.lang, code))
        return told

    def check(self, check: Check) -> str:
        """What the shipped fact says, beside what the claim says."""
        known = fact(check.fact)
        if known is None:
            return check.fact
        series, one = known
        detail = one.detail(self._wording.lang)
        title = self._say("fact_detail", title=series.title(self._wording.lang), detail=detail) if detail else None
        said = {"title": title or series.title(self._wording.lang), "date": self._wording.date(one.date)}
        claimed = self._wording.date(check.claimed) if check.differs == "date" else check.claimed
        return self._say(f"check_{check.differs}", claimed=claimed, **said)

    def source(self, check: Check) -> str | None:
        """Where the fact can be read, None where it is shipped no more."""
        known = fact(check.fact)
        return known[1].source if known else None

    def actor(self, identity: str) -> str:
        """An actor's name; that of a State even where no claim has it."""
        name = self._wording.actor(identity)
        return _states(self._wording.lang).get(identity, name) if name == identity else name

    def _cap(self, rule: Provision, concern: Concern) -> str:
        unit = self._words.unit.get(rule.unit or "", rule.unit or "")
        amount = f"{self._wording.number(rule.cap or 0)} {unit}"
        if rule.period:
            amount = f"{amount} {self._words.rule[f'per_{rule.period}']}"
        told = self._say("cap", cap=amount)
        return (
            f"{told} {self._say('cap_said', amount=self._wording.listed(list(concern.amounts)))}"
            if concern.amounts
            else told
        )

    def _say(self, key: str, **values: object) -> str:
        return self._words.rule[key].format(**values)


@cache
def _states(lang: str) -> dict[str, str]:
    rows = knowledge.load_rows("actors/states.tsv", StateRow)
    return {row.id: next(all_names({lang: row.names.get(lang, ())} | row.names)) for row in rows}
