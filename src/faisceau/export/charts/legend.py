"""Legends: small keys drawn in the page's own marks, each with its words."""

from __future__ import annotations

from markupsafe import Markup

# What each key looks like, in a box of 26 by 10.
_KEYS = {
    "filled": '<rect x="1" y="1" width="24" height="8" rx="2" fill="var(--mark)"/>',
    "ring": '<rect x="1" y="1" width="24" height="8" rx="2" fill="none" stroke="var(--mark)" stroke-width="1.3"/>',
    "half": '<rect x="1" y="1" width="24" height="8" rx="2" fill="none" stroke="var(--mark)" stroke-width="1.3"/>'
    '<rect x="1" y="1" width="24" height="4" fill="var(--mark)"/>',
    "crossed": '<rect x="1" y="1" width="24" height="8" rx="2" fill="none" stroke="var(--mark)" stroke-width="1.3"/>'
    '<path d="M10 1.5l6 7m0-7l-6 7" stroke="var(--mark)" stroke-width="1.3"/>',
    "tail": '<rect x="1" y="3.5" width="24" height="3" fill="var(--mark)"/>',
    "hatched": '<rect x="1" y="1" width="24" height="8" rx="2" fill="url(#hatch)" stroke="var(--mark)" stroke-dasharray="3 2"/>',
    "soft": '<rect x="1" y="1" width="24" height="8" fill="url(#soft-both)"/>',
    "cooperation": '<path d="M0 5h19" stroke="var(--accent)" stroke-width="2"/><path d="M18 1l8 4-8 4z" fill="var(--accent)"/>',
    "conflict": '<path d="M0 5h24" stroke="var(--conflict)" stroke-width="2"/>'
    '<path d="M24 0v10" stroke="var(--conflict)" stroke-width="2.5"/>',
    "solid": '<path d="M0 5h26" stroke="var(--mark)" stroke-width="1.5"/>',
    "dashed_assumption": '<path d="M0 5h26" stroke="var(--soft)" stroke-width="1.5" stroke-dasharray="4 3"/>',
    "double": '<path d="M0 3.5h26M0 6.5h26" stroke="var(--soft)"/>',
    "red": '<path d="M0 5h26" stroke="var(--conflict)" stroke-width="1.5"/>',
    "raises": '<path d="M0 5h19" stroke="var(--mark)" stroke-width="1.5"/><path d="M18 1l8 4-8 4z" fill="var(--mark)"/>',
    "lowers": '<path d="M0 5h24" stroke="var(--mark)" stroke-width="1.5"/>'
    '<path d="M24 0v10" stroke="var(--mark)" stroke-width="2.5"/>',
    "dashed": '<path d="M0 5h26" stroke="var(--mark)" stroke-width="1.5" stroke-dasharray="4 3"/>',
    "thick": '<path d="M0 2.500h26" stroke="var(--mark)"/><path d="M0 7h26" stroke="var(--mark)" stroke-width="3.500"/>',
    "range": '<path d="M1 5h24M1 2v6M25 2v6" stroke="var(--mark)" stroke-width="1.5"/>',
    "open_bound": '<path d="M1 2v6M1 5h20" stroke="var(--mark)" stroke-width="1.5"/><path d="M19 1l6 4-6 4z" fill="var(--mark)"/>',
}


def figure(
    drawn: Markup, keys: tuple[str, ...], words: dict[str, str], notes: tuple[str, ...] = (), *, wide: bool = True
) -> Markup:
    """A figure: the drawing, which scrolls within itself where it is too wide, and its caption."""
    item = Markup('<li><svg class="key" viewBox="0 0 26 10" aria-hidden="true">{}</svg>{}</li>')
    items = Markup("").join(item.format(Markup(_KEYS[key]), words[key]) for key in keys)
    told = Markup("").join(Markup("<p>{}</p>").format(note) for note in notes)
    scroll = Markup('<div class="scroll{}" tabindex="0" role="group" aria-label="{}">{}</div>').format(
        "" if wide else " small", words["scroll"], drawn
    )
    return Markup("<figure>{}<figcaption>{}<ul>{}</ul></figcaption></figure>").format(scroll, told, items)
