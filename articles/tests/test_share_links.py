"""Liens de relecture: what they show, when they end, what is noted and what is forgotten."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import facts
from articles.admin.relecture import browser_family
from articles.models import ShareLink, ShareOpening
from articles.pictures.renditions import recipe, rendition_name

from .conftest import make_photo, on_day, place
from .desk import REPORTER, address, sit_down

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
DAY = timedelta(days=1)


def make(dispatch, by, *, pinned=False, lasting=2 * DAY, label="Me Diallo"):
    return ShareLink.objects.make(
        dispatch, by, label=label, ends_at=timezone.now() + lasting, pinned=pinned
    )


def opened(client, link, status=200):
    response = client.get(reverse("relecture", args=[link.token]), headers={"User-Agent": FIREFOX})
    assert response.status_code == status
    return response


@pytest.fixture
def june():
    with on_day(2025, 6, 23):
        yield


@pytest.fixture
def link(june, draft, chief):
    return make(draft, chief)


def test_somebody_without_account_reads_the_draft(client, link):
    page = opened(client, link).content.decode()
    assert "Trois accords ont été signés." in page
    assert 'class="unpublished"' in page


def test_one_link_follows_the_draft_and_another_stays_with_what_was_saved(
    client, link, draft, chief
):
    pinned = make(draft, chief, pinned=True)
    draft.headline = "Repris à minuit"
    draft.save()
    assert "Repris à minuit" in opened(client, link).content.decode()
    page = opened(client, pinned).content.decode()
    assert "Repris à minuit" not in page
    assert "Moscou et Bamako signent" in page


def test_a_pin_writes_nobody_among_the_writers(link, draft, chief):
    make(draft, chief, pinned=True)
    assert not facts.of(draft, chief).alone


def test_it_ends_at_its_hour_and_is_forgotten(client, link):
    opened(client, link)
    with on_day(2025, 6, 25, hour=8):
        opened(client, link)
        assert link.openings.count() == 2
    with on_day(2025, 6, 25, hour=9):
        page = opened(client, link, 410).content.decode()
        assert "Trois accords" not in page
        assert "Moscou et Bamako" not in page
        assert not ShareOpening.objects.exists()


def test_a_revoked_link_ends_at_once_and_is_forgotten(client, link):
    opened(client, link)
    link.revoke()
    assert not ShareOpening.objects.exists()
    opened(client, link, 410)
    assert not ShareOpening.objects.exists()


@pytest.mark.parametrize("forge", [
    lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
    lambda token: token.split(".")[0],
    lambda token: "x" * 60,
    lambda token: f"{token.split('.')[0][::-1]}.{token.split('.')[1]}",
])  # fmt: skip
def test_a_forged_link_leads_nowhere(client, link, forge):
    response = client.get(reverse("relecture", args=[forge(link.token)]))
    assert response.status_code == 404
    assert "Moscou" not in response.content.decode().split("<main")[1]
    assert not ShareOpening.objects.exists()


def test_a_bin_ends_it_for_good(client, link, draft, chief):
    with on_day(2025, 6, 24):
        draft.put_in_bin(chief)
        opened(client, link, 410)
        draft.take_out_of_bin(chief)
        opened(client, link, 410)


def test_a_withdrawal_ends_it_and_a_later_link_may_show_the_clean_version(
    client, link, draft, chief
):
    draft.publish(chief)
    opened(client, link)
    with on_day(2025, 6, 24, hour=8):
        draft.withdraw(chief, "Retiré.")
        opened(client, link, 410)
    with on_day(2025, 6, 24):
        opened(client, make(draft, chief))


def test_each_load_is_noted_with_its_hour_and_its_browser_s_family(client, link):
    opened(client, link)
    client.head(reverse("relecture", args=[link.token]), headers={"User-Agent": FIREFOX})
    [opening] = link.openings.all()
    assert (opening.browser, opening.at) == ("Firefox", timezone.now())
    values = [getattr(opening, field.attname) for field in opening._meta.concrete_fields]
    assert "127.0.0.1" not in map(str, values)


@pytest.mark.parametrize(("words", "family"), [
    (FIREFOX, "Firefox"),
    ("Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome"),
    ("Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1", "Safari"),
    ("Mozilla/5.0 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge"),
    ("WhatsApp/2.23.20.0", "WhatsApp"),
    ("<script>", ""),
    ("", ""),
])  # fmt: skip
def test_a_browser_is_told_by_its_family_alone(words, family):
    assert browser_family(words) == family


def test_it_is_kept_by_no_cache_found_by_no_search_told_to_no_site(client, link):
    tokens = [link.token, "x" * 40]
    link.revoke()
    live = make(link.dispatch, link.made_by)
    for token in (live.token, *tokens):
        headers = client.get(reverse("relecture", args=[token])).headers
        assert "no-store" in headers["Cache-Control"]
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Frame-Options"] == "DENY"
        assert "Set-Cookie" not in headers


def test_only_reading_is_answered(client, link):
    assert client.post(reverse("relecture", args=[link.token])).status_code == 405


def test_its_pictures_come_with_it_and_go_with_it(client, link, draft, settings):
    photo = make_photo()
    place(photo, draft)
    page = opened(client, link).content.decode()
    picture = reverse(
        "relecture_picture", args=[link.token, photo.digest, recipe(photo), 360, "jpg"]
    )
    assert picture in page
    assert client.get(picture).headers["Content-Type"] == "image/jpeg"
    other = make_photo("Autre", "green", (820, 510))
    wrong = reverse("relecture_picture", args=[link.token, other.digest, recipe(other), 360, "jpg"])
    assert client.get(wrong).status_code == 404
    assert client.get(f"/{rendition_name(photo, 360, 'jpg')}").status_code == 404
    link.revoke()
    assert client.get(picture).status_code == 404
    assert not list(settings.MEDIA_ROOT.rglob("*.jpg"))


def test_an_embargo_is_told_to_whoever_reads(client, link, draft):
    draft.embargo_until = timezone.now() + DAY
    draft.embargo_zone, draft.embargo_source = "Europe/Moscow", "Le ministère"
    draft.embargo_terms = "Pas d’agence."
    draft.save()
    page = opened(client, link).content.decode()
    for words in ("24 juin 2025", "Europe/Moscow", "Le ministère", "Pas d’agence."):
        assert words in page


@pytest.mark.parametrize("lasting", [timedelta(0), -DAY, timedelta(days=30, seconds=1)])
def test_no_link_without_a_near_end(link, draft, chief, lasting):
    with pytest.raises(ValidationError):
        make(draft, chief, lasting=lasting)


# --- at the desk


def test_whoever_writes_it_makes_watches_and_closes_links(client, june, draft, chief):
    client.force_login(chief)
    url = address("dispatch_share", draft.pk)
    page = client.get(url).content.decode()
    assert "Africa/Bamako" in page
    assert 'value="25/06/2025"' in page
    sent = {"label": "Me Diallo", "ends_at_0": "25/06/2025", "ends_at_1": "09:00", "_make": "1"}
    assert client.post(url, sent | {"pinned": "pinned"}).status_code == 302
    link = draft.share_links.get()
    assert link.revision == draft.revisions.get()
    client.logout()
    opened(client, link)
    client.force_login(chief)
    page = client.get(url).content.decode()
    assert f"http://testserver{reverse('relecture', args=[link.token])}" in page
    assert "Firefox" in page
    client.post(url, {"_revoke": link.key})
    page = client.get(url).content.decode()
    assert "Firefox" not in page
    assert link.token not in page
    opened(client, link, 410)


def test_a_link_asked_wrongly_is_not_made_and_what_was_typed_stays(client, june, draft, chief):
    client.force_login(chief)
    url = address("dispatch_share", draft.pk)
    sent = {"label": "Me Diallo", "ends_at_0": "25/06/2026", "ends_at_1": "09:00", "_make": "1"}
    page = client.post(url, sent | {"pinned": "following"})
    assert page.status_code == 200
    assert "Me Diallo" in page.content.decode()
    assert not ShareLink.objects.exists()


def test_looking_at_the_list_forgets_what_has_ended(client, link, draft, chief):
    opened(client, link)
    with on_day(2025, 6, 28):
        client.force_login(chief)
        client.get(address("dispatch_share", draft.pk))
        assert not ShareOpening.objects.exists()


def test_who_may_not_write_it_gives_nothing_away(client, link, draft):
    url = address("dispatch_share", draft.pk)
    assert client.get(url).status_code == 302
    sit_down(client, REPORTER)
    assert client.get(url).status_code == 403
    assert client.post(url, {"_revoke": link.key}).status_code == 403
    assert ShareLink.objects.open(timezone.now()).exists()


def test_a_key_of_another_article_closes_nothing_here(client, link, live, chief):
    from .conftest import make_draft

    client.force_login(chief)
    client.post(address("dispatch_share", make_draft("Autre").pk), {"_revoke": link.key})
    assert ShareLink.objects.open(timezone.now()).exists()
