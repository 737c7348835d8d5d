"""Analysing many articles, in this process or in several. The results come in the order of the articles either way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext

from faisceau.errors import Code, FaisceauError
from faisceau.model.causes import Cause
from faisceau.model.claims import Claim
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.run.stages import Analysed, analyse_article, analyse_article_quickly

Analyse = Callable[[Article], Analysed]
Outcome = tuple[tuple[Claim, ...], tuple[Cause, ...], tuple[Problem, ...]]

# Loading the language model takes as long as some forty articles.
_FEW = 40
_READY = "faisceau.run.ready"
_AHEAD = 4


def workers_for(articles: int, wanted: int | None) -> int:
    """How many processes: as wanted, else two (if there are two processors) for more than forty articles."""
    if wanted is not None:
        if wanted < 1:
            raise FaisceauError(Code.BAD_OPTION, f"The number of workers must be at least 1, not {wanted}.")
        return min(wanted, max(articles, 1))
    return min(2, os.cpu_count() or 1) if articles > _FEW else 1


def analyse_all(articles: Iterable[Article], analyse: Analyse, workers: int) -> Iterator[tuple[Article, Outcome]]:
    """Each article with its claims, causes and problems, in order; no more than a few per worker are under way at once.

    An exception of `analyse` is a bug and comes through, with the article's id as a note.
    Raises `FaisceauError` (too_large) where the system killed a worker.
    """
    if workers == 1:
        for article in articles:
            yield article, _outcome(analyse, article)
        return
    pool = ProcessPoolExecutor(workers, _context(analyse), initializer=_start)
    waiting: deque[tuple[Article, Future[Outcome]]] = deque()
    try:
        for article in articles:
            waiting.append((article, pool.submit(_outcome, analyse, article)))
            if len(waiting) >= workers * _AHEAD:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _context(analyse: Analyse) -> BaseContext:
    """How worker processes begin: never forked from this program, whose threads (notebooks, numpy) could make them hang.

    Where the system can, they are forked from a process of their own that loaded the model once for all of them, and that
    stays for the program's next run; else each starts afresh and loads it for itself.
    """
    if sys.platform != "linux":  # elsewhere system libraries are not safe to fork, or nothing is
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    ours = analyse in (analyse_article, analyse_article_quickly)
    context.set_forkserver_preload([_READY if ours else __name__])
    return context


def _first(waiting: deque[tuple[Article, Future[Outcome]]]) -> tuple[Article, Outcome]:
    article, future = waiting.popleft()
    try:
        return article, future.result()
    except BrokenProcessPool:
        raise FaisceauError(
            Code.TOO_LARGE,
            f"A worker process was killed by the system, at {article.id} or just after it: most often memory ran out. "
            "What was analysed before is stored; run again, with --workers 1 if it happens again.",
        ) from None


def _outcome(analyse: Analyse, article: Article) -> Outcome:
    try:
        result = analyse(article)
    except Exception as error:
        error.add_note(f"while analysing {article.id}")
        raise
    return result.claims, result.causes, result.problems


def _start() -> None:
    """In a new worker: leave Ctrl-C to the parent, and never outlive it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
