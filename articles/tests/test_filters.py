"""What the list of stories can be asked: every condition alone and together, and no accident."""

import re

import pytest

from articles.models import Section

from .conftest import ALL, HOSTILE, LIST, get, headlines, is_refused, make_draft


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"section": "economie"}, ["Par rubrique"]),
        ({"topic": "energie-atomique"}, ["Par thème"]),
        ({"topic": "énergie Atomique"}, ["Par thème"]),
        ({"author": "la-correspondante"}, ["Par signature"]),
        ({"author": "LA CORRESPONDANTE"}, ["Par signature"]),
        ({"actor": "mali"}, ["Par accord", "Par signature"]),
        ({"actor": "Russia"}, ["Par accord"]),
        ({"actor": "RUSSIE"}, ["Par accord"]),
        ({"accord": "Accord sur la commission russo malienne"}, ["Par accord"]),
        ({"accord": "commission accord"}, ["Par accord"]),
        ({"genre": "analysis"}, ["Par thème"]),
        ({"lang": "fr"}, ALL),
        ({"from": "2025-06-12"}, ["Par accord", "Par signature"]),
        ({"to": "2025-06-11"}, ["Par thème", "Par rubrique"]),
        ({"from": "2025-06-11", "to": "2025-06-11"}, ["Par thème"]),
        ({"q": "ENERGIE propos"}, ["Par thème"]),
        ({"q": "par"}, ALL),
        ({"q": "introuvable"}, []),
        ({"actor": "mali", "genre": "brief"}, ["Par accord"]),
        (
            {"actor": "mali", "accord": "commission accord", "from": "2025-06-13", "lang": "fr"},
            ["Par accord"],
        ),
        ({"actor": "mali", "section": "economie"}, []),
        ({"section": "", "topic": "", "q": "  ", "from": "", "genre": ""}, ALL),
    ],
)
def test_a_list_is_narrowed_by_each_condition_alone_and_together(client, four, query, expected):
    assert headlines(get(client, LIST, **query)) == expected


@pytest.mark.parametrize(
    "name", ["section", "topic", "author", "actor", "accord", "genre", "lang", "from", "to"]
)
def test_a_condition_that_means_nothing_says_so_and_shows_no_list(client, four, name):
    assert is_refused(get(client, LIST, **{name: "inconnu"}))
    assert is_refused(get(client, LIST, **{name: "inconnu", "q": "par"}))


@pytest.mark.parametrize(
    "name", ["q", "section", "topic", "author", "actor", "accord", "genre", "lang", "from", "to"]
)
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_conditions_are_no_accident(client, four, name, value):
    page = get(client, LIST, **{name: value})
    assert not headlines(page) or (name == "q" and set(headlines(page)) <= set(ALL))
    assert "<script>" not in page.content.decode()


@pytest.mark.parametrize("zone", ["Africa/Bamako", "Asia/Tokyo", "America/Adak", "Europe/Paris"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_are_days(client, four, settings, zone, day):
    settings.TIME_ZONE = zone
    for name in ("from", "to"):
        expected = ALL if (name == "from") == (day < "2000") else []
        assert headlines(get(client, LIST, **{name: day})) == expected


def test_a_day_is_the_desks(client, four, settings):
    settings.TIME_ZONE = "Pacific/Kiritimati"  # 14 hours ahead: 9 o'clock is 23 o'clock
    assert headlines(get(client, LIST, **{"from": "2025-06-13", "to": "2025-06-13"})) == [
        "Par accord"
    ]
    settings.TIME_ZONE = "Pacific/Pago_Pago"
    assert headlines(get(client, LIST, **{"from": "2025-06-12", "to": "2025-06-12"})) == [
        "Par accord"
    ]


def test_a_section_that_no_edition_stands_in_is_the_desks_alone(client, four):
    section = Section.objects.create(name="Enquêtes")
    make_draft("À venir", section=section)
    assert "Enquêtes" not in get(client, LIST).content.decode()
    assert is_refused(get(client, LIST, section=section.slug))
    get(client, section.get_absolute_url(), 404)


def test_the_sections_offered_stand_in_french_order(client, four, chief):
    for name in ("Zone euro", "Défense"):
        make_draft(name, section=Section.objects.create(name=name)).publish(chief)
    page = get(client, LIST).content.decode()
    offered = re.findall(r'<option value="[^"]+">([^<]+)</option>', page)
    assert '<option value="" selected>Toutes</option>' in page
    assert offered[:4] == ["Afrique", "Défense", "Économie", "Zone euro"]


@pytest.mark.parametrize("signs", ["!!!", "« »", "…", "🦒", "%"])
def test_signs_alone_are_no_words_to_look_for(client, four, signs):
    assert is_refused(get(client, LIST, q=signs))
    assert headlines(get(client, LIST, q=f"par {signs}")) == ALL
