"""A story's causal map: what it is made of, and the edits that an analyst makes to it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.export.variables import VariableWords
from faisceau.model.causes import Cause
from faisceau.model.mapping import Causal, Edit, Passage, cited
from faisceau.model.text import Article
from faisceau.run.stages import source_groups
from faisceau.store.edits import append_edit, edits_of
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view
from faisceau.story.actors import named_actors
from faisceau.system.mapping import as_on_map, map_of


def causal_of(folder: StoryFolder) -> Causal:
    """What the story's causal map is made of."""
    with open_view(folder) as view:
        return causal_from(folder, list(view.articles()), list(view.causes()))


def causal_from(folder: StoryFolder, articles: Sequence[Article], causes: Sequence[Cause]) -> Causal:
    """What the map is made of that these causal claims of these articles draw, with the analyst's edits."""
    edits = edits_of(folder)
    known = {article.id for article in articles}
    heard = (*causes, *(each for each in cited(edits) if each.article in known))
    return Causal(heard, source_groups(articles) if heard else {}, edits)


def change_map(folder: StoryFolder, edit: Edit) -> Edit:
    """Note the edit with its number, after trying it on the map; it is returned: see `Story.change_map`.

    Raises `FaisceauError` (bad_assumption, bad_option), and notes nothing, where it does not fit.
    """
    causal = causal_of(folder)
    if edit.passage is not None:
        edit = replace(edit, passage=_placed(folder, edit.passage))
    edit = replace(edit, variables=as_on_map(edit, map_of(causal), _labels(folder, causal)))
    edit = replace(edit, number=len(causal.edits) + 1)
    edits = (*causal.edits, edit)
    map_of(replace(causal, causes=(*causal.causes, *cited((edit,))), edits=edits), strict=True)
    append_edit(folder, edit)
    return edit


def _placed(folder: StoryFolder, passage: Passage) -> Passage:
    """The passage at the first place where its article has its words. Raises `FaisceauError` (bad_option)."""
    with open_view(folder) as view:
        text = next((article.text for article in view.articles() if article.id == passage.article), None)
    if text is None:
        raise FaisceauError(Code.BAD_OPTION, f"The story has no article {passage.article!r}.")
    start = text.find(passage.quote)
    if start < 0 or not passage.quote.strip():
        raise FaisceauError(Code.BAD_OPTION, f"Article {passage.article} does not say {passage.quote!r}.")
    return replace(passage, start=start, end=start + len(passage.quote))


def _labels(folder: StoryFolder, causal: Causal) -> dict[str, str]:
    labels = VariableWords(named_actors(folder), folder.settings().lang)
    return {variable.id: labels.label(variable.id) for variable in map_of(causal).variables}
