"""A mixed pile of made-up articles: a flood told by four, a strike told by three in spring and again in autumn, strays."""

from __future__ import annotations

from faisceau.model.text import Article

FLOOD = (
    "L'Orvale a débordé dans la nuit et les digues de Varmont ont cédé. Les pompiers évacuent les habitants.",
    "À Varmont, la crue de l'Orvale a emporté deux digues. Les habitants évacués dorment au gymnase, disent les pompiers.",
    "La crue de l'Orvale recule à Varmont, mais les digues rompues menacent les habitants évacués, selon les pompiers.",
    "Après la crue, les habitants de Varmont nettoient. Le maire réclame de nouvelles digues le long de l'Orvale.",
)
STRIKE = (
    "Les dockers du port de Calvèze ont voté la grève contre le plan de Navimar. Le syndicat bloque des conteneurs.",
    "La grève des dockers paralyse le port de Calvèze. Navimar maintient son plan, le syndicat bloque les conteneurs.",
    "Au port de Calvèze, dockers en grève et direction de Navimar négocient le plan. Le syndicat bloque encore les conteneurs.",
)
STRAYS = (
    "Une exposition de peintures naïves ouvre au musée de Trelin, avec quarante tableaux prêtés par des collectionneurs.",
    "La cycliste Amandine Quéroy remporte le critérium de Bressac au sprint, devant sa coéquipière.",
    "Un astronome amateur découvre une comète au-dessus du plateau d'Irzu et lui donne le prénom de sa fille.",
)


def article(name: str, text: str, day: str | None, publisher: str | None = None) -> Article:
    """An article in French."""
    return Article(name, text, name, day, "given" if day else None, publisher, lang="fr")


def pile(*, dated: bool = True) -> list[Article]:
    """The whole pile."""
    days = {"flood": "2031-03-0{}", "spring": "2031-04-1{}", "autumn": "2031-04-2{}", "stray": "2031-03-0{}"}
    texts = {
        "flood": FLOOD,
        "spring": STRIKE,
        "autumn": [text + " La reprise est votée." for text in STRIKE],
        "stray": STRAYS,
    }
    return [
        article(f"{kind}-{number}", text, days[kind].format(number + 1) if dated else None, f"Journal {kind} {number}")
        for kind, told in texts.items()
        for number, text in enumerate(told)
    ]
