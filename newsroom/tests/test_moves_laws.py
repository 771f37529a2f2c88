"""What holds whatever the desk does, and in whatever order: readers meet live editions and no more.

Moves that nobody would think of are made (`moves.py`); after each one the editions, the log, the record
and, now and then, every page are held against the book of what readers may see (`ledger.py`).
"""

from datetime import datetime, time
from itertools import groupby, pairwise
from operator import itemgetter
from types import SimpleNamespace

import pytest

pytest.importorskip("hypothesis")

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from articles.models import Address, Author, Edition, Move, Photo, Topic
from articles.pictures.renditions import rendition_name
from articles.readiness import later_kinds
from diplomacy.models import Accord, Actor, Citation, Person, Source

from .conftest import OF_TODAY, make_photo, pages
from .ledger import MARKS
from .moves import DAY, HOUR, PEOPLE, Desk, undone_afterwards

# Pages that may show words which a later version has replaced.
HISTORIES = {
    "articles:dispatch_versions", "articles:dispatch_version", "articles:dispatch_comparison",
    "articles:correction_list",
}  # fmt: skip
EVERY = 11  # moves
PARTS = 16
DAYS_AGO = (0, 1, 0, 3, 0, 9, 0)

which = st.integers(0, 2)
anybody = st.sampled_from(list(PEOPLE))
bosses = st.sampled_from(["cheffe", "chef", "cheffe", "chef", "admin", "secretaire", "awa"])
mostly = st.sampled_from([True, True, True, False])
ahead = st.sampled_from([2 * HOUR, DAY, 3 * DAY])
kinds = st.sampled_from([*sorted(later_kinds()), None])
reasons = st.sampled_from(["", "Nuit"])
through = st.sampled_from([None, None, 1, 2, 3])
to_the_desk = st.sampled_from(["submit", "approve", "submit", "approve", "send_back", "take_back"])
bins = st.sampled_from(["put_in_bin", "take_out_of_bin"])
# (how often, the move, what is drawn for it beside an article and who)
MOVES = (
    (2, "publish", {"kind": kinds, "replace": mostly, "alone_because": reasons, "noted": mostly}),
    (5, "publish", {"kind": kinds, "replace": mostly, "after": ahead}),
    (3, "publish_under_embargo", {"after": st.none() | ahead}),
    (2, "write_and_publish", {"alone_because": reasons}),
    (2, "write", {"by": anybody, "photo": which, "tagged": mostly, "readdress": mostly}),
    (1, "restore", {"choice": which}),
    (4, "hand_on", {"by": anybody, "verb": to_the_desk}),
    (1, "hand_on", {"number": st.just(1), "verb": bins}),
    (1, "cancel", {}),
    (2, "set_embargo", {"after": ahead}),
    (1, "break_embargo", {}),
    (4, "withdraw", {"through": through, "waits": st.booleans()}),
    (2, "lift", {"choice": which}),
    (2, "report_an_act", {}),
    (1, "delegate", {"by": st.just("cheffe"), "to": st.sampled_from(["awa", "secretaire"])}),
    (3, "time_goes_by", {"later": st.sampled_from([3 * HOUR, DAY, 3 * DAY])}),
)
who_and_what = {"number": which, "by": bosses}
moves = st.one_of(
    st.tuples(st.just(verb), st.fixed_dictionaries(who_and_what | said))
    for often, verb, said in MOVES
    for _ in range(often)
)


class Newsroom(Desk):
    def __init__(self, clock, turn):
        super().__init__(clock)
        self.client, self.made, self.turn = Client(), 0, turn

    def make(self, verb, said):
        note(f"{verb} {said}")
        self.refused = False
        getattr(self, verb)(**said)
        if not self.refused:
            self.what_must_hold()
        self.made += 1
        if self.made % EVERY == 0:
            self.turn += 1
            self.what_readers_read()

    def what_must_hold(self):
        self.editions_are_those_of_the_book_and_none_has_changed()
        self.live_ones_are_those_of_the_book_today_and_before()
        self.what_stories_bring_is_public_with_them_and_no_longer()
        self.nothing_waits_for_a_moment_before_its_embargo()
        self.every_move_made_is_logged_once()

    def editions_are_those_of_the_book_and_none_has_changed(self):
        """Numbers without gap, each later than the one before."""
        stored = list(Edition.objects.order_by("dispatch_id", "number").values())
        assert stored == [each.row for story in self.book.stories for each in story.editions]
        for _dispatch, rows in groupby(stored, itemgetter("dispatch_id")):
            rows = list(rows)
            assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
            assert all(before["live_from"] < row["live_from"] for before, row in pairwise(rows))

    def live_ones_are_those_of_the_book_today_and_before(self):
        for at in (self.now, self.now - 2 * DAY):
            live = Edition.objects.live(at).order_by("dispatch_id").values_list("pk", flat=True)
            assert list(live) == [each.row["id"] for each in self.book.live(at, "fr", "en")]

    def what_stories_bring_is_public_with_them_and_no_longer(self):
        now = self.now
        quotes = Citation.objects.open(now).values_list("quote", flat=True)
        assert set(quotes) == self.book.quotes(now)
        accords = Accord.objects.public(now).values_list("name", flat=True)
        assert set(accords) == self.book.accords(now)
        photos = Photo.objects.readable(now).values_list("digest", flat=True)
        assert set(photos) == self.book.photos(now)

    def nothing_waits_for_a_moment_before_its_embargo(self):
        for story in self.book.stories:
            waiting = story.waiting(self.now)
            assert not (waiting and story.embargo) or waiting.live_from >= story.embargo

    def every_move_made_is_logged_once(self):
        columns = ("dispatch", "verb", "by__username", "number")
        assert list(Move.objects.order_by("pk").values_list(*columns)) == self.book.log

    # --- pages

    def what_readers_read(self):
        """In turn: each story, each part of the pages, today and at past days."""
        at = self.now
        if days_ago := DAYS_AGO[self.turn % len(DAYS_AGO)]:
            day = timezone.localdate(at - days_ago * DAY)
            at = datetime.combine(day, time.max, tzinfo=timezone.get_default_timezone())
        self.read_a_story(self.book.stories[self.turn % 3], at)
        self.search_finds_what_is_live_and_no_more(self.book.stories[self.turn % 3])
        for name, path in list(self.pages())[self.turn % PARTS :: PARTS]:
            self.read(name, path, at)
        for photo in filter(None, self.photos):
            path = f"/{rendition_name(photo, 360, 'jpg')}"
            is_shown = photo.digest in self.book.photos(self.now)
            assert (self.client.get(path).status_code == 200) == is_shown

    def read_a_story(self, story, at):
        """Its page at each address, and the pages that speak of it."""
        for path in self.addresses(story):
            self.read("articles:dispatch_detail", path, at, story)
        with translation.override(story.language):
            for name in ("home", "articles:dispatch_list", "articles:correction_list"):
                self.read(name, reverse(name), at)
            for accord in (story.accord, story.reported):
                self.read("diplomacy:accord_detail", accord.get_absolute_url(), at)
                assert self.status == (200 if accord.name in self.book.accords(self.now) else 404)

    def search_finds_what_is_live_and_no_more(self, story):
        """Of all the words that anybody ever typed into it."""
        live = story.live(self.now)
        with translation.override(story.language):
            path = reverse("search")
        for text in {words.text for words in (story.words, *story.saved.values()) if words}:
            page = self.client.get(path, {"q": text}).content.decode()
            assert ('class="found"' in page) == bool(live and live.words.text == text), text

    def pages(self):
        """(name, path) of each page that there is, whatever it leads to: those of the house, and those
        of what the desk has made."""
        yield from self.pages_of_the_house()
        for author in Author.objects.all():
            yield "articles:author_detail", author.get_absolute_url()
        for story in self.book.stories:
            for path in self.addresses(story):
                yield "articles:dispatch_versions", f"{path}versions/"
                for number in range(1, len(story.editions) + 2):
                    yield "articles:dispatch_version", f"{path}versions/{number}/"
                    yield "articles:dispatch_comparison", f"{path}versions/1-{number}/"

    def pages_of_the_house(self):
        french, english = map(self.working_copy, self.book.stories[::2])
        house = SimpleNamespace(
            story=french, translated=english, photo=self.photos[0], section=french.section,
            topic=Topic.objects.get(), author=french.bylines.get().author,
            accord=self.book.stories[0].accord, mali=Actor.objects.get(name="Mali"),
            russia=Actor.objects.get(name="Russie"), sanou=Person.objects.get(),
            document=Source(file="texte.pdf", file_for_readers=True),
            letter=SimpleNamespace(key="nobody’s"),
        )  # fmt: skip
        for language in ("fr", "en"):
            for name, paths in pages(house, language).items():
                yield from ((name, path) for path in paths)

    def addresses(self, story):
        """Every address that was ever made for it, known to readers or not."""
        with translation.override(story.language):
            return [
                reverse("articles:dispatch_detail", args=[each.year, each.month, each.slug])
                for each in Address.objects.filter(dispatch=story.pk)
            ]

    def read(self, name, path, at, story=None):
        """The page as readers get it, which bears no mark that the book does not allow."""
        at = self.now if name in OF_TODAY else at
        text = self.follow(path, {"at": f"{timezone.localdate(at)}"} if at < self.now else {})
        allowed = self.book.allowed(at, self.now, live_only=name not in HISTORIES)
        today = self.book.allowed(self.now, self.now, live_only=False)
        if name == "articles:author_detail":  # has a page for every day
            allowed["a"] = today["a"]
        if name.startswith("diplomacy:"):  # its sources have the titles and addresses of today
            allowed |= {kind: allowed[kind] | today[kind] for kind in "ts"}
        for mark in MARKS.finditer(text):
            assert mark[0] in allowed[mark[1]], f"{path} of {at} shows {mark[0]}"
        for photo in filter(None, self.photos):
            assert photo.digest not in text or photo.digest in self.book.photos(at), path
        if story:
            self.answers_as_it_should(story, path, text, at)
        if name == "articles:dispatch_list":
            language = "en" if path.startswith("/en/") else "fr"
            for edition in self.book.live(at, language):
                assert edition.words.text in text, f"{path} of {at} lacks {edition.words.text}"

    def follow(self, path, query):
        """All that is said on the way to the page."""
        answer = self.client.get(path, query)
        text = self.said(answer, path)
        while answer.status_code in (301, 302):
            path, _, rest = answer.headers["Location"].partition("?")
            answer = self.client.get(path, QUERY_STRING=rest)
            text += self.said(answer, path)
        self.status = answer.status_code
        takes_no_day = "/api/v1/" in path and "at" in query
        assert self.status in (200, 404, 410) or (self.status == 400 and takes_no_day), path
        return text

    def said(self, answer, path):
        """Headers and words, without its own address; of a refusal, without the words asked for."""
        if answer.streaming:
            return ""
        text = f"{answer.headers}\n{answer.content.decode()}".replace(path, "")
        for asked in MARKS.finditer(path if answer.status_code in (404, 410) else ""):
            text = text.replace(asked[0], "")
        return text

    def answers_as_it_should(self, story, path, text, at):
        """200 where it had been published, 410 where it was withdrawn, 404 where it never was."""
        edition = story.live(at)
        borne = {each.words.slug for each in story.published(self.now)}
        if path.rstrip("/").rpartition("/")[2] not in borne:
            assert self.status == 404, path
        elif edition:
            assert self.status == 200, path
            assert edition.words.text in text, path
        else:
            withdrawn = any(each.stands for each in story.withdrawals)
            assert self.status == (410 if withdrawn else 404), path


@pytest.fixture
def staffed(db):
    """The people of the desk, the library and the record, before the first move."""
    for name, group in PEOPLE.items():
        user = User.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
    for colour in ("navy", "maroon"):
        make_photo("zibd0z", colour=colour, caption="zibd0z", alt="zibd0z", size=(800, 9))
    Topic.objects.create(name="Coopération")
    Actor.objects.create(name="Mali")
    Actor.objects.create(name="Russie")
    Person.objects.create(name="Alousséni Sanou")


@settings(
    max_examples=5,
    phases=set(Phase) - {Phase.shrink},  # which would take minutes; the notes tell what was done
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(moves, min_size=80, max_size=80), st.integers(0, 15))
def test_whatever_the_desk_does_readers_meet_live_editions_and_no_more(staffed, history, turn):
    with undone_afterwards() as clock:
        newsroom = Newsroom(clock, turn)
        for verb, said in history:
            newsroom.make(verb, said)
