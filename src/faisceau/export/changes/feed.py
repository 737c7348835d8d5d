"""An Atom feed (RFC 4287) of changes. An entry's id is of its content, so that a reader shows each change once."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from xml.etree import ElementTree

from msgspec import Struct

from faisceau.export.changes.phrases import ChangeWording, place, plain
from faisceau.export.changes.text import change_lines
from faisceau.export.links import web_address
from faisceau.model.changes import Change

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00+00:00"
# What XML 1.0 has no way to write.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(Struct, frozen=True):
    """A change and when it came to be known (ISO 8601, UTC): of a run, not of an article."""

    change: Change
    updated: str


def atom(title: str, entries: Sequence[Entry], wording: ChangeWording, *, up: str = "") -> bytes:
    """The feed of `entries`, newest first. `up` leads from the feed's folder to the story's (`../`).

    No clock is read here: the same entries give the same bytes. A feed without entries is as old as time.
    """
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": wording.wording.lang})
    newest = max((entry.updated for entry in entries), default=_NEVER)
    _add(feed, "id", _urn(wording.feed_id))
    _add(feed, "title", wording.say("feed", name=plain(title)))
    _add(feed, "updated", newest)
    _add(ElementTree.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Faisceau")
    for entry in sorted(entries, key=lambda each: each.updated, reverse=True):
        _entry(feed, entry, wording, up)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(feed: ElementTree.Element, entry: Entry, wording: ChangeWording, up: str) -> None:
    change = entry.change
    element = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
    _add(element, "id", _urn(change.id))
    _add(element, "title", f"{wording.words.change[change.sort]}{wording.wording.colon}{wording.headline(change)}")
    _add(element, "updated", entry.updated)
    ElementTree.SubElement(element, f"{{{_ATOM}}}category", {"term": change.sort})
    # An entry has one alternate at most of a kind: its first words in the dossier.
    for told in change.evidence[:1]:
        ElementTree.SubElement(element, f"{{{_ATOM}}}link", {"rel": "alternate", "href": up + place(told)})
    for address in dict.fromkeys(web_address(told.url) for told in change.evidence):
        if address:
            ElementTree.SubElement(element, f"{{{_ATOM}}}link", {"rel": "via", "href": _fit(address)})
    _add(element, "content", "\n".join(change_lines(change, wording, before=up)), type="text")


def _add(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = _fit(text)


def _fit(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _urn(id_: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"faisceau {id_}").urn
