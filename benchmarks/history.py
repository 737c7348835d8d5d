"""What keeping every run costs: a story that grows by a batch a run, each batch replicated claims with variation.

    python -m benchmarks.history [BATCHES] [ARTICLES_A_BATCH]

Prints, for each run: articles, claims, events, megabytes of the kept history and of the whole database, seconds to keep the run
and to compare it with the first. Last, what whole copies of each run's reading would have taken.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from faisceau.model.claims import ActorRef, Claim, with_content_id
from faisceau.model.fused import Account, Event, Reading
from faisceau.model.ids import bytes_id, content_id
from faisceau.model.text import Article, Span
from faisceau.run import RunReport
from faisceau.run.history import Fused, keep_conclusions
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view
from faisceau.store.writer import SourceFile, Writer, open_writer
from faisceau.story.since import changes_since

CLAIMS = 25
"""Claims of an article, as in the French news that was read: twenty to thirty."""
KNOWN = 0.35
"""Share of claims on an event that the story has already."""


def batch(chance: random.Random, number: int, size: int, subjects: list[str]) -> list[tuple[Article, list[Claim]]]:
    """Articles of one batch with their claims; `subjects` are what was told so far, and grow."""
    found = []
    for place in range(size):
        told = []
        for _ in range(CLAIMS):
            if not subjects or chance.random() > KNOWN:
                subjects.append(f"Le lot {len(subjects)} a quitté le quai pour un port du nord")
            told.append(chance.choice(subjects[-2000:]))
        text = ". ".join(told)
        name = f"2031-{number:03}-{place:04}.txt"
        article = Article(name, text, bytes_id(text.encode()), published="2031-04-02", publisher=f"Titre {place % 40}")
        claims, start = [], 0
        for sentence in told:
            end = start + len(sentence)
            claims.append(_claim(article, start, end))
            start = end + 2
        found.append((article, claims))
    return found


def _claim(article: Article, start: int, end: int) -> Claim:
    quote, span = article.text[start:end], Span(start, end)
    return with_content_id(
        Claim(
            article=article.id, id="", start=start, end=end, quote=quote, kind="event", plover=None,
            predicate="quitter", predicate_span=span, subject=(ActorRef(f"lot-{len(quote) * start % 900}", "lot"),),
        )
    )  # fmt: skip


def read(articles: list[Article], claims: list[Claim]) -> Reading:
    """Claims of the same words as one event: the comparison's cost does not depend on how events were made."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.quote, []).append(claim)
    return Reading(
        tuple(
            Event(
                id=content_id("e", min(c.id for c in group)), label=quote, kind="event", date=None,
                verdict="corroborated" if len(group) > 1 else "single_source", independent=len(group),
                origins=tuple((c.article,) for c in group), claims=tuple(c.id for c in group),
                accounts=tuple(Account(c.id, ("author",), c.status, None) for c in group),
            )
            for quote, group in sorted(groups.items())
        )
    )  # fmt: skip


def grow(writer: Writer, folder: StoryFolder, batches: int, size: int) -> None:
    """Run after run, a line for each."""
    chance, subjects = random.Random(4), list[str]()
    articles: list[Article] = []
    claims: list[Claim] = []
    copies = 0
    print("run articles claims events history_MB database_MB keep_s compare_with_first_s changes")
    for number in range(1, batches + 1):
        for article, told in batch(chance, number, size, subjects):
            writer.put_file(SourceFile(article.id, article.id, article.original, None), [article], [])
            writer.put_analysis(article, "w", told, [])
            articles.append(article)
            claims += told
        run = writer.start_run("bench", "2031-01-01T00:00:00+00:00")
        reading = read(articles, claims)
        writer.put_reading(reading, str(number))
        copies += len(msgspec.json.encode(reading))
        start = time.perf_counter()
        keep_conclusions(folder, writer, run, Fused(articles, claims, reading))
        kept = time.perf_counter() - start
        writer.finish_run(run, "2031-01-01T00:01:00+00:00", RunReport())
        start = time.perf_counter()
        with open_view(folder) as view:
            found = changes_since(view, "1")
            history = view.history_bytes()
        compared = time.perf_counter() - start
        whole = folder.database.stat().st_size + folder.database.with_name("faisceau.db-wal").stat().st_size
        events = len(reading.events)
        print(
            f"{run} {len(articles)} {len(claims)} {events} {history / 1e6:.1f} {whole / 1e6:.1f} "
            f"{kept:.2f} {compared:.2f} {len(found.changes)}"
        )
    print(f"whole copies of the {batches} readings: {copies / 1e6:.1f} MB")


def main() -> None:
    """The command."""
    batches, size = (int(word) for word in (*sys.argv[1:3], *("20", "50")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as home, open_writer(StoryFolder(Path(home))) as writer:
        grow(writer, StoryFolder(Path(home)), batches, size)


if __name__ == "__main__":
    main()
