"""Sent on: the short address, the links that readers tap, the message of the desk."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from .conftest import make_draft, on_day
from .desk import address


def short(dispatch):
    return f"/a/{dispatch.pk}/"


def test_the_short_address_leads_to_the_story_in_its_language(client, live, chief):
    english = make_draft("Moscow and Bamako sign", language="en")
    with on_day(2025, 6, 23):
        english.publish(chief)
        for each in (live, english):
            response = client.get(short(each))
            assert response.status_code == 302
            assert response.headers["Location"] == each.editions.get().get_absolute_url()
            assert response.headers["Cache-Control"] == "no-cache"


def test_it_follows_the_story_to_a_new_address(client, live, chief):
    live.slug = "trois-accords"
    live.save()
    with on_day(2025, 6, 24):
        live.correct(chief, "Mieux.")
        assert client.get(short(live)).headers["Location"].endswith("/trois-accords/")


def test_what_readers_do_not_have_has_none(client, draft, chief):
    unknown = draft.pk + 1000
    pages = [client.get(f"/a/{number}/") for number in (draft.pk, unknown)]
    assert [page.status_code for page in pages] == [404, 404]
    told, other = (page.content.decode() for page in pages)
    assert told.replace(f"/a/{draft.pk}/", f"/a/{unknown}/") == other
    for number in (0, 2**64):
        assert client.get(f"/a/{number}/").status_code == 404
    draft.publish(chief, at=timezone.now() + timedelta(hours=1))
    assert client.get(short(draft)).status_code == 404


def test_a_withdrawn_story_leaves_its_notice_there_too(client, live, chief):
    with on_day(2025, 6, 24):
        live.withdraw(chief, "Retiré à la demande d’une famille.")
        response = client.get(short(live))
    assert response.status_code == 410
    assert "Retiré à la demande d’une famille." in response.content.decode()


def test_it_costs_one_query(client, live, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(short(live))


@pytest.fixture
def tapped(client, live):
    """The links that send the story on, by host."""
    page = client.get(live.editions.get().get_absolute_url()).content.decode()
    [links] = re.findall(r'class="share-links">(.*?)</ul>', page, re.S)
    found = [urlsplit(unescape(each)) for each in re.findall(r'href="([^"]+)"', links)]
    return {each.netloc or each.scheme: each for each in found}


def test_readers_send_a_story_on_by_plain_links(tapped, live):
    here = f"http://testserver{short(live)}"
    headline = "Moscou et Bamako signent"
    assert parse_qs(tapped["wa.me"].query) == {"text": [f"{headline} {here}"]}
    assert parse_qs(tapped["t.me"].query) == {"url": [here], "text": [headline]}
    assert tapped["mailto"].query.startswith("subject=Moscou%20et%20Bamako")
    assert tapped["testserver"].path == short(live)


def test_an_earlier_version_is_not_to_be_sent_on(client, live, chief):
    with on_day(2025, 6, 24):
        live.correct(chief, "Mieux.")
        page = client.get(live.editions.first().get_version_url()).content.decode()
    assert "wa.me" not in page


def test_the_desk_has_the_message_ready(client, live, chief):
    live.standfirst = "Trois textes & une feuille de route."
    live.save()
    with on_day(2025, 6, 24):
        live.correct(chief, "Mieux.")
    client.force_login(chief)
    page = client.get(address("dispatch_change", live.pk)).content.decode()
    [words] = re.findall(r'<textarea id="for-messengers"[^>]*>(.*?)</textarea>', page, re.S)
    headline, standfirst, link, version = unescape(words).split("\n\n")
    assert headline == "*Moscou et Bamako signent*"
    assert standfirst == "Trois textes & une feuille de route."
    assert link == f"http://testserver{short(live)}"
    assert version.startswith("Version 2, 24 juin 2025")


def test_of_what_is_not_online_there_is_no_message(client, draft, chief):
    client.force_login(chief)
    page = client.get(address("dispatch_change", draft.pk)).content.decode()
    assert "for-messengers" not in page
