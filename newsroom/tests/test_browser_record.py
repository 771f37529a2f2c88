"""In a real browser: the record's pages and pictures on a phone and a wide screen, in light and dark."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from diplomacy.models import Accord, Actor

Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reader(page, live_server):
    """A reader of the demo; the browser has nothing to complain of, nor the rule on scripts and styles."""
    call_command("loaddata", "demo", verbosity=0)
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    assert not complaints


def addresses():
    return [
        Accord.objects.get(slug="statut-de-rome").get_absolute_url(),
        Actor.objects.get(slug="mali").get_absolute_url(),
        reverse("diplomacy:accord_matrix"),
        reverse("diplomacy:accord_map"),
        f"{reverse('diplomacy:accord_changes')}?from=2015-01-01",
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_pictures_fit_and_everybody_can_read_them(reader, live_server, scheme, width):
    reader.set_viewport_size({"width": width, "height": 900})
    reader.emulate_media(color_scheme=scheme)
    for path in addresses():
        reader.goto(live_server.url + path)
        assert reader.evaluate("document.documentElement.scrollWidth") <= width, path
        found = Axe().run(reader).response["violations"]
        assert not [(fault["id"], fault["nodes"][0]["html"]) for fault in found], path


def test_the_keyboard_reaches_the_table_and_passes_the_picture(reader, live_server):
    reader.goto(live_server.url + Actor.objects.get(slug="mali").get_absolute_url())
    links = reader.locator(".tied a:not([tabindex])")
    assert links.count() == reader.locator("svg.network a").count() > 2
    links.first.focus()
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/burkina-faso/")
