"""Kind and root: what ends, is refused, promised or only announced."""

from __future__ import annotations

import pytest
from extract_cases import claim_on


@pytest.mark.parametrize(
    ("text", "kind", "root"),
    [
        ("Oslo a multiplié les livraisons de blé à Lilongwe.", "exchange", "AID"),
        ("Lima a mis fin à sa coopération avec Quito.", "event", "SANCTION"),
        ("Le Pérou a réduit son aide à la Bolivie.", "sanction_act", "SANCTION"),
        ("Le gouvernement chilien refuse de livrer des armes au Paraguay.", "reaction", "REJECT"),
        ("Le Ghana a cessé de livrer du riz au Togo.", "exchange", "SANCTION"),
        ("Le Ghana a dénoncé le traité avec le Togo.", "event", "SANCTION"),
        ("Le Ghana a mis fin à ses efforts de médiation au Togo.", "event", "SANCTION"),
        ("Le Ghana a ordonné des frappes contre le Togo.", "incident", "ASSAULT"),
        ("Lima a imposé un visa à Quito.", "event", "COERCE"),
        ("Bogota a annoncé le retrait de ses troupes du Venezuela.", "statement", "RETREAT"),
        ("Des négociations entre le Togo et le Bénin sont en cours.", "event", "CONSULT"),
        ("Le Kenya a promis de bombarder la Somalie.", "statement", "THREATEN"),
    ],
)
def test_kind_and_root(text: str, kind: str, root: str) -> None:
    claim = claim_on(text, text)
    assert (claim.kind, claim.plover) == (kind, root)


@pytest.mark.parametrize(
    ("text", "words", "root"),
    [
        ("Le Kenya a déclaré qu'il soutiendrait le Togo.", "soutiendrait le Togo", "AGREE"),
        ("Le Kenya a annoncé qu'il sanctionnerait la Somalie.", "sanctionnerait la Somalie", "THREATEN"),
        ("Le Kenya a annoncé que le Togo sanctionnerait la Somalie.", "le Togo sanctionnerait la Somalie", "SANCTION"),
    ],
)
def test_what_who_speaks_will_do(text: str, words: str, root: str) -> None:
    assert claim_on(text, words).plover == root
