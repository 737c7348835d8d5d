"""The keys of a stage hash all of the code that its results depend on: every module that it imports, however far."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import faisceau
from faisceau.run import keys

SOURCE = Path(faisceau.__file__).parent
STAGES = {
    "reading": (keys._READING, ("read/__init__.py",)),
    "analysis": (keys._ANALYSIS, ("run/analysis.py",)),
    "fusion": (keys._FUSION, ("run/fusing.py",)),
}


def files_of(module: str) -> Iterator[str]:
    """The file of a module of the package, and those of the packages that it is in but the topmost, which imports nothing."""
    parts = module.split(".")[1:]
    for depth in range(1, len(parts) + 1):
        path = "/".join(parts[:depth])
        yield from (name for name in (f"{path}.py", f"{path}/__init__.py") if (SOURCE / name).is_file())


def imported(path: str) -> Iterator[str]:
    """The modules that a file imports, within functions too; not those that only type checkers see."""
    todo: list[ast.AST] = [ast.parse((SOURCE / path).read_text(encoding="utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            todo += node.orelse
            continue
        todo += ast.iter_child_nodes(node)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reached(*paths: str) -> dict[str, str]:
    """Every file of the package that these import, however far, each with one that imports it.

    What runs a stage is in the folder `run`, whose `__init__.py` imports all of it and decides nothing.
    """
    found = dict.fromkeys(paths, "the stage")
    todo = list(paths)
    while todo:
        path = todo.pop()
        for module in imported(path):
            if module.split(".")[0] != "faisceau":
                continue
            for file in files_of(module):
                if file not in found and file != "run/__init__.py":
                    found[file] = path
                    todo.append(file)
    return found


def is_hashed(file: str, sources: tuple[str, ...]) -> bool:
    return any(file == source or file.startswith(f"{source}/") for source in sources)


@pytest.mark.parametrize("stage", STAGES)
def test_all_code_that_a_stage_imports_is_hashed(stage: str) -> None:
    sources, roots = STAGES[stage]
    missing = {file: by for file, by in reached(*roots).items() if not is_hashed(file, sources)}
    assert not missing, f"not in what {stage} hashes (file: imported by)"


@pytest.mark.parametrize("stage", STAGES)
def test_what_is_hashed_is_there(stage: str) -> None:
    assert [source for source in STAGES[stage][0] if not (SOURCE / source).exists()] == []


def test_imports_are_followed_where_fusion_makes_them_late() -> None:
    found = reached("run/fusing.py")
    assert {"fuse/__init__.py", "fuse/origins.py", "review/binding.py", "model/memory.py", "run/uncollected.py"} <= set(
        found
    )
    assert "run/stages.py" not in found, "for type checkers only"


def test_a_module_that_is_not_hashed_is_found() -> None:
    assert not is_hashed("run/fusing.py", ("fuse", "run/fus"))
    assert is_hashed("fuse/stories/days.py", ("fuse",))


@pytest.mark.parametrize("source", ["run/fusing.py", "fuse/verdicts.py", "review/applying.py"])
def test_other_code_makes_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    before = keys.fused_key(["c-1"], ["a-1"])
    for name in keys._FUSION:
        for path in [SOURCE / name] if name.endswith(".py") else sorted((SOURCE / name).rglob("*.py")):
            copy = tmp_path / path.relative_to(SOURCE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(keys, "files", lambda _: tmp_path)
    keys._state.cache_clear()
    try:
        assert keys.fused_key(["c-1"], ["a-1"]) == before
        (tmp_path / source).write_bytes((tmp_path / source).read_bytes() + b"\n")
        keys._state.cache_clear()
        assert keys.fused_key(["c-1"], ["a-1"]) != before
    finally:
        keys._state.cache_clear()
