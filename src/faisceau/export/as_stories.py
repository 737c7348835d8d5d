"""The story that the dossier is of."""

from __future__ import annotations

from faisceau.export.records import lines
from faisceau.model.dossier import Dossier
from faisceau.model.ids import content_id


def render(dossier: Dossier, lang: str) -> bytes:
    """The story as one JSON line. Its id comes from its name, so that it stays when articles are added."""
    published = sorted(article.published for article in dossier.articles if article.published)
    story = {
        "id": content_id("s", {"name": dossier.name}),
        "name": dossier.name,
        "articles": [article.id for article in dossier.articles],
        "from": published[0] if published else None,
        "to": published[-1] if published else None,
    }
    return lines([story])
