"""Addresses: given once, they lead to their dispatch for ever."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from articles.models import Address, Edition
from articles.readiness import NotReady

from .conftest import make_draft, on_day


def path_of(edition):
    return unquote(edition.get_absolute_url())


def test_the_address_is_made_of_the_month_in_the_desks_zone_and_the_headline(
    settings, chief, draft
):
    settings.TIME_ZONE = "Asia/Tokyo"
    with on_day(2025, 6, 30, hour=20):  # July has begun in Tokyo
        assert path_of(draft.publish(chief)) == "/articles/2025/07/moscou-et-bamako-signent/"


def test_the_month_is_that_of_the_first_publication(live, chief):
    with on_day(2025, 9, 1):
        edition = live.correct(chief, "Corrigé.")
    assert path_of(edition) == "/articles/2025/06/moscou-et-bamako-signent/"


def test_a_scheduled_story_has_the_address_of_its_month(chief, draft):
    with on_day(2025, 6, 30):
        edition = draft.publish(chief, at=datetime(2025, 7, 1, 6, tzinfo=UTC))
    assert path_of(edition) == "/articles/2025/07/moscou-et-bamako-signent/"


def test_the_desk_may_choose_the_address(db, chief):
    assert make_draft(slug="les-trois-accords").publish(chief).address.slug == "les-trois-accords"


def test_a_taken_address_gets_a_number(live, chief):
    with on_day(2025, 6, 24):
        slugs = [make_draft().publish(chief).address.slug for _ in range(2)]
    assert slugs == ["moscou-et-bamako-signent-2", "moscou-et-bamako-signent-3"]


def test_another_month_is_free_again(live, chief):
    with on_day(2025, 7, 1):
        assert make_draft().publish(chief).address.slug == "moscou-et-bamako-signent"


def test_a_long_address_that_is_taken_still_fits(db, chief):
    slugs = {make_draft(slug="a" * 100).publish(chief).address.slug for _ in range(12)}
    assert len(slugs) == 12
    assert max(map(len, slugs)) <= Address._meta.get_field("slug").max_length


@pytest.mark.parametrize("headline", ["…", "!!!", "\u202e\u202d"])
def test_a_headline_without_a_letter_is_no_headline(db, chief, headline):
    with pytest.raises(NotReady) as refused:
        make_draft(headline, slug="").publish(chief)
    assert "headline" in refused.value.message_dict


def test_a_new_headline_keeps_the_address(live, chief):
    live.headline = "Un titre tout autre"
    live.save()
    live.correct(chief, "Le titre.")
    assert Address.objects.count() == 1


def test_a_changed_address_keeps_the_old_one_for_the_same_dispatch(live, chief):
    live.slug = "trois-accords"
    live.save()
    edition = live.correct(chief, "L’adresse.")
    assert edition.address.slug == "trois-accords"
    assert sorted(live.addresses.values_list("slug", flat=True)) == [
        "moscou-et-bamako-signent",
        "trois-accords",
    ]


def test_an_address_that_was_changed_back_is_not_numbered(live, chief):
    for slug in ("trois-accords", "moscou-et-bamako-signent"):
        live.slug = slug
        live.save()
        edition = live.correct(chief, "L’adresse.")
    assert edition.address.slug == "moscou-et-bamako-signent"
    assert live.addresses.count() == 2


def test_the_old_address_of_another_story_is_never_taken_over(live, chief):
    live.slug = "trois-accords"
    live.save()
    live.correct(chief, "L’adresse.")
    with on_day(2025, 6, 25):
        assert make_draft().publish(chief).address.slug == "moscou-et-bamako-signent-2"


@pytest.mark.parametrize(
    ("language", "headline", "path"),
    [
        ("fr", "Signé à Moscou", "/articles/2025/06/signe-a-moscou/"),
        ("en", "Signed in Moscow", "/en/dispatches/2025/06/signed-in-moscow/"),
        ("ar", "اتفاق جديد", "/articles/2025/06/اتفاق-جديد/"),
        ("ru", "Новый договор", "/articles/2025/06/новый-договор/"),
        ("bm", "Sɛnɛ Kunda", "/articles/2025/06/sene-kunda/"),
    ],
)
def test_a_story_lives_under_the_prefix_of_its_language(db, chief, language, headline, path):
    with on_day(2025, 6, 23):
        edition = make_draft(headline, language=language).publish(chief)
    assert path_of(edition) == path
    assert path_of(edition) == unquote(
        Edition.objects.live(timezone.now()).get().get_absolute_url()
    )


def test_the_new_slug_of_a_scheduled_edition_is_not_known_before_its_moment(client, live, chief):
    live.slug = "nom-tenu-secret"
    live.save()
    with on_day(2025, 6, 24):
        live.correct(chief, "Nous avions tort.", at=timezone.now() + timedelta(days=2))
        assert client.get("/articles/2025/06/nom-tenu-secret/").status_code == 404
    with on_day(2025, 6, 27):
        assert client.get("/articles/2025/06/nom-tenu-secret/").status_code == 200


def test_a_cancelled_schedule_gives_its_slug_up(live, chief):
    live.slug = "nom-tenu-secret"
    live.save()
    live.correct(chief, "Nous avions tort.", at=timezone.now() + timedelta(days=2))
    live.cancel_scheduled(chief)
    assert not live.addresses.filter(slug="nom-tenu-secret").exists()


def test_a_browser_does_not_keep_the_move_of_a_slug(client, live, chief):
    old = live.editions.get().get_absolute_url()
    live.slug = "autre"
    live.save()
    live.correct(chief, "Autre adresse.")
    response = client.get(old)
    assert (response.status_code, response.headers["Cache-Control"]) == (301, "no-cache")
