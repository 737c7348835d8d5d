"""Alert rules: what each lets through, and what is said of one that is not understood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faisceau.errors import Code, FaisceauError
from faisceau.model.changes import Change, Changes, Evidence
from faisceau.model.dossier.naming import ActorName
from faisceau.store.folder import StoryFolder
from faisceau.story.alerts.matching import fold, matching
from faisceau.story.alerts.rules import Rule, rules_of

GOOD = """name = "Affaire"

[[alert]]
name = "démentis"
on = ["first_denial", "verdict"]
actor = ["RUS"]
kind = ["exchange"]
category = ["arms_conventional"]
verdict = ["contested"]
words = ["livr*"]
file = "alertes/dementis.jsonl"
feed = "alertes.atom"
webhook = "https://example.org/hook?key=1"
command = ["sendmail", "desk@example.org"]
timeout = 5

[[alert]]
name = "acteurs"
on = ["new_actor"]
file = "acteurs.jsonl"
"""


def rules(tmp_path: Path, text: str) -> tuple[Rule, ...]:
    (tmp_path / "story.toml").write_text(text, encoding="utf-8")
    return rules_of(StoryFolder(tmp_path))


def test_rules_are_read(tmp_path: Path) -> None:
    first, second = rules(tmp_path, GOOD)
    assert first.channels == ("file", "feed", "webhook", "command")
    assert (first.timeout, first.command) == (5.0, ("sendmail", "desk@example.org"))
    assert (second.name, second.channels, second.actor) == ("acteurs", ("file",), ())
    assert rules(tmp_path, 'name = "x"') == ()


@pytest.mark.parametrize(
    ("line", "instead", "told"),
    [
        (
            'on = ["first_denial", "verdict"]',
            'on = ["first_denail"]',
            "line 5: [[alert]] 'démentis', on: 'first_denail'",
        ),
        ('on = ["first_denial", "verdict"]', 'on = "verdict"', "line 5.*write a list"),
        ('on = ["first_denial", "verdict"]', "on = []", "line 5.*say what it is about"),
        ('on = ["first_denial", "verdict"]', "", "line 3.*on: it is missing"),
        ('name = "démentis"', "", "line 3: .*number 1.*name: it is missing"),
        ('name = "démentis"', 'name = "a\\nb"', "line 4.*one line"),
        ('name = "acteurs"', 'name = "démentis"', "line 18.*another rule"),
        ('kind = ["exchange"]', 'kind = ["exchanges"]', "line 7.*is 'exchange' meant"),
        ('kind = ["exchange"]', "kind = [3]", "line 7.*3 is not known"),
        (
            'category = ["arms_conventional"]',
            'category = ["arms_conventionel"]',
            "line 8.*is 'arms_conventional' meant",
        ),
        ('verdict = ["contested"]', 'verdict = ["false"]', "line 9.*'false' is not known"),
        ('words = ["livr*"]', 'words = [" * "]', "line 10.*empty"),
        ('words = ["livr*"]', "words = 4", "line 10, *|line 10.*words"),
        ('file = "alertes/dementis.jsonl"', 'file = "../x"', "line 11.*within the story's folder"),
        ('file = "alertes/dementis.jsonl"', 'file = "/etc/x"', "line 11.*within the story's folder"),
        ('file = "alertes/dementis.jsonl"', 'file = "faisceau.db"', "line 11.*the story's own"),
        ('file = "alertes/dementis.jsonl"', 'file = "originals/ab"', "line 11.*the story's own"),
        ('file = "alertes/dementis.jsonl"', 'file = "alertes.atom"', "line 12.*one path"),
        ('feed = "alertes.atom"', 'feed = "dossier.html"', "line 12.*the story's own"),
        ('webhook = "https://example.org/hook?key=1"', 'webhook = "file:///etc/passwd"', "line 13.*https://"),
        ('webhook = "https://example.org/hook?key=1"', 'webhook = "https://"', "line 13.*https://"),
        ('webhook = "https://example.org/hook?key=1"', 'webhook = "http://a b/"', "line 13.*https://"),
        ('webhook = "https://example.org/hook?key=1"', 'webhook = "http://[::1"', "line 13.*https://"),
        (
            'webhook = "https://example.org/hook?key=1"',
            'webhook = "http://user:s3cret@example.org/"',
            "line 13.*no user and password",
        ),
        ('webhook = "https://example.org/hook?key=1"', 'webhook = "http://@example.org/"', "line 13.*no user"),
        ('file = "alertes/dementis.jsonl"', 'file = "./alertes.atom"', "line 12.*one path"),
        ('file = "acteurs.jsonl"', 'file = ".//alertes.atom"', "line 20.*file.*'démentis'"),
        ('file = "acteurs.jsonl"', 'feed = "alertes//dementis.jsonl"', "line 20.*feed.*'démentis'"),
        ('command = ["sendmail", "desk@example.org"]', 'command = "sendmail desk"', "line 14.*command"),
        ('command = ["sendmail", "desk@example.org"]', 'command = [" "]', "line 14.*program"),
        ("timeout = 5", "timeout = 0", "line 15.*seconds"),
        ("timeout = 5", "timeout = nan", "line 15.*seconds"),
        ("timeout = 5", "timeout = 9999", "line 15.*at most 300"),
        ("timeout = 5", 'timeout = "5"', "line 15.*timeout"),
        ("timeout = 5", "timout = 5", "line 15.*is 'timeout' meant"),
        ('file = "acteurs.jsonl"', "", "line 18.*delivered nowhere"),
    ],
)
def test_a_rule_that_is_not_understood_is_named_with_its_line(
    tmp_path: Path, line: str, instead: str, told: str
) -> None:
    assert GOOD.count(line) == 1
    with pytest.raises(FaisceauError, match=told.replace("[[", r"\[\[").replace("]]", r"\]\]")) as caught:
        rules(tmp_path, GOOD.replace(line, instead))
    assert caught.value.code == Code.BAD_ALERT
    assert caught.value.detail.startswith("story.toml, line ")


def test_a_secret_in_an_address_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(FaisceauError) as caught:
        rules(tmp_path, GOOD.replace("https://example.org/hook?key=1", "http://user:s3cret@example.org/"))
    assert "s3cret" not in str(caught.value)


def test_paths_that_are_one_file_are_one_path(tmp_path: Path) -> None:
    first, second = rules(
        tmp_path, GOOD.replace('"acteurs.jsonl"', '"./alertes//dementis.jsonl"\nfeed = "./alertes.atom"')
    )
    assert (second.file, second.feed) == (first.file, first.feed) == ("alertes/dementis.jsonl", "alertes.atom")


def test_a_rule_written_on_one_line_is_named_without_one(tmp_path: Path) -> None:
    with pytest.raises(FaisceauError, match=r"story\.toml: \[\[alert\]\] 'x', on") as caught:
        rules(tmp_path, 'name = "s"\nalert = [{ name = "x", on = ["no"], file = "f" }]')
    assert caught.value.code == Code.BAD_ALERT


WHOLE = {"name": '"x"', "on": '["new_event"]', "file": '"x.jsonl"'}


@given(
    st.dictionaries(
        st.sampled_from(Rule.__struct_fields__), st.sampled_from(['"x"', "1", "[]", '["x"]', "true", "1979-05-27"])
    )
)
@example(WHOLE)
def test_whatever_a_rule_holds_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, str]
) -> None:
    text = 'name = "s"\n[[alert]]\n' + "\n".join(f"{key} = {value}" for key, value in fields.items())
    try:
        found = rules(tmp_path_factory.mktemp("s"), text)
    except FaisceauError as error:
        assert error.code == Code.BAD_ALERT  # noqa: PT017
        assert fields != WHOLE
    else:
        assert [bool(rule.channels and rule.on) for rule in found] == [True]


def change(**fields: Any) -> Change:
    quote = fields.pop("quote", "La Russie a livré l’hiver dernier des obus")
    proof = Evidence("c", "a", 1, 0, len(quote), quote, ("KOR",), "asserted", None, None, None, None)
    given_: dict[str, Any] = {
        "sort": "new_event", "id": "n", "event": "e", "label": "Livraison d’obus", "kind": "exchange",
        "verdict": "single_source", "independent": 1, "date": None, "actors": ("RUS",),
        "categories": ("arms_conventional",), "because": "account", "evidence": (proof,), "accounts": 1,
    }  # fmt: skip
    return Change(**(given_ | fields))


NAMES = (
    ActorName("RUS", "state", "Moscou", {"fr": "Russie"}),
    ActorName("KOR", "state", "Séoul", {"fr": "Corée du Sud"}),
)


def lets_through(told: Change, **fields: Any) -> bool:
    rule = Rule("r", fields.pop("on", (told.sort,)), **fields)
    return bool(matching(rule, Changes(story="s", since="run:1", as_of=None, changes=(told,), actors=NAMES)))


@pytest.mark.parametrize(
    ("fields", "through"),
    [
        ({}, True),
        ({"on": ("verdict",)}, False),
        ({"on": ("verdict", "new_event")}, True),
        ({"actor": ("RUS",)}, True),
        ({"actor": ("russie",)}, True),
        ({"actor": ("SEOUL",)}, True),
        ({"actor": ("PRK",)}, False),
        ({"actor": ("PRK", "Moscou")}, True),
        ({"kind": ("exchange", "event")}, True),
        ({"kind": ("event",)}, False),
        ({"category": ("food",)}, False),
        ({"category": ("arms_conventional",)}, True),
        ({"verdict": ("contested",)}, False),
        ({"words": ("LIVRE l'hiver",)}, True),
        ({"words": ("livraison d'obus",)}, True),
        ({"words": ("obu",)}, False),
        ({"words": ("obu*",)}, True),
        ({"words": ("bus",)}, False),
        ({"words": (".*",)}, False),
        ({"words": ("blé", "obus")}, True),
        ({"words": ("obus",), "kind": ("event",)}, False),
    ],
)
def test_every_filter_must_hold_and_one_of_its_values(fields: dict[str, Any], through: bool) -> None:
    assert lets_through(change(), **fields) is through


@pytest.mark.parametrize("because", ["reread", "reweighed", "joined", "parted"])
def test_what_no_article_brought_about_is_let_through_on_demand_only(because: str) -> None:
    assert not lets_through(change(because=because))
    assert lets_through(change(because=because), reread=True)
    assert lets_through(change(because="removed"))


@given(st.text())
def test_any_text_can_be_folded(text: str) -> None:
    assert fold(text) == fold(fold(text))
