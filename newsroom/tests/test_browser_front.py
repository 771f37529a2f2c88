"""In a real browser: the front page is put in order by drag, an article is commented and saved by key."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from articles.models import Comment, FrontOrder
from articles.tests.conftest import make_draft, on_day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chief():
    chief = User.objects.create_user("chef", password="chef", is_staff=True)
    chief.groups.add(Group.objects.get(name="chef de rubrique"))
    return chief


@pytest.fixture
def desk(page, live_server, chief):
    """A chief at the desk; the browser has nothing to complain of, whatever is done."""
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}{reverse('admin:login')}?next={reverse('admin:index')}")
    page.fill("#id_username", "chef")
    page.fill("#id_password", "chef")
    page.click("[type=submit]")
    yield page
    assert not complaints


@pytest.fixture
def stories(chief):
    drafts = [make_draft(f"Article {number}") for number in range(4)]
    for day, draft in enumerate(drafts, 1):
        with on_day(2025, 6, day):
            draft.publish(chief)
    return drafts


def numbers(page):
    return [box.input_value() for box in page.locator(".front-line input").all()]


def test_stories_are_dragged_into_their_places(desk, live_server, stories):
    desk.goto(live_server.url + reverse("admin:articles_frontorder_changelist"))
    lines = desk.locator(".front-line")
    top = {"target_position": {"x": 40, "y": 3}}
    lines.nth(3).drag_to(lines.nth(0), **top)
    assert numbers(desk) == ["1", "", "", ""]
    lines.nth(2).drag_to(lines.nth(0), **top)
    assert numbers(desk) == ["1", "2", "", ""]
    desk.locator(".front-buttons .button").first.click()
    desk.locator(".messagelist .success").wait_for()
    placed = FrontOrder.objects.places("fr", timezone.now())
    assert placed == [stories[2].pk, stories[0].pk]
    desk.goto(live_server.url + reverse("home"))
    assert stories[2].headline in desk.locator(".front-lead").inner_text()


def test_a_story_dragged_below_the_others_gives_up_its_place(desk, live_server, stories, chief):
    FrontOrder.objects.set("fr", stories[:2], chief)
    desk.goto(live_server.url + reverse("admin:articles_frontorder_changelist"))
    lines = desk.locator(".front-line")
    assert numbers(desk) == ["1", "2", "", ""]
    box = lines.nth(3).bounding_box()
    lines.nth(0).drag_to(lines.nth(3), target_position={"x": 40, "y": box["height"] - 3})
    assert numbers(desk) == ["1", "", "", ""]


def test_a_comment_goes_without_the_page_and_the_article_is_saved_by_key(desk, live_server, chief):
    draft = make_draft("Le sommet", created_by=chief)
    desk.goto(live_server.url + reverse("admin:articles_dispatch_change", args=[draft.pk]))
    desk.fill("#id_headline", "Le sommet d’Abuja")
    desk.fill("#comment-text", "Qui a compté ?")
    desk.click(".new-comment .button")
    desk.locator("#comments li", has_text="Qui a compté ?").wait_for()
    assert Comment.objects.get().by == chief
    assert desk.input_value("#id_headline") == "Le sommet d’Abuja"
    assert desk.input_value("#comment-text") == ""

    desk.keyboard.press("Control+s")
    desk.locator(".messagelist .success").wait_for()
    draft.refresh_from_db()
    assert draft.headline == "Le sommet d’Abuja"
