"""What is written is read back; what changes is replaced whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from story_values import TEXT, article_of, claim_of, file_of, reading_of

from faisceau.errors import Code, FaisceauError
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.store import rows
from faisceau.store.filters import ClaimFilter
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view
from faisceau.store.writer import Writer, open_writer


@pytest.fixture
def folder(tmp_path: Path) -> StoryFolder:
    return StoryFolder(tmp_path)


@pytest.fixture
def writer(folder: StoryFolder) -> Iterator[Writer]:
    with open_writer(folder) as opened:
        yield opened


def claims_in(folder: StoryFolder, only: ClaimFilter | None = None) -> list[str]:
    with open_view(folder) as view:
        return [claim.quote for claim in view.claims(only)]


def test_an_article_and_its_claims_come_back(folder: StoryFolder, writer: Writer) -> None:
    article = article_of()
    claims = [claim_of(article, 45, 63, status="denied"), claim_of(article, 0, 44)]
    problem = Problem(Code.NO_DATE, "a.txt", "Aucune date.")
    writer.put_file(file_of(article), [article], [problem])
    writer.put_analysis(article, "w1", claims, [Problem(Code.NO_LANGUAGE, "a.txt", "Langue inconnue.")])
    with open_view(folder) as view:
        assert list(view.articles()) == [article]
        assert view.article("a.txt") == article
        assert view.article("b.txt") is None
        assert list(view.claims()) == claims[::-1]
        assert [problem.code for problem in view.problems()] == [Code.NO_DATE, Code.NO_LANGUAGE]
        assert list(view.problems("no_date")) == [problem]
        counts = view.counts()
        assert (counts.articles, counts.pending, counts.claims) == (1, 0, {"exchange": 2})
        assert not counts.current


def test_a_changed_article_loses_its_claims_until_read_again(folder: StoryFolder, writer: Writer) -> None:
    article = article_of()
    writer.put_file(file_of(article), [article], [])
    claims = [claim_of(article, 0, 44)]
    writer.put_analysis(article, "w1", claims, [])
    writer.put_reading(reading_of(*claims), "k1")
    writer.put_file(file_of(article), [article], [])
    assert claims_in(folder) == [TEXT[:44]], "the same article again must change nothing"
    changed = replace(article, text="Autre texte.")
    writer.put_file(file_of(article), [changed], [])
    with open_view(folder) as view:
        assert list(view.claims()) == []
        assert [stamp.work_key for stamp in view.stamps()] == [None]
        assert view.reading_key is None
        with pytest.raises(FaisceauError) as caught:
            view.reading()
    assert caught.value.code == Code.STORY_BUSY


def test_articles_no_longer_in_a_file_are_kept(folder: StoryFolder, writer: Writer) -> None:
    one, two = article_of("a"), article_of("b")
    writer.put_file(file_of(one), [one, two], [])
    writer.put_file(file_of(one), [one], [])
    with open_view(folder) as view:
        assert [article.id for article in view.articles()] == ["a", "b"]


def test_a_reading_is_replaced_whole_and_comes_back_in_order(folder: StoryFolder, writer: Writer) -> None:
    article = article_of()
    claims = [claim_of(article, 0, 44), claim_of(article, 45, 63)]
    writer.put_file(file_of(article), [article], [])
    writer.put_analysis(article, "w1", claims, [])
    reading = reading_of(*claims)
    writer.put_reading(reading, "k1")
    with open_view(folder) as view:
        assert view.reading() == reading
        assert view.reading_key == "k1"
        assert view.counts().events == {"contested": 1, "single_source": 1}
    writer.put_analysis(article, "w2", claims, [])
    with open_view(folder) as view:
        assert view.reading_key == "k1", "the same claims again leave the reading as it is"
    doubled = replace(reading, events=reading.events + reading.events)
    with pytest.raises(Exception, match="UNIQUE"):
        writer.put_reading(doubled, "k2")
    with open_view(folder) as view:
        assert view.reading() == reading, "a reading that fails half-way leaves the earlier one"


def test_a_claim_whose_quote_is_elsewhere_is_refused(folder: StoryFolder, writer: Writer) -> None:
    article = article_of()
    writer.put_file(file_of(article), [article], [])
    wrong = claim_of(article_of(text="Un tout autre texte, aussi long que le premier, ou peu s'en faut."), 0, 44)
    with pytest.raises(FaisceauError) as caught:
        writer.put_analysis(article, "w1", [claim_of(article, 0, 10), wrong], [])
    assert caught.value.code == Code.BAD_EVIDENCE
    assert claims_in(folder) == []


def test_a_text_altered_behind_our_back_is_noticed(folder: StoryFolder, writer: Writer) -> None:
    article = article_of()
    writer.put_file(file_of(article), [article], [])
    writer.put_analysis(article, "w1", [claim_of(article, 3, 44)], [])
    with sqlite3.connect(folder.database) as raw:
        raw.execute("UPDATE article SET text = 'X' || text")
    with pytest.raises(FaisceauError) as caught:
        claims_in(folder)
    assert caught.value.code == Code.BAD_EVIDENCE


def test_the_same_claim_twice_is_one(folder: StoryFolder, writer: Writer) -> None:
    article = article_of()
    writer.put_file(file_of(article), [article], [])
    writer.put_analysis(article, "w1", [claim_of(article, 0, 44)] * 2, [])
    assert claims_in(folder) == [TEXT[:44]]


def test_a_removed_article_takes_its_claims_along(folder: StoryFolder, writer: Writer) -> None:
    article = article_of()
    writer.put_file(file_of(article), [article], [])
    writer.put_analysis(article, "w1", [claim_of(article, 0, 44)], [Problem(Code.NO_DATE, "a.txt", "")])
    writer.remove_article("a.txt")
    with open_view(folder) as view:
        assert not list(view.articles())
        assert not list(view.claims())
        assert not list(view.problems())


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (ClaimFilter(kind="statement"), [2]),
        (ClaimFilter(status="denied"), [2]),
        (ClaimFilter(actor="AAA"), [1, 2]),
        (ClaimFilter(actor="pays b"), [1, 2]),
        (ClaimFilter(actor="MIN"), []),
        (ClaimFilter(source="MIN"), [1, 2]),
        (ClaimFilter(source="le MINISTÈRE"), [1, 2]),
        (ClaimFilter(since="2024-05-03"), [1, 2]),
        (ClaimFilter(since="2024-05-04"), [2]),
        (ClaimFilter(since="2024-07"), []),
        (ClaimFilter(until="2024-05-02"), [2]),
        (ClaimFilter(until="2024"), [1, 2]),
        (ClaimFilter(article="b"), []),
        (ClaimFilter(plover="AID"), [1, 2]),
        (ClaimFilter(limit=1), [1]),
        (ClaimFilter(limit=0), []),
        (ClaimFilter(kind="exchange", status="denied"), []),
    ],
)
def test_claims_are_selected(folder: StoryFolder, writer: Writer, only: ClaimFilter, found: list[int]) -> None:
    article = article_of()
    writer.put_file(file_of(article), [article], [])
    both = [
        claim_of(article, 0, 44),
        claim_of(article, 45, 63, kind="statement", status="denied", date="2024-05/2024-06"),
    ]
    writer.put_analysis(article, "w1", both, [])
    assert claims_in(folder, only) == [both[number - 1].quote for number in found]


def test_a_date_that_is_none_is_said(folder: StoryFolder, writer: Writer) -> None:
    with pytest.raises(FaisceauError) as caught:
        claims_in(folder, ClaimFilter(since="mai"))
    assert caught.value.code == Code.BAD_OPTION


def test_a_view_stays_at_its_moment(folder: StoryFolder, writer: Writer) -> None:
    article = article_of()
    with open_view(folder) as view:
        assert view.counts().articles == 0
        writer.put_file(file_of(article), [article], [])
        assert view.counts().articles == 0
    with open_view(folder) as view:
        assert view.counts().articles == 1


def test_a_second_writer_is_turned_away(folder: StoryFolder, writer: Writer) -> None:
    with pytest.raises(FaisceauError) as caught, open_writer(folder):
        pass
    assert caught.value.code == Code.STORY_BUSY


def test_a_moved_file_keeps_its_articles(folder: StoryFolder, writer: Writer) -> None:
    article = article_of()
    writer.put_file(file_of(article), [article], [Problem(Code.NO_DATE, "a.txt", "")])
    writer.move_files({"key-a.txt": "elsewhere"})
    with open_view(folder) as view:
        assert [(file.key, file.name) for file in view.files()] == [("elsewhere", "a.txt")]
        assert [stamp.file for stamp in view.stamps()] == ["elsewhere"]
        assert len(list(view.problems())) == 1


def test_after_a_run_the_folder_holds_no_log(folder: StoryFolder) -> None:
    article = article_of()
    with open_writer(folder) as writer:
        writer.put_file(file_of(article), [article], [])
    with open_view(folder) as view:
        assert view.counts().articles == 1
    assert sorted(path.name for path in folder.path.iterdir()) == ["faisceau.db", "faisceau.lock"]


def test_an_article_stored_when_a_language_could_be_none_is_of_unknown_language() -> None:
    told = Article("a", 'Il a dit « "lang":null ».', "0", title='Le "lang":null', publisher="Le Relais")
    body = rows.article_row(told, "f")["body"]
    earlier = body.replace(b'"lang":"und"', b'"lang":null')
    assert earlier != body
    assert rows.article_of(told.text, earlier) == rows.article_of(told.text, body) == told
