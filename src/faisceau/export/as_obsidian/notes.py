"""The notes of a vault: what each says, in the words of the articles, and whom it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from faisceau.export.as_obsidian.writing import file_name, front_matter, link, safe
from faisceau.export.index import Index, short
from faisceau.export.wording import Wording
from faisceau.model.claims import Claim
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Event
from faisceau.model.text import Article

File = tuple[str, str]


class Vault:
    """The notes of one dossier in one language; each method gives paths with their text."""

    def __init__(self, dossier: Dossier, lang: str) -> None:
        self._dossier = dossier
        self._index = Index(dossier)
        self._wording = Wording(dossier, lang)
        self._words = self._wording.words.vault
        self._events_of: dict[str, list[Event]] = {}
        for event in self._index.events:
            for actor in self._index.actors_of(event):
                self._events_of.setdefault(actor, []).append(event)

    def home(self) -> File:
        """Where a reader comes in: every event, in order of date."""
        told = [f"- {self._line(event)}" for event in sorted(self._index.events, key=_by_date)]
        body = [f"# {safe(short(self._dossier.name))}", "", *told]
        return f"{self._words['home']}.md", "\n".join(body) + "\n"

    def events(self) -> Iterator[File]:
        """A note an event: its accounts, each with its words and where they stand."""
        for event in self._index.events:
            claims = self._index.claims_of(event)
            head: dict[str, object] = {
                "type": "event",
                "id": event.id,
                "title": short(event.label),
                "kind": event.kind,
                "date": event.date,
                "verdict": event.verdict,
                "independent": event.independent,
                "actors": [f"[[{self._actor(actor)}]]" for actor in self._index.actors_of(event)],
                "articles": [f"[[{self._article(article)}]]" for article in self._index.articles_of(event)],
                "evidence": [self._index.evidence(claim) for claim in claims],
            }
            who = [f"- {self._actor_link(actor)}" for actor in self._index.actors_of(event)]
            body = [
                f"# {safe(short(event.label))}",
                "",
                safe(f"{self._wording.date(event.date)} — {self._verdict(event)}"),
                *self._section("actors", who),
                *self._section("told", self._accounts(claims)),
            ]
            yield _file(self._event(event), head, body)

    def actors(self) -> Iterator[File]:
        """A note an actor who acts or undergoes: what is told of it."""
        for actor in self._dossier.actors:
            events = self._events_of.get(actor.id)
            if not events:
                continue
            head: dict[str, object] = {
                "type": "actor",
                "id": actor.id,
                "title": self._index.name(actor.id, self._wording.lang),
                "kind": actor.kind,
                "state": actor.state,
                "aliases": sorted({short(name) for name in (*actor.names.values(), actor.written) if name.strip()}),
            }
            lines = [f"- {self._line(event)}" for event in sorted(events, key=_by_date)]
            body = [
                f"# {safe(self._index.name(actor.id, self._wording.lang) or actor.id)}",
                *self._section("acts", lines),
            ]
            yield _file(self._actor(actor.id), head, body)

    def articles(self) -> Iterator[File]:
        """A note an article: where it is, and its claims in reading order. Its text is not in the vault."""
        for article in self._dossier.articles:
            claims = self._index.claims_in(article.id)
            head: dict[str, object] = {
                "type": "article",
                "id": article.id,
                "title": short(article.title or article.id),
                "publisher": f"[[{self._source(article)}]]",
                "author": short(article.author or ""),
                "published": article.published,
                "url": self._index.address(article.id),
                "evidence": [self._index.evidence(claim) for claim in claims],
            }
            url = self._index.address(article.id)
            issued = (
                self._wording.date(article.published) if article.published else self._wording.text("published_unknown")
            )
            told = f"{safe(self._words['published'])} {self._source_link(article)} — {safe(issued)}"
            lines = [f"{told}{f' — <{url}>' if url else ''}"]
            body = [f"# {safe(head_title(article))}", "", *lines, *self._section("told", self._accounts(claims))]
            yield _file(self._article(article), head, body)

    def sources(self) -> Iterator[File]:
        """A note an outlet: its articles."""
        by_note: dict[str, list[Article]] = {}
        for article in self._dossier.articles:
            by_note.setdefault(self._source(article), []).append(article)
        for path, articles in by_note.items():
            name = self._wording.outlet(articles[0].id)
            lines = [f"- {link(self._article(article), head_title(article))}" for article in articles]
            body = [f"# {safe(short(name))}", *self._section("articles", lines)]
            yield _file(path, {"type": "source", "title": short(name)}, body)

    def _accounts(self, claims: Sequence[Claim]) -> list[str]:
        lines: list[str] = []
        for claim in claims:
            article = self._index.articles[claim.article]
            status = self._wording.status_short(claim.status)
            said = [
                ", ".join(self._index.voices(claim)),
                status,
                self._words["negated"] if claim.polarity == "-" else "",
            ]
            where = self._words["where"].format(article=claim.article, start=claim.start, end=claim.end)
            event = self._index.event_of.get(claim.id)
            leads = [link(self._article(article), head_title(article)), safe(f"{where}, {claim.id}")]
            leads += [link(self._event(event), self._verdict(event))] if event else []
            quoted = safe(self._wording.text("words_of", words=claim.quote))
            lines += [f"> {quoted}", f"> — {safe(', '.join(filter(None, said)))} · {' · '.join(leads)}", ""]
        return lines

    def _section(self, title: str, lines: Sequence[str]) -> list[str]:
        return ["", f"## {safe(self._words[title])}", "", *lines] if lines else []

    def _line(self, event: Event) -> str:
        told = link(self._event(event), short(event.label))
        return f"{safe(self._wording.date(event.date))} — {told} — {safe(self._verdict(event))}"

    def _verdict(self, event: Event) -> str:
        if event.verdict == "corroborated":
            return self._wording.count("corroborated", event.independent)
        return self._wording.words.verdict[event.verdict]

    def _event(self, event: Event) -> str:
        return f"{self._words['events']}/{file_name(event.label, 'event', event.id)}"

    def _actor(self, actor: str) -> str:
        return f"{self._words['actors']}/{file_name(self._index.name(actor, self._wording.lang), 'actor', actor)}"

    def _actor_link(self, actor: str) -> str:
        return link(self._actor(actor), self._index.name(actor, self._wording.lang))

    def _article(self, article: Article) -> str:
        return f"{self._words['articles']}/{file_name(article.title or article.id, 'article', article.id)}"

    def _source(self, article: Article) -> str:
        own = article.publisher or f"\0{article.id}"
        return f"{self._words['sources']}/{file_name(self._index.outlet(article.id), 'source', own)}"

    def _source_link(self, article: Article) -> str:
        return link(self._source(article), short(self._wording.outlet(article.id)))


def head_title(article: Article) -> str:
    """What an article is called: its title, else its id."""
    return short(article.title or article.id)


def _by_date(event: Event) -> tuple[str, str]:
    return event.date or "~", event.id


def _file(path: str, head: dict[str, object], body: Sequence[str]) -> File:
    return f"{path}.md", "\n".join([front_matter(head), *body]).rstrip("\n") + "\n"
