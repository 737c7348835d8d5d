"""One self-contained page: no network, works without JavaScript, in both themes, on paper and on a phone."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from faisceau.export.as_html.articles import article_blocks
from faisceau.export.as_html.dress import Html, plain
from faisceau.export.as_html.places import checks_of, places_of, row_id, rule_numbers
from faisceau.export.as_html.system import SystemPage
from faisceau.export.charts import causal_chart, figure_chart, network_chart, timeline_chart
from faisceau.export.fiche.placed import placed_fiche
from faisceau.export.file_kind import FileKind
from faisceau.export.links import web_address
from faisceau.export.phrases import say
from faisceau.export.rules import Rules
from faisceau.export.variables import VariableWords
from faisceau.export.wording import Wording
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("html", "text/html")

# Beyond this many rows a section shows the first and folds the rest.
_FOLD = 60


def _asset(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__name__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=plain,
    )


def render(dossier: Dossier, lang: str) -> bytes:
    """The page in `lang`."""
    wording = Wording(dossier, lang)
    html = Html(wording)
    places = places_of(dossier)
    events = (*dossier.timeline.dated, *dossier.timeline.undated)
    figures = {row.figure: row for row in dossier.figure_rows}
    variables = VariableWords(dossier.actors, lang)
    style, script = _asset("style.css"), _asset("page.js")
    page = _environment().get_template("page.html.j2")
    text = page.render(
        site=False,
        d=dossier,
        w=wording,
        words=wording.words,
        lang=lang,
        html=html,
        fold=_FOLD,
        row_id=row_id,
        sentences=[say(sentence, wording, html, figures) for sentence in dossier.summary],
        variable=variables.label,
        voice=variables.actor,
        causes={cause.id: cause for cause in dossier.causes},
        charts={
            "timeline": timeline_chart(dossier.timeline, wording),
            "network": network_chart(dossier.network, wording),
            "causal": causal_chart(dossier.causal_map, wording, variables),
            "figures": {row.figure: figure_chart(row, wording) for row in dossier.figure_rows},
        },
        blocks={page.article: article_blocks(page, dossier, wording) for page in dossier.pages},
        places=places,
        fiches=[
            (each, placed_fiche(each.fiche, variables, wording.links, number))
            for number, each in enumerate(dossier.fiches, start=1)
        ],
        system=SystemPage(dossier, wording, variables),
        rules=Rules(wording),
        rule_number=rule_numbers(dossier),
        checks=checks_of(dossier),
        returns={row.exchange: number for number, row in enumerate(dossier.ledger, start=1)},
        figure_number={row.figure: number for number, row in enumerate(dossier.figure_rows, start=1)},
        numbers={row.event: row.number for row in events},
        leads={row.event: row.told.lead for row in events},
        web_address=web_address,
        published=sorted(article.published for article in dossier.articles if article.published),
        style=Markup(style),  # our own file, not input
        script=Markup(script),  # likewise
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    return text.encode()
