"""Files to documents, several at a time, in processes that bound what each file may cost."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue

from graph.errors import LineageError
from graph.loading_process import ReadingProcess
from graph.model import ParsedDocument
from graph.read.files import Found
from graph.read.limits import STANDARD, Options
from graph.watching import Watch

_AHEAD = 16
"""Files read ahead for each process, so that a slow one keeps the others busy and not all wait in memory."""


def loaded(
    files: Sequence[Found], options: Options = STANDARD, workers: int = 1, watch: Watch | None = None
) -> Iterator[ParsedDocument | LineageError]:
    """What each of `files` holds, in their order: a parsed document, or the fault that kept it from being read.

    The results are the same for any number of `workers`. A file that takes more time or memory than `options.limits`
    gives, or that breaks the process that reads it, is a fault like any other, and the next ones are read.
    """
    count = max(1, min(workers, len(files)))
    processes = [ReadingProcess(options) for _ in range(count)]
    idle: SimpleQueue[ReadingProcess] = SimpleQueue()
    for process in processes:
        idle.put(process)

    def answer(found: Found) -> ParsedDocument | LineageError:
        process = idle.get()
        try:
            return process.answer(found)
        finally:
            idle.put(process)

    threads = ThreadPoolExecutor(count, thread_name_prefix="reading")
    try:
        for done, one in enumerate(_in_order(files, lambda found: threads.submit(answer, found), count), start=1):
            if watch is not None:
                watch("read", done, len(files))
            yield one
    finally:  # also when the user breaks off, or when no more results are wanted
        for process in processes:
            process.close()
        threads.shutdown(cancel_futures=True)


def _in_order(
    files: Sequence[Found], submit: Callable[[Found], Future[ParsedDocument | LineageError]], workers: int
) -> Iterator[ParsedDocument | LineageError]:
    waiting: deque[Future[ParsedDocument | LineageError]] = deque()
    for found in files:
        waiting.append(submit(found))
        if len(waiting) >= workers * _AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
