"""In a real browser: the three accords of Moscow in one page of quick entry, by keyboard."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import expect

from diplomacy.models import Accord, Act, Actor, Office, Person
from diplomacy.tests.conftest import make_accord, make_act

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFICE = "ministre de l’Économie et des Finances"
ATOM = "Accord dans le domaine de l’utilisation de l’énergie atomique à des fins pacifiques"
COMMISSION = "Accord sur la création de la Commission intergouvernementale russo-malienne"
RELATIONS = "Accord sur le fondement des relations entre le Mali et la Russie"


@pytest.fixture
def record(db):
    """The actors and the minister that the record knows already."""
    mali, russia = Actor.objects.create(name="Mali"), Actor.objects.create(name="Russie")
    sanou = Person.objects.create(name="Alousséni Sanou")
    Office.objects.create(name=OFFICE, actor=mali)
    return mali, russia, sanou


def sign_in(page, live_server):
    user = User.objects.create_user("documentaliste", password="documentaliste", is_staff=True)
    user.groups.add(Group.objects.get(name="documentaliste"))
    door = f"{reverse('admin:login')}?next={reverse('admin:diplomacy_accord_ceremony')}"
    page.goto(live_server.url + door)
    page.fill("#id_username", "documentaliste")
    page.fill("#id_password", "documentaliste")
    page.click("[type=submit]")
    page.wait_for_selector(".ceremony-accord")


@pytest.fixture
def desk(page, record, live_server):
    complaints = []
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, live_server)
    yield page
    assert not complaints


def choose(page, words):
    """Types into the box that has the focus, and takes the line that is offered."""
    page.keyboard.type(words)
    line = page.locator(".choose-list:popover-open [role=option]:not([aria-disabled])").first
    line.wait_for()
    return line


def test_three_accords_are_entered_in_one_page_by_keyboard(desk, record):
    page, press, say = desk, desk.keyboard.press, desk.keyboard.type
    expect(page.locator(".ceremony-accord")).to_have_count(1)
    page.fill("#id_done_on", "23/06/2025")
    page.fill("#id_place", "Moscou")
    for number, words in enumerate(("mal", "russ")):
        page.focus(f"#id_party-{number}-actor-choose")
        choose(page, words)
        press("Enter")
    expect(page.locator(".ceremony-for").first).to_have_text("Mali")

    page.focus("#id_accord-0-name")
    say(COMMISSION)
    press("Tab")
    choose(page, "alousse")
    press("ArrowDown")
    press("Enter")
    say(", ")
    choose(page, "econ")
    press("ArrowDown")
    press("Enter")
    expect(page.locator("#id_accord-0-signed_0")).to_have_value(f"Alousséni Sanou, {OFFICE}")
    press("Tab")
    say("le ministre du Développement économique")
    expect(page.locator("#accord-0-reading_0 .known")).to_contain_text("Alousséni Sanou")
    for number, title in enumerate((ATOM, RELATIONS), 1):
        page.focus("[name=_more_accords]")
        press("Enter")
        expect(page.locator(f"#id_accord-{number}-name")).to_be_focused()
        say(title)
        press("Tab")
        expect(page.locator(f"#id_accord-{number}-signed_0")).to_be_focused()
        say("Abdoulaye Diop")
    page.focus("[name=_save]")
    press("Enter")
    page.locator(".messagelist li").nth(2).wait_for()
    assert {*Accord.objects.values_list("name", flat=True)} == {COMMISSION, ATOM, RELATIONS}
    assert Act.objects.count() == 6
    assert Act.objects.filter(signatories__person=record[2], place="Moscou").count() == 1


def test_questions_are_asked_while_somebody_types(desk, record):
    mali, russia, _sanou = record
    there = make_accord(ATOM, mali, russia)
    make_act(there, mali)
    page = desk
    for number, words in enumerate(("mal", "russ")):
        page.focus(f"#id_party-{number}-actor-choose")
        choose(page, words)
        page.keyboard.press("Enter")
    expect(page.locator(".ceremony-meant")).to_be_hidden()
    page.fill("#id_accord-0-name", "Accord paraphé sur l’énergie atomique")
    expect(page.locator(".ceremony-meant")).to_be_visible()
    page.locator("[name=accord-0-same]").first.check()
    page.locator("[name=meant]").first.check()
    page.click("[name=_save]")
    page.locator(".messagelist li").wait_for()
    assert Accord.objects.count() == 1
    assert {*Act.objects.filter(kind="initialling").values_list("actor__name", flat=True)} == {
        "Mali",
        "Russie",
    }


def test_a_third_party_gets_its_boxes_and_may_be_left_out_of_one_accord(desk):
    page = desk
    Actor.objects.create(name="Niger")
    page.click("[name=_more_parties]")
    for number, words in enumerate(("mal", "russ", "nig")):
        page.focus(f"#id_party-{number}-actor-choose")
        choose(page, words)
        page.keyboard.press("Enter")
    page.fill("#id_accord-0-name", ATOM)
    page.locator("[name=accord-0-absent_2]").check()
    page.click("[name=_more_accords]")
    page.keyboard.type(RELATIONS)
    page.click("[name=_save]")
    page.locator(".messagelist li").nth(1).wait_for()
    assert Act.objects.filter(accord__name=ATOM).count() == 2
    assert Act.objects.filter(accord__name=RELATIONS).count() == 3


def test_without_its_scripts_the_page_has_four_cards_and_loses_no_word(
    browser, record, live_server
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server)
    expect(page.locator(".ceremony-accords > .ceremony-accord")).to_have_count(4)
    page.fill("#id_accord-0-name", ATOM)
    page.fill("#id_accord-0-signed_0", "Boubacar Diané")
    page.click("[name=_check]")
    assert page.input_value("#id_accord-0-signed_0") == "Boubacar Diané"
    assert page.locator(".errorlist").count()
    assert not Accord.objects.exists()
    context.close()


def test_the_page_fits_a_phone(desk):
    desk.set_viewport_size({"width": 360, "height": 800})
    assert desk.evaluate("document.documentElement.scrollWidth") <= 360
