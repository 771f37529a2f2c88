"""What an actor was called on a day: Haute-Volta until 4 August 1984."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from diplomacy.models import Actor

from .conftest import make_accord, make_act
from .desk import desk, shown, sit_down, table

LAST_DAY = date(1984, 8, 3)
CHANGE = date(1984, 8, 4)


@pytest.fixture
def burkina(db):
    actor = Actor.objects.create(name="Burkina Faso")
    actor.variants.create(text="Haute-Volta", kind="former", language="fr", ended_on=CHANGE)
    actor.variants.create(text="Upper Volta", kind="former", language="en", ended_on=CHANGE)
    return actor


@pytest.fixture
def treaty(burkina, document):
    """Signed under the former name, left under the present one."""
    accord = make_accord("Traité de Lagos", burkina)
    make_act(accord, burkina, done_on=date(1975, 5, 28), source=document)
    make_act(accord, burkina, kind="withdrawal", done_on=date(2024, 1, 29), source=document)
    return accord


def read(client, thing, **query):
    return shown(client.get(thing.get_absolute_url(), query))


def test_it_bears_the_former_name_until_the_day_of_the_change(burkina):
    assert burkina.name_on(LAST_DAY).text == "Haute-Volta"
    assert burkina.name_on(CHANGE) is None
    assert burkina.name_on(None) is None


def test_the_former_name_is_in_the_language_of_the_page(burkina):
    with translation.override("en"):
        assert burkina.name_on(LAST_DAY).text == "Upper Volta"


def test_the_official_name_is_that_of_the_day_too(burkina):
    burkina.official_name = "Burkina Faso"
    assert burkina.official_on(LAST_DAY) == ""
    burkina.variants.create(
        text="République de Haute-Volta", kind="official", language="fr", ended_on=CHANGE
    )
    del burkina.dated_names
    assert burkina.official_on(LAST_DAY) == "République de Haute-Volta"
    assert burkina.official_on(CHANGE) == "Burkina Faso"


def test_a_former_name_whose_end_nobody_knows_or_of_another_script_is_no_name_of_a_day(mali):
    mali.variants.create(text="Soudan", kind="former", begun_on=date(1920, 12, 4))
    mali.variants.create(text="السودان", kind="former", language="ar", ended_on=CHANGE)
    assert mali.name_on(LAST_DAY) is None


@pytest.mark.parametrize(
    ("precision", "last", "after"),
    [
        ("year", date(1984, 12, 30), date(1984, 12, 31)),
        ("month", date(1984, 8, 30), date(1984, 8, 31)),
    ],
)
def test_a_change_known_to_the_year_or_month_counts_from_its_last_day(db, precision, last, after):
    actor = Actor.objects.create(name="Burkina Faso")
    actor.variants.create(
        text="Haute-Volta", kind="former", ended_on=CHANGE, ended_precision=precision
    )
    assert actor.name_on(last).text == "Haute-Volta"
    assert actor.name_on(after) is None


def test_of_two_former_names_each_has_its_time(db):
    actor = Actor.objects.create(name="RD Congo")
    actor.variants.create(text="Congo-Léopoldville", kind="former", ended_on=date(1971, 10, 27))
    actor.variants.create(
        text="Zaïre", kind="former", begun_on=date(1971, 10, 27), ended_on=date(1997, 5, 17)
    )
    names = [actor.name_on(date(year, 1, 1)) for year in (1965, 1980, 2000)]
    assert [name and name.text for name in names] == ["Congo-Léopoldville", "Zaïre", None]


def test_the_accord_shows_the_name_under_which_each_act_was_done(client, treaty):
    page = read(client, treaty)
    signed, left = page.partition("Les actes, dans l’ordre")[2].split("<h3>")[1:3]
    assert "Haute-Volta (today Burkina Faso)" in signed or "aujourd’hui Burkina Faso" in signed
    assert "Haute-Volta" not in left
    assert page.partition("</table>")[0].count("Haute-Volta") == 1


def test_a_past_day_calls_it_as_it_was_called_then(client, treaty, burkina):
    then = read(client, burkina, at="1980-01-01")
    assert "<h1>Haute-Volta (" in then
    assert "<h1>Burkina Faso</h1>" in read(client, burkina)
    assert "Haute-Volta (" in read(client, treaty, at="1980-01-01").partition("</table>")[0]
    listed = shown(client.get(reverse("diplomacy:actor_list"), {"at": "1980-01-01"}))
    assert ">Haute-Volta (" in listed


def test_the_time_of_a_former_name_stands_beside_it(client, treaty, burkina):
    with translation.override("en"):
        assert "former name, until Aug. 4, 1984" in read(client, burkina)


def test_the_person_who_signed_signed_for_the_state_of_that_name(client, treaty, sanou, burkina):
    accord = make_accord("Convention")
    act = make_act(accord, burkina, done_on=date(1978, 1, 1), by=[sanou])
    act.release()
    assert "Haute-Volta (" in read(client, sanou)


@pytest.mark.parametrize(
    "facts",
    [
        {"begun_on": CHANGE, "ended_on": LAST_DAY},
        {"begun_on": CHANGE, "ended_on": CHANGE},
        {"kind": "press", "ended_on": CHANGE},
        {"ended_on": CHANGE, "ended_precision": "hour"},
    ],
)
def test_the_database_refuses_a_time_that_cannot_be(mali, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        mali.variants.create(**{"text": "Soudan", "kind": "former"} | facts)


def send(client, actor, *rows):
    sent = {"name": actor.name, "kind": "state", "slug": actor.slug}
    sent |= table("variants", *rows) | table("relations") | table("inverse_relations")
    return client.post(desk("actor_change", actor.pk), sent)


def row(text, **fields):
    blank = {"language": "fr", "begun_precision": "day", "ended_precision": "day"}
    return {"text": text, "kind": "former"} | blank | fields


def test_two_names_of_one_time_are_refused_and_nothing_typed_is_lost(client, mali):
    sit_down(client)
    rows = (
        row("République soudanaise", ended_on="22/09/1960"),
        row("Fédération du Mali", begun_on="04/04/1959", ended_on="20/08/1960"),
    )
    page = shown(send(client, mali, *rows))
    assert "“République soudanaise”" in page or "«\u202fRépublique soudanaise\u202f»" in page
    for words in ("Fédération du Mali", "04/04/1959", "20/08/1960"):
        assert words in page
    assert not mali.variants.exists()


def test_names_that_follow_each_other_or_are_of_two_languages_are_taken(client, mali):
    sit_down(client)
    rows = (
        row("Soudan français", ended_on="24/11/1958"),
        row("République soudanaise", begun_on="24/11/1958", ended_on="22/09/1960"),
        row("Sudanese Republic", language="en", ended_on="22/09/1960"),
    )
    assert send(client, mali, *rows).status_code == 302
    assert mali.variants.dated().count() == 3


def test_a_name_that_ends_before_it_begins_is_refused_in_words(client, mali):
    sit_down(client)
    page = shown(send(client, mali, row("Soudan", begun_on="01/01/1960", ended_on="01/01/1950")))
    assert "errorlist" in page
    assert not mali.variants.exists()
