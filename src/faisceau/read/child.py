"""The child process of `isolation`: a page on standard input, an `Answer` as JSON on standard output."""

from __future__ import annotations

import sys

import msgspec

from faisceau.read.extraction import extract
from faisceau.read.isolation import Answer
from faisceau.read.options import BadInput


def _limit_memory(size: int) -> None:
    try:
        import resource  # noqa: PLC0415  # not on every system
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def main() -> None:
    """Read, extract, answer. Exits with an error status where memory runs out."""
    _limit_memory(int(sys.argv[1]))
    html = sys.stdin.buffer.read().decode("utf-8")
    try:
        answer = Answer(found=extract(html))
    except BadInput as error:
        answer = Answer(refusal=error.detail)
    sys.stdout.buffer.write(msgspec.json.encode(answer))


if __name__ == "__main__":
    main()
