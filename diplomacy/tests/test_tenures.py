"""Who held which function: on the person’s page and on the actor’s, on any day, once released."""

from datetime import date

import pytest
from django.utils import timezone

from diplomacy.models import Person, Tenure

from .conftest import make_tenure
from .desk import desk, shown, sit_down, table


@pytest.fixture
def held(sanou, mali, document):
    return make_tenure(
        sanou, mali, document, "ministre de l’Économie",
        begun_on=date(2019, 5, 5), ended_on=date(2024, 11, 20),
    )  # fmt: skip


def told(client, thing, **query):
    page = shown(client.get(thing.get_absolute_url(), query))
    return page.partition('id="functions"')[2].partition("</section>")[0]


def test_both_pages_tell_the_function_and_its_time(client, held, sanou, mali):
    on_person, on_actor = told(client, sanou), told(client, mali)
    assert "Ministre de l’Économie" in on_person
    assert mali.get_absolute_url() in on_person
    assert sanou.get_absolute_url() in on_actor
    for words in (on_person, on_actor):
        assert "5 mai 2019 – 20 novembre 2024" in words


def test_a_past_day_knows_neither_what_had_not_begun_nor_when_it_would_end(client, held, mali):
    assert told(client, mali, at="2019-05-04") == ""
    during = told(client, mali, at="2020-01-01")
    assert "Ministre de l’Économie" in during
    assert "2024" not in during


def test_holders_follow_each_other_the_latest_first(client, held, mali, document):
    other = Person.objects.create(name="Boubou Cissé")
    make_tenure(other, mali, document, "autre fonction")
    Tenure.objects.create(
        person=other, office=held.office, released_at=timezone.now(), ended_on=date(2019, 4, 18)
    )
    words = told(client, mali).partition("Ministre de l’Économie")[2]
    assert words.index("Alousséni Sanou") < words.index("Boubou Cissé")


def test_nothing_is_told_before_it_is_released(client, held, sanou, mali):
    held.released_at = None
    held.save()
    assert told(client, sanou) == told(client, mali) == ""


def test_a_holder_whom_readers_do_not_know_is_not_named(client, held, mali):
    unknown = Person.objects.create(name="Ministre inconnue")
    Tenure.objects.create(person=unknown, office=held.office, released_at=timezone.now())
    assert "Ministre inconnue" not in told(client, mali)


def test_an_archivist_shows_it_to_readers_and_takes_it_back(client, held, sanou):
    sit_down(client)
    row = {"id": held.pk, "person": sanou.pk, "office": held.office.pk}
    row |= {"begun_on": "05/05/2019", "begun_precision": "day", "ended_precision": "day"}
    for box, is_shown in (({}, False), ({"for_readers": "on"}, True)):
        sent = {"name": sanou.name, "slug": sanou.slug, **table("variants", kept=0)}
        sent |= table("tenures", row | box, kept=1)
        assert client.post(desk("person_change", sanou.pk), sent).status_code == 302
        held.refresh_from_db()
        assert bool(held.released_at) is is_shown
        assert bool(told(client, sanou)) is is_shown


def test_the_page_of_a_function_tells_who_held_it(client, held):
    sit_down(client)
    page = shown(client.get(desk("office_change", held.office.pk)))
    assert f'<option value="{held.person.pk}" selected' in page
