"""A dossier as triples without blank nodes, so that the same dossier gives the same triples under the same names."""

from __future__ import annotations

import re

from rdflib import DCTERMS, PROV, RDF, RDFS, XSD, Literal, URIRef
from rdflib.term import Node

from faisceau.export.days import interval_of
from faisceau.export.index import Index
from faisceau.export.rdf.names import OA, SEM, SOFTWARE, TERM, iri, name
from faisceau.export.selectors import selection
from faisceau.model.claims import AUTHOR, Claim
from faisceau.model.dossier.naming import ActorName
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Event
from faisceau.model.text import Article

_TAG = re.compile(r"[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_BY_LENGTH = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


Triple = tuple[URIRef, URIRef, Node]


def triples_of(dossier: Dossier) -> tuple[Triple, ...]:
    """The triples, each once. Actors are those that claims name; an event without a claim is left out."""
    return tuple(_Builder(dossier).triples)


class _Builder:
    """Gathers what a dossier says, a kind of value at a time."""

    def __init__(self, dossier: Dossier) -> None:
        self.triples: dict[Triple, None] = {}
        self._index = Index(dossier)
        if dossier.claims:
            self._add(SOFTWARE, (RDF.type, PROV.SoftwareAgent), (RDFS.label, Literal("Faisceau")))
        for article in dossier.articles:
            self._article(article)
        for actor in dossier.actors:
            if self._index.naming(actor.id):
                self._actor(actor)
        for event in self._index.events:
            self._event(event)
        for claim in dossier.claims:
            self._claim(claim)
            self._annotation(claim)

    def _add(self, subject: URIRef, *pairs: tuple[URIRef, Node | None]) -> None:
        for predicate, value in pairs:
            if value is not None:
                self.triples[subject, predicate, value] = None

    def _article(self, article: Article) -> None:
        url = self._index.address(article.id)
        outlet = self._outlet(article)
        lang = article.known_lang if _TAG.fullmatch(article.lang) else None
        self._add(
            name("article", article.id),
            (RDF.type, PROV.Entity),
            (DCTERMS.identifier, Literal(article.id)),
            (DCTERMS.title, Literal(article.title, lang=lang) if article.title else None),
            (DCTERMS.creator, Literal(article.author) if article.author else None),
            (DCTERMS.publisher, outlet),
            (DCTERMS.issued, _moment(article.published)),
            (DCTERMS.language, Literal(lang) if lang else None),
            (DCTERMS.source, iri(url) if url else None),
            (TERM.original, Literal(article.original)),
        )
        self._add(outlet, (RDF.type, PROV.Agent), (RDFS.label, Literal(self._index.outlet(article.id))))

    def _outlet(self, article: Article) -> URIRef:
        return name("outlet", article.publisher) if article.publisher else name("outlet-of", article.id)

    def _actor(self, actor: ActorName) -> None:
        about = name("actor", actor.id)
        kind = name("kind", actor.kind)
        self._add(about, (RDF.type, SEM.Actor), (RDF.type, PROV.Agent), (SEM.actorType, kind))
        self._add(kind, (RDF.type, SEM.ActorType), (RDFS.label, Literal(actor.kind)))
        for lang, written in sorted(actor.names.items()):
            self._add(about, (RDFS.label, Literal(written, lang=lang)))
        if not actor.names:
            self._add(about, (RDFS.label, Literal(actor.written)))
        if actor.state:
            self._add(about, (TERM.state, name("actor", actor.state)))

    def _event(self, event: Event) -> None:
        about = name("event", event.id)
        self._add(
            about,
            (RDF.type, SEM.Event),
            (RDF.type, PROV.Entity),
            (RDFS.label, Literal(event.label)),
            (TERM.verdict, Literal(event.verdict)),
            (TERM.independentOrigins, Literal(event.independent)),
            (PROV.wasAttributedTo, SOFTWARE),
        )
        self._time(about, event.date)
        self._type(about, event.kind)
        for claim in self._index.claims_of(event):
            self._add(about, (PROV.wasDerivedFrom, name("claim", claim.id)))
            if claim.plover:
                self._type(about, claim.plover)
            if claim.place:
                place = name("place", claim.place)
                self._add(about, (SEM.hasPlace, place))
                self._add(place, (RDF.type, SEM.Place), (RDFS.label, Literal(claim.place)))
        for actor in self._index.actors_of(event):
            self._add(about, (SEM.hasActor, name("actor", actor)))

    def _type(self, event: URIRef, kind: str) -> None:
        about = name("kind", kind)
        self._add(event, (SEM.eventType, about))
        self._add(about, (RDF.type, SEM.EventType), (RDFS.label, Literal(kind)))

    def _time(self, about: URIRef, date: str | None) -> None:
        """A date at its own precision; of an interval its ends, those that are open left out."""
        if date is None or interval_of(date) is None:
            return
        first, slash, last = date.partition("/")
        if not slash:
            self._add(about, (SEM.hasTimeStamp, _moment(first)))
            return
        self._add(about, (SEM.hasBeginTimeStamp, _moment(first)), (SEM.hasEndTimeStamp, _moment(last)))

    def _claim(self, claim: Claim) -> None:
        """A claim is a view of its event, according to who vouches for it."""
        about = name("claim", claim.id)
        article = self._index.articles[claim.article]
        event = self._index.event_of.get(claim.id)
        self._add(
            about,
            (RDF.type, SEM.View),
            (RDF.type, PROV.Entity),
            (PROV.wasDerivedFrom, name("article", article.id)),
            (PROV.value, Literal(claim.quote)),
            (TERM.event, name("event", event.id) if event else None),
            (TERM.status, Literal(claim.status)),
            (TERM.polarity, Literal(claim.polarity)),
            (TERM.kind, Literal(claim.kind)),
            (TERM.plover, Literal(claim.plover) if claim.plover else None),
            (TERM.date, Literal(claim.date.value) if claim.date else None),
        )
        for ref in claim.subject:
            self._add(about, (TERM.subject, name("actor", ref.id)))
        for ref in claim.object:
            self._add(about, (TERM.object, name("actor", ref.id)))
        for ref in claim.source.by:
            who = self._outlet(article) if ref.id == AUTHOR else name("actor", ref.id)
            self._add(about, (SEM.accordingTo, who), (PROV.wasAttributedTo, who))
            self._add(who, (RDF.type, SEM.Authority))

    def _annotation(self, claim: Claim) -> None:
        found = selection(self._index, claim.article, claim.start, claim.end)
        about, target = name("annotation", claim.id), name("target", claim.id)
        quote, place = name("quote", claim.id), name("position", claim.id)
        source = iri(found.source) if self._index.address(claim.article) else URIRef(found.source)
        self._add(
            about,
            (RDF.type, OA.Annotation),
            (OA.motivatedBy, OA.describing),
            (OA.hasBody, name("claim", claim.id)),
            (OA.hasTarget, target),
        )
        self._add(target, (RDF.type, OA.SpecificResource), (OA.hasSource, source), (OA.hasSelector, quote))
        self._add(target, (OA.hasSelector, place))
        self._add(
            quote,
            (RDF.type, OA.TextQuoteSelector),
            (OA.exact, Literal(found.exact)),
            (OA.prefix, Literal(found.prefix) if found.prefix else None),
            (OA.suffix, Literal(found.suffix) if found.suffix else None),
        )
        self._add(
            place,
            (RDF.type, OA.TextPositionSelector),
            (OA.start, Literal(found.start, datatype=XSD.nonNegativeInteger)),
            (OA.end, Literal(found.end, datatype=XSD.nonNegativeInteger)),
        )


def _moment(value: str | None) -> Literal | None:
    """A year, a month or a day, typed as such; None for an open end and for what is no date."""
    day = (value or "").partition("T")[0]
    kind = _BY_LENGTH.get(len(day))
    return Literal(day, datatype=kind) if kind and interval_of(day) else None
