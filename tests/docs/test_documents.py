"""The documents name what exists, in every file that is kept: no path of a machine, no address of a package index."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import get_args

import msgspec
import pytest

import faisceau
from faisceau.knowledge.goods import categories
from faisceau.model.claims import ActorRef, Claim, Flow, Item, Kind, Plover, Quantity, Source, Status, When

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
GLOSSARY = "docs/reference/glossary.md"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
STATUSES = ("accepted", "proposed", "superseded")
TOP = ("src", "tests", "docs", "evaluation", "benchmarks", "examples", ".ci")
WRITTEN_BY_A_RUN = ("evaluation/report.md",)
FOLDERS = tuple(path.name for path in (ROOT / "src" / "faisceau").iterdir() if path.is_dir())
CLAIMS = (ROOT / "docs" / "reference" / "claims.md").read_text(encoding="utf-8")

MACHINE = re.compile(r"(?<![\w.:/])/(?:home|root|Users|work|mnt|private/var)/\w|[A-Z]:\\\\?Users\\")
INDEX = re.compile(
    r"(?:https?:)?//[\w.:@-]*(?:pypi|pythonhosted|artifactory|nexus|devpi)[\w.-]*|--(?:extra-)?index[-]url|--find[-]links"
)
BINARY = (".png", ".jpg", ".gz", ".pdf", ".npz")


@cache
def tracked() -> tuple[Path, ...]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: what is kept is unknown")
    paths = [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name]
    return tuple(path for path in paths if path.is_file())


def text_of(path: Path) -> str:
    return "" if path.suffix in BINARY else path.read_text(encoding="utf-8")


def named_paths(page: str) -> set[str]:
    """Paths in code spans and links that look like the repository's own."""
    spans = re.findall(r"`([^`\n]+)`", page)
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page)
    found = set(links)
    for span in spans:
        if re.fullmatch(r"[\w.<>*-]+(?:/[\w.<>*-]+)*/?", span) and ("/" in span or span in PAGES):
            found.add(span)
    return found


def exists(name: str) -> bool:
    """Whether a path, with `<…>` for any name, is there: from the root, or from the package's folder."""
    pattern = re.sub(r"<[^>]*>", "*", name).rstrip("/")
    return any(next(base.glob(pattern), None) is not None for base in (ROOT, ROOT / "src" / "faisceau"))


@pytest.mark.parametrize("page", [*PAGES, GLOSSARY])
def test_a_page_names_only_paths_that_exist(page: str) -> None:
    names = named_paths((ROOT / page).read_text(encoding="utf-8"))
    assert names
    ours = {name for name in names if name.split("/")[0] in (*TOP, *FOLDERS) or name.split("/")[0].endswith(".md")}
    missing = sorted(name for name in ours if name not in WRITTEN_BY_A_RUN and not exists(name))
    assert not missing


def test_the_picture_of_the_layers_is_what_is_checked() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    picture = page.split("## The import rules")[1].split("```")[1].strip().splitlines()
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = [each["layers"] for each in contracts if each["type"] == "layers"]
    assert [set(line.split(" │ ")) for line in picture] == [set(line.split(" | ")) for line in layers]
    assert {name for line in picture for name in line.split(" │ ")} == {*FOLDERS, "errors"} - {"__pycache__"}


def test_a_name_of_several_things_is_defined_where_the_glossary_says() -> None:
    page = (ROOT / GLOSSARY).read_text(encoding="utf-8").partition("## One name")[2]
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.MULTILINE)
    assert len(rows) > 5
    for name, told in rows:
        modules = re.findall(r"`([\w/]+(?:\.py|/))`", told)
        assert len(modules) > 1, name
        for module in modules:
            path = ROOT / "src" / "faisceau" / module
            text = text_of(path / "__init__.py" if path.is_dir() else path)
            assert re.search(rf"^(?:class {name}\b|{name} = )", text, re.MULTILINE), (name, module)


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page)
    assert all((path.parent / link).exists() for link in links)


def test_no_file_names_a_machine_or_a_package_index() -> None:
    here = Path(__file__)
    found = [
        (path.relative_to(ROOT).as_posix(), hit.group())
        for path in tracked()
        if path != here
        for pattern in (MACHINE, INDEX)
        for hit in [pattern.search(text_of(path))]
        if hit is not None
    ]
    assert not found


def test_the_patterns_would_find_what_they_are_for() -> None:
    assert MACHINE.search("see /home/someone/faisceau")
    assert not MACHINE.search("https://example.org/home/page")
    assert INDEX.search("https://pypi.org/simple")
    assert INDEX.search("pip install --index" + "-url x")


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_a_decision_has_its_number_title_date_and_status(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    number, _, title = lines[0].removeprefix("# ").partition(". ")
    assert path.name.startswith(f"{int(number):04}-")
    assert title
    assert re.fullmatch(r"- Date: 20\d\d-[01]\d-[0-3]\d", lines[2])
    assert re.match(rf"- Status: (?:{'|'.join(STATUSES)})\b", lines[3])
    heads = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert heads[0] == "Context"
    assert {"Decision", "Consequences"} <= set(heads)


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_changelog_opens_with_what_is_not_released() -> None:
    page = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert heads[0] == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ - 20\d\d-\d\d-\d\d", head) for head in heads[1:])
    kinds = set(re.findall(r"^### (.+)$", page, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_public_names_of_the_readme_exist() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    used = set(re.findall(r"\bfaisceau\.(\w+)\(", page))
    assert used
    assert used <= set(faisceau.__all__)


def encoded(shape: type[msgspec.Struct]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(shape)}


def test_the_claims_page_has_every_field_and_no_other() -> None:
    table = CLAIMS.split("## Inside")[0]
    told = {
        name
        for line in table.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }
    assert told == encoded(Claim)


@pytest.mark.parametrize(
    ("name", "shape"),
    [("actor", ActorRef), ("item", Item), ("quantity", Quantity), ("date", When), ("flow", Flow), ("source", Source)],
)
def test_the_claims_page_has_the_fields_inside(name: str, shape: type[msgspec.Struct]) -> None:
    (line,) = [line for line in CLAIMS.splitlines() if line.startswith(f"| {name} |")]
    assert encoded(shape) <= set(re.findall(r"`(\w+)`", line))


@pytest.mark.parametrize(("field", "values"), [("kind", Kind), ("status", Status), ("plover", Plover)])
def test_the_claims_page_has_the_values_of_enums(field: str, values: object) -> None:
    (line,) = [line for line in CLAIMS.splitlines() if line.startswith(f"| `{field}` |")]
    assert set(get_args(values)) == set(re.findall(r"`(\w+)`", line)) - {field}


def test_the_page_on_goods_lists_every_category_once() -> None:
    page = (ROOT / "docs" / "reference" / "ledger.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \| .* \| .*\|$", page.split("## Goods")[1], re.M) == list(categories())
