"""The banner of an urgent flash: a publication raises it, the clock lowers it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Dispatch, Edition

from .conftest import make_draft, on_day
from .desk import errors, hand_over, only, open_page, sit_down

BANNER = '<aside class="urgent"'
WORDS = "Coup de feu devant le palais"


def make_flash(headline=WORDS, hours=2, **fields):
    return make_draft(headline, genre="flash", body="", urgent_hours=hours, **fields)


@pytest.fixture
def flash(live, chief):
    """Published on 24 June 2025 at nine o'clock, urgent for two hours."""
    flash = make_flash()
    with on_day(2025, 6, 24, hour=9):
        flash.publish(chief)
    return flash


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def pages_of(dispatch):
    edition = dispatch.editions.select_related("address", "section").last()
    author = dispatch.bylines.get().author
    return [
        "/", "/articles/", "/articles/2025/06/", "/corrections/", edition.get_absolute_url(),
        edition.section.get_absolute_url(), author.get_absolute_url(), edition.get_version_url(),
    ]  # fmt: skip


def test_it_stands_above_home_lists_and_articles_and_goes_by_itself(client, live, flash):
    path = flash.editions.get().get_absolute_url()
    for hour, stands in ((9, True), (10, True), (11, False)):
        with on_day(2025, 6, 24, hour=hour):
            for page in pages_of(live):
                html = read(client, page)
                assert (BANNER in html) == stands, (page, hour)
                assert not stands or html.count(BANNER) == 1
                banner = html.partition(BANNER)[2].partition("</aside>")[0]
                assert not stands or (f'href="{path}"' in banner and WORDS in banner)
            assert BANNER not in read(client, path), "nobody needs a way to where they are"


def test_home_shows_it_once(client, live, flash):
    with on_day(2025, 6, 24, hour=9):
        assert read(client, "/").count(f">{WORDS}<") == 1
    with on_day(2025, 6, 24, hour=12):
        assert f">{WORDS}<" in read(client, "/"), "then it is a flash like others"


def test_it_stands_above_the_pages_of_its_language_alone(client, live, flash, chief):
    english = make_draft("Signed in Moscow", language="en")
    arabic = make_draft("موسكو وباماكو", language="ar")
    with on_day(2025, 6, 24, hour=9):
        english.publish(chief)
        arabic.publish(chief)
        for page in ("/en/", english.editions.get().get_absolute_url()):
            assert BANNER not in read(client, page)
        assert BANNER in read(client, arabic.editions.get().get_absolute_url())


def test_a_past_day_shows_that_days_alone(client, live, flash, chief):
    late = make_flash("Tard le soir", hours=4)
    with on_day(2025, 6, 24, hour=22):
        late.publish(chief)
        assert "Tard le soir" in read(client, "/").partition(BANNER)[2]
    with on_day(2025, 6, 25, hour=0):
        assert BANNER not in read(client, "/?at=2025-06-23")
        assert "Tard le soir" in read(client, "/?at=2025-06-24").partition(BANNER)[2]
    with on_day(2025, 6, 26):
        assert BANNER not in read(client, "/?at=2025-06-25")


def test_the_newest_of_several_is_shown(client, live, flash, chief):
    other = make_flash("Le palais est calme")
    with on_day(2025, 6, 24, hour=10):
        other.publish(chief)
        for page in pages_of(live):
            shown = read(client, page).partition(BANNER)[2].partition("</aside>")[0]
            assert "Le palais est calme" in shown, page
            assert WORDS not in shown


def test_a_withdrawal_and_a_retraction_lower_it_at_once(client, live, flash, chief):
    other = make_flash("Le palais est calme")
    with on_day(2025, 6, 24, hour=9):
        other.publish(chief)
    with on_day(2025, 6, 24, hour=10):
        flash.withdraw(chief, "Retiré.")
        other.correct(chief, "Tout était faux.", kind="retraction")
        for page in pages_of(live):
            assert BANNER not in read(client, page), page


def test_a_correction_neither_prolongs_it_nor_lets_it_say_the_old_words(client, live, flash, chief):
    flash.headline = "Un pétard devant le palais"
    flash.save()
    with on_day(2025, 6, 24, hour=10):
        flash.correct(chief, "Il s’agissait d’un pétard.")
        shown = read(client, "/").partition(BANNER)[2].partition("</aside>")[0]
        assert "pétard" in shown
    with on_day(2025, 6, 24, hour=11):
        assert BANNER not in read(client, "/")


def test_the_next_version_may_lower_it(client, live, flash, chief):
    Dispatch.objects.filter(pk=flash.pk).update(urgent_hours=None)
    with on_day(2025, 6, 24, hour=10):
        Dispatch.objects.get(pk=flash.pk).publish(chief, kind="erratum")
        assert BANNER not in read(client, "/")


def test_a_scheduled_flash_raises_it_at_its_moment(client, live, chief):
    flash = make_flash()
    with on_day(2025, 6, 24, hour=9):
        flash.publish(chief, at=timezone.now() + timedelta(hours=1))
        assert WORDS not in read(client, "/")
    with on_day(2025, 6, 24, hour=11):
        assert BANNER in read(client, "/")


def test_only_a_flash_is_urgent(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispatch.objects.filter(pk=draft.pk).update(urgent_hours=2)


def test_the_form_says_that_only_a_flash_is_urgent(client, draft):
    hand_over(draft, sit_down(client, "chef de rubrique"))
    page = open_page(client, draft).type(urgent_hours="2", headline="Un titre neuf")
    refused = page.press()
    assert list(errors(refused)) == ["urgent_hours"]
    assert "Un titre neuf" in refused.content.decode()
    assert page.type(genre="flash").press().status_code == 302
    assert only().urgent_hours == 2


def test_who_may_not_publish_is_told_so_and_loses_nothing(client, draft):
    hand_over(draft, sit_down(client, "rédacteur"))
    page = open_page(client, draft).type(genre="flash", urgent_hours="2", headline="Un titre neuf")
    refused = page.press()
    assert list(errors(refused)) == ["urgent_hours"]
    assert "Un titre neuf" in refused.content.decode()
    Dispatch.objects.filter(pk=draft.pk).update(genre="flash", urgent_hours=2)
    assert open_page(client, draft).type(headline="Mieux").press().status_code == 302
    assert only().urgent_hours == 2


def test_many_urgent_flashes_cost_no_query_more(client, live, chief, django_assert_num_queries):
    with on_day(2025, 6, 24, hour=9):
        path = live.editions.get().get_absolute_url()
        for number in range(20):
            make_flash(f"Flash {number}").publish(chief)
        assert Edition.objects.urgent(timezone.now()).count() == 20
        for page, queries in ((path, 5), ("/", 5)):
            with django_assert_num_queries(queries):
                client.get(page)
