"""What is not public is never seen: one word, put everywhere the desk works, looked for everywhere.

The word stands in every field of whatever hides it (the fields are read from the models, so that a
new one is included); every public address is read in both languages, today and at a past day.
"""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import Author, Demand, Photo, Topic
from articles.pictures.renditions import rendition_name
from diplomacy.models import Accord, Act, Actor, Citation, NameVariant, Person
from newsroom import views

from .conftest import OF_TODAY, make_act, make_document, make_draft, on_day, pages
from .hideouts import (
    HIDEOUTS,
    MARK,
    TOGETHER,
    fill,
    in_a_misprint_of_a_public_name,
    in_a_scheduled_story,
    in_a_withdrawn_story,
    in_an_unreleased_act_of_a_public_accord,
)

OTHER = "xylophon"  # of the same length, so that nothing else differs


@pytest.fixture(params=HIDEOUTS, ids=lambda hide: hide.__name__)
def hidden(request, world):
    request.param(world)
    assert holds_the_word(), "a hideout that marks nothing proves nothing"
    return world


@pytest.fixture(params=TOGETHER, ids=lambda hides: hides[0].__name__)
def all_hidden(request, world, settings):
    settings.API_RATE = "1000000/minute"
    for hide in request.param:
        hide(world)
    return world


def holds_the_word():
    texts = (models.CharField, models.TextField)
    return any(
        model.objects.filter(**{f"{field.name}__startswith": MARK}).exists()
        for app in ("articles", "diplomacy")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, texts) and not field.choices
    )


# --- what readers see


def everything(client, path, **query):
    """All that a response says: its status, headers and body."""
    response = client.get(path, query)
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    assert response.status_code != 429, "refused for its number, not for what it asks"
    if response.headers["Content-Type"] == "application/zip":
        archive = ZipFile(BytesIO(b"".join(response)))
        files = "\n".join(archive.read(name).decode() for name in archive.namelist())
        return f"{response.status_code}\n{headers}\n{files}"
    if response.streaming:
        return f"{response.status_code}\n{headers}\n{b''.join(response).decode('latin-1')}"
    return f"{response.status_code}\n{headers}\n{response.content.decode()}"


def assert_unseen(text, where):
    found = [text[max(0, at.start() - 80) : at.end() + 40] for at in re.finditer(MARK, text, re.I)]
    assert not found, f"{where}: {found[:3]}"


def test_the_word_is_seen_nowhere(client, all_hidden, rf):
    """One world for all that is asked of it: nothing here changes it."""
    it_is_on_no_page_today_or_at_a_past_day(client, all_hidden)
    asking_for_it_is_answered_like_any_other_word(client, all_hidden)
    hidden_things_have_no_page(client)
    hidden_rows_are_read_by_no_machine(client)
    pages_that_say_what_went_wrong_say_no_more(client, rf)


def it_is_on_no_page_today_or_at_a_past_day(client, hidden):
    everywhere = [*pages(hidden, "fr").items(), *pages(hidden, "en").items()]
    for name, found in everywhere:
        for query in ({}, {"at": "2025-06-28"}) if name not in OF_TODAY else ({},):
            for path in found:
                assert_unseen(everything(client, path, **query), f"{path} {query}")


NARROWED = {
    "search": {"actor": Actor},
    "articles:dispatch_list": {"topic": Topic, "author": Author, "actor": Actor, "accord": Accord},
    "diplomacy:accord_list": {"actor": Actor, "person": Person},
    "record:accords": {"actor": Actor, "person": Person},
    "record:acts": {"accord": Accord, "actor": Actor, "person": Person},
    "record:citations": {"accord": Accord},
    "record:actors": {},
    "record:people": {},
    "diplomacy:accord_matrix": {"actors": Actor, "person": Person},
    "diplomacy:accord_map": {"accord": Accord},
}


def asking_for_it_is_answered_like_any_other_word(client, hidden):
    """Not even whether it exists: the answers differ by the reader's own word and nothing else."""
    for name, parameters in NARROWED.items():
        [path] = pages(hidden)[name]
        if name == "search" and is_a_misprint():
            continue
        asked = [("q", MARK)]
        for parameter, model in parameters.items():
            thing = model.objects.filter(slug__startswith=MARK).first()
            asked += [(parameter, thing.slug), (parameter, thing.name)] if thing else []
        for parameter, word in asked:
            answer = everything(client, path, **{parameter: word})
            other = everything(client, path, **{parameter: word.replace(MARK, OTHER)})
            assert answer.replace(MARK, OTHER) == other, (path, parameter, word)


def is_a_misprint():
    """A misprint finds the name that it misspells: it is kept for that, and never displayed."""
    return NameVariant.objects.filter(kind="misprint", text__startswith=MARK).exists()


def test_a_misprint_finds_a_name_and_shows_no_more_than_the_name_does(client, world):
    in_a_misprint_of_a_public_name(world)
    for language in ("fr", "en"):
        [path] = pages(world, language)["search"]
        answer = everything(client, path, q=MARK)
        assert world.sanou.name in answer
        [misprint, *_others] = NameVariant.objects.filter(person=world.sanou, kind="misprint")
        found = everything(client, path, q="Sanou")
        assert_unseen(found, path)
        assert misprint.text not in answer


def hidden_things_have_no_page(client):
    """Their addresses are answered like any address that leads nowhere."""
    for model in (Accord, Actor, Person, Topic, Author):
        for thing in model.objects.filter(slug__startswith=MARK):
            for language in ("fr", "en"):
                with translation.override(language):
                    path = thing.get_absolute_url()
                answer = everything(client, path)
                assert answer.startswith("404"), path
                assert answer.replace(MARK, OTHER) == everything(client, path.replace(MARK, OTHER))


def hidden_rows_are_read_by_no_machine(client):
    """Nor do hidden acts and citations, by their own address, narrow a table to anything."""
    for name, model in (("accord", Accord), ("actor", Actor), ("person", Person)):
        for thing in model.objects.filter(slug__startswith=MARK):
            answer = client.get(reverse(f"record:{name}", args=[thing.slug]))
            other = client.get(reverse(f"record:{name}", args=[thing.slug.replace(MARK, OTHER)]))
            assert (answer.status_code, answer.json()) == (404, other.json())
    for name, rows in (
        ("act", Act.objects.filter(note__startswith=MARK)),
        ("citation", Citation.objects.filter(quote__startswith=MARK)),
    ):
        for row in rows:
            assert client.get(reverse(f"record:{name}", args=[row.uid])).status_code == 404
    for act in Act.objects.filter(note__startswith=MARK):
        assert client.get(reverse("record:citations"), {"act": act.uid}).json()["results"] == []


def test_pictures_are_not_there_before_and_gone_after(client, hidden, request):
    withdrawn = "withdrawn" in request.node.callspec.id
    for photo in Photo.objects.filter(title__startswith=MARK):
        for width in (360, 720, 900):
            for extension in ("jpg", "webp", "avif"):
                path = f"/{rendition_name(photo, width, extension)}"
                status = client.get(path).status_code
                assert status == 404 or (status == 410 and withdrawn), path
        path = f"/{rendition_name(photo, 360, 'jpg')}"
        assert client.get(path).status_code == (410 if withdrawn else 404)


def pages_that_say_what_went_wrong_say_no_more(client, rf):
    for path, query in (
        ("/nulle-part/", {}),
        ("/en/nowhere/", {}),
        ("/", {"at": "hier"}),
        ("/articles/", {"cursor": "x"}),
        ("/en/accords/", {"cursor": "x", "at": "2025-06-24"}),
    ):
        assert_unseen(everything(client, path, **query), path)
    for answer in (views.server_error(rf.get("/")), views.forbidden(rf.get("/"))):
        assert_unseen(answer.content.decode(), answer.status_code)


@pytest.mark.parametrize(
    "hidden",
    [in_a_scheduled_story, in_a_withdrawn_story, in_an_unreleased_act_of_a_public_accord],
    indirect=True,
)
def test_later_pages_of_the_lists_do_not_show_it(client, hidden):
    with on_day(2025, 6, 20):
        for number in range(22):
            make_draft(f"Article {number}").publish(hidden.chief)
            make_act(
                Accord.objects.create(name=f"Accord {number}"), hidden.mali, source=make_document()
            )
    for name in ("articles:dispatch_list", "diplomacy:accord_list"):
        [path] = pages(hidden)[name]
        first = client.get(path).content.decode()
        cursor = re.search(r'href="\?cursor=([^"]+)" rel="next"', first)[1]
        for at in ("", "&at=2025-06-28"):
            page = client.get(f"{path}?cursor={cursor}{at}")
            assert page.status_code == 200
            assert_unseen(page.content.decode(), path)


# --- and the proof that the word would be seen


def test_the_word_is_seen_once_its_story_is_live(client, world):
    dispatch = fill(make_draft())
    edition = dispatch.publish(world.chief)
    with on_day(2025, 7, 11):
        dispatch.correct(world.chief, f"{MARK} note")
        story = client.get(edition.get_absolute_url()).content.decode()
        seen = set(re.findall(rf"{MARK} (\w+) \d+", story))
        assert seen >= {
            "headline", "standfirst", "body", "dateline_place", "caption", "alt", "credit", "name",
        }  # fmt: skip
        assert f"{MARK} note" in story
        for thing in (
            dispatch.topics.get(),
            dispatch.accords.get(),
            dispatch.actors.get(),
            dispatch.people.get(),
        ):
            assert thing.name in story
        [reported] = Accord.objects.filter(acts__citations__source=dispatch.source)
        record = client.get(reported.get_absolute_url()).content.decode()
        seen = set(re.findall(rf"{MARK} (\w+) \d+", record))
        assert seen >= {"name", "place", "note", "as_printed", "quote", "headline"}
        for name in ("home", "articles:dispatch_list", "diplomacy:accord_list", "diplomacy:actor_list",
                     "articles:correction_list"):  # fmt: skip
            assert MARK in client.get(pages(world)[name][0]).content.decode(), name
        for name in ("accords", "actors", "people", "acts", "citations", "json", "csv"):
            assert MARK in everything(client, reverse(f"record:{name}")), name
        for path in (*pages(world)["articles:feed"], edition.get_ninjs_url()):
            seen = set(re.findall(rf"{MARK} (\w+) \d+", everything(client, path)))
            assert seen >= {"headline", "standfirst", "body", "caption", "credit", "name"}, path
        for name in ("sitemap_part", "sitemap_news"):
            assert MARK in "".join(everything(client, path) for path in pages(world)[name]), name
        Demand.objects.create(
            dispatch=dispatch, kind="reply", summary=f"{MARK} summary", published_at=timezone.now()
        )
        for name in ("articles:dispatch_versions", "articles:demand_list"):
            path = edition.get_versions_url() if "versions" in name else pages(world)[name][0]
            assert f"{MARK} summary" in client.get(path).content.decode(), name
        answer = client.get(pages(world)["search"][0], {"q": MARK, "kind": "edition"})
        assert answer.context["page"].items == [dispatch.editions.get(number=2)]
        comparison = dispatch.editions.get(number=2).get_comparison_url(1)
        assert MARK in client.get(comparison).content.decode()
        photo = dispatch.figures.get().photo
        assert client.get(f"/{rendition_name(photo, 360, 'jpg')}").status_code == 200
        for model in (Accord, Actor, Person, Topic, Author):
            for thing in model.objects.filter(slug__startswith=MARK):
                assert client.get(thing.get_absolute_url()).status_code == 200, thing
