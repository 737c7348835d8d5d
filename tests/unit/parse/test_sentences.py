"""Where sentences end when the page lost the space or the full stop, and which words are their subjects."""

from __future__ import annotations

import pytest

from faisceau.model.layers import Layers
from faisceau.model.text import Article
from faisceau.parse import parse


def parsed(text: str) -> Layers:
    return parse(Article("a", text, "0" * 64, "2024-06-20", lang="fr"))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Le blé manque, selon l'ONU.En Ituri, les routes sont coupées.", "Le blé manque, selon l'ONU."),
        ("Un délai pour les écolesLe gouvernement a cédé mardi.", "Un délai pour les écoles"),
        ("Une grève des portsL'accord a été signé mardi.", "Une grève des ports"),
        ("Le port a rouvert.Les navires attendent encore.", "Le port a rouvert."),
    ],
)
def test_what_the_page_glued_is_two_sentences(text: str, first: str) -> None:
    found = [text[s.start : s.end] for s in parsed(text).sentences]
    assert found == [first, text[len(first) :]]


@pytest.mark.parametrize(
    "text",
    [
        "Moscou et Pyongyang démentent toute livraison d'armes.",
        "Paris et Berlin livrent des chars à Kiev.",
        "Pékin menace Paris de boycott.",
        "La compagnie émiratie DP World a investi 400 millions de dollars dans le port.",
        "La banque française Société générale a prêté 200 millions d'euros au Sénégal.",
        "La maire de Nagasaki Tomihisa Taue a appelé les deux camps à parler.",
    ],
)
def test_nothing_ends_before_a_small_letter_or_inside_a_name(text: str) -> None:
    assert len(parsed(text).sentences) == 1


def test_two_names_share_the_verb_after_them() -> None:
    tokens = parsed("Moscou et Pyongyang démentent toute livraison d'armes.").tokens
    assert [(tokens[i].dep, tokens[i].head) for i in (0, 2, 3)] == [("nsubj", 3), ("conj", 0), ("ROOT", 3)]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Washington, Bamako et Paris ont demandé un cessez-le-feu aux rebelles.", "demandé"),
        ("Moscou, Pékin et Téhéran ont signé un accord.", "signé"),
        ("Washington, Kaboul et de nombreux acteurs internationaux ont émis des demandes.", "émis"),
    ],
)
def test_all_names_of_a_list_share_its_verb(text: str, verb: str) -> None:
    tokens = parsed(text).tokens
    assert (tokens[0].dep, tokens[tokens[0].head].text) == ("nsubj", verb)
    assert (tokens[2].dep, tokens[2].head) == ("conj", 0)


@pytest.mark.parametrize(
    ("text", "whom", "does", "verb"),
    [
        ("La Libye, que Paris et Bamako accusent de soutenir les rebelles, a démenti.", "Libye", "Paris", "démenti"),
        ("La Libye, que Paris accuse de soutenir les rebelles, a démenti.", "Libye", "Paris", "démenti"),
        ("L'Iran, qu'Israël a frappé mardi, a riposté.", "Iran", "Israël", "riposté"),
    ],
)
def test_to_whom_a_clause_set_apart_does_something(text: str, whom: str, does: str, verb: str) -> None:
    tokens = parsed(text).tokens
    place = {token.text: i for i, token in enumerate(tokens)}
    noun, actor = tokens[place[whom]], tokens[place[does]]
    assert (noun.dep, tokens[noun.head].text) == ("nsubj", verb)
    assert actor.dep == "nsubj"
    assert (tokens[actor.head].dep, tokens[actor.head].head) == ("acl:relcl", place[whom])


def test_a_list_after_a_blank_line_shares_its_verb_too() -> None:
    text = "Oslo se tait.\n\nWashington, Paris et Berlin ont demandé une enquête. Un ancien soldat a été entendu."
    tokens = parsed(text).tokens
    first = next(i for i, token in enumerate(tokens) if token.text == "Washington")
    assert [(t.dep, t.head) for t in tokens[first + 2 : first + 5] if t.pos == "PROPN"] == [("conj", first)] * 2
    assert tokens[tokens[first].head].text == "demandé"


def test_two_nouns_share_the_verb_after_them() -> None:
    tokens = parsed("La marine et la police auraient arrêté dix pêcheurs au large.").tokens
    assert (tokens[1].dep, tokens[tokens[1].head].text) == ("nsubj", "arrêté")
    assert (tokens[4].dep, tokens[4].head) == ("conj", 1)


@pytest.mark.parametrize(
    ("text", "dep"),
    [
        ("Les insurgés ont ensuite libéré douze soldats.", "nsubj"),
        ("Les insurgés ont été libérés.", "nsubj:pass"),
        ("Les insurgés ont ensuite été libérés.", "nsubj:pass"),
    ],
)
def test_the_subject_of_a_compound_past_acts(text: str, dep: str) -> None:
    assert parsed(text).tokens[1].dep == dep


def test_a_name_set_apart_from_the_one_before_it_is_in_no_list() -> None:
    tokens = parsed("Londres, capitale du Royaume-Uni et siège du sommet, accueille les ministres.").tokens
    assert tokens[2].dep == "appos"


@pytest.mark.parametrize(
    "text", ["TotalEnergies et McDonald's se taisent.", "Les U.S.A. ont refusé de signer le texte."]
)
def test_names_with_capitals_inside_stay_whole(text: str) -> None:
    assert len(parsed(text).sentences) == 1


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Selon le ministère somalien de la Défense, quelque 1.500 soldats éthiopiens auraient franchi la frontière.", "soldats"),
        ("Le ministre a parlé. Il n'a pas exclu le recours à la force.", "Il"),
        ("Le ministre a parlé. Il a précisé que le port rouvrirait.", "Il"),
        ("Pékin, premier créancier du pays, appelle les deux parties à la retenue.", "Pékin"),
    ],
)  # fmt: skip
def test_subjects_that_the_model_mislabels(text: str, subject: str) -> None:
    assert subject in {token.text for token in parsed(text).tokens if token.dep == "nsubj"}


@pytest.mark.parametrize(
    "text",
    [
        "Il faut un accord avant lundi.",
        "Il en va autrement de la limousine offerte au dirigeant.",
        "Il y a trois blessés au port.",
        "Il est possible que le port rouvre lundi.",
    ],
)
def test_empty_subjects_stay_empty(text: str) -> None:
    assert parsed(text).tokens[0].dep != "nsubj"


def test_a_verb_after_a_name_and_its_pronoun_says_something_of_the_name() -> None:
    tokens = parsed("Kiev accuse la Russie, qui dément toute implication.").tokens
    verb = next(token for token in tokens if token.text == "dément")
    assert (verb.dep, tokens[verb.head].text) == ("acl:relcl", "Russie")


def test_a_family_name_hangs_on_the_given_name_before_it() -> None:
    tokens = parsed("Un conseiller du président Vladimir Poutine a affirmé le contraire.").tokens
    name = next(token for token in tokens if token.text == "Poutine")
    assert (name.dep, tokens[name.head].text) == ("flat:name", "Vladimir")


def test_a_foreign_word_goes_on_with_the_name_before_it() -> None:
    text = (
        "La France, qui a livré à Erevan trois radars Ground Master en 2024, a appelé les deux capitales à la retenue."
    )
    tokens = parsed(text).tokens
    name = next(i for i, t in enumerate(tokens) if t.text == "Ground")
    assert (tokens[name + 1].text, tokens[name + 1].head) == ("Master", name)


def test_marks_without_width_hide_no_word() -> None:
    plain = "Le ministre annoncera demain une nouvelle livraison."
    broken = "Le mi\u00adnistre an\u00adnon\u00adcera demain une nou\u00advelle livrai\u200bson."
    tokens, same = (parsed(text).tokens for text in (broken, plain))
    assert [(t.lemma, t.pos, t.dep, t.head) for t in tokens] == [(t.lemma, t.pos, t.dep, t.head) for t in same]
    assert all(broken[t.start : t.end] == t.text for t in tokens)
