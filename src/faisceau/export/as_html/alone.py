"""A drawing out of the page, to stand in a notebook: its own colours, its patterns with it, no links, no style sheet."""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from faisceau.export.charts import timeline_chart
from faisceau.export.wording import Wording
from faisceau.model.dossier.whole import Dossier

# The page's light theme: notebooks of either theme show it on its own paper.
_COLOURS = {
    "paper": "#fbfaf7",
    "mark": "#1c1b19",
    "soft": "#5d5a54",
    "line": "#d8d3c8",
    "accent": "#0b5876",
    "conflict": "#9c3416",
}
_BOX = "background:#fbfaf7;color:#1c1b19;font-family:sans-serif;font-size:13px;padding:12px;overflow-x:auto"
_PATTERNS = re.compile(r"<(pattern|linearGradient) id=.*?</\1>", re.DOTALL)


def timeline_alone(dossier: Dossier, lang: str) -> str:
    """The timeline as HTML that needs nothing else; words instead where no event has a date."""
    wording = Wording(dossier, lang)
    drawn = timeline_chart(dossier.timeline, wording)
    if not drawn:
        return str(Markup("<p>{}</p>").format(wording.words.empty["timeline"]))
    environment = Environment(loader=PackageLoader("faisceau.export.as_html"), autoescape=True)
    marks = environment.get_template("marks.html.j2").render()
    patterns = "".join(match[0] for match in _PATTERNS.finditer(marks))
    text = re.sub(r'\s(?:href|tabindex)="[^"]*"', "", str(drawn))
    text = text.replace('class="key"', 'width="26" height="10"')
    held = f'<svg width="0" height="0" aria-hidden="true"><defs>{patterns}</defs></svg>{text}'
    told = re.sub(r"var\(--(\w+)\)", lambda match: _COLOURS[match[1]], held)
    return f'<div lang="{escape(lang)}" style="{_BOX}">{told}</div>'
