"""Every kind of public page is conforming HTML, by the checker of the W3C: French, English, Arabic."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles import letters
from articles.models import Subscription

from .conformance import faults
from .conftest import LETTERS, MACHINES, NOT_PAGES, OF_TODAY, on_day, pages

pytestmark = pytest.mark.conformance
FILES = set(NOT_PAGES) - {*LETTERS} | {*MACHINES}


def read(client, path, status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status, path
    return response.content.decode()


def test_every_page_is_conforming_html(client, world, tmp_path):
    found = {}
    for language in ("fr", "en"):
        for name, paths in pages(world, language).items():
            if name in FILES:
                continue
            for path in paths:
                found[path] = read(client, path)
                if name not in OF_TODAY:
                    found[f"{path}?at"] = read(client, path, at="2025-06-27")
    story = world.arabic.editions.get()
    for path in (story.get_absolute_url(), story.get_versions_url(), story.get_version_url()):
        found[path] = read(client, path)
    assert 'dir="rtl"' in found[story.get_absolute_url()]
    assert len(found) > 80
    assert faults(found, tmp_path) == []


def test_what_goes_wrong_is_told_in_conforming_html(client, world, tmp_path):
    found = {
        path: read(client, path, status)
        for path, status in (
            ("/nulle-part/", 404), ("/en/nowhere/", 404), ("/?at=hier", 400), ("/articles/?cursor=x", 400),
        )
    }  # fmt: skip
    found |= {
        path: read(client, path) for path in ("/articles/?section=x&q=%22", "/accords/?status=x")
    }
    found["500"] = render_to_string("500.html")
    refused = client.post(
        reverse("articles:letter"), {"email": "x", "about": '"><b>', "rhythm": "z"}
    )
    found["a form refused"] = refused.content.decode()
    story = world.story.editions.last().get_absolute_url()
    world.story.withdraw(world.chief, "Dépublié.")
    found["withdrawn"] = read(client, story, 410)
    assert faults(found, tmp_path) == []


def test_letters_are_conforming_html(world, tmp_path):
    found = {}
    with on_day(2025, 6, 20):
        wanted = [
            Subscription.objects.ask(f"{code}@example.org", code, "daily") for code in ("fr", "en")
        ]
        for each in wanted:
            found[f"{each.language} to confirm"] = letters.to_confirm(each).alternatives[0][0]
            each.confirm()
            each.refresh_from_db()
            each.told_at = timezone.now()
    for each in wanted:
        found[each.language] = letters.digest(each, timezone.now()).alternatives[0][0]
    assert 'lang="ar" dir="rtl"' in found["fr"]
    assert faults(found, tmp_path) == []


def test_the_checker_finds_what_is_wrong(tmp_path):
    wrong = "<!doctype html><html lang=fr><title>x</title><p><a href='x'><a href='y'>"
    assert faults({"wrong": wrong}, tmp_path)
