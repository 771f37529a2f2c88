"""The cast of the stories: the head of section who publishes, a correspondent, a picture."""

import io
import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from PIL import Image

from articles.models import Author, Dispatch, DispatchByline, DispatchFigure, Photo, Section, Topic
from diplomacy.tests.conftest import (  # noqa: F401
    commission,
    document,
    make_act,
    make_document,
    mali,
    on_day,
    russia,
    sanou,
    signed,
    unnamed_minister,
)

TEXT = "<p>Trois accords ont été signés.</p>"


def make_draft(headline="Moscou et Bamako signent", *, author=None, section=None, **fields):
    """A working copy that lacks nothing: it may be published as it is."""
    section = section or Section.objects.get_or_create(slug="afrique", name="Afrique")[0]
    draft = Dispatch.objects.create(
        **{"headline": headline, "section": section, "body": TEXT} | fields
    )
    author = author or Author.objects.get_or_create(slug="envoyee", name="L’envoyée", gender="f")[0]
    DispatchByline.objects.create(dispatch=draft, author=author, credit="special")
    return draft


def make_photo(title="La table des signatures", colour="navy", size=(800, 500), **fields):
    """A picture in the library, with its file."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    original = ContentFile(file.getvalue(), name="photo.jpg")
    words = {"title": title, "credit": "Archives", "source": "Archives", "alt": "Une table"}
    return Photo.objects.create(original=original, **words | fields)


def place(photo, dispatch, **fields):
    """The photo's use in a working copy, complete unless told otherwise."""
    words = {"caption": "L’échange des documents", "alt": "Deux hommes et une table"}
    return DispatchFigure.objects.create(dispatch=dispatch, photo=photo, **words | fields)


@pytest.fixture
def chief(db):
    """Whoever publishes."""
    user = User.objects.create_user("chef", is_staff=True)
    user.groups.add(Group.objects.get(name="chef de rubrique"))
    return user


@pytest.fixture
def draft(db):
    return make_draft()


@pytest.fixture
def live(draft, chief):
    """A dispatch with one live edition, published on the day of the signing."""
    with on_day(2025, 6, 23):
        draft.publish(chief)
    return draft


@pytest.fixture
def photo(db):
    return make_photo()


# --- lists

LIST = "/articles/"
HOSTILE = [
    "\x00",
    "%",
    "_",
    "%25",
    "'",
    '"',
    "';--",
    "\\",
    "<script>",
    "x" * 5000,
    "\ud7ff",
    "🦒",
    "..",
    "{{x}}",
]


def get(client, path, status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status, (path, query, response.status_code)
    return response


def headlines(response):
    """The headlines of the list, in order."""
    page = response.content.decode()
    return [
        unescape(each) for each in re.findall(r'class="headline"><a href="[^"]*">([^<]*)<', page)
    ]


def is_refused(response):
    return 'role="alert"' in response.content.decode() and not headlines(response)


@pytest.fixture
def four(chief, mali, russia, commission, sanou):  # noqa: F811
    """Four stories, each with a thing of its own; the record knows the things they name."""
    source = make_document()
    make_act(commission, mali, by=[sanou], source=source)
    make_act(commission, russia, source=source)
    by_section = make_draft("Par rubrique", section=Section.objects.create(name="Économie"))
    by_topic = make_draft("Par thème", genre="analysis", standfirst="À propos de l’énergie")
    by_topic.topics.add(Topic.objects.create(name="Énergie atomique"))
    by_author = make_draft("Par signature", author=Author.objects.create(name="La correspondante"))
    by_author.actors.add(mali)
    by_accord = make_draft("Par accord", genre="brief", body="<p>Un pourcentage : 5 %</p>")
    by_accord.accords.add(commission)
    by_accord.actors.add(mali, russia)
    for day, each in enumerate([by_section, by_topic, by_author, by_accord], 10):
        with on_day(2025, 6, day):
            each.publish(chief)


ALL = ["Par accord", "Par signature", "Par thème", "Par rubrique"]
