"""Judging a story: what it would change, what it changed, the log, and the log as a file."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.model.fused import Event, Reading
from faisceau.model.judgements import Judged, Judgement, Waiting
from faisceau.model.memory import Memory
from faisceau.run.fusing import read_as_judged
from faisceau.run.judged import judged_of, reading_key
from faisceau.run.remembering import recalled, remembering
from faisceau.run.stages import Stages
from faisceau.store.folder import StoryFolder
from faisceau.store.view import View, open_view
from faisceau.store.writer import Applied, Writer, open_writer
from faisceau.story.proposals import Proposal, judgement_of

PATIENCE = 10.0
_AGAIN = 0.05


class Effect(Struct, frozen=True):
    """A judgement with what it changes: events as they were, events as they then are, and what of it waits.

    An event is among them where its id, claims, label, kind, date, verdict or number of origins is another.
    """

    judgement: Judgement
    before: tuple[Event, ...] = ()
    after: tuple[Event, ...] = ()
    waiting: tuple[Waiting, ...] = ()


class Refused(Struct, frozen=True):
    """A line of a file of judgements that is none, and why."""

    line: int
    reason: str


class Imported(Struct, frozen=True):
    """What became of a file of judgements: `added` to the log, `known` there already, `refused`; `waiting` is what then waits
    of those added."""

    added: tuple[Judgement, ...]
    known: int
    refused: tuple[Refused, ...]
    waiting: tuple[Waiting, ...]


def preview(folder: StoryFolder, proposal: Proposal, stages: Stages | None = None) -> Effect:
    """What would become of the story; nothing is written. Raises `FaisceauError`: bad_judgement, no_target, story_busy."""
    with open_view(folder) as view:
        judgement = judgement_of(view, proposal)
        found = _read(view, (*view.judgements(), judgement), stages, recalled(folder))
        before = view.reading()
        return _effect(judgement, before, found.reading if found.reading is not None else before, found.judged)


def judge(folder: StoryFolder, proposal: Proposal, seen: int | None = None, stages: Stages | None = None) -> Effect:
    """Add the judgement to the log and read the story anew by it.

    `seen` is the number of the last judgement that its author had seen, as a page carries it; the last there is, if None.
    The judgement and what follows from it are stored together, whatever stops the program; where a run was cut short, what follows
    is left to the next one. Waits some seconds where another is being written.
    Raises `FaisceauError`: bad_judgement, no_target, judged_meanwhile, story_busy; then nothing was changed.
    """
    with _writer(folder) as writer:
        with open_view(folder) as view:
            judgement = judgement_of(view, proposal)
            before = view.reading() if view.reading_key is not None else Reading()
        seen = judgement.number - 1 if seen is None else seen
        applying = _Applying(folder, stages)
        (added,) = writer.judge([judgement], applying, seen)
    found = applying.found
    return _effect(added, before, found.reading if found.reading is not None else before, found.judged)


def record(folder: StoryFolder, proposal: Proposal, seen: int) -> Judgement:
    """Add the judgement to the log, and leave what follows from it to `catch_up`. Raises `FaisceauError` as `judge`."""
    with _writer(folder) as writer:
        with open_view(folder) as view:
            judgement = judgement_of(view, proposal)
        (added,) = writer.add_judgements([judgement], seen)
    return added


def catch_up(folder: StoryFolder, stages: Stages | None = None) -> bool:
    """Bring the reading up to the log; False where a run was cut short, to which it is left.

    Nobody is kept from judging while it is worked out: what is judged meanwhile is worked out next.
    Raises `FaisceauError` as `open_view` and `open_writer` do.
    """
    while True:
        with open_view(folder) as view:
            log, stands = view.judgements(), view.reading_key
            if stands is None or view.applied == len(log):
                return stands is not None
            key, found = reading_key(view, log), _read(view, log, stages, recalled(folder))
        with _writer(folder) as writer, open_view(folder) as view:
            if view.reading_key == stands and reading_key(view, log) == key:
                writer.apply(found, len(log))


def undo(folder: StoryFolder, number: int, author: str, note: str = "", stages: Stages | None = None) -> Effect:
    """Take back judgement `number`, which may itself be an undo.

    Raises `FaisceauError` as `judge`; no_target where it is undone already.
    """
    with open_view(folder) as view:
        seen = len(view.judgements())
    return judge(folder, Proposal(action="undo", author=author, undo=number, note=note), seen, stages)


def export(folder: StoryFolder) -> bytes:
    """The whole log as JSON lines, first to last."""
    with open_view(folder) as view:
        return b"".join(msgspec.json.encode(each) + b"\n" for each in view.judgements())


def import_(folder: StoryFolder, data: bytes, stages: Stages | None = None) -> Imported:
    """Add the judgements of a file that are not in the log, after those that are, in the file's order.

    Again with the same file, nothing is added. What is no judgement is refused, line by line; the others are added.
    """
    wanted, refused = _decoded(data)
    with _writer(folder) as writer:
        with open_view(folder) as view:
            by_id = {each.id: each for each in view.judgements()}
        fresh: list[Judgement] = []
        for line, judgement in wanted:
            other = by_id.get(judgement.id)
            if other is not None and replace(other, number=0) != replace(judgement, number=0):
                refused.append(Refused(line, f"Another judgement has the id {judgement.id}."))
            elif other is None:
                fresh.append(judgement)
                by_id[judgement.id] = judgement
        applying = _Applying(folder, stages)
        added = writer.judge(fresh, applying)
    numbers = {each.number for each in added}
    waiting = tuple(each for each in applying.found.judged.waiting if each.number in numbers)
    known = len(wanted) - len(fresh) - sum("Another judgement" in each.reason for each in refused)
    return Imported(added, known, tuple(sorted(refused, key=lambda each: each.line)), waiting)


def _read(view: View, log: Sequence[Judgement], stages: Stages | None, memory: Memory) -> Applied:
    """The story as `log` judges it, fused again only where that makes it another. An unfinished run is left to the next one."""
    key = reading_key(view, log)
    if view.reading_key in (None, key):
        return Applied(judged_of(view, log=log))
    found = read_as_judged(list(view.articles()), list(view.claims_as_read()), log, stages, memory)
    return Applied(found.judged, found.reading, key)


class _Applying:
    """Makes of a story what judgements being added to its log make of it; `found` is that, once they are."""

    def __init__(self, folder: StoryFolder, stages: Stages | None) -> None:
        self._folder, self._stages = folder, stages
        self.found = Applied(Judged())

    def __call__(self, added: tuple[Judgement, ...]) -> Applied:
        with open_view(self._folder) as view, remembering(self._folder) as memory:
            self.found = _read(view, (*view.judgements(), *added), self._stages, memory)
        return self.found


def _decoded(data: bytes) -> tuple[list[tuple[int, Judgement]], list[Refused]]:
    found: list[tuple[int, Judgement]] = []
    refused: list[Refused] = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append((number, msgspec.json.decode(line, type=Judgement)))
        except (msgspec.MsgspecError, FaisceauError, UnicodeDecodeError, RecursionError) as error:
            reason = error.detail if isinstance(error, FaisceauError) else str(error)
            refused.append(Refused(number, reason[:200]))
    return found, refused


@contextmanager
def _writer(folder: StoryFolder) -> Iterator[Writer]:
    """The story's one writer, after waiting for another judgement to be written; a run may take longer than one waits."""
    folder.require()
    until = time.monotonic() + PATIENCE
    while True:
        opened = open_writer(folder)
        try:
            writer = opened.__enter__()
        except FaisceauError as error:
            if error.code != Code.STORY_BUSY or time.monotonic() >= until:
                raise
            time.sleep(_AGAIN)
            continue
        break
    try:
        yield writer
    finally:
        opened.__exit__(None, None, None)


def _effect(judgement: Judgement, before: Reading, after: Reading, judged: Judged) -> Effect:
    old, new = {_gist(event): event for event in before.events}, {_gist(event): event for event in after.events}
    return Effect(
        judgement,
        tuple(event for gist, event in old.items() if gist not in new),
        tuple(event for gist, event in new.items() if gist not in old),
        tuple(each for each in judged.waiting if each.number == judgement.number),
    )


def _gist(event: Event) -> tuple[object, ...]:
    """What of an event a reader would find changed; its place among the others is not."""
    return event.id, frozenset(event.claims), event.label, event.kind, event.date, event.verdict, event.independent


def by_claim(view: View, log: Sequence[Judgement]) -> dict[str, tuple[int, ...]]:
    """The numbers of the judgements of `log` that hold on each claim, as the story's claims now are."""
    return judged_of(view, log=log).by_claim


def judged(view: View, log: Sequence[Judgement] | None = None) -> Judged:
    """The story's claims as `log` (the story's unless given) judges them; of labels that no event has any more, what waits
    as well."""
    found = judged_of(view, log=log)
    if not found.labels or view.reading_key is None:
        return found
    from faisceau.review import labelled  # noqa: PLC0415 - small, and rarely needed

    return replace(found, waiting=(*found.waiting, *labelled(view.reading(), found)[1]))
