"""An exporter is a module found by its name: nothing else need know of it. Those that are shipped are described, too."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient
from typer.testing import CliRunner

from benchmarks.room_story import small, store
from faisceau import export
from faisceau.cli import app
from faisceau.export.brief import FORMS
from faisceau.export.file_kind import UNSAID
from faisceau.export.words import languages
from faisceau.store.folder import StoryFolder
from faisceau.story import open_story
from faisceau.web import make_app
from faisceau.web.words import room_words

ROOT = Path(__file__).parents[2]
HTML = {"accept": "text/html"}
ONE_MODULE = '''"""How many claims there are, <and> nothing else.

A second paragraph.
"""

from faisceau.export.file_kind import FileKind
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("count", "text/x-count")


def render(dossier: Dossier, lang: str) -> bytes:
    return f"{lang} {len(dossier.claims)}".encode()
'''
RENDER_ALONE = """def render(dossier, lang):
    return b"bare"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> StoryFolder:
    return store(tmp_path_factory.mktemp("story") / "story", small())


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two exporters that the program is not told of: one as the recipe has it, one that has `render` alone."""
    (tmp_path / "as_dummy.py").write_text(ONE_MODULE, encoding="utf-8")
    (tmp_path / "as_bare.py").write_text(RENDER_ALONE, encoding="utf-8")
    monkeypatch.setattr(export, "__path__", [*export.__path__, str(tmp_path)])
    yield
    for name in ("dummy", "bare"):
        sys.modules.pop(f"{export.__name__}.as_{name}", None)
        vars(export).pop(f"as_{name}", None)


@pytest.mark.usefixtures("added")
def test_a_module_is_enough_for_the_command_and_the_handle(folder: StoryFolder, tmp_path: Path) -> None:
    assert {"dummy", "bare", "claims"} <= set(export.formats())
    claims = len(open_story(folder.path).claims)
    assert open_story(folder.path).render("dummy", "en") == f"en {claims}".encode()
    out = tmp_path / "out.count"
    ran = CliRunner().invoke(app, ["export", str(folder.path), "--format", "dummy", "--lang", "en", "-o", str(out)])
    assert ran.exit_code == 0, ran.output
    assert out.read_bytes() == f"en {claims}".encode()
    ran = CliRunner().invoke(app, ["export", str(folder.path), "--format", "dumy"])
    assert ran.exit_code != 0
    assert re.search(r"there are: .*\bbare\b.*\bdummy\b", " ".join(ran.output.split()))


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize("lang", languages())
def test_a_module_is_enough_for_the_page_and_its_files(folder: StoryFolder, lang: str) -> None:
    with TestClient(make_app(folder, ["testserver.local"])) as client:
        page = client.get(f"/take?lang={lang}", headers=HTML)
        assert page.status_code == 200, "a page opens whatever an exporter leaves unsaid"
        assert '<span lang="en">How many claims there are, &lt;and&gt; nothing else.</span>' in page.text
        assert "<code>dummy</code> (.count)" in page.text
        assert "<code>bare</code> (.bin)" in page.text
        assert room_words(lang).format["claims"] in page.text.replace("&#39;", "'")
        for name, kind, data in (("dummy", "text/x-count", lang.encode()), ("bare", UNSAID.type, b"bare")):
            assert f'href="/take/{name}?lang={lang}"' in page.text
            answer = client.get(f"/take/{name}?lang={lang}")
            assert answer.status_code == 200
            assert answer.content.startswith(data)
            assert answer.headers["content-type"].partition(";")[0] == kind
            assert answer.headers["content-disposition"].startswith("attachment; ")


@pytest.mark.parametrize("name", export.formats())
def test_a_shipped_exporter_says_what_its_file_is_and_what_it_is_for(name: str) -> None:
    kind = export.file_of(name)
    assert kind is not UNSAID, f"export/as_{name} has no FILE"
    assert re.fullmatch(r"[a-z]+", kind.ending)
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+(;version=[0-9.]+)?", kind.type)
    assert export.described(name).endswith(".")
    for lang in languages():
        assert room_words(lang).format.get(name), f"no word for {name} under [format] in interface/room/{lang}.toml"
    page = (ROOT / "docs" / "reference" / "exports.md").read_text(encoding="utf-8")
    assert f"`{name}`" in page, f"docs/reference/exports.md does not say what {name} holds"


@pytest.mark.parametrize("lang", languages())
def test_there_are_words_for_the_formats_and_forms_that_there_are_and_no_others(lang: str) -> None:
    assert set(room_words(lang).format) == set(export.formats())
    assert set(room_words(lang).brief) == set(FORMS)
