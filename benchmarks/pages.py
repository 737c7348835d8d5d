"""Server time of every page of the reading room, on a story of so many claims: `python -m benchmarks.pages [STORY] --claims N`.

The story is made of a built one's values (or of a small story of ours), replicated: see `benchmarks.room_story`; one event more is
told by a crowd of claims, see `benchmarks.room_many.crowd`. Printed are

- what making the lists (`pages.db`) takes: processor time, the most memory held, the size of the file, each for all and per
  claim; beside them, with `--against M`, those of a story of M claims and the ratio per claim, 1 where it grows in step;
- what it takes to find the lists made and standing;
- a line a page: median and 95th percentile of the milliseconds from the request to the last byte in this process, without a
  network. `first` are addresses asked for the first time, `again` the same addresses at once afterwards. Times are of the processor
  (`--wall`: of the clock, which a machine that does other work makes longer). Addresses of a page are selections of everything,
  of nearly all, few and no rows, by words that many and few rows hold, combined, with deep pages of each, in both languages, and
  some of them as JSON. A drawing has an address of its own, fetched after its page, and is not among `all pages`. Sizes are the
  largest of a page, and as sent, compressed;
- the bytes sent of the first page with all that it loads, drawings not among them.

With `--keep DIR` the stories stay in `DIR` and are used again, but for the lists, which are made anew with `--anew`.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from urllib.parse import quote

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import Struct

from benchmarks.room_many import store_many
from benchmarks.room_story import Values, small
from faisceau.store.folder import StoryFolder
from faisceau.store.pages import NAME
from faisceau.store.view import open_view
from faisceau.story.pages import refresh_pages
from faisceau.web import make_app
from faisceau.web.pages import DRAWINGS, PAGES

_FIRST_KB = 200
_CROWD = 5  # one copy in so many tells the crowd's event
_SELECTIONS = (
    "", "page=3", "page={deep}", "actor={actor}", "actor={actor}&page=7", "actor={seldom}", "actor=nobody",
    "verdict=corroborated", "actor={actor}&verdict=contested", "status=asserted", "status=asserted&page=40",
    "q={common}", "q={rare}", "q=zzzz", "q=a", "q={common}&actor={actor}", "q={rare}&status=asserted&from=2024&to=2026",
    "from=1900", "from=2025-06&to=2025-08", "from=2025-06&to=2025-08&page=2", "kind=exchange&from=2024-06", "source={outlet}",
    "source={outlet}&q={common}&verdict=single_source", "lang=en&status=denied",
)  # fmt: skip
_ALSO_JSON = 4  # every so many addresses


class Cost(Struct, frozen=True):
    """What making the lists took: seconds of the clock and of the processor, MiB held at most, MiB of the file."""

    wall: float
    processor: float
    held: float
    size: float


def main() -> None:
    """Print what the lists take, a line a page, then all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("story", nargs="?", type=Path, help="a built story whose values are replicated")
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--against", type=int, help="claims of a second story, whose lists are made for comparison")
    parser.add_argument("--wall", action="store_true")
    parser.add_argument("--keep", type=Path, help="the folder of the stories made, kept and used again")
    parser.add_argument("--anew", action="store_true", help="make the lists anew where they are kept")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        root = options.keep or Path(temporary)
        values = _values(options.story) if options.story else small()
        folder = _stored(root, values, options.claims)
        costs = {options.claims: _made(folder, anew=options.anew)}
        if options.against:
            costs[options.against] = _made(_stored(root, values, options.against), anew=options.anew)
        _print_costs({claims: cost for claims, cost in costs.items() if cost})
        began = time.process_time()
        refresh_pages(folder)
        print(f"{NAME} found standing\t{(time.process_time() - began) * 1000:.0f} ms of processor")
        gc.collect()
        with TestClient(make_app(folder, ["testserver.local"])) as client:
            _measure(client, time.perf_counter if options.wall else time.process_time)
        print(f"held by the server at most\t{getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _stored(root: Path, values: Values, claims: int) -> StoryFolder:
    path = root / f"story-{claims}"
    if not (path / "faisceau.db").exists():
        began, worked = time.perf_counter(), time.process_time()
        copies = -(-claims // len(values[1]))
        store_many(path, values, copies, crowded=copies // _CROWD)
        size = (path / "faisceau.db").stat().st_size / 2**20
        print(
            f"{claims} claims stored\t{time.perf_counter() - began:.0f} s\t{time.process_time() - worked:.0f} s of processor\t"
            f"{size:.0f} MiB"
        )
    return StoryFolder(path)


def _made(folder: StoryFolder, *, anew: bool) -> Cost | None:
    """Make the lists in a process of their own, whose memory is theirs alone. None where they stand."""
    if anew:
        (folder.path / NAME).unlink(missing_ok=True)
    elif (folder.path / NAME).exists():
        return None
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_make, [folder.path])


def _make(path: Path) -> Cost:
    began, worked = time.perf_counter(), time.process_time()
    made = refresh_pages(StoryFolder(path))
    return Cost(
        time.perf_counter() - began,
        time.process_time() - worked,
        getrusage(RUSAGE_SELF).ru_maxrss / 1024,
        made.stat().st_size / 2**20,
    )


def _print_costs(costs: dict[int, Cost]) -> None:
    for claims, cost in costs.items():
        print(
            f"{NAME} of {claims} claims made\t{cost.wall:.0f} s\t{cost.processor:.1f} s of processor "
            f"({cost.processor / claims * 1e6:.0f} µs a claim)\t{cost.held:.0f} MiB held at most\t"
            f"{cost.size:.0f} MiB ({cost.size / claims * 2**20:.0f} bytes a claim)"
        )
    if len(costs) > 1:
        (claims, one), (fewer, other) = costs.items()
        ratios = (
            (getattr(one, name) / claims) / (getattr(other, name) / fewer) for name in ("processor", "held", "size")
        )
        print("per claim against these\tprocessor × {:.2f}\tmemory × {:.2f}\tdisk × {:.2f}".format(*ratios))


def _values(story: Path) -> Values:
    with open_view(StoryFolder(story)) as view:
        return list(view.articles()), list(view.claims()), list(view.causes()), view.reading()


def _measure(client: TestClient[Litestar], clock: Callable[[], float]) -> None:
    client.get("/timeline/drawing")  # the drawing library starts once
    print("page\taddresses\tmedian first\tp95 first\tmedian again\tp95 again\tKiB\tKiB sent\tslowest")
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
        slowest = addresses[max(range(len(addresses)), key=times[0].__getitem__)]
        told = f"{len(addresses)}\t{_told(times[0])}\t{_told(times[1])}"
        print(f"{page}\t{told}\t{size / 1024:.0f}\t{sent / 1024:.1f}\t{slowest}", flush=True)
        if not page.endswith("/drawing"):
            for kept, some in zip(every, times, strict=True):
                kept.extend(some)
    print(f"all pages\t{len(every[0])}\t{_told(every[0])}\t{_told(every[1])}")
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
    actors = client.get("/actors.json").json()["rows"]
    outlet = next(row["name"] for row in client.get("/sources.json").json()["rows"] if row["name"])
    common, rare = _words(client)
    given = {
        "actor": actors[1]["id"], "seldom": _deep(client, "/actors")[-1]["id"], "outlet": outlet, "common": common, "rare": rare,
    }  # fmt: skip
    known = {name: quote(value) for name, value in given.items()}
    for page in PAGES:
        if page.named:
            continue
        filled = [query.format(deep=_pages(client, page.path), **known) for query in _SELECTIONS]
        filled += ["at=figures-900", "at=single_source-2000"] if page.path == "/inbox" else []
        as_json = "/overview.json" if page.path == "/" else f"{page.path}.json"
        yield (
            page.path,
            [
                *(f"{page.path}?{query}" for query in filled),
                *(f"{as_json}?{query}" for query in filled[::_ALSO_JSON]),
            ],
        )
    figure = client.get("/figures.json").json()["rows"][0]["figure"]
    for drawing in (drawing.shown_as.path for drawing in DRAWINGS):
        filled = [query.format(deep=1, **known) for query in _SELECTIONS if "page" not in query]
        yield drawing, [f"{drawing}?{query}&of={quote(figure)}" for query in filled]
    for path, key in (("/events", "event"), ("/actors", "id"), ("/articles", "id")):
        rows = [*client.get(f"{path}.json").json()["rows"][:8], *_deep(client, path)[:8]]
        one = [f"{path}/{quote(row[key], safe='')}" for row in rows]
        yield f"{path}/ID", [*one, *(f"{address}.json" for address in one[::_ALSO_JSON])]


def _words(client: TestClient[Litestar]) -> tuple[str, str]:
    """Of the words of some events, one that many rows hold and one that few do."""
    notes = [*client.get("/events.json").json()["notes"], *client.get("/events.json?page=30").json()["notes"]]
    counted = Counter(word for note in notes for word in set(note["quote"].split()) if word.isalpha() and len(word) > 3)
    totals = {
        word: client.get(f"/events.json?q={quote(word)}").json()["paging"]["total"]
        for word, _ in [*counted.most_common(4), *counted.most_common()[-12:]]
    }
    return max(totals, key=totals.__getitem__), min((word for word in totals if totals[word]), key=totals.__getitem__)


def _pages(client: TestClient[Litestar], path: str) -> int:
    """How many pages the list has."""
    model = client.get(f"{'/overview' if path == '/' else path}.json").json()
    return int(model["paging"]["pages"]) if "paging" in model else 1


def _deep(client: TestClient[Litestar], path: str) -> list[dict[str, str]]:
    """The rows of the last page of a list."""
    rows: list[dict[str, str]] = client.get(f"{path}.json?page={_pages(client, path)}").json()["rows"]
    return rows


def _told(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.0f}\t{ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]:.0f}"


if __name__ == "__main__":
    main()
