"""Which changes a rule is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from faisceau.model.changes import Change, Changes
from faisceau.model.dossier.naming import ActorName
from faisceau.model.ids import content_id
from faisceau.store.outbox import Raised
from faisceau.story.alerts.rules import Rule

_NOT_NEWS = frozenset({"reread", "reweighed", "joined", "parted"})
_SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", "–": "-", "œ": "oe", "æ": "ae"})


def raised_by(rules: Sequence[Rule], changes: Changes) -> Iterator[Raised]:
    """What the rules want told of the changes: one for each rule, channel and change."""
    for rule in rules:
        for change in matching(rule, changes):
            for channel in rule.channels:
                yield Raised(content_id("m", [rule.name, channel, change.id]), rule.name, channel, change)


def matching(rule: Rule, changes: Changes) -> list[Change]:
    """The changes that the rule lets through, in their order."""
    names = {actor.id: actor for actor in changes.actors}
    wanted = {fold(actor) for actor in rule.actor}
    phrases = [_phrase(words) for words in rule.words]
    return [
        change
        for change in changes.changes
        if change.sort in rule.on
        and (rule.reread or change.because not in _NOT_NEWS)
        and (not rule.kind or change.kind in rule.kind)
        and (not rule.verdict or change.verdict in rule.verdict)
        and (not rule.category or set(rule.category) & set(change.categories))
        and (not wanted or wanted & _called(change, names))
        and (not phrases or any(phrase.search(_told(change)) for phrase in phrases))
    ]


def _called(change: Change, names: Mapping[str, ActorName]) -> set[str]:
    """Ids and names, folded, of everybody in the change."""
    ids = {*change.actors, *(source for told in change.evidence for source in told.sources)}
    if change.sort == "new_actor" and change.subject:
        ids.add(change.subject)
    return {fold(id_) for id_ in ids}.union(*(_names(names[id_]) for id_ in ids if id_ in names))


def _names(actor: ActorName) -> set[str]:
    return {fold(word) for word in (actor.id, actor.written, *actor.names.values())}


def strangers(rule: Rule, actors: Iterable[ActorName]) -> list[str]:
    """Those of the rule's actors that none of `actors` is called: nothing can be let through for them."""
    known = set[str]().union(*map(_names, actors))
    return [wanted for wanted in rule.actor if fold(wanted) not in known]


def _told(change: Change) -> str:
    return fold("\n".join([change.label, *(told.quote for told in change.evidence)]))


def _phrase(words: str) -> re.Pattern[str]:
    stem, star = (words[:-1], "") if words.endswith("*") else (words, r"(?!\w)")
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, fold(stem).split())) + star)


def fold(text: str) -> str:
    """The text without case and accents, with one kind of apostrophe and hyphen: in whatever form of Unicode a rule was typed."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.translate(_SAME)).casefold())
    return "".join(c for c in plain.translate(_SAME) if not unicodedata.combining(c)).strip()
