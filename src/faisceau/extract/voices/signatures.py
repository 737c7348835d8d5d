"""Words signed by a dash and a name, "– Name, function": after a quotation, or under a line that is set apart."""

from __future__ import annotations

from collections.abc import Iterator

from faisceau.extract.page import Page
from faisceau.extract.voices.speakers import Cast
from faisceau.extract.voices.zones import Voice

_PULL_QUOTE = 500  # code points of the longest line that the signature under it makes a quotation


def signature(page: Page, offset: int, cast: Cast) -> Voice | None:
    """The name after a dash that opens the next line, or closes this one, after the code point `offset`."""
    rest = page.text[offset : offset + 120]
    body = rest.lstrip(' .!?…»”"\n\u00a0')
    if not body.startswith(page.attributive.signature.dashes):
        return None
    at = offset + len(rest) - len(body) + 1
    for i in page.tree.within(at, at + 40):
        mention = page.mentions.get(page.holder.get(i, i))
        if mention is not None and mention.kind == "person" and mention.actors:
            by = cast.at(page.holder.get(i, i))[:1]
            return Voice(by, "say", mention.start, mention.end, None, cast.standing(i, by)) if by else None
        if page.tree[i].pos in ("VERB", "AUX"):
            return None
    return None


def pull_quotes(page: Page, cast: Cast) -> Iterator[tuple[int, int, Voice]]:
    """A line without marks over a line "– Name, function" is that person's words."""
    dashes = page.attributive.signature.dashes
    lines: list[tuple[int, int]] = []
    at = 0
    for line in page.text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    for n in range(1, len(lines)):
        start, end = lines[n - 1]
        own = page.text[lines[n][0] : lines[n][1]].strip()
        over = page.text[start:end].strip()
        listed = n + 1 < len(lines) and page.text[lines[n + 1][0] :].lstrip().startswith(dashes)
        if not own.startswith(dashes) or over.startswith(dashes) or listed or len(over) > _PULL_QUOTE or len(own) > 120:
            continue
        voice = signature(page, end, cast)
        if voice is not None:
            yield start, end, voice
