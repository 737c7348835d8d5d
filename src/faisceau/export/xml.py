"""XML as bytes: text that XML may not hold is replaced, nothing is fetched or declared."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import msgspec

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def as_json(value: object) -> str:
    """The value as JSON that XML can hold whole: what it cannot hold is escaped."""
    return _NOT_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", msgspec.json.encode(value).decode())


def document(root: ElementTree.Element) -> bytes:
    """The document, indented, in UTF-8."""
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
