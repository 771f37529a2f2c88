"""The desk's lists: what each row says, and how many queries they cost at any size."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Dispatch, Topic

from .conftest import make_draft, on_day
from .desk import CHIEF, address, shown, sit_down


def listed(client, name="dispatch", **query):
    response = client.get(address(f"{name}_changelist"), query)
    shown(response)
    return set(response.context["cl"].result_list)


@pytest.fixture
def states(client, chief):
    """One article in each state; whoever looks is a chief."""
    sit_down(client, CHIEF)
    made = {
        name: make_draft(name) for name in ("draft", "scheduled", "live", "changed", "withdrawn")
    }
    for name in ("live", "changed", "withdrawn"):
        made[name].publish(chief)
    made["scheduled"].publish(chief, at=timezone.now() + timedelta(days=1))
    made["withdrawn"].withdraw(chief, "Retiré.")
    Dispatch.objects.filter(pk=made["changed"].pk).update(changed_at=timezone.now())
    return made


def test_the_state_is_computed_and_filters_the_list(client, states):
    for state, expected in (
        ("draft", {"draft"}),
        ("scheduled", {"scheduled"}),
        ("live", {"live", "changed"}),
        ("changed", {"changed"}),
        ("withdrawn", {"withdrawn"}),
    ):
        assert {row.headline for row in listed(client, state=state)} == expected


def test_what_is_online_is_one_click_away(client, states):
    page = shown(client.get(address("dispatch_changelist")))
    assert states["live"].editions.get().get_absolute_url() in page
    assert "2 novembre" not in page


def test_the_state_of_a_scheduled_version_is_followed_by_the_clock(client, chief):
    sit_down(client, CHIEF)
    with on_day(2025, 6, 20):
        story = make_draft("À l’heure dite")
        story.publish(chief, at=timezone.now() + timedelta(days=3))
        assert story in listed(client, state="scheduled")
    with on_day(2025, 6, 24):
        assert story in listed(client, state="live")
        assert story not in listed(client, state="changed")


@pytest.mark.parametrize("words", ["refugies", "RÉFUGIÉS", "l'envoyee", "envoyée tchad"])
def test_articles_are_found_without_accents_and_by_who_signs(client, db, words):
    sit_down(client, CHIEF)
    wanted, other = make_draft("Les réfugiés du Tchad"), make_draft("Autre chose")
    other.bylines.all().delete()
    assert listed(client, q=words) == {wanted}


@pytest.mark.parametrize("name", ["section", "topic", "author"])
def test_an_address_that_readers_have_stays_what_it_is(client, chief, name):
    """Until a story bears it, it is the desk's to choose."""
    sit_down(client, CHIEF)
    story = make_draft()
    story.topics.add(Topic.objects.create(name="Sahel"))
    thing = {
        "section": story.section,
        "topic": story.topics.get(),
        "author": story.bylines.get().author,
    }[name]
    page = address(f"{name}_change", thing.pk)
    assert 'name="slug"' in shown(client.get(page))
    story.publish(chief)
    assert 'name="slug"' not in shown(client.get(page))
    client.post(page, {"name": "Autre nom", "slug": "autre-adresse", "position": 0})
    before = thing.slug
    thing.refresh_from_db()
    assert (thing.name, thing.slug) == ("Autre nom", before)
    assert thing.get_absolute_url() in shown(client.get(address(f"{name}_changelist")))


def test_the_state_of_a_version_agrees_with_the_word(client, states):
    page = shown(client.get(address("edition_changelist")))
    assert "programmée" in page
    assert "dépubliée" in page
