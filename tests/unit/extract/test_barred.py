"""Who the words keep out of a role, whatever their odds: decided claims, words in their context read too."""

from __future__ import annotations

import pytest
from extract_cases import article

from faisceau.encode import encode
from faisceau.extract import explain_claims, extract_claims
from faisceau.model.claims import Claim
from faisceau.parse import parse
from faisceau.resolve import resolve


def decided(text: str) -> tuple[Claim, ...]:
    layers = resolve(parse(article(text)), text)
    return extract_claims(article(text), layers, encode(layers))


def ids(claims: tuple[Claim, ...], role: str) -> set[str]:
    return {ref.id for claim in claims for ref in getattr(claim, role)}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("L'ex-conseiller de Donald Trump a plaidé non coupable.", "donald-trump"),
        ("Le frère du président Bachar al-Assad a quitté la Syrie.", "bachar-al-assad"),
        ("Le groupe pharmaceutique britannique AstraZeneca a livré des vaccins au Pérou.", "GBR"),
        ("Le comité de soutien de Donald Trump a dénoncé mardi une arrestation arbitraire.", "donald-trump"),
        ("Un ancien soldat malien a tué trois soldats français.", "MLI"),
        ("Un ancien soldat malien a tué deux soldats français près de Gao, selon la police malienne.", "MLI"),
        ("Les rebelles maliens ont attaqué un convoi français.", "MLI"),
        ("Bamako négocie. Les insurgés ont libéré douze soldats maliens.", "MLI"),
        ("Personne ne souhaite la libération des prisonniers, a dit un diplomate malien.", "MLI"),
        ("Un ressortissant malien a attaqué l'ambassade d'Algérie.", "MLI"),
        ("Les médecins maliens ont assuré mardi n'avoir détecté aucun poison.", "MLI"),
        ("Le conflit afghan a fait des milliers de morts, dont 2.400 soldats américains.", "AFG"),
        ("La grande assemblée a réclamé la libération par les talibans de tous les prisonniers.", "TALIBAN"),
        ("Un cargo a été touché par un drone au large d'Odessa, selon les garde-côtes roumains.", "ROU"),
    ],
)
def test_who_does_not_act(text: str, actor: str) -> None:
    found = decided(text)
    assert found
    assert actor not in ids(found, "subject")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("La Norvège négocie à Oslo. Téhéran a livré quarante drones navals depuis le printemps.", "NOR"),
        ("Les livraisons russes de pétrole à Cuba ont dépassé le plafond fixé par l'ONU.", "UN"),
        ("Le Royaume-Uni a accordé une aide militaire au Liban contre la Syrie.", "SYR"),
        ("Moscou a distribué des primes aux talibans pour tuer des soldats américains.", "USA"),
        ("Lima dénonce mardi l'ingérence de la Turquie, qui a envoyé des centaines de combattants boliviens.", "PER"),
        ("Lima dénonce mardi l'ingérence de la Turquie, qui a envoyé des centaines de combattants boliviens.", "BOL"),
        (
            'Le président péruvien a pris soin de dénoncer "ces ventes", celle de la Turquie qui a envoyé des chars.',
            "PER",
        ),
        ("Les Etats-Unis ont proposé leur aide, ainsi que l'Allemagne, qui compte des blessés à Lima.", "DEU"),
        ("Selon un proche de Bachar al-Assad, Damas a livré des missiles au Liban.", "bachar-al-assad"),
    ],
)
def test_who_receives_nothing(text: str, actor: str) -> None:
    exchanges = tuple(claim for claim in decided(text) if claim.kind == "exchange")
    assert exchanges
    assert actor not in ids(exchanges, "object")


def test_whose_aide_speaks_does_not_vouch() -> None:
    text = "Un conseiller du président Vladimir Poutine a affirmé que la Russie ne livrait aucune arme à l'Iran."
    told = [claim for claim in decided(text) if "livrait" in claim.quote]
    assert told
    assert all({ref.id for ref in claim.source.by} == {"gen:conseiller", "RUS"} for claim in told)


def test_what_a_verb_of_denial_governs_stays_denied() -> None:
    found = decided("Le 17 mai, Kim Yo-jong a nié que la Corée du Nord exporte des armes vers la Russie.")
    assert {claim.status for claim in found if "exporte" in claim.quote} == {"denied"}


def test_what_is_said_ends_where_its_quotation_does() -> None:
    text = "« Moscou n’aide pas Cuba parce qu’elle l’aime, elle l’aide parce qu’elle manque d’or », glisse un conseiller péruvien."
    found = decided(text)
    assert found
    assert all(claim.end <= text.index(" »") for claim in found)


def test_who_is_kept_out_is_told_in_the_explanation() -> None:
    text = "L'ex-conseiller de Donald Trump a plaidé non coupable."
    layers = resolve(parse(article(text)), text)
    told = [reason for each in explain_claims(article(text), layers, encode(layers)) for reason in each.fields]
    assert any(reason.field == "subject" and "kept out by the words: donald-trump" in reason.rule for reason in told)


def test_who_is_listed_beside_them_acts_too() -> None:
    told = decided("Le Royaume-Uni, la France et l'Allemagne ont rejeté mardi la demande américaine.")
    assert ids(told, "subject") == {"GBR", "FRA", "DEU"}
    assert "USA" not in ids(told, "subject")


def test_a_list_of_who_acts_and_whom_it_is_done_to_stays_parted() -> None:
    told = decided("Le Pérou et le Chili ont livré des camions à la Bolivie et au Paraguay.")
    assert ids(told, "subject") == {"PER", "CHL"}
    assert ids(told, "object") == {"BOL", "PRY"}


def test_who_had_a_text_in_hand_takes_no_part() -> None:
    found = decided("Le document consulté par Reuters accuse le Pérou d'avoir livré des missiles à la Bolivie.")
    assert found
    assert "REUTERS" not in ids(found, "subject") | ids(found, "object")


def test_asking_for_no_name_is_no_claim() -> None:
    found = decided("Un responsable américain, qui a requis l'anonymat, a précisé que les troupes partiraient en mai.")
    assert [claim.quote for claim in found] == ["les troupes partiraient en mai"]


def test_soldiers_in_service_act_for_their_state() -> None:
    assert "MLI" in ids(decided("Des soldats maliens ont tué trois rebelles près de Gao."), "subject")


def test_a_ship_gives_nothing() -> None:
    text = "Le cargo bolivien Mirador a accosté à Lima. Le Mirador a livré mardi au Pérou deux tonnes de farine."
    (told,) = [claim for claim in decided(text) if claim.kind == "exchange" and "farine" in claim.quote]
    assert {ref.id for ref in told.object} == {"PER"}
    assert told.flow is not None
    assert told.flow.from_ is None


def test_an_act_is_no_good() -> None:
    told = decided("La Bolivie a financé la campagne du président péruvien.")
    assert told
    assert not [item.name for claim in told if claim.kind == "exchange" for item in claim.items]


def test_a_swap_says_of_nobody_what_they_give() -> None:
    (told,) = decided("La Bolivie et le Pérou ont effectué jeudi un nouvel échange de prisonniers.")
    assert told.kind == "exchange"
    assert told.flow is not None
    assert (told.flow.from_, told.flow.to) == (None, None)
    assert [item.category for item in told.items] == ["prisoners"]


def test_what_no_construction_says_is_no_exchange_by_likeness_alone() -> None:
    found = decided("Cette dette remonte à un contrat de vente de chars au Pérou.")
    assert found
    assert {claim.kind for claim in found} == {"event"}
