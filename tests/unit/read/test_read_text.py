"""Text and Markdown: stored exactly, encodings, front matter, titles, dates, languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_helpers import PROSE, article, articles, codes, problems, write

from faisceau.errors import Code
from faisceau.model.text import UNKNOWN
from faisceau.read import ReadOptions

FRENCH = (
    "Le « président » a déclaré : « L’été à Séoul, ça coûte 3 000 € – où qu’on aille… » Cœur, Noël, île, août.\n" * 3
)


@pytest.mark.parametrize(
    "text",
    [
        "Un accord\r\n\r\nLes deux pays ont signé.\r\n",
        "Un accord\rLes deux pays ont signé.\r",
        "🚢 L’e\u0301quipage a signe\u0301 ; \u200ble navire\u00a0part.\u2028Fin\n\n\n",
        "  \n\tdébut et fin  \n ",
    ],
)
def test_stored_as_it_is(tmp_path: Path, text: str) -> None:
    assert article(write(tmp_path, "a.txt", text)).text == text
    assert article(write(tmp_path, "a.md", text)).text == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(lambda text: f"a{text}"))
def test_any_text_is_stored_as_it_is(tmp_path: Path, text: str) -> None:
    assert article(write(tmp_path, "a.txt", text)).text == text


def test_byte_order_mark_is_not_text(tmp_path: Path) -> None:
    assert article(write(tmp_path, "a.txt", b"\xef\xbb\xbf" + PROSE.encode())).text == PROSE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert article(write(tmp_path, "a.txt", FRENCH.encode(encoding))).text == FRENCH


@pytest.mark.parametrize("encoding", ["mac_roman", "iso8859-15", "cp850"])
def test_older_encodings(tmp_path: Path, encoding: str) -> None:
    text = PROSE + " À Noël, l'équipage a dîné à bord, où règne déjà le gel."
    assert article(write(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_cyrillic_is_not_taken_for_french(tmp_path: Path) -> None:
    text = "Министр прибыл во вторник в столицу с визитом, сообщает агентство. Стороны подписали соглашение о рыболовстве. "
    read = article(write(tmp_path, "a.txt", (text * 5).encode("cp1251")))
    assert (read.text, read.lang) == (text * 5, "ru")


@pytest.mark.parametrize("content", ["é à ù ç ô".encode() + b"\xe9", b"\xff\xfe\x00", bytes(range(128, 256))])
def test_no_encoding_fits(tmp_path: Path, content: bytes) -> None:
    assert codes(write(tmp_path, "a.txt", content)) == [Code.ENCODING]


def test_front_matter(tmp_path: Path) -> None:
    text = (
        f'---\ntitle: "Un accord"\ndate: 2024-06-18\npublisher: Nordlys\nauteur: Lise Martin\nlang: fr-FR\n---\n{PROSE}'
    )
    read = article(write(tmp_path, "2020-01-01.txt", text))
    assert read.text == text
    assert (read.title, read.publisher, read.author, read.lang) == ("Un accord", "Nordlys", "Lise Martin", "fr")
    assert (read.published, read.published_basis) == ("2024-06-18", "front_matter")
    assert codes(tmp_path / "2020-01-01.txt") == []


def test_header_lines(tmp_path: Path) -> None:
    read = article(write(tmp_path, "a.txt", f"Titre : Un accord\nDate : 1er août 2024\nSource : Nordlys\n\n{PROSE}"))
    assert (read.title, read.publisher, read.published) == ("Un accord", "Nordlys", "2024-08-01")


def test_a_wrong_date_is_refused_and_nothing_put_in_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, "2024-06-18.txt", f"---\npublished: 2024-02-30\n---\n{PROSE}")
    assert article(path).published is None
    problem, nobody = problems(path)
    assert (problem.code, nobody.code) == (Code.NO_DATE, Code.NO_PUBLISHER)
    assert "2024-02-30" in problem.detail
    assert problem.where == "2024-06-18.txt"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Publié le 18 juin 2024 à 14h30", "2024-06-18"),
        ("Publié le mardi 18 Juin 2024, mis à jour le 20 juin 2024", "2024-06-18"),
        ("Mis à jour le 20/06/2024", "2024-06-20"),
        ("18/06/2024", "2024-06-18"),
        ("(Paris, 18 juin 2024)", "2024-06-18"),
        ("Le 1er juin 2024", "2024-06-01"),
        ("Published on June 18, 2024", "2024-06-18"),
        ("Publié le 31 juin 2024", None),
        ("Le traité du 18 juin 2024 est caduc.", None),
        ("Publié le 18 juin 2024 dans un journal officiel, le décret entre en vigueur.", None),
        ("Publié le 18 juin", None),
    ],
)
def test_datelines(tmp_path: Path, line: str, day: str | None) -> None:
    read = article(write(tmp_path, "a.txt", f"Un accord fragile\n{line}\n\n{PROSE}"))
    assert (read.published, read.published_basis) == (day, "dateline" if day else None)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-06-18-accord.txt", "2024-06-18"),
        ("accord_2024_06_18.txt", "2024-06-18"),
        ("20240618.txt", "2024-06-18"),
        ("2024-13-18.txt", None),
        ("001_e20240618f1c09.txt", None),
        ("12024061845.txt", None),
        ("2024.txt", None),
    ],
)
def test_dates_in_names(tmp_path: Path, name: str, day: str | None) -> None:
    read = article(write(tmp_path, name, PROSE))
    assert (read.published, read.published_basis) == (day, "file_name" if day else None)


def test_a_stated_date_goes_before_the_files_name_and_that_before_a_bare_one(tmp_path: Path) -> None:
    stated = article(write(tmp_path, "2024-06-30.txt", f"Un accord\nPublié le 18 juin 2024\n\n{PROSE}"))
    bare = article(write(tmp_path, "2024-06-29.txt", f"Un accord\n18 juin 2024\n\n{PROSE}"))
    assert (stated.published, bare.published) == ("2024-06-18", "2024-06-29")


@pytest.mark.parametrize(
    "head",
    ["publisher: Nordlys", "url: https://www.lemonde.fr/article/1", "date: 2024-06-18"],
    ids=["named", "by address", "nobody"],
)
def test_an_article_that_nobody_is_known_to_have_published_says_so(tmp_path: Path, head: str) -> None:
    path = write(tmp_path, "2024-06-18.txt", f"---\n{head}\n---\n{PROSE}")
    silent = article(path).publisher is None
    assert silent == head.startswith("date")
    found = [problem for problem in problems(path) if problem.code == Code.NO_PUBLISHER]
    assert len(found) == silent
    assert all("publisher: NAME" in each.advice and each.where == "2024-06-18.txt" for each in found)


def test_no_date_is_a_problem_beside_the_article(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", PROSE)
    assert article(path).published is None
    assert codes(path) == [Code.NO_DATE]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Un accord fragile à Oslo\n\n{PROSE}", "Un accord fragile à Oslo"),
        (f"Accueil\n\nUn accord fragile à Oslo ?\n{PROSE}", "Un accord fragile à Oslo ?"),
        (f"{PROSE}\n\n{PROSE} Fin.", None),
        (PROSE, None),
        (f"- un point de la liste\n{PROSE}", None),
    ],
)
def test_titles(tmp_path: Path, text: str, title: str | None) -> None:
    assert article(write(tmp_path, "a.txt", text)).title == title


def test_markdown_title(tmp_path: Path) -> None:
    assert article(write(tmp_path, "a.md", f"Chapeau\n\n# Un accord #\n\n{PROSE}")).title == "Un accord"
    assert (
        article(write(tmp_path, "b.md", f"Un accord fragile\n=================\n\n{PROSE}")).title
        == "Un accord fragile"
    )


def test_author_of_a_byline(tmp_path: Path) -> None:
    read = article(write(tmp_path, "a.txt", f"Un accord fragile\nPar Lise Martin et Karim Benali, à Oslo\n\n{PROSE}"))
    assert read.author == "Lise Martin et Karim Benali"


LANGUAGES = {
    "fr": PROSE,
    "en": "The two countries have signed a fishing agreement after three weeks of talks, and it will be in force by January.",
    "de": "Die beiden Länder haben ein Abkommen über die Fischerei unterzeichnet, das nach drei Wochen in Kraft treten wird.",
    "es": "Los dos países han firmado un acuerdo sobre la pesca después de tres semanas, según dijo el ministro en la capital.",
    "it": "I due paesi hanno firmato un accordo sulla pesca dopo tre settimane, secondo il ministro, che non ha detto di più.",
    "pt": "Os dois países não assinaram ainda o acordo de pesca, segundo o ministro, mas ele já foi aprovado pela comissão.",
    "ru": "Две страны подписали соглашение о рыболовстве после трёх недель переговоров.",
    "ko": "두 나라는 3주간의 협상 끝에 어업 협정에 서명했다.",
    "ja": "両国は三週間の交渉の末、漁業協定に署名した。",
    "zh": "两国经过三周的谈判签署了渔业协定。",
    "ar": "وقع البلدان اتفاقا بشأن الصيد بعد ثلاثة أسابيع من المحادثات.",
}


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_languages(tmp_path: Path, lang: str) -> None:
    path = write(tmp_path, "2024-06-18.txt", LANGUAGES[lang])
    assert article(path).lang == lang
    assert codes(path) == ([] if lang == "fr" else [Code.NO_LANGUAGE])


def test_unknown_language_is_a_problem_unless_one_is_assumed(tmp_path: Path) -> None:
    path = write(tmp_path, "2024-06-18.txt", "xyzzy plugh")
    assert article(path).lang == UNKNOWN
    assert codes(path) == [Code.NO_LANGUAGE]
    assert codes(path, ReadOptions(default_lang="fr")) == []
    assert articles(path, ReadOptions(default_lang="fr"))[0].lang == "fr"
