"""The parts of a change in words: what it is, what it was, who says so, and where in the dossier that is read."""

from __future__ import annotations

from collections.abc import Iterable

from faisceau.export.links import anchor
from faisceau.export.strange import spelled
from faisceau.export.wording import Wording
from faisceau.model.changes import Change, Changes, Evidence
from faisceau.model.dossier.pages import ArticlePage
from faisceau.model.dossier.whole import Dossier
from faisceau.model.ids import content_id
from faisceau.model.passages import Passage, Voice
from faisceau.model.text import Article

_LONGEST_QUOTE = 320


class ChangeWording:
    """Changes in the words of `lang`. What comes from articles is on one line, its strange characters spelled out."""

    def __init__(self, changes: Changes, lang: str) -> None:
        told = {e.article: e for change in changes.changes for e in _all_evidence(change)}
        dossier = Dossier(
            name=changes.story,
            articles=tuple(
                Article(e.article, "", "", e.published, publisher=e.publisher, title=e.title, url=e.url)
                for e in told.values()
            ),
            actors=changes.actors,
            pages=tuple(ArticlePage(e.article, e.page, (), ()) for e in told.values()),
        )
        self.wording = Wording(dossier, lang)
        self.words = self.wording.words
        self.story = plain(changes.story)
        self.feed_id = content_id("s", changes.story)

    def say(self, key: str, **values: object) -> str:
        """A label of changes, filled."""
        return self.words.change[key].format(**values)

    def headline(self, change: Change) -> str:
        """What the change is of, on one line."""
        label = plain(change.label)
        if change.sort == "new_actor" and change.subject:
            return self.say("actor", name=plain(self.wording.actor(change.subject)), label=label)
        if change.sort == "new_exchange":
            good = label
            within = plain(self.quote(change.evidence[0]))
            return self.say("exchange", good=good, label=within)
        if change.moved:
            return f"{plain(change.moved.of)}{self.wording.colon}{self.moved(change)}"
        return label

    def moved(self, change: Change) -> str:
        """A figure that moved: from what to what, how the two stand, and who gave the first."""
        moved = change.moved
        assert moved is not None
        return self.say(
            "moved",
            was=plain(moved.was.text),
            now=plain(moved.now.text),
            relation=self.words.relation[moved.relation],
            before=self.who(moved.by),
        )

    def standing(self, change: Change) -> str:
        """How the event stands now, how it stood, and why that changed."""
        now = self._verdict(change.verdict, change.independent) if change.verdict else ""
        parts = [now]
        if change.sort == "verdict":
            was = change.earlier[0]
            parts.append(self.say("was", verdict=self._verdict(was.verdict, was.independent)))
        elif change.earlier and change.sort != "gone":
            labels = [self.wording.text("words_of", words=plain(was.label)) for was in change.earlier]
            parts.append(self.say("from_events", labels=self.wording.listed(labels)))
        parts.append(self.words.because[change.because])
        return self.words.sentence["join"].join(part for part in parts if part)

    def _verdict(self, verdict: str, independent: int) -> str:
        counted = verdict == "corroborated"
        return self.wording.count("corroborated", independent) if counted else self.words.verdict[verdict]

    def evidence(self, told: Evidence) -> str:
        """Words, who vouches for them, where and when they were published."""
        return self.say(
            "evidence",
            quote=plain(self.quote(told)),
            status=plain(self.wording.status(_passage(told))),
            outlet=plain(self.wording.outlet(told.article)),
            date=plain(self.wording.date(told.published)),
        )

    def who(self, told: Evidence) -> str:
        """Who vouches, and when that was published."""
        voices = self.wording.voices(_passage(told).voices)
        return plain(f"{voices}{self.words.text['list_sep']}{self.wording.date(told.published)}")

    def quote(self, told: Evidence) -> str:
        """The words between marks; very long ones are cut and say so."""
        words = " ".join(told.quote.split())
        if len(words) > _LONGEST_QUOTE:
            words = words[:_LONGEST_QUOTE].rpartition(" ")[0] + self.words.text["cut"]
        return self.wording.text("words_of", words=words)


def plain(text: str) -> str:
    """The text on one line, its strange characters spelled out."""
    return spelled(" ".join(text.split()))


def place(told: Evidence) -> str:
    """Where the dossier shows the words: a link from the story's folder."""
    return f"dossier.html#{anchor(told.page, told.claim)}"


def _passage(told: Evidence) -> Passage:
    return Passage(1, (1,), tuple(Voice(source, told.article) for source in told.sources), told.status)


def _all_evidence(change: Change) -> Iterable[Evidence]:
    return (*change.evidence, *((change.moved.by,) if change.moved else ()))
