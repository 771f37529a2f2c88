"""In a real browser: an article is filed, a photo placed in its text, published, and read."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles.models import Author, Dispatch, Section
from articles.tests.conftest import make_photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page, live_server):
    """A chief at the desk; the browser has nothing to complain of, whatever is done."""
    chief = User.objects.create_user("chef", password="chef", is_staff=True, first_name="Karim")
    chief.groups.add(Group.objects.get(name="chef de rubrique"))
    complaints = []
    page.on(
        "console",
        lambda said: (
            complaints.append(f"{said.text} {said.location}") if said.type == "error" else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}{reverse('admin:login')}?next={reverse('admin:index')}")
    page.fill("#id_username", "chef")
    page.fill("#id_password", "chef")
    page.click("[type=submit]")
    yield page
    assert not complaints


def choose(page, container, words):
    """By typing a part of its name into the box of `container`."""
    page.click(f"{container} [role=combobox]")
    page.keyboard.type(words)
    page.locator(f"{container} [role=option]", has_text=re.compile(words, re.I)).first.click()


def test_an_article_is_filed_published_and_read(desk, live_server):
    page = desk
    Section.objects.create(name="Diplomatie")
    Author.objects.create(name="L’envoyée spéciale", gender="f")
    make_photo("La table", caption="Deux délégations.", alt="Une table.", credit="Archives")

    page.locator(".shortcuts a").first.click()
    page.fill("#id_headline", "Moscou et Bamako signent")
    page.click(".ProseMirror")
    page.keyboard.type("Trois accords ont été signés.")
    page.keyboard.press("Enter")
    page.keyboard.type("Ils portent sur l’énergie.")
    page.locator('[data-name="photo"]').first.click()
    page.fill(".prose-dialog input", "table")
    page.locator(".prose-choice", has_text="La table").click()
    choose(page, "#bylines-0 .field-author", "envoy")
    page.select_option("#bylines-0 [name$=-credit]", "special")
    page.select_option("#id_section", label="Diplomatie")
    page.locator("#figures-0 .field-picture img").wait_for()
    page.fill("#id_alone_because", "Seul au desk à minuit.")
    page.click("[name=_publish]")

    page.locator(".messagelist .public-link").click()
    page.locator("h1", has_text="Moscou et Bamako signent").wait_for()
    text = page.inner_text("main")
    assert "Trois accords ont été signés." in text
    assert "Deux délégations." in text
    assert "L’envoyée spéciale" in text
    image = page.locator("main figure img").first
    assert image.get_attribute("alt") == "Une table."
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def test_a_refused_publication_keeps_the_text_and_names_what_lacks(desk, live_server):
    page = desk
    page.goto(live_server.url + reverse("admin:articles_dispatch_add"))
    page.click(".ProseMirror")
    page.keyboard.type("Un texte sans titre.")
    page.click("[name=_publish]")
    assert page.locator(".ProseMirror").inner_text() == "Un texte sans titre."
    for field in ("headline", "section"):
        assert page.locator(f".field-{field} .errorlist").count(), field
    assert page.locator("#bylines-group .errorlist").count()
    assert not Dispatch.objects.exists()


def test_pressed_twice_it_is_sent_once(desk, live_server):
    page = desk
    page.goto(live_server.url + reverse("admin:articles_dispatch_add"))
    page.fill("#id_headline", "Deux clics")
    page.dblclick("[name=_continue]")
    page.locator(".messagelist").wait_for()
    assert Dispatch.objects.count() == 1
    assert page.locator(".errornote:visible").count() == 0


def test_without_its_scripts_the_desk_still_saves(browser, live_server, django_user_model):
    writer = django_user_model.objects.create_user("redacteur", password="redacteur", is_staff=True)
    writer.groups.add(Group.objects.get(name="rédacteur"))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(
        f"{live_server.url}{reverse('admin:login')}?next={reverse('admin:articles_dispatch_add')}"
    )
    page.fill("#id_username", "redacteur")
    page.fill("#id_password", "redacteur")
    page.click("[type=submit]")
    page.fill("#id_headline", "Sans script")
    page.fill("#id_body", "Premier paragraphe.\n\nSecond paragraphe.")
    page.click("[name=_continue]")
    page.locator(".messagelist").wait_for()
    context.close()
    saved = Dispatch.objects.get()
    assert saved.headline == "Sans script"
    assert saved.body == "<p>Premier paragraphe.</p><p>Second paragraphe.</p>"
