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
        ("Bogota a annoncé le retrait de ses troupes du Venezuela.", "statement", "RETREAT"),
        ("Des négociations entre le Togo et le Bénin sont en cours.", "event", "CONSULT"),
        ("Le Kenya a promis de bombarder la Somalie.", "statement", "THREATEN"),
    ],
)
def test_kind_and_root(text: str, kind: str, root: str) -> None:
    claim = claim_on(text, text)
    assert (claim.kind, claim.plover) == (kind, root)
