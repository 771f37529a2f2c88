"""In a real browser: a colleague's name is completed while a comment is typed, by keyboard alone too."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles.models import Comment, Notice
from articles.tests.conftest import make_draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def comments(page, live_server):
    """The comments on the draft of a reporter, who sits before them."""
    people = {}
    for name, group in (
        ("awa", "rédacteur"),
        ("moussa", "rédacteur"),
        ("bakary.d", "secrétaire de rédaction"),
        ("sira", "chef de rubrique"),
    ):
        people[name] = User.objects.create_user(name, password=name, is_staff=True)
        people[name].groups.add(Group.objects.get(name=group))
    User.objects.filter(username="sira").update(first_name="Élise", last_name="Bah")
    draft = make_draft(created_by=people["awa"])
    place = reverse("admin:articles_dispatch_comment", args=[draft.pk])
    page.goto(f"{live_server.url}{reverse('admin:login')}?next={place}")
    page.fill("#id_username", "awa")
    page.fill("#id_password", "awa")
    page.click("[type=submit]")
    page.wait_for_load_state()
    page.click("#comment-text")
    return page


def offered(page):
    return page.locator(".mentions button").all_inner_texts()


def test_a_name_is_completed_by_a_click_and_its_owner_is_told(comments):
    comments.keyboard.type("Peux-tu vérifier, @b")
    comments.locator(".mentions button").first.wait_for()
    assert offered(comments) == ["@bakary.d", "@sira – Élise Bah"]
    comments.keyboard.type("ak")
    comments.click(".mentions button")
    assert comments.input_value("#comment-text") == "Peux-tu vérifier, @bakary.d "
    assert offered(comments) == []
    comments.keyboard.type("?")
    comments.click(".new-comment [type=submit]")
    comments.locator(".comments li").wait_for()
    assert Comment.objects.get().text == "Peux-tu vérifier, @bakary.d ?"
    assert Notice.objects.get().user.username == "bakary.d"


def test_by_keyboard_alone_accents_do_not_count(comments):
    comments.keyboard.type("@elise")
    comments.locator(".mentions button").first.wait_for()
    comments.keyboard.press("ArrowDown")
    comments.keyboard.press("Enter")
    assert comments.input_value("#comment-text") == "@sira "
    comments.keyboard.type("et @mous")
    assert offered(comments) == [], "somebody who may not see the article"
    comments.keyboard.type(" @")
    comments.locator(".mentions button").first.wait_for()
    comments.keyboard.press("Escape")
    assert offered(comments) == []
    assert comments.evaluate("document.activeElement.id") == "comment-text"
