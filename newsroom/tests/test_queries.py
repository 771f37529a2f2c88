"""What each page asks of the database: the same at three stories and at forty, today and at a past day."""

import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles.models import Demand, PaperPage

from .conftest import (
    NOT_PAGES,
    OF_TODAY,
    TABLES,
    make_act,
    make_draft,
    make_photo,
    make_relation,
    on_day,
    pages,
    place,
    public_names,
)

QUERIES = {
    "home": 5,  # the desk's order, stories, their pictures, accords, the urgent flash
    "search": 1,  # names offered
    "rendition": 4,  # the photo, how readers are shown it; both again once it is made
    "articles:dispatch_list": 4,  # names offered, stories, pictures, the urgent flash
    "articles:dispatch_detail": 5,  # editions, bylines, figures, subjects, further stories
    "articles:card": 4,  # editions, the picture; whether they are still so, once it is made
    "articles:dispatch_versions": 2,  # editions, the demands about them that are shown
    "articles:dispatch_version": 5,
    "articles:dispatch_comparison": 3,  # editions, bylines, figures
    "articles:section_detail": 4,  # the section, stories, pictures, the urgent flash
    "articles:topic_detail": 4,
    "articles:author_detail": 4,
    "articles:archive_year": 4,  # when the paper began, stories, pictures, the urgent flash
    "articles:archive_month": 4,
    "articles:archive_day": 4,
    "articles:correction_list": 2,  # the editions, the urgent flash
    "articles:verify": 0,  # a question costs at most four, and one that counts it
    "articles:letter": 1,  # the sections
    "articles:letter_asked": 0,
    "articles:letter_confirm": 1,
    "articles:letter_leave": 1,
    "articles:demand_list": 2,  # demands, the stories they are about
    **{f"articles:paper_{kind}": 1 for kind in PaperPage.Kind.values},
    "diplomacy:accord_list": 1,
    # the accord, participants, acts, signatories, former names, relations, citations, stories behind the
    # sources, stories about it, their pictures
    "diplomacy:accord_detail": 10,
    "diplomacy:accord_matrix": 3,  # accords, standings, the actors of the columns
    "diplomacy:accord_map": 2,  # states, their standings
    "diplomacy:accord_changes": 4,  # accords that changed, acts, statuses, corrections
    "diplomacy:agenda": 2,  # acts, accords with a term
    "diplomacy:accord_reference": 1,
    "diplomacy:glossary": 0,
    "diplomacy:source_file": 1,
    "diplomacy:actor_list": 2,  # actors, their former names
    # the actor, relations, names of all of them, accords, who held office, counterparts, stories, pictures
    "diplomacy:actor_detail": 8,
    # the person, acts, signatures, citations, former names of the actors, spellings, functions, stories,
    # pictures
    "diplomacy:person_detail": 9,
    "diplomacy:open_data": 0,
    "record:accords": 4,  # accords, the acts that name actors, their qualities, their standings
    "record:accord": 4,
    "record:actors": 2,  # actors, spellings
    "record:actor": 2,
    "record:people": 2,
    "record:person": 2,
    "record:acts": 2,  # acts, signatories
    "record:act": 2,
    "record:citations": 2,  # citations, stories behind their sources
    "record:citation": 2,
    "record:json": 12,  # of each table, what a page of it costs
    "record:csv": 12,
    "record:openapi": 0,
    "record:schema": 0,
    "permalink": 1,
    "articles:ninjs": 2,  # the edition with all that is told of it, what it names
    "articles:feed": 1,  # the stories, with all that is told of them
    "articles:section_feed": 2,  # the section, the stories
    "articles:topic_feed": 2,
    "articles:author_feed": 2,
    "articles:accord_feed": 2,
    "articles:actor_feed": 2,
    "articles:person_feed": 2,
    "robots": 0,
    "reservation": 0,
    "sitemap": 7,  # the last key of each kind
    "sitemap_lists": 1,  # the pages of the paper itself
    "sitemap_news": 1,
    "sitemap_part": 2,  # the stories, their translations
}
FILES = {*NOT_PAGES} - {f"record:{name}" for name in (*TABLES, "accord", "act", "citation")}
ANSWERS = {"permalink": (302, False)}
PROMISED = {
    "home": 5,
    "search": 3,
    "articles:dispatch_detail": 5,
    "articles:dispatch_version": 5,
    "diplomacy:accord_detail": 10,
    "diplomacy:actor_detail": 8,
}


def test_every_page_has_a_number_and_keeps_the_promise():
    assert QUERIES.keys() == public_names()
    assert all(QUERIES[name] <= most for name, most in PROMISED.items())
    assert all(QUERIES[name] <= 2 for name in QUERIES if name.endswith("feed"))
    assert all(QUERIES[name] <= 4 for name in QUERIES if name.endswith("_list"))


@pytest.fixture(params=[3, 40])
def crowded(request, world):
    """The world with so many more stories, corrections, pictures, authors, accords and acts."""
    from articles.models import Author
    from diplomacy.models import Accord, Actor, Office, Person, Tenure

    story = world.story
    for number in range(request.param):
        with on_day(2025, 6, 24, hour=number % 24):
            other = make_draft(f"Autre {number}")
            other.topics.add(world.topic)
            other.accords.add(world.accord)
            other.actors.add(world.mali)
            other.people.add(world.sanou)
            place(make_photo(size=(400, 10 + number)), other)
            other.publish(world.chief)
        actor = Actor.objects.create(name=f"État {number}")
        person = Person.objects.create(name=f"Ministre {number}")
        make_act(world.accord, actor, by=[person, world.sanou], source=other.source, quote="Mots")
        make_act(
            Accord.objects.create(name=f"Accord {number}"),
            world.mali,
            by=[world.sanou],
            source=other.source,
        )
        world.mali.variants.create(text=f"Graphie {number}")
        actor.variants.create(text=f"Ancien {number}", kind="former", ended_on="2000-01-01")
        make_relation(actor, "member", world.mali, begun_on="1999-01-01")
        office = Office.objects.create(name=f"fonction {number}", actor=world.mali)
        Tenure.objects.create(person=world.sanou, office=office, released_at=timezone.now())
        story.bylines.create(
            author=Author.objects.create(name=f"Signature {number}"), position=number
        )
        place(make_photo(size=(500, 10 + number)), story)
        story.actors.add(actor)
        story.people.add(person)
        with on_day(2025, 6, 25, hour=number % 24):
            other.correct(world.chief, "Les actes cités.", replace_scheduled=True)
            for each in (other, story):
                Demand.objects.create(
                    dispatch=each, kind="reply", summary="Mots", published_at=timezone.now()
                )
    with on_day(2025, 6, 28):
        story.correct(world.chief, "Complété.")
    return world


def test_no_page_asks_more_where_there_is_more(client, crowded, django_assert_num_queries):
    found = pages(crowded)
    assert connection.features.supports_json_field  # Django asks SQLite once, not at each page
    for name, number in QUERIES.items():
        for query in ({},) if name in {*FILES, *OF_TODAY} else ({}, {"at": "2025-07-01"}):
            with django_assert_num_queries(number, info=f"{name} {query}"):
                response = client.get(found[name][-1], query)
                content = b"".join(response)
            assert (response.status_code, bool(content)) == ANSWERS.get(name, (200, True)), name


def test_every_condition_together_asks_no_more_than_four(
    client, crowded, django_assert_max_num_queries
):
    days = {"from": "2025-01-01", "to": "2025-12-31"}
    stories = {"section": "afrique", "topic": "cooperation", "author": "envoyee", "actor": "mali"}
    stories |= {
        "accord": crowded.accord.slug,
        "genre": "article",
        "lang": "fr",
        "q": "autre",
    } | days
    accords = {"actor": "mali", "person": "alousseini sanou", "form": "agreement", "q": "accord"}
    accords |= {"domain": "politics", "status": "not_established"} | days
    for path, query in (("/articles/", stories), ("/accords/", accords)):
        with django_assert_max_num_queries(4):
            page = client.get(path, query)
        assert page.status_code == 200
        assert 'role="alert"' not in page.content.decode()


def test_search_asks_no_more_than_three(client, crowded, django_assert_max_num_queries):
    """Whatever is asked: the names offered, the entries, the stories; or else like names."""
    days = {"from": "2025-01-01", "to": "2025-12-31"}
    narrowed = {"q": "autre", "section": "afrique", "actor": "mali", "sort": "date"} | days
    for asked, found in (
        ({"q": "autre"}, "Autre 1"),
        (narrowed, "Autre 1"),
        ({"q": "accord", "kind": "accord"}, "Accord 2"),
        ({"q": "mali"}, "Mali"),
        ({"q": "alouseini sanu"}, "Alousséni Sanou"),
    ):
        with django_assert_max_num_queries(3):
            page = client.get(reverse("search"), asked)
        assert found in re.sub(r"</?mark>", "", page.content.decode()), asked


def test_pages_of_nothing_ask_no_more(client, db, django_assert_max_num_queries):
    for path in ("/", "/articles/", "/accords/", "/acteurs/", "/corrections/"):
        with django_assert_max_num_queries(4):
            assert client.get(path).status_code == 200
