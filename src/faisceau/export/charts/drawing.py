"""From an Altair chart to a drawing that takes the page's colours, links into the page and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree

import altair
import vl_convert
from markupsafe import Markup

from faisceau.export.strange import spelled

# A chart knows no theme: it draws in these colours, and the page says what they are.
INK, SOFT, LINE, ACCENT, CONFLICT, PAPER = "#010101", "#010102", "#010103", "#010104", "#010105", "#010106"
HATCH, SOFT_START, SOFT_END, SOFT_BOTH = "#010107", "#010108", "#010109", "#01010a"
NONE = "transparent"
_PAINT = {
    INK: "var(--mark)",
    SOFT: "var(--soft)",
    LINE: "var(--line)",
    ACCENT: "var(--accent)",
    CONFLICT: "var(--conflict)",
    PAPER: "var(--paper)",
    HATCH: "url(#hatch)",
    SOFT_START: "url(#soft-start)",
    SOFT_END: "url(#soft-end)",
    SOFT_BOTH: "url(#soft-both)",
}
_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_LONG = re.compile(r"-?\d+\.\d{2,}")
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Text is never measured to lay a chart out, but Vega wants a font to be named; the page's own replaces it.
_FONT = "Liberation Sans"
# Every mark leads to its evidence, and tells what it is.
SEEN = {"href": altair.Href("href:N"), "description": altair.Description("told:N")}
Row = Mapping[str, object]


def layer(rows: Iterable[Row]) -> altair.Chart:
    """A chart of these rows. Coordinates are pixels: nothing is left to scales or to the size of text."""
    values = [{key: _clean(value) for key, value in row.items()} for row in rows]
    return altair.Chart({"values": values})


def pixels(width: float, height: float) -> tuple[altair.X, altair.Y]:
    """Encodings of `x` and `y` as pixels from the top left."""
    x = altair.X("x:Q", scale=altair.Scale(domain=[0, width], nice=False, zero=False), axis=None)
    y = altair.Y("y:Q", scale=altair.Scale(domain=[height, 0], nice=False, zero=False), axis=None)
    return x, y


def own_fill(field: str) -> altair.Fill:
    """The fill that each row names."""
    return altair.Fill(field, scale=None, legend=None)


def own_stroke(field: str) -> altair.Stroke:
    """The stroke that each row names."""
    return altair.Stroke(field, scale=None, legend=None)


def drawing(layers: Iterable[altair.Chart], size: tuple[float, float], label: str) -> Markup:
    """The layers as one drawing, to stand in a page; `label` is what it is read out as."""
    width, height = size
    chart = altair.layer(*layers).properties(width=width, height=height, autosize="none", padding=0)
    chart = chart.configure(font=_FONT).configure_view(stroke=None)
    return _settled(vl_convert.vegalite_to_svg(chart.to_json(validate=False), allowed_base_urls=[]), size, label)


def _clean(value: object) -> object:
    return _NOT_XML.sub("\ufffd", spelled(value)) if isinstance(value, str) else value


def _settled(svg: str, size: tuple[float, float], label: str) -> Markup:
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("class") in ("background", "foreground") or (parent is root and child.tag == f"{_SVG}rect"):
                parent.remove(child)
    for element in root.iter():
        _settle(element)
    root.attrib.clear()
    root.attrib.update({"viewBox": f"0 0 {size[0]:g} {size[1]:g}", "width": f"{size[0]:g}", "height": f"{size[1]:g}"})
    root.attrib.update({"role": "group", "aria-label": _clean(label) or ""})  # type: ignore[dict-item]
    ElementTree.register_namespace("", _SVG[1:-1])
    # What the library writes is escaped by it: text stays text, attributes stay attributes.
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def leads(address: str) -> str:
    """An address as a chart carries it, in its page or on its site: the library would put its own site before any other."""
    return "#" + address.removeprefix("#")


def _address(carried: str) -> str:
    address = carried.partition("#")[2]
    return address if re.match(r"/(?!/)", address) else f"#{address}"


def _settle(element: ElementTree.Element) -> None:
    title = element.get("aria-label")
    for name, value in list(element.attrib.items()):
        if name == _LINK:
            del element.attrib[name]
            # The words are a link in the text beside the drawing; a keyboard need not pass here too.
            element.attrib.update({"href": _address(value), "tabindex": "-1"})
        elif name in ("role", "class", "font-family", "pointer-events") or name.startswith("aria-"):
            del element.attrib[name]
        elif value in _PAINT:
            element.set(name, _PAINT[value])
        elif name in ("d", "transform", "x2", "y2", "x", "y"):
            element.set(name, _LONG.sub(lambda match: f"{float(match.group()):.1f}", value))
    if title and element.tag in (f"{_SVG}path", f"{_SVG}line", f"{_SVG}text"):
        note = ElementTree.SubElement(element, f"{_SVG}title")
        note.text = title
