"""What each outlet is worth to a story."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from view_making import article, claim, event

from faisceau.model.claims import Quantity, Source
from faisceau.model.dossier.outlets import Correction, Outlet, Quoted
from faisceau.model.fused import Figure, FigureAccount, FigureRelation, Reading
from faisceau.view import dossier_of
from faisceau.view.ground import ground_of
from faisceau.view.origins import origin_of
from faisceau.view.sources import corrections, origin_count, same_outlet_later

EARLY = article("a.txt", "La digue a cédé, huit maisons sont noyées. Le phare tient.", "2031-04-01", "Le Phare")
LATE = article("b.txt", "La digue a cédé, onze maisons sont noyées. Le phare n’a pas tenu.", "2031-04-04", "Le Phare")
OTHER = article("c.txt", "Une digue a cédé, dit la mairie. Le bac est arrêté.", "2031-04-03", "La Jetée")
NOBODY = article("d.txt", "Une digue a cédé dans la nuit.", None, None)
EIGHT = claim(EARLY, "La digue a cédé, huit maisons sont noyées")
ELEVEN = claim(LATE, "La digue a cédé, onze maisons sont noyées")
HALL = claim(OTHER, "Une digue a cédé", by="mairie")
FERRY = claim(OTHER, "Le bac est arrêté")
HOLDS = claim(EARLY, "Le phare tient")
FELL = claim(LATE, "Le phare n’a pas tenu", status="denied", polarity="-")
NIGHT = claim(NOBODY, "Une digue a cédé dans la nuit")
CLAIMS = [EIGHT, ELEVEN, HALL, FERRY, HOLDS, FELL]
BREACH = event("e-1", [EIGHT, ELEVEN, HALL], "corroborated", origins=(("a.txt", "b.txt"), ("c.txt",)))
LIGHT = event("e-2", [HOLDS, FELL], "contested", origins=(("a.txt", "b.txt"),))
STOPPED = event("e-3", [FERRY])
COUNTED = Figure(
    "f-1",
    "maisons",
    None,
    "e-1",
    tuple(
        FigureAccount(told.id, Quantity(text, value=value), (), None)
        for told, text, value in ((EIGHT, "huit", 8), (ELEVEN, "onze", 11))
    ),
    (FigureRelation(EIGHT.id, ELEVEN.id, "update"),),
)
READING = Reading(events=(BREACH, LIGHT, STOPPED), figures=(COUNTED,))


def _outlets(reading: Reading = READING) -> dict[str | None, Outlet]:
    found = dossier_of("La digue", [EARLY, LATE, OTHER], CLAIMS, reading, [])
    return {outlet.name: outlet for outlet in found.outlets}


def test_what_an_outlet_tells_alone_and_what_others_bear_out() -> None:
    found = _outlets()
    phare, jetee = found["Le Phare"], found["La Jetée"]
    assert (phare.articles, phare.claims) == (("a.txt", "b.txt"), 4)
    assert phare.told == ("e-1", "e-2")
    assert phare.alone == ("e-2",)
    assert phare.borne_out == ("e-1",)
    assert (jetee.told, jetee.alone, jetee.borne_out) == (("e-1", "e-3"), ("e-3",), ("e-1",))


def test_two_articles_of_one_origin_do_not_bear_each_other_out() -> None:
    tied = replace(BREACH, origins=(("a.txt", "b.txt", "c.txt"),))
    assert not any(outlet.borne_out for outlet in _outlets(replace(READING, events=(tied,))).values())


def test_who_only_denies_bears_nothing_out() -> None:
    told, denial = claim(EARLY, "Le phare tient"), claim(OTHER, "Le bac est arrêté", status="denied")
    contested = event("e-4", [told, denial], "contested")
    found = dossier_of("x", [EARLY, OTHER], [told, denial], Reading(events=(contested,)), [])
    assert not any(outlet.borne_out for outlet in found.outlets)


def test_how_soon_is_counted_in_days_to_the_next_outlet() -> None:
    found = _outlets()
    assert (found["Le Phare"].first, found["Le Phare"].ahead) == (("e-1",), (2,))
    assert (found["La Jetée"].first, found["La Jetée"].ahead) == ((), ())


def test_nobody_is_first_where_a_date_is_unknown() -> None:
    told = event("e-1", [EIGHT, HALL, NIGHT], "corroborated")
    found = dossier_of("x", [EARLY, OTHER, NOBODY], [EIGHT, HALL, NIGHT], Reading(events=(told,)), [])
    assert not any(outlet.first for outlet in found.outlets)


def test_what_an_outlet_had_to_correct_itself() -> None:
    found = _outlets()
    assert found["Le Phare"].corrected == (Correction("e-1", "figure"), Correction("e-2", "denial"))
    assert found["La Jetée"].corrected == ()
    same_day = replace(LATE, published="2031-04-01")
    dossier = dossier_of("x", [EARLY, same_day, OTHER], CLAIMS, READING, [])
    assert not any(outlet.corrected for outlet in dossier.outlets)


def test_the_denial_of_another_that_it_reports_is_no_correction() -> None:
    quoted = claim(LATE, "Le phare n’a pas tenu", status="denied", by="mairie")
    told = event("e-2", [HOLDS, quoted], "contested")
    found = dossier_of("x", [EARLY, LATE], [HOLDS, quoted], Reading(events=(told,)), [])
    assert not any(outlet.corrected for outlet in found.outlets)


def test_whom_it_quotes() -> None:
    found = _outlets()
    assert found["La Jetée"].quotes == (Quoted("mairie", 1, 1),)
    assert found["Le Phare"].quotes == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Le Phare", "La Jetée", None]),
            st.sampled_from(["2031-04-01", "2031-04-01T08", "2031-04-02", "2031-04", None]),
            st.booleans(),
            st.booleans(),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_denials_found_by_an_outlets_first_account_are_those_that_every_pair_gives(
    told: list[tuple[str | None, str | None, bool, bool]],
) -> None:
    articles = [article(f"{n}.txt", "La digue tient.", day, outlet) for n, (outlet, day, _, _) in enumerate(told)]
    claims = [
        claim(of, "La digue tient", status="denied" if denies else "asserted", by=None if own else "mairie")
        for of, (_, _, denies, own) in zip(articles, told, strict=True)
    ]
    known = event("e-1", claims)
    ground = ground_of(articles, claims, Reading(events=(known,)))
    every = {
        key
        for a in claims
        for b in claims
        if a.status != "denied"
        and b.status == "denied"
        and b.source == Source()
        and ground.rank[a.article] < ground.rank[b.article]
        and (key := same_outlet_later(ground, a.id, b.id))
    }
    assert {key for key, found in corrections(ground, [known]).items() if found} == every


def test_articles_of_one_outlet_are_one_origin_of_the_story_though_they_share_no_event() -> None:
    apart = Reading(events=(event("e-1", [EIGHT]), event("e-2", [FELL]), event("e-3", [FERRY])))
    ground = ground_of([EARLY, LATE, OTHER, NOBODY], [EIGHT, FELL, FERRY], apart)
    assert origin_of(ground) == {"a.txt": "a.txt", "b.txt": "a.txt", "c.txt": "c.txt", "d.txt": "d.txt"}
    assert origin_count(ground) == 3


def test_what_is_denied_and_nobody_affirms_is_only_denied() -> None:
    alone = Reading(events=(event("e-2", [FELL], "contested"),))
    dossier = dossier_of("La digue", [EARLY, LATE], [FELL], alone, [])
    assert [row.is_only_denied for row in dossier.contested] == [True]
    both = dossier_of("La digue", [EARLY, LATE, OTHER], CLAIMS, READING, [])
    assert [row.is_only_denied for row in both.contested] == [False]
