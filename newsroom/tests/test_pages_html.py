"""What every public page owes its readers: sound HTML, little weight, no script, its own language."""

import gzip
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from .conftest import NOT_PAGES, make_draft, make_photo, pages, paths, place

VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
FIRST_VIEW = 14_000


class Page(HTMLParser):
    """A page read strictly: every tag closed in its turn; `faults` in words."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.faults, self.words = [], [], [], []
        self.feed(html)
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag, attributes):
        names = [name for name, _value in attributes]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> repeats an attribute")
        self.tags.append((tag, dict(attributes)))
        if not VOID.fullmatch(tag):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:] or 'nothing'}")
        else:
            self.open.pop()

    def handle_data(self, data):
        self.words.append(data)

    def all(self, *names):
        return [attributes for tag, attributes in self.tags if tag in names]

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    @property
    def robots(self):
        return [meta["content"] for meta in self.all("meta") if meta.get("name") == "robots"]

    @property
    def alternates(self):
        """The languages that the page is in; feeds are alternates of another kind."""
        links = [link for link in self.all("link") if link.get("rel") == "alternate"]
        return {link["hreflang"] for link in links if "hreflang" in link}


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return Page(response.content.decode())


def faults(page):
    """What is wrong with a page, in words; [] for a sound one."""
    return [
        *page.faults,
        *code_in(page),
        *lost_references(page),
        *bare_pictures(page),
        *odd_headings(page),
    ]


def code_in(page):
    """Facts for machines are no code: no browser runs them."""
    for tag, attributes in page.tags:
        if attributes == {"type": "application/ld+json"}:
            continue
        if tag in ("script", "style") or any(
            name == "style" or name[:2] == "on" for name in attributes
        ):
            yield f"script or style in <{tag} {attributes}>"


def lost_references(page):
    """Ids given twice, references that lead nowhere, boxes that no label names."""
    ids = [attributes["id"] for _tag, attributes in page.tags if "id" in attributes]
    yield from (f"id {each} twice" for each in set(ids) if ids.count(each) > 1)
    for _tag, attributes in page.tags:
        for name in {"for", "aria-labelledby", "aria-describedby"} & attributes.keys():
            if not set(attributes[name].split()) <= set(ids):
                yield f"{name}={attributes[name]} leads nowhere"
    labels = {label.get("for") for label in page.all("label")}
    for box in page.all("input", "select"):
        if box.get("type") != "hidden" and box.get("id") not in labels:
            yield f"a box without label: {box}"


def bare_pictures(page):
    for picture in page.all("img"):
        if not picture.get("alt") or not {"width", "height"} <= picture.keys():
            yield f"a picture without alt, width and height: {picture}"


def odd_headings(page):
    levels = [int(tag[1]) for tag, _attributes in page.tags if re.fullmatch("h[1-6]", tag)]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1"
    yield from (f"h{above} then h{below}" for above, below in pairwise(levels) if below > above + 1)


def weight(html, page):
    """Bytes of a first view on the wire: the page and its style sheets, each compressed."""
    sheets = [link["href"] for link in page.all("link") if link.get("rel") == "stylesheet"]
    files = [Path(finders.find(href.split("/static/")[1])).read_bytes() for href in sheets]
    assert files
    return sum(len(gzip.compress(part)) for part in (html, *files))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_sound_html_in_its_language(client, world, language):
    for name, found in pages(world, language).items():
        for path in () if name in NOT_PAGES else found:
            page = read(client, path)
            assert not faults(page), path
            assert page.all("html") == [{"lang": language, "dir": "ltr"}], path
            assert page.all("title"), path
            assert not page.robots or name == "search" or "/versions/" in path, path


def test_a_first_view_weighs_at_most_14_kb(client, world):
    for path in paths(world, but=NOT_PAGES):
        html = client.get(path).content
        assert weight(html, Page(html.decode())) <= FIRST_VIEW, path


@pytest.mark.parametrize("path", ["/", "/articles/", "/accords/", "/acteurs/"])
def test_a_page_of_another_day_says_so_and_is_not_indexed(client, world, path):
    page = read(client, f"{path}?at=2025-07-01")
    assert page.robots == ["noindex"]
    assert not faults(page)
    assert "1er juillet 2025" in page.text
    assert {"href": path} in page.all("a")


def test_links_keep_the_day_that_a_page_answers_for(client, world):
    page = read(client, "/?at=2025-06-24")
    edition = world.story.editions.get(number=1)
    assert f"{edition.get_absolute_url()}?at=2025-06-24" in [
        link.get("href") for link in page.all("a")
    ]


def test_an_arabic_story_has_french_surroundings_and_its_own_direction(client, world):
    edition = world.arabic.editions.get()
    page = read(client, edition.get_absolute_url())
    assert page.all("html") == [{"lang": "fr", "dir": "ltr"}]
    assert next((each.get("lang"), each.get("dir")) for each in page.all("article")) == (
        "ar",
        "rtl",
    )
    assert ("fr", "ltr") in [(each.get("lang"), each.get("dir")) for each in page.all("div", "p")]
    assert not faults(page)
    card = [each for each in read(client, "/articles/").all("article") if each.get("lang") == "ar"]
    assert [each["dir"] for each in card] == ["rtl"]


def test_a_dateline_is_written_in_the_language_of_its_story(client, world):
    world.arabic.dateline_place, world.arabic.dateline_on = "موسكو", "2025-06-23"
    world.arabic.save()
    edition = world.arabic.publish(world.chief, kind="erratum")
    assert "موسكو، 23 يونيو" in read(client, edition.get_absolute_url()).text


def test_pages_that_exist_in_both_languages_name_each_other(client, world):
    for name, both in pages(world).items():
        if name in NOT_PAGES:
            continue
        if name.startswith("diplomacy:") or name in ("home", "articles:dispatch_list"):
            assert read(client, both[0]).alternates == {"fr", "en"}, name


def test_the_other_language_of_a_story_is_its_translation(client, world):
    edition = world.story.editions.order_by("number").last()
    translated = world.translated.editions.order_by("number").last()
    page = read(client, edition.get_absolute_url())
    assert page.alternates == {"fr", "en", "ar"}
    switch = [link["href"] for link in page.all("a") if link.get("hreflang") == "en"]
    assert set(switch) == {translated.get_absolute_url()}


def test_all_translations_name_the_same_family(client, world):
    stories = [each.editions.order_by("number").last() for each in (world.story, world.arabic)]
    families = [
        {
            link["hreflang"]: link["href"]
            for link in read(client, story.get_absolute_url()).all("link")
            if "hreflang" in link
        }
        for story in stories
    ]
    assert families[0] == families[1]
    assert families[0]["ar"] == f"http://testserver{stories[1].get_absolute_url()}"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_says_of_itself_what_messengers_and_engines_need(client, world, language):
    """One title, description, canonical address and card each, and all of them agree."""
    for path in paths(world, language, but=NOT_PAGES):
        page = read(client, path)
        card = {
            meta["property"]: meta["content"] for meta in page.all("meta") if "property" in meta
        }
        [description] = [m["content"] for m in page.all("meta") if m.get("name") == "description"]
        [canonical] = [link["href"] for link in page.all("link") if link.get("rel") == "canonical"]
        assert card["og:title"], path
        assert " ".join(card["og:title"].split()) in page.text, path
        assert card["og:description"] == description, path
        assert card["og:url"] == canonical, path
        assert card["og:type"] == ("article" if "article:published_time" in card else "website")
        assert [m["content"] for m in page.all("meta") if m.get("name") == "twitter:card"], path
        assert set(page.alternates) >= {language} or not page.alternates, path


def test_a_superseded_version_leads_to_the_current_one(client, world):
    first, last = world.story.editions.order_by("number")
    page = read(client, first.get_version_url())
    links = [link["href"] for link in page.all("a") if "href" in link]
    assert last.get_absolute_url() in links
    assert "noindex" in page.robots[0]
    canonical = [link["href"] for link in page.all("link") if link.get("rel") == "canonical"]
    assert canonical == [f"http://testserver{last.get_absolute_url()}"]


def test_pictures_come_at_several_widths_and_only_the_lead_at_once(client, world):
    page = read(client, world.story.editions.order_by("number").last().get_absolute_url())
    picture = page.all("img")[0]
    assert picture["fetchpriority"] == "high"
    assert "loading" not in picture
    sources = page.all("source")
    assert [each["type"] for each in sources] == ["image/avif", "image/webp", "image/jpeg"]
    assert all("360w" in each["srcset"] and each["sizes"] for each in sources)
    first, *others = read(client, "/articles/").all("img")
    assert "loading" not in first
    assert all(each["loading"] == "lazy" for each in others)


def test_at_most_one_picture_of_a_page_is_fetched_first(client, world):
    place(make_photo("Autre", "maroon"), world.story)
    world.story.correct(world.chief, "Une photo de plus.")
    for number in range(3):
        other = make_draft(f"Autre {number}")
        place(make_photo(f"Photo {number}", size=(900, 500 + number)), other)
        other.publish(world.chief)
    for path in paths(world, but=NOT_PAGES):
        found = read(client, path).all("img")
        assert sum("fetchpriority" in each for each in found) <= 1, path


def test_the_place_of_a_picture_has_its_colour_until_it_comes(client, world):
    type(world.photo).objects.update(colour="#ff7f00")
    page = read(client, world.story.editions.order_by("number").last().get_absolute_url())
    assert page.all("img")[0]["class"] == "shade r5 g2 b0"


def test_cards_of_a_list_have_one_shape(client, world):
    for number, size in enumerate([(500, 900), (900, 300), (700, 700)]):
        other = make_draft(f"Autre {number}")
        place(make_photo(f"Photo {number}", size=size), other)
        other.publish(world.chief)
    found = read(client, "/articles/").all("img")
    ratios = {round(int(each["width"]) / int(each["height"]), 2) for each in found}
    assert len(found) > 3
    assert ratios == {1.5}


def test_machines_read_who_made_a_picture_and_whose_it_is(client, world):
    words = {"photographer": "Awa </script> Diallo", "copyright_notice": "© Le Fleuve"}
    type(world.photo).objects.update(**words)
    html = client.get(world.story.editions.order_by("number").last().get_absolute_url()).content
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html.decode(), re.S)
    [image] = next(found["@graph"] for found in map(json.loads, blocks) if "@graph" in found)
    assert image["@type"] == "ImageObject"
    assert image["creator"] == {"@type": "Person", "name": words["photographer"]}
    assert image["creditText"] == "Archives"
    assert image["copyrightNotice"] == words["copyright_notice"]
    assert image["caption"] == "L’échange des documents"
    response = client.get(image["contentUrl"].removeprefix("http://testserver"))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")


def test_a_filter_not_understood_says_so_at_its_box_and_shows_no_list(client, world):
    for path in ("/articles/?section=nowhere", "/accords/?actor=nobody", "/accords/?status=odd"):
        page = read(client, path)
        assert not faults(page), path
        assert "open" in page.all("details")[0], path
        assert [each for each in page.all("input", "select") if each.get("aria-invalid")], path
        assert not {"rows", "register"} & {each.get("class") for each in page.all("div", "ul")}, (
            path
        )
        assert page.robots == ["noindex"]


@pytest.mark.parametrize(
    ("path", "status"), [("/nowhere/", 404), ("/?at=never", 400), ("/articles/?cursor=odd", 400)]
)
def test_a_page_that_went_wrong_wears_the_dress_of_the_site(client, world, path, status):
    page = read(client, path, status)
    assert not faults(page)
    assert page.robots == ["noindex"]
    assert "Le Fleuve" in page.text


def test_a_withdrawn_story_leaves_its_notice(client, world):
    path = world.story.editions.order_by("number").last().get_absolute_url()
    world.story.withdraw(world.chief, "Dépublié par décision de justice.")
    page = read(client, path, 410)
    assert not faults(page)
    assert "Dépublié par décision de justice." in page.text


def test_the_page_of_a_breakdown_asks_for_nothing(world, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not faults(Page(render_to_string("500.html")))


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("home", 5),
        ("articles:dispatch_detail", 5),
        ("articles:section_detail", 4),
        ("diplomacy:accord_list", 4),
        ("diplomacy:accord_detail", 10),
        ("diplomacy:actor_detail", 8),
        ("diplomacy:person_detail", 9),
    ],
)
def test_a_page_asks_the_database_no_more_than_promised(
    client, world, name, limit, django_assert_max_num_queries
):
    for path in pages(world)[name]:
        with django_assert_max_num_queries(limit):
            client.get(path)
