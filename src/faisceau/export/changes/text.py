"""What is new as plain text, for a terminal, a file or an e-mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from faisceau.export.changes.phrases import ChangeWording, place, plain
from faisceau.model.changes import Apart, Change, Changes

_SHOWN = 3


def text(changes: Changes, lang: str, limit: int | None = None) -> bytes:
    """The changes in `lang`, a section a sort; of more than `limit`, the last line says how many of which are left out."""
    return ("\n".join(_lines(changes, ChangeWording(changes, lang), limit)) + "\n").encode()


def _lines(changes: Changes, wording: ChangeWording, limit: int | None) -> Iterator[str]:
    kind, _, run = changes.since.partition(":")
    since = wording.say("since_run", run=run) if run else wording.say("since_day", date=wording.wording.date(kind))
    yield f"{wording.say('title', name=wording.story)}, {since}"
    yield wording.say(
        "articles",
        new=wording.wording.count("articles", len(changes.new_articles)),
        changed=len(changes.changed_articles),
        gone=len(changes.gone_articles),
    )
    if not changes.changes:
        yield wording.say("nothing")
    for sort, found in groupby(changes.changes[:limit], key=lambda change: change.sort):
        members = list(found)
        yield f"\n== {wording.words.change[sort]} ({len(members)})"
        for change in members:
            yield from change_lines(change, wording)
    if changes.apart:
        yield f"\n== {wording.say('apart')} ({len(changes.apart)})"
        for article in changes.apart:
            yield f"- {_named(article)} ({plain(wording.wording.date(article.published))})"
    left_out = changes.changes[len(changes.changes[:limit]) :]
    if left_out:
        counts = Counter(change.sort for change in left_out)
        sorts = wording.words.text["list_sep"].join(f"{wording.words.change[sort]} ({n})" for sort, n in counts.items())
        yield f"\n{wording.say('left_out', n=len(left_out), sorts=sorts)}"


def change_lines(change: Change, wording: ChangeWording, *, before: str = "") -> Iterator[str]:
    """A change: what, how it stands, then the words with links into the dossier, which lies under `before`."""
    yield f"- {wording.headline(change)}"
    yield f"    {wording.standing(change)}"
    for told in change.evidence[:_SHOWN]:
        yield f"    {wording.evidence(told)}"
        yield f"    {before}{place(told)}"
    if change.accounts > _SHOWN:
        yield f"    {wording.say('more', n=change.accounts - _SHOWN)}"


def _named(article: Apart) -> str:
    return plain(" · ".join(part for part in (article.publisher, article.title or article.article) if part))
