"""A made-up story of two states, told by four outlets, from which the property tests draw."""

from __future__ import annotations

from fuse_making import article, at_least, claim, number

from faisceau.model.claims import Claim
from faisceau.model.text import Article

VISIT = {"plover": "CONSULT", "subject": ("pal-brenn", "VAL"), "object": ("ORM",), "place": "Ormuz"}
BLAST = {"kind": "incident", "date": "2031-05-03", "place": "Caldre"}
GIVES = {"kind": "exchange", "plover": "AID", "subject": ("VAL",), "object": ("ORM",), "flow": ("VAL", "ORM")}


def story() -> tuple[list[Article], list[Claim]]:
    a = article(
        "a.txt",
        "La Valdanie a livré trois mille canons à l'Ormuzie en avril. Le président Brenn a visité Ormuz le 2 mai 2031. "
        "Une explosion a fait au moins douze morts dans le port de Caldre le 3 mai.",
        "Le Matin de Valdanie",
    )
    b = article(
        "b.txt",
        "Selon l'Ormuzie, la Valdanie lui a livré des canons en avril. Le président Brenn s'est rendu à Ormuz le 2 mai. "
        "La Valdanie dément toute livraison de canons.",
        "Gazette d'Ormuz",
    )
    c = article(
        "c.txt",
        "L'explosion du port de Caldre a fait quinze morts, selon les secours. Brenn envisage une visite à Ormuz.",
        "Courrier du Sud",
        "2031-05-05",
    )
    d = article(
        "d.txt",
        "En 2012, le président Brenn avait déjà visité Ormuz. En échange de canons, l'Ormuzie fournit du blé à la Valdanie.",
        "Journal des Îles",
        "2031-05-06",
    )
    claims = [
        claim(
            a,
            "La Valdanie a livré trois mille canons à l'Ormuzie en avril",
            **GIVES,
            date="2031-04",
            goods=(("canons", number(3000, "trois mille canons", "cannon")),),
        ),
        claim(a, "Le président Brenn a visité Ormuz le 2 mai 2031", **VISIT, date="2031-05-02"),
        claim(
            a,
            "Une explosion a fait au moins douze morts dans le port de Caldre le 3 mai",
            **BLAST,
            goods=(("morts", at_least(12, "au moins douze morts")),),
        ),
        claim(
            b,
            "la Valdanie lui a livré des canons en avril",
            **GIVES,
            date="2031-04",
            by=("ORM",),
            status="alleged",
            goods=(("canons", None),),
        ),
        claim(b, "Le président Brenn s'est rendu à Ormuz le 2 mai", **VISIT, date="2031-05-02"),
        claim(
            b,
            "La Valdanie dément toute livraison de canons",
            kind="reaction",
            plover="REJECT",
            subject=("VAL",),
            object=("ORM",),
            by=("VAL",),
            status="denied",
            goods=(("livraison de canons", None),),
        ),
        claim(
            c,
            "L'explosion du port de Caldre a fait quinze morts",
            **BLAST,
            by=("gen:secours",),
            goods=(("morts", number(15, "quinze morts")),),
        ),
        claim(
            c,
            "Brenn envisage une visite à Ormuz",
            kind="forecast",
            plover="AGREE",
            subject=("pal-brenn", "VAL"),
            object=("ORM",),
            status="hypothetical",
        ),
        claim(d, "En 2012, le président Brenn avait déjà visité Ormuz", **VISIT, kind="background", date="2012"),
        claim(d, "En échange de canons", **GIVES, goods=(("canons", None),)),
        claim(
            d,
            "l'Ormuzie fournit du blé à la Valdanie",
            kind="exchange",
            plover="AID",
            subject=("ORM",),
            object=("VAL",),
            flow=("ORM", "VAL"),
            goods=(("blé", None),),
        ),
    ]
    return [a, b, c, d], claims
