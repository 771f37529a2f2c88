"""Feeds: whole stories, what was corrected in them, and nothing of what readers do not have."""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime

import pytest
from defusedxml import ElementTree
from django.urls import reverse
from django.utils import translation

from articles.models import Author, DispatchByline, Section
from diplomacy.models import Accord, Actor

from .conftest import make_draft, make_photo, on_day, place

SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
FORMS = {
    "rss.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
}


def address(form, name="feed", *args):
    return reverse(f"articles:{name}", args=[*args, form])


def ask(client, form, status=200, path=None, **headers):
    response = client.get(path or address(form), headers=headers)
    assert response.status_code == status, (form, response.status_code)
    return response


def rss(client, path=None):
    root = ElementTree.fromstring(ask(client, "rss.xml", path=path).content)
    assert (root.tag, root.attrib["version"]) == ("rss", "2.0")
    return root.find("channel")


def atom(client):
    root = ElementTree.fromstring(ask(client, "atom.xml").content)
    assert root.tag == f"{{{SPACES['atom']}}}feed"
    return root


def json_feed(client, path=None):
    return ask(client, "feed.json", path=path).json()


def words(element, name):
    return [each.text for each in element.findall(name, SPACES)]


@pytest.fixture
def told(live, chief, photo, commission, mali):
    """The story of the 23rd with a picture, a photographer and an accord marked, corrected twice."""
    live.standfirst = "Trois textes & une « feuille de route »."
    live.body = (
        f'<p>Vu <a data-accord="{commission.pk}">l’accord</a> et <a href="/accords/">la suite</a>.</p>'
        '<figure data-slot="1"></figure><p>Fin.</p>'
    )
    live.save()
    live.accords.add(commission)
    live.actors.add(mali)
    place(photo, live, slot=1, credit="Aïda K.")
    DispatchByline.objects.create(
        dispatch=live,
        author=Author.objects.create(name="La photographe"),
        credit="photos",
        position=2,
    )
    with on_day(2025, 6, 24):
        live.correct(chief, "Nous avions écrit « deux ».")
    with on_day(2025, 6, 25):
        live.correct(chief, "", kind="erratum")
    return live


# --- against the specifications


def test_rss_has_what_the_specification_asks(client, told):
    channel = rss(client)
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert words(channel, name)[0], name
    [own] = channel.findall("atom:link", SPACES)
    assert own.attrib == {"rel": "self", "href": f"http://testserver{address('rss.xml')}"}
    [item] = channel.findall("item")
    edition = told.editions.last()
    assert words(item, "title") == ["Moscou et Bamako signent"]
    assert words(item, "link") == [f"http://testserver{edition.get_absolute_url()}"]
    assert words(item, "guid") == [f"urn:uuid:{told.uid}"]
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert parsedate_to_datetime(item.find("pubDate").text).date().isoformat() == "2025-06-23"
    assert item.find("atom:updated", SPACES).text.startswith("2025-06-25")
    assert words(item, "dc:creator") == ["L’envoyée"]
    assert words(item, "dc:contributor") == ["La photographe"]
    enclosure = item.find("enclosure")
    assert set(enclosure.attrib) == {"url", "length", "type"}
    assert "Afrique" in words(item, "category")


def test_atom_has_what_the_specification_asks(client, told):
    root = atom(client)
    for name in ("atom:id", "atom:title", "atom:updated"):
        assert len(words(root, name)) == 1, name
    links = {link.attrib["rel"] for link in root.findall("atom:link", SPACES)}
    assert links == {"self", "alternate"}
    [entry] = root.findall("atom:entry", SPACES)
    assert entry.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "fr"
    assert words(entry, "atom:id") == [f"urn:uuid:{told.uid}"]
    published, updated = (
        datetime.fromisoformat(entry.find(f"atom:{name}", SPACES).text)
        for name in ("published", "updated")
    )
    assert (published.day, updated.day) == (23, 25)
    assert words(entry, "atom:author/atom:name") == ["L’envoyée"]
    assert words(entry, "atom:contributor/atom:name") == ["La photographe"]
    assert entry.find("atom:content", SPACES).attrib == {"type": "html"}
    assert entry.find("atom:summary", SPACES).text == "Trois textes &amp; une « feuille de route »."


def test_a_json_feed_has_what_the_specification_asks(client, told):
    feed = json_feed(client)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"http://testserver{address('feed.json')}"
    [item] = feed["items"]
    assert item["id"] == f"urn:uuid:{told.uid}"
    assert item["authors"][0]["name"] == "L’envoyée"
    assert item["authors"][0]["url"].startswith("http://testserver/")
    assert item["date_published"] < item["date_modified"]
    for moment in ("date_published", "date_modified"):
        assert datetime.fromisoformat(item[moment]).tzinfo
    assert all({"url", "mime_type"} <= set(each) for each in item["attachments"])


def test_each_is_sent_as_what_it_is(client, live):
    for form, kind in FORMS.items():
        response = ask(client, form)
        assert response.headers["Content-Type"] == f"{kind}; charset=utf-8"
        assert ask(client, form).headers["Cache-Control"] == "public, no-cache"
        assert client.post(address(form)).status_code == 405


# --- what they tell


def test_a_story_is_told_whole_with_addresses_that_work_elsewhere(client, told, commission):
    html = json_feed(client)["items"][0]["content_html"]
    assert f'<a href="http://testserver{commission.get_absolute_url()}">l’accord</a>' in html
    assert '<a href="http://testserver/accords/">la suite</a>' in html
    assert html.index("l’accord") < html.index("<figure>") < html.index("<p>Fin.</p>")
    assert "Aïda K." in html
    assert html.startswith('<div lang="fr" dir="ltr">')
    assert rss(client).find("item/content:encoded", SPACES).text == html
    assert atom(client).find("atom:entry/atom:content", SPACES).text == html


def test_its_pictures_are_renditions_that_readers_can_have(client, told):
    [item] = json_feed(client)["items"]
    [media] = rss(client).findall("item/media:content", SPACES)
    assert item["image"] == media.attrib["url"] == item["attachments"][0]["url"]
    picture = client.get(item["image"].removeprefix("http://testserver"))
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert words(media, "media:credit") == ["Aïda K."]


def test_a_photo_whose_rights_ended_is_in_no_feed(client, live, chief):
    place(make_photo(rights_until="2025-06-24"), live)
    with on_day(2025, 6, 24):
        live.correct(chief, "Avec une photo.")
        assert json_feed(client)["items"][0]["attachments"]
    with on_day(2025, 6, 25):
        assert "attachments" not in json_feed(client)["items"][0]


def test_every_correction_is_marked_with_its_kind_note_and_day(client, told):
    [item] = json_feed(client)["items"]
    notes = item["_newsroom"]["notes"]
    assert [note["kind"] for note in notes] == ["correction", "erratum"]
    assert notes[0]["note"] == "Nous avions écrit « deux »."
    assert notes[0]["date"].startswith("2025-06-24")
    assert "Nous avions écrit « deux »." in item["content_html"]
    terms = [
        each.attrib["term"]
        for each in atom(client).findall("atom:entry/atom:category", SPACES)
        if "scheme" in each.attrib
    ]
    assert terms == ["correction", "erratum"]
    marked = [each for each in rss(client).findall("item/category") if each.attrib]
    assert [each.text for each in marked] == [note["label"] for note in notes]


def test_a_retracted_story_says_so_in_its_title(client, live, chief):
    with on_day(2025, 6, 24):
        live.correct(chief, "Le document était faux.", kind="retraction")
    [item] = json_feed(client)["items"]
    assert item["title"].endswith(" – Moscou et Bamako signent")
    assert "Le document était faux." in item["content_html"]


def test_a_withdrawn_story_leaves_at_once_and_a_reader_is_told(client, live, chief):
    kept = {form: ask(client, form) for form in FORMS}
    with on_day(2025, 6, 24):
        live.withdraw(chief, "Retiré.")
        for form, before in kept.items():
            after = ask(client, form, **{"If-None-Match": before.headers["ETag"]})
            assert "signent" not in after.content.decode()


def test_an_arabic_story_keeps_its_language_and_direction(client, chief):
    with on_day(2025, 6, 23):
        make_draft("موسكو", language="ar").publish(chief)
    [item] = json_feed(client)["items"]
    assert item["language"] == "ar"
    assert item["content_html"].startswith('<div lang="ar" dir="rtl">')
    assert words(rss(client), "item/dc:language") == ["ar"]


def test_a_flash_is_its_headline_and_never_empty(client, chief):
    with on_day(2025, 6, 23):
        make_draft("Cessez-le-feu signé", genre="flash", body="").publish(chief)
    assert "<p>Cessez-le-feu signé</p>" in json_feed(client)["items"][0]["content_html"]


def test_each_language_of_the_interface_has_its_own(client, live, chief):
    with on_day(2025, 6, 24):
        make_draft("Moscow and Bamako sign", language="en").publish(chief)
    with translation.override("en"):
        english = json_feed(client, address("feed.json"))
    assert english["language"] == "en"
    assert [item["title"] for item in english["items"]] == ["Moscow and Bamako sign"]
    assert [item["title"] for item in json_feed(client)["items"]] == ["Moscou et Bamako signent"]


def test_each_thing_has_a_feed_of_its_own_stories(client, four, commission, mali):
    things = {
        "section": ("economie", ["Par rubrique"]),
        "topic": ("energie-atomique", ["Par thème"]),
        "author": ("la-correspondante", ["Par signature"]),
        "accord": (commission.slug, ["Par accord"]),
        "actor": (mali.slug, ["Par accord", "Par signature"]),
    }
    for name, (slug, expected) in things.items():
        feed = json_feed(client, address("feed.json", f"{name}_feed", slug))
        assert [item["title"] for item in feed["items"]] == expected, name
        page = feed["home_page_url"].removeprefix("http://testserver")
        assert feed["feed_url"] in client.get(page).content.decode().replace(
            'href="/', 'href="http://testserver/'
        )
    for model in (Section, Author, Accord, Actor):
        unknown = model.objects.create(name="Inconnue des lecteurs")
        name = model._meta.model_name
        ask(client, "rss.xml", 404, address("rss.xml", f"{name}_feed", unknown.slug))


def test_the_feed_of_a_merged_actor_is_that_of_the_other(client, four, mali, chief):
    twin = Actor.objects.create(name="Mali (bis)")
    twin.merge_into(mali, chief, "Le même.", "press")
    response = client.get(address("rss.xml", "actor_feed", twin.slug))
    assert response.status_code == 301
    assert response.headers["Location"] == address("rss.xml", "actor_feed", mali.slug)


def test_letters_that_no_xml_may_hold_are_left_out(client, chief):
    with on_day(2025, 6, 23):
        make_draft("Moscou\x0b et <Bamako> & Kidal").publish(chief)
    assert words(rss(client), "item/title") == ["Moscou et <Bamako> & Kidal"]
    assert len(atom(client).findall("atom:entry", SPACES)) == 1


# --- asked again


def test_nothing_new_costs_nothing_to_ask_for(client, live):
    for form in FORMS:
        first = ask(client, form)
        again = ask(client, form, 304, **{"If-None-Match": first.headers["ETag"]})
        assert again.content == b""
        since = first.headers["Last-Modified"]
        ask(client, form, 304, **{"If-Modified-Since": since})
        weak = f"W/{first.headers['ETag']}"  # as compression makes it
        ask(client, form, 304, **{"If-None-Match": weak})


def test_a_correction_and_a_withdrawal_are_news_by_either_way_of_asking(client, live, chief):
    other = make_draft("Niamey suit")
    with on_day(2025, 6, 23, hour=20):
        other.publish(chief)
    for day, change in enumerate(
        (lambda: live.correct(chief, "Mieux."), lambda: other.withdraw(chief, "Retiré.")), 24
    ):
        before = ask(client, "rss.xml")
        with on_day(2025, 6, day):
            change()
            ask(client, "rss.xml", **{"If-None-Match": before.headers["ETag"]})
            since = before.headers["Last-Modified"]
            ask(client, "rss.xml", **{"If-Modified-Since": since})


def test_an_empty_feed_is_a_feed(client, db):
    assert rss(client).findall("item") == []
    assert words(atom(client), "atom:updated") == ["1970-01-01T00:00:00+00:00"]
    first = json.loads(ask(client, "feed.json").content)
    assert first["items"] == []
