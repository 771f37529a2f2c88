"""Sitemaps: every public page is in one, in each of its languages, and no other."""

from datetime import timedelta

import pytest
from defusedxml import ElementTree
from django.utils import timezone

from articles.models import PaperPage
from diplomacy.models import Actor
from newsroom import sitemaps

from .conftest import NOT_PAGES, make_act, make_draft, on_day, pages, public_names

SPACES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
HERE = "http://testserver"
# Pages that are reached from another, which is in a sitemap, or that show a story as it was.
NOT_LISTED = {
    "articles:dispatch_versions", "articles:dispatch_version", "articles:dispatch_comparison",
    "search", "articles:archive_year", "articles:archive_month", "articles:archive_day",
}  # fmt: skip


def read(client, path, tag="urlset"):
    response = client.get(path.removeprefix(HERE))
    assert response.status_code == 200, path
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{{{SPACES['map']}}}{tag}"
    return root


def locations(root):
    return [each.text for each in root.findall("*/map:loc", SPACES)]


def entries(client):
    """{address: its alternates by language} of everything that the index leads to."""
    found = {}
    for part in locations(read(client, "/sitemap.xml", "sitemapindex")):
        for url in read(client, part).findall("map:url", SPACES):
            links = url.findall("xhtml:link", SPACES)
            assert all(link.attrib["rel"] == "alternate" for link in links)
            [address] = [each.text for each in url.findall("map:loc", SPACES)]
            assert address not in found
            found[address] = {link.attrib["hreflang"]: link.attrib["href"] for link in links}
    return found


def test_every_public_page_is_in_a_sitemap_and_alive(client, world):
    found = entries(client)
    for language in ("fr", "en"):
        for name, paths in pages(world, language).items():
            if name not in {*NOT_PAGES, *NOT_LISTED}:
                assert all(f"{HERE}{path}" in found for path in paths), name
    for address in found:
        assert client.get(address.removeprefix(HERE)).status_code == 200, address


def test_pages_name_the_same_page_in_the_other_language(client, world):
    found = entries(client)
    assert found[f"{HERE}/"] == {"fr": f"{HERE}/", "en": f"{HERE}/en/"}
    french, english, arabic = (
        f"{HERE}{each.editions.last().get_absolute_url()}"
        for each in (world.story, world.translated, world.arabic)
    )
    family = {"fr": french, "en": english, "ar": arabic}
    assert all(found[address] == family for address in family.values())


def test_a_story_says_when_it_last_changed(client, world):
    [part] = [
        each
        for each in locations(read(client, "/sitemap.xml", "sitemapindex"))
        if "articles" in each
    ]
    days = [each.text[:10] for each in read(client, part).findall("*/map:lastmod", SPACES)]
    assert sorted(days) == ["2025-06-23", "2025-06-26", "2025-06-26"]


def test_a_span_holds_so_many_rows_and_translations_are_found_across(client, world, monkeypatch):
    monkeypatch.setattr(sitemaps, "SPAN", 1)
    parts = [
        each
        for each in locations(read(client, "/sitemap.xml", "sitemapindex"))
        if "articles" in each
    ]
    assert len(parts) >= 3
    last = world.arabic.pk
    found = read(client, f"/sitemap-articles-{last}.xml")
    assert len(locations(found)) == 1
    assert len(found.findall("*/xhtml:link", SPACES)) == 3
    assert client.get(f"/sitemap-articles-{last + 1}.xml").status_code == 404


@pytest.mark.parametrize(
    "path", ["/sitemap-articles-0.xml", f"/sitemap-accords-{9**30}.xml", "/sitemap-drafts-1.xml"]
)
def test_there_is_no_other_sitemap(client, db, path):
    assert client.get(path).status_code == 404


def test_news_are_what_was_first_published_in_two_days(client, world):
    assert locations(read(client, "/sitemap-news.xml")) == []
    fresh = make_draft("Du neuf & <rien>\x0b d’autre")
    fresh.publish(world.chief)
    make_draft("Demain").publish(world.chief, at=timezone.now() + timedelta(hours=1))
    [news] = read(client, "/sitemap-news.xml").findall("map:url/news:news", SPACES)
    told = {each.tag.split("}")[1]: each.text for each in news.iter()}
    assert told["name"]
    assert told["language"] == "fr"
    assert told["title"] == "Du neuf & <rien> d’autre"
    assert told["publication_date"].startswith("2025-07-10T")
    with on_day(2025, 7, 13):
        assert "Du neuf" not in client.get("/sitemap-news.xml").content.decode()


def test_an_empty_paper_has_an_index_all_the_same(client, db):
    assert locations(read(client, "/sitemap.xml", "sitemapindex")) == [f"{HERE}/sitemap-lists.xml"]


def test_robots_are_led_to_the_sitemaps_and_away_from_the_desk(client, db):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().split("\n")
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /admin/", "Disallow: /en/admin/", "Disallow: /relecture/"} <= set(lines)
    assert {f"Sitemap: {HERE}/sitemap.xml", f"Sitemap: {HERE}/sitemap-news.xml"} <= set(lines)
    assert "Disallow: /" not in lines[: lines.index("")], "of every robot"


def test_every_kind_of_page_is_listed_or_known_not_to_be():
    listed = {*sitemaps.LISTS, "articles:dispatch_detail"}
    listed |= {f"articles:paper_{kind}" for kind in PaperPage.Kind.values}
    listed |= {
        f"{app}:{noun}_detail"
        for app, nouns in (
            ("articles", ("section", "topic", "author")),
            ("diplomacy", ("accord", "actor", "person")),
        )
        for noun in nouns
    }
    assert public_names() - listed - {*NOT_PAGES} - NOT_LISTED == set()


def test_a_span_in_which_nothing_is_public_is_empty_and_the_last_one_ends_them(client, world):
    far = Actor.objects.create(pk=4 * sitemaps.SPAN, name="Au loin")
    make_act(world.accord, far, source=world.document)
    for number, status in ((1, 200), (2, 200), (4, 200), (5, 404)):
        assert client.get(f"/sitemap-actors-{number}.xml").status_code == status
