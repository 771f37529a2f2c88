"""A translation of an older version than the original's says so: to readers, and to the desk."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import translations
from articles.models import Dispatch

from .conftest import make_draft, on_day
from .desk import address, errors, hand_over, open_page, sit_down

BEHIND = "This is a translation of version 1"


@pytest.fixture
def english(live, chief):
    english = make_draft("Moscow and Bamako sign", language="en", translation_of=live)
    with on_day(2025, 6, 23, hour=12):
        english.publish(chief)
    return english


def page(client, dispatch):
    return client.get(dispatch.editions.last().get_absolute_url()).content.decode()


def test_a_translation_remembers_which_version_it_is_of(client, live, english, chief):
    assert english.editions.get().translated_number == 1
    assert BEHIND not in page(client, english)


def test_it_says_so_once_the_original_has_changed(client, live, english, chief):
    with on_day(2025, 6, 24):
        live.correct(chief, "Nous avions écrit « Bamako ».")
        live.correct(chief, "Et « Moscou ».")
    html = page(client, english)
    assert BEHIND in html
    assert "version 3" in html
    assert f'href="{live.editions.last().get_absolute_url()}"' in html.partition(BEHIND)[2]
    assert BEHIND not in page(client, live)
    path = english.editions.get().get_absolute_url()
    assert BEHIND not in client.get(f"{path}?at=2025-06-23").content.decode()


def test_a_translation_of_the_newer_version_says_nothing(client, live, english, chief):
    with on_day(2025, 6, 24):
        live.correct(chief, "Nous avions écrit « Bamako ».")
        english.correct(chief, "Follows the corrected original.")
        assert english.editions.last().translated_number == 2, "left empty: what readers have"
    assert "This is a translation of version" not in page(client, english)


def test_a_withdrawn_original_is_not_named(client, live, english, chief):
    with on_day(2025, 6, 24):
        live.correct(chief, "Nous avions écrit « Bamako ».")
        live.withdraw(chief, "Retiré.")
    assert BEHIND not in page(client, english)


def test_a_version_is_that_of_an_original(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispatch.objects.filter(pk=draft.pk).update(translated_number=1)


def test_the_desk_writes_it_down_and_may_say_another(client, live, chief):
    draft = make_draft("Moscow and Bamako sign", language="en")
    hand_over(draft, sit_down(client, "chef de rubrique"))
    with on_day(2025, 6, 24):
        live.correct(chief, "Nous avions écrit « Bamako ».")
        open_page(client, draft).type(translation_of=str(live.pk)).press()
        draft.refresh_from_db()
        assert draft.translated_number == 2
        refused = open_page(client, draft).type(translated_number="3").press()
        assert list(errors(refused)) == ["translated_number"]
        open_page(client, draft).type(translated_number="1").press()
        draft.refresh_from_db()
        assert draft.translated_number == 1
        html = client.get(address("dispatch_change", draft.pk)).content.decode()
        assert "version 1" in html
        open_page(client, draft).type(translation_of="").press()
        draft.refresh_from_db()
        assert draft.translated_number is None


def test_the_desk_lists_what_has_been_left_behind(client, live, chief):
    draft = make_draft(
        "Moscow and Bamako sign", language="en", translation_of=live, translated_number=1
    )
    sit_down(client, "chef de rubrique")
    url = address("dispatch_changelist")
    assert "Moscow and" not in client.get(url, {"translation": "behind"}).content.decode()
    with on_day(2025, 6, 24):
        live.correct(chief, "Nous avions écrit « Bamako ».")
    assert "Moscow and" in client.get(url, {"translation": "behind"}).content.decode()
    [row] = translations.with_original(Dispatch.objects.filter(pk=draft.pk), timezone.now())
    assert row.original_number == 2
