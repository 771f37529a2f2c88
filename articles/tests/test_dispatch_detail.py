"""One story's pages: at its address, under its language's prefix, as it was, and when it is gone."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from .conftest import make_draft, on_day, place

PATH = "/articles/2025/06/moscou-et-bamako-signent/"


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


def leads_to(client, path, status=301):
    """Where the path redirects, in readable letters."""
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return unquote(response.headers["Location"])


@pytest.fixture
def corrected(live, chief):
    """The story of the 23rd, whose title and text were corrected on the 25th."""
    with on_day(2025, 6, 25):
        live.headline, live.body = "Trois accords à Moscou", "<p>Trois, et non deux.</p>"
        live.save()
        live.correct(chief, "Nous avions écrit « deux ».")
    return live


def test_a_reader_reads_the_live_edition(client, live):
    page = read(client, PATH)
    assert "Moscou et Bamako signent" in page
    assert "Trois accords ont été signés." in page
    assert "L’envoyée" in page


def test_a_draft_has_no_page(client, draft):
    read(client, PATH, 404)


def test_a_scheduled_story_has_no_page_before_its_moment(client, draft, chief):
    with on_day(2025, 6, 23, hour=9):
        draft.publish(chief, at=timezone.now() + timedelta(hours=1))
        read(client, PATH, 404)
    with on_day(2025, 6, 23, hour=10):
        read(client, PATH)


def test_a_correction_is_read_with_its_note(client, corrected):
    page = read(client, PATH)
    assert "Rectificatif le 25 juin 2025" in " ".join(re.sub("<[^>]+>", " ", page).split())
    assert "Trois, et non deux." in page
    assert "Nous avions écrit « deux »." in page
    assert "Trois accords ont été signés." not in page


def test_a_past_day_has_the_edition_of_that_day(client, corrected):
    page = read(client, f"{PATH}?at=2025-06-24")
    assert "Moscou et Bamako signent" in page
    assert "Trois, et non deux." not in page
    assert "Nous avions écrit" not in page
    assert "Trois, et non deux." in read(client, f"{PATH}?at=2025-06-25")


def test_before_its_first_day_a_story_is_absent(client, live):
    for tail in ("", "versions/", "versions/1/"):
        read(client, f"{PATH}{tail}?at=2025-06-22", 404)


def test_the_versions_are_listed_and_each_has_its_address(client, corrected):
    page = read(client, f"{PATH}versions/")
    assert f"{PATH}versions/1/" in page
    assert f"{PATH}versions/2/" in page
    assert "Trois accords ont été signés." in read(client, f"{PATH}versions/1/")
    assert "Trois, et non deux." in read(client, f"{PATH}versions/2/")
    read(client, f"{PATH}versions/3/", 404)


def test_a_version_to_come_has_no_address(client, live, chief):
    live.correct(chief, "Demain.", at=timezone.now() + timedelta(days=1))
    read(client, f"{PATH}versions/2/", 404)
    assert "versions/2/" not in read(client, f"{PATH}versions/")


def test_a_version_to_come_has_no_address_at_a_past_day_either(client, corrected):
    read(client, f"{PATH}versions/2/?at=2025-06-24", 404)


def test_a_retracted_story_keeps_its_old_version_open(client, live, chief):
    live.correct(chief, "Les faits n’étaient pas établis.", kind="retraction")
    for path in (PATH, f"{PATH}versions/1/"):
        assert "Les faits n’étaient pas établis." in read(client, path)


# --- withdrawn


@pytest.mark.parametrize("tail", ["", "versions/", "versions/1/"])
@pytest.mark.parametrize("query", ["", "?at=2025-06-23", "?at=2025-06-24", "?x=1"])
def test_a_withdrawn_story_is_gone_at_every_address_and_date(client, live, chief, tail, query):
    live.withdraw(chief, "Retiré à la demande du parquet.", reason="source menacée")
    page = read(client, f"{PATH}{tail}{query}", 410)
    assert "Retiré à la demande du parquet." in page
    assert "source menacée" not in page
    assert "Trois accords ont été signés." not in page


def test_a_lifted_withdrawal_gives_the_page_back(client, live, chief):
    live.withdraw(chief, "Retiré.").lift(chief)
    read(client, PATH)


def test_after_a_clean_edition_only_the_early_version_is_gone(client, live, chief):
    live.withdraw(chief, "La première version est retirée.")
    with on_day(2099, 1, 1):
        live.correct(chief, "Version expurgée.")
        assert "Version expurgée." in read(client, PATH)
        assert "est retirée" in read(client, f"{PATH}versions/1/", 410)
        assert "est retirée" in read(client, f"{PATH}?at=2025-06-24", 410)
        read(client, f"{PATH}versions/2/")
        read(client, f"{PATH}versions/3/", 404)


def test_a_withdrawn_story_is_gone_at_its_old_address_too(client, live, chief):
    live.slug = "trois-accords"
    live.save()
    live.correct(chief, "L’adresse.")
    live.withdraw(chief, "Retiré.")
    for slug in ("trois-accords", "moscou-et-bamako-signent"):
        read(client, f"/articles/2025/06/{slug}/", 410)


# --- addresses and languages


@pytest.mark.parametrize("tail", ["", "versions/", "versions/1/"])
def test_an_old_address_leads_to_the_present_one(client, live, chief, tail):
    live.slug = "trois-accords"
    live.save()
    live.correct(chief, "L’adresse.")
    new = f"/articles/2025/06/trois-accords/{tail}"
    if tail == "versions/1/":
        new = f"{PATH}{tail}"  # version 1 keeps the address under which it was read
        read(client, new)
    else:
        assert leads_to(client, f"{PATH}{tail}") == new
        assert leads_to(client, f"{PATH}{tail}?x=1&y=2") == f"{new}?x=1&y=2"
        read(client, new)


@pytest.mark.parametrize(
    ("language", "headline", "own", "other"),
    [
        ("en", "Signed", "/en/dispatches/2025/06/signed/", "/articles/2025/06/signed/"),
        ("fr", "Signé", "/articles/2025/06/signe/", "/en/dispatches/2025/06/signe/"),
        ("ar", "اتفاق جديد", "/articles/2025/06/اتفاق-جديد/", "/en/dispatches/2025/06/اتفاق-جديد/"),
        ("ru", "Договор", "/articles/2025/06/договор/", "/en/dispatches/2025/06/договор/"),
    ],
)  # fmt: skip
def test_a_story_is_read_under_the_prefix_of_its_language_alone(
    client, db, chief, language, headline, own, other
):
    with on_day(2025, 6, 23):
        make_draft(headline, language=language).publish(chief)
    for tail in ("", "versions/", "versions/1/"):
        assert headline in read(client, own + tail)
        assert leads_to(client, other + tail) == own + tail
        assert leads_to(client, f"{other}{tail}?at=2025-06-23") == f"{own}{tail}?at=2025-06-23"


def test_an_arabic_story_is_set_from_right_to_left_in_french_surroundings(client, db, chief):
    edition = make_draft("اتفاق جديد", language="ar").publish(chief)
    page = read(client, edition.get_absolute_url())
    assert '<html lang="fr" dir="ltr">' in page
    assert 'lang="ar" dir="rtl"' in page


def test_a_translation_and_its_original_lead_to_each_other(client, live, chief):
    with on_day(2025, 6, 24):
        english = make_draft("Signed in Moscow", language="en", translation_of=live).publish(chief)
    assert english.get_absolute_url() in read(client, PATH)
    assert PATH in read(client, english.get_absolute_url())
    assert english.get_absolute_url() not in read(client, f"{PATH}?at=2025-06-23")


def test_a_picture_of_a_story_is_shown_with_caption_and_credit(client, draft, chief, photo):
    place(photo, draft)
    page = read(client, draft.publish(chief).get_absolute_url())
    assert photo.digest in page
    for words in ("L’échange des documents", "Deux hommes et une table", "Archives"):
        assert words in page


def test_a_flash_is_a_headline_alone(client, db, chief):
    flash = make_draft("Accord à Alger", genre="flash", body="").publish(chief)
    assert "Accord à Alger" in read(client, flash.get_absolute_url())


@pytest.mark.parametrize("rows", [3, 40])
def test_a_story_costs_five_queries(
    client, live, chief, mali, commission, photo, rows, django_assert_num_queries
):
    """Its editions, bylines, figures, subjects, further stories; however many."""
    live.actors.add(mali)
    live.accords.add(commission)
    place(photo, live)
    for number in range(rows):
        other = make_draft(f"Autre {number}")
        other.actors.add(mali)
        other.publish(chief)
        live.correct(chief, f"Correction {number}.")
    with django_assert_num_queries(5):
        read(client, PATH)
    with django_assert_num_queries(1):
        read(client, f"{PATH}versions/")
    with django_assert_num_queries(5):
        read(client, f"{PATH}versions/1/")
