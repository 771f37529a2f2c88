"""In a real browser: the desk’s own boxes, rows and small windows, by mouse and by keyboard."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles.models import Author, Dispatch, DispatchByline, Topic
from diplomacy.models import Accord

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page, live_server):
    """A chief at the desk; the browser has nothing to complain of, whatever is done."""
    chief = User.objects.create_user("chef", password="chef", is_staff=True)
    chief.groups.add(Group.objects.get(name="chef de rubrique"))
    complaints = []
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}{reverse('admin:login')}?next={reverse('admin:index')}")
    page.fill("#id_username", "chef")
    page.fill("#id_password", "chef")
    page.click("[type=submit]")
    yield page
    assert not complaints


@pytest.fixture
def open_story(desk, live_server):
    def open_(**content):
        story = Dispatch.objects.create(headline="Titre", **content)
        for name in ("Awa", "Binta"):
            author = Author.objects.create(name=name)
            position = DispatchByline.objects.filter(dispatch=story).count() + 1
            DispatchByline.objects.create(dispatch=story, author=author, position=position)
        desk.goto(live_server.url + reverse("admin:articles_dispatch_change", args=[story.pk]))
        return story

    return open_


def save(page):
    page.locator("[name=_continue] >> visible=true").first.click()
    page.locator(".messagelist").wait_for()


def names(story):
    return [byline.author.name for byline in story.bylines.order_by("position")]


def test_things_are_chosen_and_let_go_with_the_keyboard_alone(desk, open_story):
    for name in ("Énergie", "Électricité", "Santé"):
        Topic.objects.create(name=name)
    story = open_story()
    box = desk.locator(".field-topics [role=combobox]")
    box.focus()
    desk.keyboard.press("ArrowDown")
    desk.locator(".field-topics [role=option]").nth(2).wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    desk.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    for letters in ("nerg", "Sant"):
        desk.keyboard.type(letters)
        desk.locator(".field-topics [role=option].active").wait_for()
        desk.keyboard.press("Enter")
    assert desk.locator(".field-topics .choose-chosen li").count() == 2
    desk.keyboard.press("Backspace")
    save(desk)
    assert [topic.name for topic in story.topics.all()] == ["Énergie"]


def test_an_emptied_box_is_an_empty_choice_and_words_left_in_it_are_none(desk, open_story):
    other = Dispatch.objects.create(headline="The original", language="en")
    story = open_story(translation_of=other)
    desk.click("summary:has-text('Traduction')")
    box = desk.locator(".field-translation_of [role=combobox]")
    assert box.input_value() == "The original"
    box.fill("rien de tel")
    box.blur()
    assert box.input_value() == "The original"
    box.fill("")
    box.blur()
    save(desk)
    story.refresh_from_db()
    assert story.translation_of is None


def test_a_label_names_its_box_and_leads_to_it(desk, open_story):
    open_story()
    desk.click(".field-actors label")
    box = desk.locator(".field-actors [role=combobox]")
    assert box.evaluate("box => box === document.activeElement")
    assert box.get_attribute("aria-label") == desk.inner_text(".field-actors label").rstrip(
        " :\xa0"
    )


def test_signatures_are_added_let_go_and_put_in_another_order(desk, open_story):
    story = open_story()
    Author.objects.create(name="Cheick")
    for _row in range(2):
        desk.click("#bylines-group .add-row a")
    desk.click("#bylines-2 .inline-deletelink")
    desk.click("#bylines-2 [role=combobox]")
    desk.keyboard.type("chei")
    desk.locator("#bylines-2 [role=option]", has_text="Cheick").click()
    assert desk.input_value("#id_bylines-TOTAL_FORMS") == "3"
    desk.locator("#bylines-1 td.field-position").drag_to(
        desk.locator("#bylines-0"),
        source_position={"x": 4, "y": 8},
        target_position={"x": 20, "y": 4},
    )
    save(desk)
    assert names(story) == ["Binta", "Awa", "Cheick"]


def test_a_topic_added_in_a_small_window_is_chosen(desk, open_story):
    story = open_story()
    with desk.expect_popup() as opened:
        desk.click("#add_id_topics")
    opened.value.fill("#id_name", "Nouveau thème")
    opened.value.click("[name=_save]")
    desk.locator(".field-topics .choose-chosen li", has_text="Nouveau thème").wait_for()
    save(desk)
    assert [topic.name for topic in story.topics.all()] == ["Nouveau thème"]


def select_line(page):
    """The words of the line, once the editor knows that they are chosen."""
    page.click(".ProseMirror p")
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.locator("[data-name=link][aria-disabled=false]").wait_for()


def test_an_accord_is_named_in_the_text_by_a_part_of_its_name(desk, open_story):
    accord = Accord.objects.create(name="Accord sur l’énergie atomique")
    story = open_story(body="<p>Un texte</p>")
    select_line(desk)
    desk.keyboard.press("F2")
    desk.fill(".prose-dialog input", "atomique")
    desk.locator(".prose-choice", has_text="atomique").click()
    desk.keyboard.press("End")
    desk.keyboard.type(" et l’")
    desk.click("[data-name=accord]")
    desk.fill(".prose-dialog input", "énergie")
    desk.locator(".prose-choice").click()
    desk.keyboard.type(".")
    save(desk)
    story.refresh_from_db()
    mark = f'<a data-accord="{accord.pk}">'
    assert story.body == (
        f"<p>{mark}Un texte</a> et l’{mark}Accord sur l’énergie atomique</a>.</p>"
    )
    desk.click(".ProseMirror a >> nth=0")
    desk.locator("[data-name=accord][aria-pressed=true]").wait_for()
    desk.keyboard.press("F2")
    desk.click(".prose-dialog > .button")
    save(desk)
    story.refresh_from_db()
    assert story.body == f"<p>Un texte et l’{mark}Accord sur l’énergie atomique</a>.</p>"


def test_a_link_stays_a_link_where_it_leads_to_an_accord(desk, open_story):
    story = open_story(body="<p>Un texte</p>")
    select_line(desk)
    desk.keyboard.press("Control+k")
    desk.fill(".prose-dialog input", "/accords/atome/")
    desk.keyboard.press("Enter")
    save(desk)
    story.refresh_from_db()
    assert story.body == '<p><a href="/accords/atome/">Un texte</a></p>'
