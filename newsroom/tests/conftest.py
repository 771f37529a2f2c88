"""The whole paper in small: one of everything that readers meet, and the address of every page."""

from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone, translation

from articles.models import Demand, PaperPage, Subscription, Topic
from articles.models.subscription import SIGNER
from articles.pictures import cards
from articles.pictures.renditions import rendition_name
from articles.tests.conftest import chief, make_draft, make_photo, photo, place  # noqa: F401
from diplomacy import reference
from diplomacy.models import Citation
from diplomacy.tests.conftest import (  # noqa: F401
    commission,
    document,
    make_act,
    make_document,
    make_relation,
    mali,
    on_day,
    russia,
    sanou,
    signed,
    unnamed_minister,
)

# Answers for machines, which are no pages: they have their own tests besides those of all addresses.
TABLES = ("accords", "actors", "people", "acts", "citations")
MACHINES = (
    *(f"record:{name}" for name in TABLES),
    *(f"record:{noun}" for noun in ("accord", "actor", "person", "act", "citation")),
    *(f"record:{name}" for name in ("json", "csv", "openapi", "schema")),
)
FEEDS = (
    "articles:feed",
    *(
        f"articles:{noun}_feed"
        for noun in ("section", "topic", "author", "accord", "actor", "person")
    ),
)
SITEMAPS = ("robots", "reservation", "sitemap", "sitemap_lists", "sitemap_news", "sitemap_part")
MACHINES = (*MACHINES, *FEEDS, *SITEMAPS, "articles:ninjs", "permalink")
# What is told of the present alone, whatever day is asked for.
OF_TODAY = {
    *FEEDS, *SITEMAPS, "articles:ninjs", "articles:verify", "permalink", "search",
    "diplomacy:agenda",
}  # fmt: skip
# Forms, which answer for the present and take a POST: test_letter_pages.py.
LETTERS = tuple(f"articles:letter{step}" for step in ("", "_asked", "_confirm", "_leave"))
OF_TODAY |= {*LETTERS}
NOT_PAGES = (
    "rendition", "articles:card", "diplomacy:accord_reference", "diplomacy:source_file",
    "diplomacy:agenda", *MACHINES, *LETTERS,
)  # fmt: skip
# Not for readers: the desk, the words of its scripts, and its door for who holds a lien de relecture.
# Not a page: the icon.
DESK = ("admin:", "relecture", "icon")


@pytest.fixture
def world(chief, mali, russia, sanou, unnamed_minister, commission, photo):  # noqa: F811
    """A story of 23 June 2025 corrected on the 26th, its translation, one in Arabic; it is 10 July."""
    topic = Topic.objects.create(name="Coopération")
    story = make_draft()
    story.topics.add(topic)
    story.accords.add(commission)
    story.actors.add(mali, russia)
    story.people.add(sanou)
    place(photo, story)
    make_act(
        commission, mali, by=[sanou], source=story.source, quote="a signé l’accord", place="Moscou"
    )
    make_act(commission, russia, by=[unnamed_minister], source=story.source)
    translated = make_draft("Moscow and Bamako sign", language="en", translation_of=story)
    translated.topics.add(topic)
    translated.accords.add(commission)
    arabic = make_draft("موسكو وباماكو توقعان", language="ar", translation_of=story)
    paper = make_document(
        "Texte signé",
        file=ContentFile(b"%PDF-1.4", "texte.pdf"),
        file_for_readers=True,
        public_from="2025-06-24T09:00Z",
    )
    make_act(commission, russia, kind="approval_law", source=paper, done_on="2025-06-24")
    for kind in PaperPage.Kind.values:
        PaperPage.objects.create(kind=kind, text="<p>Une page.</p>", text_en="<p>A page.</p>")
    letter = Subscription.objects.ask("lectrice@example.org", "fr", "daily")
    with on_day(2025, 6, 23):
        for each in (story, translated, arabic):
            each.publish(chief)
    with on_day(2025, 6, 26):
        story.headline = "Trois accords à Moscou"
        story.save()
        story.correct(chief, "Nous avions écrit « Bamako ».")
        translated.correct(chief, "We had written “Bamako”.")
        for each in (story, translated):
            Demand.objects.create(
                dispatch=each, kind="reply", summary="Une réponse.", published_at=timezone.now()
            )
    with on_day(2025, 7, 10):
        yield SimpleNamespace(
            story=story, translated=translated, arabic=arabic, topic=topic, section=story.section,
            author=story.bylines.get().author, photo=photo, mali=mali, russia=russia, sanou=sanou,
            accord=commission, chief=chief, document=paper, letter=letter,
        )  # fmt: skip


def pages(world, language="fr"):
    """Every public page, by the name of its address: a list of paths in this language."""
    dispatch = {"fr": world.story, "en": world.translated}[language]
    edition = dispatch.editions.order_by("number").last()
    with translation.override(language):
        return {
            "home": [reverse("home")],
            "search": [reverse("search")],
            "rendition": [f"/{rendition_name(world.photo, 360, 'jpg')}"],
            "articles:dispatch_list": [reverse("articles:dispatch_list")],
            "articles:dispatch_detail": [edition.get_absolute_url()],
            "permalink": [edition.get_permalink()],
            "articles:ninjs": [edition.get_ninjs_url()],
            "articles:card": [cards.of_edition(edition).address],
            "articles:dispatch_versions": [edition.get_versions_url()],
            "articles:dispatch_version": [
                each.get_version_url() for each in dispatch.editions.all()
            ],
            "articles:dispatch_comparison": [edition.get_comparison_url(1)],
            "articles:archive_year": [reverse("articles:archive_year", args=[2025])],
            "articles:archive_month": [reverse("articles:archive_month", args=[2025, 6])],
            "articles:archive_day": [reverse("articles:archive_day", args=[2025, 6, 23])],
            "articles:section_detail": [world.section.get_absolute_url()],
            "articles:topic_detail": [world.topic.get_absolute_url()],
            "articles:author_detail": [world.author.get_absolute_url()],
            "articles:correction_list": [reverse("articles:correction_list")],
            "articles:demand_list": [reverse("articles:demand_list")],
            "articles:verify": [reverse("articles:verify")],
            **{name: [reverse(name)] for name in LETTERS[:2]},
            **{name: [reverse(name, args=[SIGNER.sign(world.letter.key)])] for name in LETTERS[2:]},
            **{
                f"articles:paper_{kind}": [reverse(f"articles:paper_{kind}")]
                for kind in PaperPage.Kind.values
            },
            "diplomacy:accord_list": [reverse("diplomacy:accord_list")],
            "diplomacy:accord_detail": [world.accord.get_absolute_url()],
            "diplomacy:accord_reference": [
                reverse("diplomacy:accord_reference", args=[world.accord.slug, form])
                for form in reference.FORMS
            ],
            "diplomacy:glossary": [reverse("diplomacy:glossary")],
            "diplomacy:source_file": [world.document.get_file_url()],
            "diplomacy:accord_matrix": [reverse("diplomacy:accord_matrix")],
            "diplomacy:accord_map": [reverse("diplomacy:accord_map")],
            "diplomacy:accord_changes": [reverse("diplomacy:accord_changes")],
            "diplomacy:agenda": [reverse("diplomacy:agenda")],
            "diplomacy:actor_list": [reverse("diplomacy:actor_list")],
            "diplomacy:actor_detail": [
                each.get_absolute_url() for each in (world.mali, world.russia)
            ],
            "diplomacy:person_detail": [world.sanou.get_absolute_url()],
            "diplomacy:open_data": [reverse("diplomacy:open_data")],
            **machine_addresses(world),
            **feed_addresses(world),
            **sitemap_addresses(),
        }


def feed_addresses(world):
    """Every form of the paper's feed, one of each thing's: all forms tell the same entries."""
    things = {
        "section": world.section, "topic": world.topic, "author": world.author,
        "accord": world.accord, "actor": world.mali, "person": world.sanou,
    }  # fmt: skip
    forms = ("rss.xml", "atom.xml", "feed.json")
    return {"articles:feed": [reverse("articles:feed", args=[form]) for form in forms]} | {
        f"articles:{noun}_feed": [reverse(f"articles:{noun}_feed", args=[thing.slug, "feed.json"])]
        for noun, thing in things.items()
    }


def sitemap_addresses():
    kinds = ("articles", "sections", "topics", "authors", "accords", "actors", "people")
    return {name: [reverse(name)] for name in SITEMAPS if name != "sitemap_part"} | {
        "sitemap_part": [reverse("sitemap_part", args=[kind, 1]) for kind in reversed(kinds)]
    }


def machine_addresses(world):
    citation = Citation.objects.filter(act__isnull=False).order_by("pk").first()
    rows = {
        "accord": world.accord.slug,
        "actor": world.mali.slug,
        "person": world.sanou.slug,
        "act": citation.act.uid,
        "citation": citation.uid,
    }
    return (
        {
            f"record:{name}": [reverse(f"record:{name}")]
            for name in (*TABLES, "json", "csv", "openapi")
        }
        | {f"record:{noun}": [reverse(f"record:{noun}", args=[key])] for noun, key in rows.items()}
        | {"record:schema": [reverse("record:schema", args=[noun]) for noun in rows]}
    )


def paths(world, language="fr", but=()):
    return [
        path for name, found in pages(world, language).items() if name not in but for path in found
    ]


def public_names(resolver=None, namespace=""):
    """The name of every address that the URLconf gives to readers."""
    names = set()
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLPattern):
            names.add(f"{namespace}{each.name}")
        else:
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            names |= public_names(each, inner)
    return {name for name in names if not name.startswith(DESK)}
