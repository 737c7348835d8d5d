"""Server time of every page of the reading room, on a story of so many claims: `python -m benchmarks.pages [STORY] --claims N`.

The story is made of a built one's values (or of a small story of ours), replicated: see `benchmarks.room_story`. Each page is
asked for with selections of growing narrowness; `first` are addresses asked for the first time, `again` the same addresses. A
drawing has an address of its own, fetched after its page. Sizes are the largest, and as sent, compressed. Times are of the
processor, from the request to the last byte in this process, without a network (`--wall`: of the clock, which a machine that
does other work makes longer).
"""

from __future__ import annotations

import argparse
import gc
import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from urllib.parse import quote

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from benchmarks.room_many import store_many
from benchmarks.room_story import Values, small
from faisceau.store.folder import StoryFolder
from faisceau.store.pages import NAME
from faisceau.store.view import open_view
from faisceau.story.pages import refresh_pages
from faisceau.web import make_app
from faisceau.web.pages import DRAWINGS, PAGES

_FIRST_KB = 200
_SELECTIONS = (
    "", "page=3", "actor={actor}", "verdict=corroborated", "actor={actor}&verdict=contested", "q={word}", "q={word}&actor={actor}",
    "from=2025-06&to=2025-08", "kind=exchange&from=2024-06", "source={outlet}", "lang=en&status=denied",
)  # fmt: skip


def main() -> None:
    """Print a line a page, then all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("story", nargs="?", type=Path, help="a built story whose values are replicated")
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--wall", action="store_true")
    parser.add_argument("--keep", type=Path, help="the folder of the story made, kept and used again")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        path = options.keep or Path(temporary, "story")
        values = _values(options.story) if options.story else small()
        if not (path / "faisceau.db").exists():
            began = time.perf_counter()
            store_many(path, values, -(-options.claims // len(values[1])))
            print(f"stored\t{time.perf_counter() - began:.1f} s")
        gc.collect()
        began = time.perf_counter()
        worked = time.process_time()
        made = refresh_pages(StoryFolder(path))
        print(
            f"{NAME} made\t{time.perf_counter() - began:.1f} s\t{time.process_time() - worked:.1f} s of processor\t"
            f"{made.stat().st_size / 2**20:.0f} MiB\t{getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB held at most"
        )
        gc.collect()
        with TestClient(make_app(StoryFolder(path), ["testserver.local"])) as client:
            _measure(client, time.perf_counter if options.wall else time.process_time)


def _values(story: Path) -> Values:
    with open_view(StoryFolder(story)) as view:
        return list(view.articles()), list(view.claims()), list(view.causes()), view.reading()


def _measure(client: TestClient[Litestar], clock: Callable[[], float]) -> None:
    client.get("/timeline/drawing")  # the drawing library starts once
    print("page\tmedian first\tp95 first\tmedian again\tp95 again\tKiB\tKiB sent")
    every: tuple[list[float], list[float]] = ([], [])
    for page, addresses in _addresses(client):
        times: tuple[list[float], list[float]] = ([], [])
        size = sent = 0
        for address in addresses:
            for kept in times:
                began = clock()
                answer = client.get(address)
                kept.append((clock() - began) * 1000)
                assert answer.status_code == 200, (address, answer.text)
                size = max(size, len(answer.content))
                sent = max(sent, _sent(answer))
        print(f"{page}\t{_told(times[0])}\t{_told(times[1])}\t{size / 1024:.0f}\t{sent / 1024:.1f}")
        if not page.endswith("/drawing"):
            for kept, some in zip(every, times, strict=True):
                kept.extend(some)
    print(f"all pages\t{_told(every[0])}\t{_told(every[1])}")
    first = client.get("/")
    loaded = [_sent(first), *(_sent(client.get(address)) for address in _loaded(first.text))]
    print(f"first page with all that it loads\t{sum(loaded) / 1000:.1f} kB sent (at most {_FIRST_KB})")


def _sent(answer: Response) -> int:
    """Bytes of an answer's body as sent, compressed; its Content-Length, as it is not streamed."""
    return int(answer.headers["content-length"])


def _loaded(page: str) -> list[str]:
    """Addresses of the files that a page loads."""
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', page)


def _addresses(client: TestClient[Litestar]) -> Iterator[tuple[str, list[str]]]:
    actor = client.get("/actors.json").json()["rows"][1]["id"]
    outlet = next(row["name"] for row in client.get("/sources.json").json()["rows"] if row["name"])
    notes = client.get("/events.json").json()["notes"]
    word = max((word for note in notes for word in note["quote"].split() if word.isalpha()), key=len)
    filled = [each.format(actor=quote(actor), outlet=quote(outlet), word=quote(word)) for each in _SELECTIONS]
    for page in PAGES:
        if not page.named:
            yield page.path, [f"{page.path}?{query}" for query in filled]
    for drawing in (drawing.shown_as.path for drawing in DRAWINGS):
        of = client.get("/figures.json").json()["rows"]
        yield drawing, [f"{drawing}?{query}&of={quote(of[0]['figure'])}" for query in filled]
    for path, key in (("/events", "event"), ("/actors", "id"), ("/articles", "id")):
        ids = [
            row[key]
            for row in client.get(f"{path}.json?page=2").json()["rows"] or client.get(f"{path}.json").json()["rows"]
        ]
        yield f"{path}/ID", [f"{path}/{quote(id_, safe='')}" for id_ in ids[:11]]


def _told(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.0f}\t{ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]:.0f}"


if __name__ == "__main__":
    main()
