"""In a real browser: a draft previewed in its frames, and read by a link without account, until it ends."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from articles.models import ShareLink
from articles.tests.conftest import make_draft, make_photo, place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page):
    """What the browser has to complain of: nothing, whatever is done."""
    found = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert not found


@pytest.fixture
def draft(db):
    dispatch = make_draft(body="<p>Trois accords ont été signés.</p>" * 12)
    place(make_photo(), dispatch)
    return dispatch


def sign_in(page, live_server):
    chief = User.objects.create_user("chef", password="chef", is_staff=True)
    chief.groups.add(Group.objects.get(name="chef de rubrique"))
    page.goto(f"{live_server.url}{reverse('admin:login')}?next={reverse('admin:index')}")
    page.fill("#id_username", "chef")
    page.fill("#id_password", "chef")
    page.click("[type=submit]")


def test_a_draft_is_previewed_as_wide_as_a_phone_and_as_a_desk(
    page, live_server, draft, complaints
):
    sign_in(page, live_server)
    page.goto(f"{live_server.url}{reverse('admin:articles_dispatch_preview', args=[draft.pk])}")
    widths = []
    for frame in page.frames[1:]:
        assert frame.locator("h1").inner_text() == draft.headline
        assert frame.evaluate("[...document.images].every(each => each.naturalWidth > 0)")
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
        widths.append(frame.evaluate("innerWidth"))
    assert widths == [360, 1200]


def test_a_link_is_read_without_account_nor_scripts_until_it_ends(
    page, browser, live_server, draft, complaints
):
    sign_in(page, live_server)
    page.goto(f"{live_server.url}{reverse('admin:articles_dispatch_share', args=[draft.pk])}")
    page.fill("#id_label", "Me Diallo")
    page.click("[name=_make]")
    url = page.locator("[id^=url-]").input_value()

    reader = browser.new_context(java_script_enabled=False)
    elsewhere = reader.new_page()
    assert elsewhere.goto(url).status == 200
    assert elsewhere.locator("h1").inner_text() == draft.headline
    assert elsewhere.locator(".unpublished").is_visible()
    page.reload()
    assert page.locator(".share-link li").count() == 1

    past = timezone.now() - timedelta(days=3)
    ShareLink.objects.update(made_at=past, ends_at=past + timedelta(days=2))
    ended = elsewhere.goto(url)
    assert ended.status == 410
    assert draft.headline not in elsewhere.content()
    page.reload()
    assert page.locator(".share-link li").count() == 0
    reader.close()
