"""The desk at work: whatever its people may try, in any order, on three articles.

Each move that is made is written into the book (`ledger.py`); each that is refused has changed nothing.
"""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.utils import timezone

from articles import rights
from articles.models import (
    Author,
    Comment,
    Delegation,
    Dispatch,
    Edition,
    FrontOrder,
    Photo,
    Revision,
    ShareLink,
    Withdrawal,
)
from articles.models.content import Content
from articles.publishing import ScheduledEditionWaits
from articles.readiness import NotReady
from diplomacy.models import Accord

from .conftest import make_act, make_draft
from .ledger import Frozen, Ledger, Report, Story, Withdrawn, Words

PEOPLE = {
    "awa": "rédacteur",
    "binta": "rédacteur",
    "secretaire": "secrétaire de rédaction",
    "iconographe": "iconographe",
    "documentaliste": "documentaliste",
    "cheffe": "chef de rubrique",
    "chef": "chef de rubrique",
    "admin": "administrateur",
}
CHIEFS = {"cheffe", "chef", "admin"}
# Whoever else makes one of these moves has found a hole; publishing can be delegated.
MAY = {
    "approve": {*CHIEFS, "secretaire"},
    "send_back": {*CHIEFS, "secretaire"},
    "embargo": CHIEFS,
    "withdraw": CHIEFS,
    "lift": CHIEFS,
}
REFUSALS = (PermissionDenied, NotReady, ScheduledEditionWaits)
OPENING = datetime(2025, 6, 23, 8, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TOLD_AS = {"put_in_bin": "bin", "take_out_of_bin": "unbin"}


def everything_stored():
    """Every row of every table, and how many letters went out."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names():
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            rows[table] = cursor.fetchall()
    return rows, len(mail.outbox)


@contextmanager
def undone_afterwards():
    """What is done inside is of the day of the opening, and leaves nothing behind."""
    for cache in caches.all():
        cache.clear()
    with transaction.atomic(), time_machine.travel(OPENING, tick=False) as clock:
        yield clock
        transaction.set_rollback(True)


class Desk:
    """Two articles that readers have, in two languages, and a draft; all three on the front."""

    def __init__(self, clock):
        self.clock = clock
        self.book, self.delegated, self.refused = Ledger(), {}, False
        self.people = {user.username: user for user in User.objects.all()}
        self.photos = [*Photo.objects.order_by("pk"), None]
        for owner, language in (("awa", "fr"), ("awa", "fr"), ("binta", "en")):
            self.begin(owner, language)
        self.clock.shift(HOUR)
        for number in (0, 2):
            self.publish(number, "cheffe")
        self.clock.shift(DAY)
        for interface in ("fr", "en"):
            dispatches = [self.working_copy(self.book.stories[number]) for number in (1, 2, 0)]
            FrontOrder.objects.set(interface, dispatches, self.people["cheffe"])

    def begin(self, owner, language):
        original = self.book.stories[0].pk if self.book.stories else None
        draft = make_draft(
            "Papier", slug=self.book.mark("s"), language=language, translation_of_id=original,
            created_by=self.people[owner],
        )  # fmt: skip
        accords = [Accord.objects.create(name=self.book.mark("c")) for _ in range(2)]
        story = Story(draft.pk, language, *accords)
        self.book.stories.append(story)
        self.save(story, draft, owner, slug=draft.slug, photo=self.photos[0], tagged=True)
        self.report(story, draft)
        by, words = self.people[owner], self.book.mark("d")
        Comment.objects.create(dispatch=draft, by=by, text=words)
        ends = self.now + 9 * DAY
        ShareLink.objects.create(dispatch=draft, made_by=by, ends_at=ends, label=words)

    # --- how a move is made

    @property
    def now(self):
        return timezone.now()

    def scheduled(self):
        return [story for story in self.book.stories if story.waiting(self.now)]

    def embargoed(self):
        return [story for story in self.book.stories if story.runs(self.now)]

    def withdrawn(self):
        return [story for story in self.book.stories if story.withdrawals]

    def open(self, number, among=()):
        """One of the stories, and its working copy as its page would read it now."""
        self.clock.shift(MINUTE)
        among = among or self.book.stories
        story = among[number % len(among)]
        return story, self.working_copy(story)

    def working_copy(self, story):
        return Dispatch.objects.get(pk=story.pk)

    def attempt(self, move):
        """What the move returns (True for nothing); None if it was refused, and has changed nothing."""
        before = everything_stored()
        try:
            result = move()
        except REFUSALS:
            assert everything_stored() == before, "a refused move has changed something"
            self.refused = True
            return None
        return True if result is None else result

    def took(self, story, verb, by, number=None):
        assert by in MAY.get(verb, PEOPLE), f"{by} may not {verb}"
        self.book.log.append((story.pk, verb, by, number))

    def may_publish(self, by):
        return by in CHIEFS or self.delegated.get(by, self.now) > self.now

    def save(self, story, dispatch, by, *, slug, photo, tagged):
        """As the form does; every text that readers will see is a mark."""
        text, author = self.book.mark("t"), self.book.mark("a")
        for each in Content._meta.local_fields:
            if isinstance(each, models.CharField | models.TextField) and not each.choices:
                setattr(dispatch, each.name, text)
        dispatch.body, dispatch.slug = f"<p>Le texte {text}.</p>", slug
        dispatch.save()
        dispatch.bylines.all().delete()
        dispatch.bylines.create(author=Author.objects.create(name=author))
        dispatch.figures.all().delete()
        if photo:
            dispatch.figures.create(photo=photo, caption=text, alt=text, credit=text)
        dispatch.accords.set([story.accord] if tagged else [])
        story.words = Words(text, slug, author, photo and photo.digest, tagged)
        self.keep(story, dispatch, by)

    def keep(self, story, dispatch, by):
        revision = dispatch.keep(self.people[by])
        story.saved[revision.number] = story.words
        if revision.is_new and revision.cause != Revision.Cause.EMBARGO:
            story.written.append((by, self.now))

    # --- writing

    def write(self, number, by, readdress, photo, tagged):
        story, dispatch = self.open(number)
        if rights.may_write(self.people[by], dispatch):
            slug = self.book.mark("s") if readdress else dispatch.slug
            self.save(story, dispatch, by, slug=slug, photo=self.photos[photo], tagged=tagged)

    def restore(self, number, by, choice):
        story, dispatch = self.open(number)
        if not rights.may_write(self.people[by], dispatch):
            return
        old = sorted(story.saved)[choice % len(story.saved)]
        revision = dispatch.revisions.get(number=old)
        if self.attempt(lambda: revision.restore(self.people[by])) is None:
            return
        story.words = story.saved[old]
        if dispatch.revisions.count() > len(story.saved):
            story.saved[len(story.saved) + 1] = story.words
            story.written.append((by, self.now))
        dispatch.refresh_from_db()
        assert dispatch.is_embargoed or not story.runs(self.now), "restoring breaks no embargo"
        story.embargo = dispatch.embargo_until if dispatch.is_embargoed else None

    def hand_on(self, number, by, verb):
        story, dispatch = self.open(number)
        note = [] if "bin" in verb else [self.book.mark("d")]
        if self.attempt(lambda: getattr(dispatch, verb)(self.people[by], *note)):
            self.took(story, TOLD_AS.get(verb, verb), by)

    # --- publishing

    def write_and_publish(self, number, by, **said):
        self.write(number, by, readdress=False, photo=1, tagged=True)
        self.publish(number, by, **said)

    def publish_under_embargo(self, number, by, after):
        if among := self.embargoed():
            self.publish(number, by, after, among=among)

    def publish(
        self, number, by, after=None, *, kind="update", noted=True, replace=True,
        alone_because="Nuit", among=(),
    ):  # fmt: skip
        """Now, or `after` a while."""
        story, dispatch = self.open(number, among)
        note, waiting = self.book.mark("n") if noted else "", story.waiting(self.now)
        at = after and self.now + after
        is_alone = story.writers() == {by} and dispatch.approved_by in (None, self.people[by])
        edition = self.attempt(
            lambda: dispatch.publish(
                self.people[by], at=at, kind=kind, note=note, replace_scheduled=replace,
                alone_because=alone_because, seen=[self.book.mark("d")],
            )
        )  # fmt: skip
        if edition is None:
            return
        assert self.may_publish(by), f"{by} may not publish"
        assert not is_alone or (by in CHIEFS and alone_because), "one pair of eyes is no two"
        assert not story.embargo or edition.live_from >= story.embargo, "under embargo"
        assert edition.live_from == (at or self.now)
        if waiting:
            assert replace, "replaced unasked"
            self.discard(story, waiting, by)
        frozen = Frozen(
            number=len(story.editions) + 1, live_from=edition.live_from, frozen_at=self.now,
            words=story.words, note=note if story.editions else "",
            row=Edition.objects.filter(pk=edition.pk).values().get(),
        )  # fmt: skip
        story.freeze(frozen)
        self.took(story, "schedule" if after else "publish", by, frozen.number)

    def discard(self, story, waiting, by):
        story.discard(waiting)
        self.took(story, "cancel", by, waiting.number)

    def cancel(self, number, by):
        story, dispatch = self.open(number, self.scheduled())
        note = self.book.mark("d")
        waiting = story.waiting(self.now)
        if self.attempt(lambda: dispatch.cancel_scheduled(self.people[by], note)):
            assert waiting, "cancelled what did not wait"
            assert self.may_publish(by), f"{by} may not cancel"
            self.discard(story, waiting, by)

    # --- embargo

    def set_embargo(self, number, by, after):
        """As the form does: one that runs is not brought forward, a schedule not overrun."""
        story, dispatch = self.open(number)
        until, waiting = self.now + after, story.waiting(self.now)
        if (
            not rights.may_write(self.people[by], dispatch)
            or (story.runs(self.now) and until < story.embargo)
            or (waiting and waiting.live_from < until)
        ):
            return
        dispatch.embargo_until, dispatch.embargo_broken_at = until, None
        dispatch.embargo_source = dispatch.embargo_terms = self.book.mark("d")
        dispatch.save()
        self.keep(story, dispatch, by)
        story.embargo = until

    def break_embargo(self, number, by):
        story, dispatch = self.open(number, self.embargoed())
        note = self.book.mark("d")
        if self.attempt(lambda: dispatch.break_embargo(self.people[by], note)):
            assert story.runs(self.now), "no embargo ran"
            story.embargo = None
            self.took(story, "embargo", by)

    # --- taking away, and giving back

    def withdraw(self, number, by, through, waits):
        story, dispatch = self.open(number, self.scheduled() if waits else ())
        was_live, waiting = len(story.published(self.now)), story.waiting(self.now)
        reason, by_whom = self.book.mark("d"), self.people[by]
        made = self.attempt(lambda: dispatch.withdraw(by_whom, "Retiré.", reason, through))
        if made is None:
            return
        through = through or was_live
        assert 1 <= through <= was_live, "what nobody had cannot be withdrawn"
        if waiting:
            self.discard(story, waiting, by)
        story.withdrawals.append(Withdrawn(made.pk, through))
        self.took(story, "withdraw", by, through)

    def lift(self, number, by, choice):
        """One of its withdrawals, lifted before or not: a second time changes nothing."""
        story, _dispatch = self.open(number, self.withdrawn())
        if not story.withdrawals:
            return
        withdrawn = story.withdrawals[choice % len(story.withdrawals)]
        withdrawal = Withdrawal.objects.get(pk=withdrawn.pk)
        note = self.book.mark("d")
        if self.attempt(lambda: withdrawal.lift(self.people[by], note)) and withdrawn.stands:
            withdrawn.stands = False
            self.took(story, "lift", by, withdrawn.through)

    # --- meanwhile

    def report_an_act(self, number, by):
        self.report(*self.open(number))

    def report(self, story, dispatch):
        """An archivist enters what the article alone tells: it waits for the next edition."""
        quote = self.book.mark("q")
        make_act(
            story.reported, kind="entry", done_on=timezone.localdate(), source=dispatch.source,
            quote=quote, place=quote, note=quote,
        )  # fmt: skip
        story.reports.append(Report(quote))

    def delegate(self, number, by, to):
        self.delegated[to] = self.now + 2 * HOUR
        Delegation.objects.create(
            by=self.people[by], to=self.people[to], ends_at=self.delegated[to]
        )

    def time_goes_by(self, number, by, later):
        self.clock.shift(later)
