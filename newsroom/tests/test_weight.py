"""What pages of the desk weigh on the line, as production sends them to a real browser."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from django.urls import reverse

from articles.models import Comment, Dispatch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def production(settings, tmp_path):
    """The address of a server that sends collected, compressed files."""
    names = "newsroom.static_names.FingerprintedOnceCollected"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WHITENOISE_USE_FINDERS = False
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": names}}
    call_command(
        "collectstatic",
        interactive=False,
        verbosity=0,
        ignore_patterns=["vendor", "django_prose_editor"],
    )  # what no page loads is left out: to compress it takes longest
    call_command("loaddata", "demo", verbosity=0)
    server = LiveServerThread("localhost", lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture
def richest():
    """Three photos, several signatures, tags of every kind, and a talk about it."""
    chief = User.objects.create_user("chef", password="chef", is_staff=True)
    chief.groups.add(Group.objects.get(name="chef de rubrique"))
    story = max(Dispatch.objects.all(), key=lambda each: (each.figures.count(), len(each.body)))
    assert story.figures.count() >= 3
    for number in range(10):
        Comment.objects.create(dispatch=story, by=chief, text=f"Remarque {number} sur le chapô.")
    return story


class Line:
    """What one browser is sent, page by page."""

    def __init__(self, page, place):
        self.page, self.place, self.complaints = page, place, []
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))

    def _note(self, kind, words):
        if kind in ("error", "warning"):
            self.complaints.append(words)

    def sign_in(self):
        self.page.goto(f"{self.place}{reverse('admin:login')}?next={reverse('admin:jsi18n')}")
        self.page.fill("#id_username", "chef")
        self.page.fill("#id_password", "chef")
        self.page.click("[type=submit]")
        self.forget()

    def forget(self):
        self._devtools("Network.clearBrowserCache")

    def _devtools(self, command):
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send(command)
        return devtools

    def open(self, path):
        """How many bytes, in how many answers: what came from the browser’s own store is none."""
        devtools = self._devtools("Network.enable")
        bytes_of, stored = {}, set()
        devtools.on(
            "Network.loadingFinished",
            lambda event: bytes_of.update({event["requestId"]: event["encodedDataLength"]}),
        )
        devtools.on("Network.requestServedFromCache", lambda event: stored.add(event["requestId"]))
        devtools.on(
            "Network.responseReceived",
            lambda event: event["response"].get("fromDiskCache") and stored.add(event["requestId"]),
        )
        self.page.goto(self.place + path)
        self.page.wait_for_load_state("networkidle")
        devtools.detach()
        sent = [size for request, size in bytes_of.items() if request not in stored]
        return sum(sent), len(sent)


@pytest.fixture
def line(page, production):
    line = Line(page, production)
    yield line
    assert line.complaints == []


LISTS = (
    "admin:index",
    "admin:articles_dispatch_changelist",
    "admin:articles_photo_changelist",
    "admin:articles_event_changelist",
    "admin:diplomacy_accord_changelist",
    "admin:diplomacy_accord_ceremony",
    "admin:diplomacy_import_add",
)


def test_the_desk_opens_on_a_bad_line(line, richest):
    """In one test, for collecting the files takes longest."""
    line.sign_in()
    article = reverse("admin:articles_dispatch_change", args=[richest.pk])
    weight, answers = line.open(article)
    assert line.page.locator(".ProseMirror").inner_text()
    assert line.page.locator(".prose-slot img").count() >= 3
    assert weight <= 150_000
    assert answers <= 15
    again, _answers = line.open(article)
    assert again <= 40_000
    for name in LISTS:
        line.forget()
        weight, _answers = line.open(reverse(name))
        assert weight <= 100_000, name
