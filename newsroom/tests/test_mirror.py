"""The paper as files: whole, walkable from a disk, cut short and gone on with."""

import re
from io import StringIO
from itertools import islice
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command

from articles.tests.conftest import make_draft
from diplomacy.tests.conftest import on_day
from newsroom.mirror import copying, journal
from newsroom.mirror.places import Place, place_of

from .conftest import feed_addresses, pages

LINK = re.compile(r'(?:href|src|poster)="([^"]*)"')
ELSEWHERE = ("#", "http://", "https://", "mailto:", "data:")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "site"


@pytest.fixture
def story(chief):
    """The only one of a paper that began yesterday: a small site."""
    with on_day(2025, 7, 9):
        draft = make_draft("Une seule nouvelle")
        draft.publish(chief)
    with on_day(2025, 7, 10):
        yield draft


def export(folder, **options):
    told = StringIO()
    call_command("export_site", str(folder), stdout=told, **options)
    return told.getvalue()


def holds(folder, path):
    return (folder / Place(path).file).is_file()


def read(folder, path):
    return (folder / Place(path).file).read_text()


def dead_links(folder):
    dead = []
    for page in folder.rglob("*.html"):
        for address in LINK.findall(page.read_text()):
            if address.startswith(ELSEWHERE):
                continue
            target = page.parent / unquote(address.partition("#")[0])
            if not target.resolve().is_file():
                dead.append((page, address))
    return dead


def test_every_page_and_picture_is_there_and_every_link_leads_to_a_file(world, folder):
    told = export(folder)
    assert str(folder / "index.html") in told
    assert dead_links(folder) == []
    for language in ("fr", "en"):
        for name, found in pages(world, language).items():
            if name.startswith(
                ("articles:dispatch", "articles:archive", "diplomacy:accord_", "home")
            ):
                assert [path for path in found if not holds(folder, path)] == [], name
    assert all(holds(folder, path) for path in feed_addresses(world)["articles:feed"])
    story = world.story.editions.last()
    page = read(folder, story.get_absolute_url())
    assert world.story.headline in page
    assert f'rel="canonical" href="http://localhost:8000{story.get_absolute_url()}"' in page
    assert list((folder / "photos").rglob("*.jpg"))
    assert holds(folder, world.arabic.editions.last().get_absolute_url())
    assert not (folder / "admin").exists()
    assert 'href="http://localhost:8000/admin/"' in page
    assert 'action="http://localhost:8000' in page


def test_a_past_day_is_told_as_it_stood_and_machines_are_left_on_the_site(world, folder):
    export(folder, at="2025-06-24")
    story = world.story.editions.first()
    page = read(folder, story.get_absolute_url())
    assert story.headline in page
    assert "Trois accords à Moscou" not in page
    assert dead_links(folder) == []
    assert not (folder / "flux").exists()


def test_cut_short_it_goes_on_where_it_was(story, folder):
    list(islice(copying.copy(folder), 20))
    first = (
        folder / "index.html" if (folder / "index.html").exists() else min(folder.rglob("*.html"))
    )
    first.write_text("written once")
    export(folder)
    assert first.read_text() == "written once"
    assert not (folder / journal.NAME).exists()
    assert holds(folder, story.editions.last().get_absolute_url())
    assert dead_links(folder) == []


@pytest.mark.parametrize("pages_before", [40, None])
def test_what_is_withdrawn_leaves_an_unfinished_mirror_and_a_whole_one(
    story, chief, folder, pages_before
):
    list(islice(copying.copy(folder), pages_before))
    assert texts_with(folder, story.headline)
    with on_day(2025, 7, 11):
        story.withdraw(chief, notice="Article retiré.", reason="Décision de justice.")
        export(folder)
    assert not texts_with(folder, story.headline)


def texts_with(folder, words):
    texts = {
        path: path.read_text() for path in folder.rglob("*") if path.suffix in (".html", ".xml")
    }
    return [path for path, text in texts.items() if words in text]


def test_a_folder_of_somebody_s_own_is_left_alone(db, folder):
    folder.mkdir()
    (folder / "mes notes.txt").write_text("…")
    with pytest.raises(CommandError, match="d’autres fichiers"):
        export(folder)
    assert [path.name for path in folder.iterdir()] == ["mes notes.txt"]


@pytest.mark.parametrize("day", ["hier", "2031-01-01"])
def test_a_day_that_is_none_is_told(db, folder, day):
    with on_day(2025, 7, 10), pytest.raises(CommandError, match=day):
        export(folder, at=day)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/en/", "en/index.html"),
        ("/flux/rss.xml", "flux/rss.xml"),
        ("/a/12/", "a/12/index.html"),
        ("/articles/2025/10/%D8%A7/", "articles/2025/10/ا/index.html"),
    ],
)
def test_an_address_lies_where_a_static_server_looks_for_it(address, file):
    assert place_of(address).file == file


def test_names_are_no_longer_than_file_systems_take_and_lead_nowhere_else():
    long = place_of(f"/articles/2025/06/{'%D8%A7' * 120}/").file
    assert max(len(name.encode()) for name in long.split("/")) <= 255
    assert place_of("/static/../../etc/passwd") is None
    assert place_of("/static/%2e%2e/%2e%2e/etc/passwd") is None
    assert (
        place_of("/admin/")
        is place_of("/articles/?topic=x")
        is place_of("//other.example/")
        is None
    )
