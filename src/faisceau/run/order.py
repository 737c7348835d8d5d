"""One run: find, read, store, analyse what is new or changed, fuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError
from faisceau.model.text import Article
from faisceau.run.fusing import read_as_judged
from faisceau.run.history import Fused, keep_conclusions, keep_earlier_conclusions
from faisceau.run.intake import Intake, take_in
from faisceau.run.judged import reading_key
from faisceau.run.keys import work_key
from faisceau.run.options import BuildOptions, read_defaults, read_options
from faisceau.run.progress import Progress, Step, silent
from faisceau.run.remembering import remembering
from faisceau.run.report import RunReport
from faisceau.run.stages import Stages
from faisceau.run.uncollected import uncollected
from faisceau.run.workers import analyse_all, workers_for
from faisceau.store.folder import Settings, StoryFolder
from faisceau.store.view import open_view
from faisceau.store.writer import Writer, open_writer

_BATCH = 16


def build(
    paths: Sequence[Path],
    story: Path,
    options: BuildOptions | None = None,
    on_progress: Progress | None = None,
    stages: Stages | None = None,
) -> RunReport:
    """Bring the story in the folder `story` up to date with the files under `paths`; what is done is not done again.

    Without paths, an existing story is gone over again where the program changed. Articles stay in the story when their
    files go. Whatever stops a run, what it stored stays, and the next run takes up there.
    Raises `FaisceauError`: no_input, bad_option, story_busy, story_newer, story_damaged, unreadable, too_large.
    """
    options, stages, tell = options or BuildOptions(), stages or Stages(), on_progress or silent
    folder = StoryFolder(story)
    found = stages.find(paths)
    if not any(path.exists() for path in found) and (paths or not folder.exists()):
        shown = ", ".join(str(path) for path in paths) or "no path"
        raise FaisceauError(Code.NO_INPUT, f"Nothing to read under {shown}.")
    workers_for(0, options.workers)
    read_options(folder.settings().read if folder.settings_file.exists() else options.read)
    _create(folder, options)
    with open_writer(folder) as writer:
        keep_earlier_conclusions(folder, writer)
        run = writer.start_run(version("faisceau"), _now())
        intake = take_in(found, folder, writer, stages, tell)
        analysed = _analyse(folder, writer, stages, options.workers, tell)
        fused = _fuse(folder, writer, stages, tell)
        keep_conclusions(folder, writer, run, fused)
        report = _report(folder, len(found), intake, analysed)
        writer.finish_run(run, _now(), report)
    return report


def start(story: Path, options: BuildOptions | None = None) -> None:
    """Make an empty story in the folder `story`, which may be there. What a story there holds stays as it is.

    Raises `FaisceauError`: bad_option, story_busy, story_newer, story_damaged, unreadable.
    """
    options = options or BuildOptions()
    folder = StoryFolder(story)
    _create(folder, options)
    with open_writer(folder) as writer:
        _fuse(folder, writer, Stages(), silent)


def _create(folder: StoryFolder, options: BuildOptions) -> None:
    lang = options.lang or knowledge.spoken().interface
    made = Settings(options.name or folder.name, lang, options.read, quick=bool(options.quick))
    folder.create(made, read_defaults())
    if options.quick is not None and folder.settings().quick != options.quick:
        kept, other = ("carefully", "quick = true") if options.quick else ("quickly", "quick = false")
        told = f"This story is read {kept}: to read every article again otherwise, set {other} in its story.toml."
        raise FaisceauError(Code.BAD_OPTION, told)


def _analyse(folder: StoryFolder, writer: Writer, stages: Stages, wanted: int | None, tell: Progress) -> int:
    """Analyse every article whose claims are missing or were made by other code, data or fields; how many is returned."""
    quick = folder.settings().quick
    with open_view(folder) as view:
        keys = {stamp.id: (work_key(stamp.content_key, quick=quick), stamp.work_key) for stamp in view.stamps()}
    due = {article: key for article, (key, done) in keys.items() if key != done}
    results = analyse_all(
        _articles(folder, due), stages.analyse_quickly if quick else stages.analyse, workers_for(len(due), wanted)
    )
    for number, (article, (claims, causes, problems)) in enumerate(results, start=1):
        writer.put_analysis(article, due[article.id], claims, problems, causes)
        tell(Step("analyse", number, len(due), article.id))
    return len(due)


def _articles(folder: StoryFolder, wanted: Iterable[str]) -> Iterator[Article]:
    """The articles with these ids, a few at a time: no view stays open while others are written."""
    remaining = iter(wanted)
    while batch := list(islice(remaining, _BATCH)):
        with open_view(folder) as view:
            found = [view.article(identity) for identity in batch]
        yield from (article for article in found if article is not None)


def _fuse(folder: StoryFolder, writer: Writer, stages: Stages, tell: Progress) -> Fused | None:
    """Fuse the story's claims as judged, unless the stored reading is of these; the new reading is returned."""
    with open_view(folder) as view:
        key = reading_key(view)
        if view.reading_key == key:
            writer.note_judged()
            return None
        with uncollected():
            articles, claims, log = list(view.articles()), list(view.claims_as_read()), view.judgements()
    tell(Step("fuse", 0, 1))
    with remembering(folder) as memory:
        found = read_as_judged(articles, claims, log, stages, memory)
        writer.put_reading(found.reading, key, found.judged)
    tell(Step("fuse", 1, 1))
    return Fused(articles, found.judged.claims, found.reading)


def _report(folder: StoryFolder, read: int, intake: Intake, analysed: int) -> RunReport:
    with open_view(folder) as view:
        counts = view.counts()
    return RunReport(
        read=read,
        failed=intake.failed,
        new=intake.new,
        changed=intake.changed,
        unchanged=intake.unchanged,
        analysed=analysed,
        articles=counts.articles,
        claims=sum(counts.claims.values()),
        events=sum(counts.events.values()),
        figures=counts.figures,
        exchanges=counts.exchanges,
        problems=counts.problems,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
