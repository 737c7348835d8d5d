"""Who the article's names, titles, groups and pronouns stand for, seen from the article alone.

Order matters and is the order of certainty: listed names, people introduced with a title, offices with a holder, unnamed
groups, then phrases and pronouns that take up somebody already named. What stays unknown has no actors: never a guess.
"""

from __future__ import annotations

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from faisceau.knowledge.gazetteer import gazetteer
from faisceau.model.layers import Layers
from faisceau.model.tree import Tree
from faisceau.resolve.abbreviations import bodies_meant, mention_abbreviated
from faisceau.resolve.bodies import mention_bodies, mention_state_bodies
from faisceau.resolve.named import mention_aliases, mention_contrasts, mention_name, mention_openers
from faisceau.resolve.names import Name, find_names
from faisceau.resolve.names_network import has_names_network, in_context
from faisceau.resolve.offices import mention_compatriots, mention_roles
from faisceau.resolve.page import Page
from faisceau.resolve.people import introduce_people
from faisceau.resolve.pronouns import take_up
from faisceau.resolve.unlisted import introduce_unlisted, lengthened
from faisceau.resolve.words import reference


def resolve_actors(layers: Layers, text: str, vectors: NDArray[np.float32] | None = None) -> Layers:
    """`layers` with `mentions`, in text order, resolved as far as the article allows. `vectors`: of its tokens, or none."""
    if layers.lang is None or not layers.tokens:
        return layers
    page = named_on_page(layers, text, vectors)
    take_up(page)
    mentions = sorted(page.mentions.values(), key=lambda m: (m.start, -m.end))
    return structs.replace(layers, mentions=tuple(mentions))


def named_on_page(layers: Layers, text: str, vectors: NDArray[np.float32] | None = None) -> Page:
    """The article with everybody whom it names, before anything takes them up. Its language must be known."""
    assert layers.lang is not None
    page = Page(text, layers, Tree(layers), gazetteer(layers.lang), reference(layers.lang))
    names = names_on(page)
    if vectors is not None and has_names_network(layers.lang):
        page.in_context = in_context(layers.lang, page.tree, names, vectors)
    introduce_people(page, names)
    introduce_unlisted(page, names)
    for name in names:
        mention_name(page, name)
    mention_aliases(page)
    mention_openers(page)
    mention_bodies(page, names)
    mention_state_bodies(page)
    mention_abbreviated(page, names)
    mention_contrasts(page)
    mention_roles(page)
    mention_compatriots(page)
    return page


def names_on(page: Page) -> list[Name]:
    """Every name on the page, listed or not."""
    return lengthened(page, bodies_meant(page, find_names(page.text, page.tree, page.gazetteer, page.reference)))
