"""The desk's pages before axe, in a real browser: light and dark, on a desktop and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles.models import Dispatch, Event, Photo
from diplomacy.models import Accord, Act, Person, Source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEVEL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
LOOKS = [(1280, "light"), (360, "dark")]
LISTS = (
    "index", "articles_dispatch_changelist", "articles_photo_changelist", "articles_event_changelist",
    "articles_event_this_month", "articles_frontorder_changelist", "articles_notice_changelist",
    "articles_section_changelist", "articles_demand_add", "articles_dispatch_add", "articles_photo_upload",
    "diplomacy_accord_changelist", "diplomacy_accord_ceremony", "password_change",
)  # fmt: skip
PAGES = (
    ("articles_dispatch_change", Dispatch), ("articles_dispatch_preview", Dispatch),
    ("articles_dispatch_revisions", Dispatch), ("articles_dispatch_withdraw", Dispatch),
    ("articles_dispatch_share", Dispatch), ("articles_photo_change", Photo),
    ("articles_photo_captions", Photo), ("articles_event_change", Event),
    ("diplomacy_accord_change", Accord), ("diplomacy_act_replace", Act),
    ("diplomacy_person_history", Person), ("diplomacy_source_change", Source),
)  # fmt: skip


@pytest.fixture
def addresses(db):
    call_command("loaddata", "demo", verbosity=0)
    Event.objects.create(title="Sommet des deux rives", day=timezone.localdate())
    chief = User.objects.create_user("chef", password="chef", is_staff=True)
    chief.groups.add(Group.objects.get(name="chef de rubrique"))
    live = Dispatch.objects.filter(editions__isnull=False, withdrawals=None, figures__isnull=False)
    first = {Dispatch: live.first(), Act: Act.objects.filter(replaced_by=None).first()}
    shown = [
        reverse(f"admin:{name}", args=[(first.get(model) or model.objects.first()).pk])
        for name, model in PAGES
    ]
    return [*(reverse(f"admin:{name}") for name in LISTS), *shown]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_of_the_desk_is_sound_and_fits_its_screen(
    browser, live_server, addresses, width, scheme
):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page, axe, wrong = context.new_page(), Axe(), []
    page.goto(f"{live_server.url}{reverse('admin:login')}?next={reverse('admin:index')}")
    wrong += _faults(axe, page)
    page.fill("#id_username", "chef")
    page.fill("#id_password", "chef")
    page.click("[type=submit]")
    for address in addresses:
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        wrong += _faults(axe, page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{address}: wider than the screen")
    context.close()
    assert not wrong, "\n".join(wrong)


def _faults(axe, page):
    found = axe.run(page, options=LEVEL).response["violations"]
    return [f"{page.url}: {each['id']} {each['nodes'][0]['target']}" for each in found]
