"""The pages on which the paper speaks of itself: written by the desk, linked from every page."""

import json
import re

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from articles.models import PaperPage

from .conftest import on_day

pytestmark = pytest.mark.django_db
TEXT = "<h2>La règle</h2><p>Deux sources.</p>"


@pytest.fixture
def charter():
    with on_day(2025, 6, 23):
        return PaperPage.objects.create(kind="charter", text=TEXT, text_en="<p>Two sources.</p>")


def page_of(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_readers_read_a_page_in_both_languages_with_its_day(client, charter):
    page = page_of(client, charter.get_absolute_url())
    assert TEXT in page
    assert 'datetime="2025-06-23">23 juin 2025<' in page
    with translation.override("en"):
        english = page_of(client, charter.get_absolute_url())
    assert "Two sources." in english
    assert "Deux sources." not in english


def test_what_is_not_translated_is_shown_in_french_and_said_to_be_french(client, charter):
    PaperPage.objects.update(text_en="")
    with translation.override("en"):
        page = page_of(client, charter.get_absolute_url())
    assert re.search(r'<div class="paper-text" lang="fr">\s*<h2>La règle', page)


def test_every_page_links_to_all_of_them_and_to_the_licence_at_no_cost(
    client, charter, django_assert_num_queries
):
    with django_assert_num_queries(0):
        foot = page_of(client, reverse("diplomacy:glossary")).partition("<footer")[2]
    for kind in PaperPage.Kind:
        assert f'<a href="{reverse(f"articles:paper_{kind}")}">{kind.label}</a>' in foot
    assert 'rel="license">CC BY 4.0</a>' in foot


def test_what_nobody_has_written_yet_says_so_and_is_not_indexed(client, charter):
    page = page_of(client, reverse("articles:paper_contact"))
    assert '<meta name="robots" content="noindex">' in page
    assert 'class="nothing"' in page
    addresses = re.findall("<loc>([^<]+)</loc>", page_of(client, reverse("sitemap_lists")))
    assert f"http://testserver{charter.get_absolute_url()}" in addresses
    assert f"http://testserver{reverse('articles:paper_contact')}" not in addresses


def test_the_text_is_clean_however_it_comes(client, charter):
    PaperPage.objects.update(text="<p onclick='x'>Mot</p><script>x()</script><iframe></iframe>")
    charter.refresh_from_db()
    assert charter.text == "<p>Mot</p>"


def test_the_database_keeps_each_page_once_known_and_not_empty(charter):
    for fields in (
        {"kind": "charter", "text": TEXT},
        {"kind": "x", "text": TEXT},
        {"kind": "legal"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperPage.objects.create(**fields)


def test_machines_are_told_by_which_principles_the_paper_works(client, charter):
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page_of(client, reverse("home"))
    )
    told = next(each for each in map(json.loads, blocks) if "publishingPrinciples" in each)
    assert told["@type"] == "NewsMediaOrganization"
    assert told["publishingPrinciples"] == f"http://testserver{charter.get_absolute_url()}"
    assert told["correctionsPolicy"] == f"http://testserver{reverse('articles:correction_list')}"


@pytest.fixture
def at_the_desk(client, db):
    user = User.objects.create_user("cheffe", is_staff=True)
    user.groups.add(Group.objects.get(name="chef de rubrique"))
    client.force_login(user)
    return client


def test_a_chief_changes_a_page_and_readers_see_since_when(at_the_desk, charter):
    change = reverse("admin:articles_paperpage_change", args=[charter.pk])
    words = {"text": "<p>Trois sources.</p>", "text_en": ""}
    with on_day(2025, 7, 1):
        assert at_the_desk.post(change, words).status_code == 302
    with on_day(2025, 7, 2):
        at_the_desk.post(change, words)
    page = page_of(at_the_desk, charter.get_absolute_url())
    assert "Trois sources." in page
    assert 'datetime="2025-07-01"' in page
    history = at_the_desk.get(reverse("admin:articles_paperpage_history", args=[charter.pk]))
    assert "Deux sources." in history.content.decode()


def test_a_page_written_twice_is_refused_at_its_box_and_nothing_is_lost(at_the_desk, charter):
    words = {"kind": "charter", "text": "<p>Une autre charte.</p>"}
    page = at_the_desk.post(reverse("admin:articles_paperpage_add"), words)
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert "Une autre charte." in page.content.decode()
