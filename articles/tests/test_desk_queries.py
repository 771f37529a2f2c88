"""What the desk's daily gestures ask of the database: the same in a small archive and in a large one."""

from datetime import timedelta
from itertools import count

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Author, Comment, Delegation, Dispatch, Topic
from diplomacy.models import Accord, Actor, Person

from .conftest import make_act, make_document, make_draft, make_photo, place
from .desk import CHIEF, REPORTER, errors, hand_over, open_page, sit_down

SECRETARY, ADMINISTRATOR = "secrétaire de rédaction", "administrateur"
SIZES = (1, 8)  # so many more articles
TAGS = {"topics": Topic, "accords": Accord, "actors": Actor, "people": Person}
UPDATE = {"kind": "update", "note": "Complété."}

# Session, user, rights, the beginning and the end of the transaction are counted.
OPENING, SAVING, LISTING = 15, 25, 8
# The verb alone, its rights in hand. When it opens what accords rest on, their status is 10 of these.
VERB = {"first": 32, "update": 21}
# To publish from the page is a save, the checklist (3) and the verb in one transaction. The rest is what
# it writes, one query a table: the article as typed and as moved, each kind of tag (taken away, added),
# signature, photo, saved state; the edition, its signatures, photos, subjects and runs of words; the
# address; the source, its citations, what it names, the status of the accords (10, when it opens); what
# search finds; log, notices.
PUBLISHING = {
    ("words", "first"): 43,
    ("words", "update"): 31,
    ("all", "first"): 54,
    ("all", "update"): 42,
}


class Archive:
    """Articles with three signatures, three photos and two of each tag, that report two accords."""

    def __init__(self, actor):
        self.numbers, self.actor = count(), actor
        self.reporter = User.objects.create_user("reporter", is_staff=True)

    def make_story(self):
        story = make_draft(f"Papier {next(self.numbers)}", created_by=self.reporter)
        for letter in "BC":
            author = Author.objects.create(name=f"{letter} {next(self.numbers)}")
            story.bylines.create(author=author, position=ord(letter))
        for _each in range(3):
            place(self.make_photo(), story)
        for name in TAGS:
            getattr(story, name).add(self.make_tag(name), self.make_tag(name))
        for accord in story.accords.all():
            make_act(accord, self.actor, source=story.source)
        story.keep(self.reporter)
        return story

    def rewrite(self, story):
        """By the reporter, so that whoever publishes has not written it alone."""
        story.refresh_from_db()
        story.headline = f"Repris {next(self.numbers)}"
        story.save()
        story.keep(self.reporter)

    def make_tag(self, name):
        tag = TAGS[name].objects.create(name=f"{name} {next(self.numbers)}")
        if name == "accords":
            make_act(tag, self.actor, source=make_document())
        return tag

    def make_photo(self):
        height, width = divmod(next(self.numbers), 50)
        return make_photo(size=(20 + width, 20 + height))

    def grow(self, number, story):
        """So many more, that readers have in two editions, tagged as `story` is too."""
        for _each in range(number):
            other = self.make_story()
            for name in TAGS:
                getattr(other, name).add(*getattr(story, name).all())
            other.publish(None)
            other.publish(None, **UPDATE)

    def change(self, page, what):
        """Words alone, or all: a signature and a photo more, in each kind of tag one for another."""
        page.type(headline=f"Titre {next(self.numbers)}", body="<p>Un autre texte.</p>")
        if what == "words":
            return page
        author = Author.objects.create(name=f"Signature {next(self.numbers)}")
        page.add("bylines", author=author.pk, credit="", position="")
        words = {"caption": "La signature", "alt": "Une table", "credit": ""}
        page.add("figures", photo=self.make_photo().pk, slot="99", position="", **words)
        return page.type(
            standfirst="Un chapô.",
            **{name: [page.values[name][0], str(self.make_tag(name).pk)] for name in TAGS},
        )


@pytest.fixture
def archive(mali):
    return Archive(mali)


def cost(gesture):
    with CaptureQueriesContext(connection) as asked:
        gesture()
    return len(asked)


def press(page, button="_continue"):
    response = page.press(button)
    assert response.status_code == 302, errors(response)


def lend(chief, user):
    Delegation.objects.create(by=chief, to=user, ends_at=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize("group", [CHIEF, SECRETARY, REPORTER])
def test_opening_an_article_costs_at_most_fifteen(client, chief, archive, group):
    """A translation that is live, scheduled anew, commented, and was withdrawn before."""
    user, found = sit_down(client, group), []
    if group != CHIEF:
        lend(chief, user)
    for size in SIZES:
        story = archive.make_story()
        hand_over(story, user)
        Dispatch.objects.filter(pk=story.pk).update(translation_of=archive.make_story())
        archive.grow(size, story)
        story.publish(None)
        story.withdraw(None, "Retiré.")
        story.publish(None, **UPDATE)
        story.publish(None, at=timezone.now() + timedelta(days=1), **UPDATE)
        for number in range(size):
            Comment.objects.create(dispatch=story, by=chief, text=f"Note {number}")
        open_page(client, story)
        found.append(cost(lambda story=story: open_page(client, story)))
    assert found[0] == found[1] <= OPENING


@pytest.mark.parametrize("group", [CHIEF, REPORTER])
@pytest.mark.parametrize("is_live", [False, True])
def test_saving_an_article_costs_at_most_twenty_five(client, archive, group, is_live):
    user, found = sit_down(client, group), []
    for size in SIZES:
        story = archive.make_story()
        hand_over(story, user)
        archive.grow(size, story)
        if is_live:
            story.publish(None)
        page = archive.change(open_page(client, story), "all")
        found.append(cost(lambda page=page: press(page)))
    assert found[0] == found[1] <= SAVING


@pytest.mark.parametrize(("what", "which"), PUBLISHING)
def test_publishing_from_the_page_costs_the_same_at_any_size(client, archive, what, which):
    sit_down(client, CHIEF)
    found = []
    for size in SIZES:
        story = archive.make_story()
        archive.grow(size, story)
        if which == "update":
            story.publish(None)
            archive.rewrite(story)
        page = archive.change(open_page(client, story), what)
        page.type(**UPDATE if which == "update" else {})
        found.append(cost(lambda page=page: press(page, "_publish")))
    assert found == [PUBLISHING[what, which]] * 2


def test_publishing_what_is_saved_costs_the_same_at_any_size(chief, archive):
    """However many accords it is the source of."""
    chief.has_perm("articles.publish_dispatch")
    found = []
    for size in SIZES:
        story = archive.make_story()
        archive.grow(size, story)
        for _each in range(size):
            make_act(archive.make_tag("accords"), archive.actor, source=story.source)
        first = cost(lambda story=story: story.publish(chief))
        archive.rewrite(story)
        update = cost(lambda story=story: story.publish(chief, **UPDATE))
        found.append({"first": first, "update": update})
    assert found == [VERB] * 2


@pytest.mark.parametrize("group", [CHIEF, ADMINISTRATOR])
def test_no_list_of_the_desk_costs_more_than_eight(client, chief, archive, group):
    user, found = sit_down(client, group), []
    for size in SIZES:
        archive.grow(size, archive.make_story())
        lend(chief, user)
        found.append({model: _list(client, model) for model in admin.site._registry})
    assert found[0] == found[1]
    assert {model: number for model, number in found[1].items() if number > LISTING} == {}


def _list(client, model):
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    client.get(page)  # the first one learns what kinds of things there are
    return cost(lambda: client.get(page))
