"""In a real browser: an article is filed, a photo placed in its text, published, and read."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles.models import Author, Dispatch, Edition, Section
from articles.tests.conftest import make_photo
from articles.tests.desk import open_page
from diplomacy.models import Actor

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
    page.fill("#id_alone_because", "Seul.")
    page.click("[name=_publish]")
    assert page.locator(".ProseMirror").inner_text() == "Un texte sans titre."
    for field in ("headline", "section"):
        assert page.locator(f".field-{field} .errorlist").count(), field
    assert page.locator("#bylines-group .errorlist").count()
    assert not Dispatch.objects.exists()


def test_what_was_written_alone_is_not_sent_to_be_refused(desk, live_server):
    page, sent = desk, []
    page.goto(live_server.url + reverse("admin:articles_dispatch_add"))
    page.fill("#id_headline", "De ma main")
    page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    page.click("[name=_publish]")
    assert page.evaluate("document.activeElement.id") == "id_alone_because"
    assert [url for url in sent if "autosave" not in url] == []
    page.fill("#id_alone_because", "Seul.")
    page.click("[name=_publish]")
    page.locator(".field-section .errorlist").wait_for()


def test_pressed_twice_it_is_sent_once(desk, live_server):
    page = desk
    page.goto(live_server.url + reverse("admin:articles_dispatch_add"))
    page.fill("#id_headline", "Deux clics")
    page.dblclick("[name=_continue]")
    page.locator(".messagelist").wait_for()
    assert Dispatch.objects.count() == 1
    assert page.locator(".errornote:visible").count() == 0


@pytest.fixture
def plain(browser, live_server):
    """A browser without scripts, on the page of a new article; the function signs somebody in."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    def sign_in(group):
        user = User.objects.create_user(group, password=group, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        door, article = reverse("admin:login"), reverse("admin:articles_dispatch_add")
        page.goto(f"{live_server.url}{door}?next={article}")
        page.fill("#id_username", group)
        page.fill("#id_password", group)
        page.click("[type=submit]")
        return page

    yield sign_in
    context.close()


def test_going_back_and_saving_again_makes_no_second_article(desk, live_server):
    page = desk
    page.goto(live_server.url + reverse("admin:articles_dispatch_add"))
    page.fill("#id_headline", "Une seule fois")
    page.click("[name=_continue]")
    page.locator(".messagelist").wait_for()
    page.go_back()
    page.fill("#id_headline", "Une seule fois, repris")
    page.click("[name=_continue]")
    page.wait_for_load_state()
    assert "Une seule fois, repris" in page.content()
    assert Dispatch.objects.count() == 1


def test_two_hundred_sign_an_article(client, django_user_model):
    chief = django_user_model.objects.create_user("chef", is_staff=True)
    chief.groups.add(Group.objects.get(name="chef de rubrique"))
    client.force_login(chief)
    page = open_page(client).type(headline="Tribune")
    for number in range(200):
        author = Author.objects.create(name=f"Signataire {number}")
        page.add("bylines", author=author.pk, credit="", position="", id="", dispatch="")
    assert page.press().status_code == 302
    assert Dispatch.objects.get().bylines.count() == 200


def test_without_its_scripts_a_whole_article_is_filed_and_published(plain):
    Section.objects.create(name="Diplomatie")
    for name in ("Awa Touré", "Awa Diallo", "Bakary Koné"):
        Author.objects.create(name=name)
    niger, nigeria = (Actor.objects.create(name=name) for name in ("Niger", "Nigeria"))
    photo = make_photo("La table", caption="Deux délégations.", alt="Une table.")
    page = plain("chef de rubrique")
    page.fill("#id_headline", "Sans aucun script")
    page.fill("#id_body", "Premier paragraphe.")
    page.select_option("#id_section", label="Diplomatie")
    page.fill("[name=actors-by-name]", "niger\nNigeria")
    page.fill("[name=bylines-0-author-by-name]", "Awa")
    page.fill("#id_alone_because", "Le réseau est coupé.")
    page.click("[name=_publish]")
    assert "Awa Diallo" in page.inner_text("#bylines-group .errorlist"), "who it may be"
    assert page.input_value("[name=actors-by-name]") == "niger\nNigeria"
    page.fill("[name=bylines-0-author-by-name]", "Awa Touré")
    page.click("[name=_continue]")
    page.click("noscript a")
    page.fill("[name=bylines-1-author-by-name]", "koné")
    page.fill("[name=figures-0-photo-by-name]", "table")
    page.fill("#id_figures-0-caption", "La table")
    page.fill("#id_figures-0-alt", "Une table")
    page.fill("#id_alone_because", "Le réseau est coupé.")
    page.click("[name=_publish]")
    page.locator(".messagelist .public-link").click()
    assert "Sans aucun script" in page.inner_text("h1")
    edition = Edition.objects.get()
    assert [str(each.author) for each in edition.bylines.all()] == ["Awa Touré", "Bakary Koné"]
    assert edition.figures.get().photo == photo
    assert set(Dispatch.objects.get().actors.all()) == {niger, nigeria}


def test_without_its_scripts_the_desk_still_saves(plain):
    page = plain("rédacteur")
    page.fill("#id_headline", "Sans script")
    page.fill("#id_body", "Premier paragraphe.\n\nSecond paragraphe.")
    page.click("[name=_continue]")
    page.locator(".messagelist").wait_for()
    saved = Dispatch.objects.get()
    assert saved.headline == "Sans script"
    assert saved.body == "<p>Premier paragraphe.</p><p>Second paragraphe.</p>"
