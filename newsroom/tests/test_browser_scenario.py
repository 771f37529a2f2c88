"""In real browsers: an article's life, from its reporter's first word to the notice that it is gone.

Each person has a browser of their own and goes by the words on the screen; the reader has a phone. The
browsers have nothing to complain of.
"""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Author, Dispatch, Edition, Move, Section
from articles.tests.conftest import make_photo
from diplomacy.models import Person
from diplomacy.tests.conftest import make_accord, make_act, make_document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATIENCE = 90_000  # several browsers and a server share small machines
PEOPLE = {
    "Awa": "rédacteur",
    "Salif": "secrétaire de rédaction",
    "Karim": "chef de rubrique",
}
TITLE = "Moscou et Bamako signent trois accords"
MENDED = "Bamako et Moscou signent trois accords"
ALT = "Deux hommes assis à une table."
NOTE = "Le ministre a signé deux accords, et non trois."
CORRECTED = "Deux, en vérité."
NOTICE = "Cet article a été dépublié pour protéger une personne."


@pytest.fixture
def complaints():
    """What the browsers complain of: nothing, as long as the test has not looked at it otherwise."""
    found = []
    yield found
    assert not found


@pytest.fixture
def new_page(browser, complaints):
    contexts = []

    def open_one(**options):
        contexts.append(context := browser.new_context(locale="fr-FR", **options))
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on(
            "console", lambda said: said.type == "error" and complaints.append(f"{said.text} {said.location}")
        )  # fmt: skip
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def sit_down(new_page, live_server):
    """Opens the desk in somebody's own browser."""

    def enter(name, **options):
        user, is_new = User.objects.get_or_create(
            username=name.lower(), defaults={"first_name": name, "is_staff": True}
        )
        if is_new:
            user.set_password("redaction")
            user.save()
            user.groups.add(Group.objects.get(name=PEOPLE[name]))
        page = new_page(**options)
        page.goto(live_server.url + reverse("admin:index"))
        fill(page, "Nom d’utilisateur", user.username)
        fill(page, "Mot de passe", "redaction")
        press(page, "Connexion")
        page.get_by_role("heading", name="La rédaction").wait_for()
        return page

    return enter


@pytest.fixture
def reader(new_page, live_server):
    """Somebody with a phone."""
    page = new_page(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    page.goto(live_server.url + reverse("home"))
    return page


@pytest.fixture
def library(db):
    """What the desk has before the day begins."""
    Section.objects.create(name="Diplomatie")
    Author.objects.create(name="Awa Traoré", gender="f")
    make_photo("La table des signatures", alt="", credit="Archives")
    make_act(make_accord("Accord sur l’énergie"), kind="entry", source=make_document())
    Person.objects.create(name="Alousséni Sanou")


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def fill(page, box, text):
    page.get_by_role("textbox", name=re.compile(rf"^{box}\s?:?$")).fill(text)


def told(page, words):
    page.locator(".messagelist", has_text=words).wait_for()


def choose(page, box, words):
    """By typing a part of its name."""
    page.get_by_role("combobox", name=box, exact=True).first.press_sequentially(words)
    page.get_by_role("option", name=re.compile(words, re.I)).first.click()


def write(page, text):
    """At the end of the text."""
    editor = page.locator(".ProseMirror")
    editor.click()
    editor.press("Control+End")
    page.keyboard.type(text)


def pick_up(page, heading, title):
    """Opens an article from one of the lists of the desk's front page."""
    page.get_by_role("banner").get_by_role("link").first.click()
    page.get_by_role("region", name=heading).get_by_role("link", name=title).first.click()
    page.locator(".ProseMirror").wait_for()


# --- who does what


def file_the_story(page):
    page.get_by_role("link", name="Nouvel article").first.click()
    fill(page, "Titre", TITLE)
    fill(page, "Chapô", "Les textes ont été signés lundi.")
    write(page, "Trois accords ont été signés par Alousséni Sanou.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("^Photo")).click()
    page.get_by_role("dialog").locator("input").fill("table")
    page.get_by_role("dialog").get_by_text("La table des signatures").click()
    choose(page, "Auteur", "traor")
    page.get_by_label("Mention").first.select_option("envoyé spécial")
    fill(page, "Légende", "L’échange des documents.")
    fill(page, "Texte de remplacement", ALT)
    page.get_by_label("Rubrique").select_option("Diplomatie")
    choose(page, "Accords", "énergie")
    press(page, "Envoyer en relecture")
    told(page, "Enregistré et envoyé en relecture.")


def send_it_back(page):
    pick_up(page, "À relire", TITLE)
    fill(page, "Note à la rédaction", "Le titre commence par Bamako.")
    press(page, "Renvoyer à l’auteur")
    told(page, "Enregistré et renvoyé à l’auteur.")


def mend_it(page):
    pick_up(page, "À reprendre", TITLE)
    page.get_by_text("Journal", exact=True).click()
    page.get_by_text("Le titre commence par Bamako.").first.wait_for()
    fill(page, "Titre", MENDED)
    press(page, "Envoyer en relecture")
    told(page, "Enregistré et envoyé en relecture.")


def approve_it(page):
    pick_up(page, "À relire", MENDED)
    assert page.get_by_role("button", name="Publier", exact=True).count() == 0
    press(page, "Déclarer bon à publier")
    told(page, "Enregistré et déclaré bon à publier.")


def publish_it(page):
    """What the checklist remarks is read first."""
    pick_up(page, "Marbre", MENDED)
    press(page, "Publier")
    page.get_by_text("Rien n’est encore publié").first.wait_for()
    assert not Edition.objects.exists()
    page.get_by_label("J’ai tout vu").check()
    press(page, "Publier")
    told(page, "Publié")
    assert "Alousséni Sanou" in Move.objects.get(verb="publish").note, "what was acknowledged"


def correct_it(page):
    page.get_by_role("combobox", name="Cette nouvelle version est").select_option("rectificatif")
    fill(page, "Note aux lecteurs", NOTE)
    write(page, f" {CORRECTED}")
    fill(page, "Pourquoi personne d’autre ne l’a relu", "Le ministère attend au téléphone.")
    press(page, "Publier")
    told(page, "version 2")


def depublish_it(page):
    page.get_by_role("link", name="Dépublier…").click()
    fill(page, "Avis aux lecteurs", NOTICE)
    fill(page, "Motif, pour la rédaction seule", "Le témoin est menacé.")
    press(page, "Dépublier maintenant")
    told(page, "Dépublié")


def reads_it(page):
    """Returns the address of the story and of its picture."""
    page.reload()
    page.get_by_role("link", name=MENDED).first.tap()
    page.get_by_role("heading", name=MENDED, level=1).wait_for()
    text = page.inner_text("main").replace("\u00a0", " ")
    assert "Envoyée spéciale : Awa Traoré" in text
    assert "L’échange des documents." in text
    assert page.get_by_role("link", name="Accord sur l’énergie").count()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    image = page.get_by_role("img", name=ALT)
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    return page.url, image.evaluate("image => image.currentSrc")


def reads_the_correction_and_what_stood_before(page):
    """Returns the address of the former version."""
    page.reload()
    notes = page.get_by_role("complementary", name="Ce qui a changé dans cet article")
    notes.get_by_text(NOTE).wait_for()
    assert CORRECTED in page.inner_text("article")
    notes.get_by_role("link", name="Toutes les versions").tap()
    page.get_by_role("link", name=MENDED).last.tap()
    page.get_by_text("Cette version n’est plus").wait_for()
    assert CORRECTED not in page.inner_text("article")
    return page.url


def meets_the_notice(page, address):
    assert page.goto(address).status == 410
    page.get_by_text(NOTICE).wait_for()
    assert "menacé" not in page.content()


def test_from_the_first_word_to_the_notice(sit_down, reader, library, complaints):
    awa, salif, karim = map(sit_down, PEOPLE)
    file_the_story(awa)
    send_it_back(salif)
    mend_it(awa)
    approve_it(salif)
    reader.reload()
    assert reader.get_by_text(MENDED).count() == 0
    publish_it(karim)
    story, picture = reads_it(reader)
    correct_it(karim)
    former = reads_the_correction_and_what_stood_before(reader)
    depublish_it(karim)
    assert not complaints
    for address in (story, former, f"{story}?at=2025-06-23"):
        meets_the_notice(reader, address)
    assert reader.request.get(picture).status == 410
    reader.goto(story.partition("/articles/")[0])
    assert reader.get_by_text(MENDED).count() == 0
    assert all("410" in each for each in complaints), "a browser remarks that a page is gone"
    complaints.clear()


def test_without_scripts_a_brief_is_written_published_and_read(sit_down, reader, library):
    karim = sit_down("Karim", java_script_enabled=False)
    karim.get_by_role("link", name="Nouvel article").first.click()
    fill(karim, "Titre", TITLE)
    fill(karim, "Texte", "Premier paragraphe.\n\nSecond paragraphe.")
    karim.get_by_label("Rubrique").select_option("Diplomatie")
    karim.get_by_label("Genre").select_option("brève")
    press(karim, "Enregistrer")
    told(karim, "Enregistré.")
    fill(karim, "Pourquoi personne d’autre ne l’a relu", "Seul au desk à minuit.")
    press(karim, _("Publish, read by nobody else"))
    told(karim, "Publié")
    karim.get_by_role("link", name="La voir").click()
    karim.get_by_role("heading", name=TITLE, level=1).wait_for()
    reader.reload()
    reader.get_by_text(TITLE).first.wait_for()


def test_words_typed_while_the_line_is_down_are_saved_once_it_is_back(sit_down, complaints):
    awa = sit_down("Awa")
    awa.get_by_role("link", name="Nouvel article").first.click()
    fill(awa, "Titre", TITLE)
    press(awa, "Enregistrer")
    told(awa, "Enregistré.")
    write(awa, "Avant la coupure,")
    awa.get_by_role("status").get_by_text("pas encore enregistrée").wait_for()
    awa.context.set_offline(True)
    write(awa, " pendant,")
    awa.get_by_role("status").get_by_text("gardé dans ce navigateur").wait_for()
    awa.context.set_offline(False)
    write(awa, " et après.")
    awa.get_by_role("status").get_by_text("pas encore enregistrée").wait_for()
    press(awa, "Enregistrer")
    told(awa, "Enregistré.")
    assert Dispatch.objects.get().body == "<p>Avant la coupure, pendant, et après.</p>"
    assert all("INTERNET_DISCONNECTED" in each for each in complaints)
    complaints.clear()
