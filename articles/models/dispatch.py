"""The desk's working copy of a story, and what may happen to it."""

import uuid
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import freezing, gate, pictures, readiness
from articles.fields import KeptManyToManyField
from diplomacy.models import Accord, Actor, Person, Source
from diplomacy.spelling import make_slug

from .content import Content
from .topic import Topic


class ScheduledEditionWaits(Exception):
    """A scheduled edition waits: it must be replaced knowingly, or cancelled."""


class DispatchQuerySet(models.QuerySet):
    def get_by_natural_key(self, uid):
        return self.get(uid=uid)


class Dispatch(Content):
    """No public code reads this table: readers read editions."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        blank=True,
        allow_unicode=True,
        help_text=_("The last part of the page’s address. Left empty: made from the headline."),
    )
    topics = KeptManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    accords = KeptManyToManyField(
        Accord,
        blank=True,
        related_name="+",
        verbose_name=_("accords"),
        help_text=_("The accords that the article reports."),
    )
    actors = KeptManyToManyField(
        Actor,
        blank=True,
        related_name="+",
        verbose_name=_("actors"),
        help_text=_("The states, organisations or movements it is about."),
    )
    people = KeptManyToManyField(
        Person,
        blank=True,
        related_name="+",
        verbose_name=_("people"),
        help_text=_("Whom it names."),
    )
    source = models.OneToOneField(
        Source, on_delete=models.PROTECT, editable=False, related_name="+", null=True
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("typed in by"),
    )
    created_at = models.DateTimeField(_("created on"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now, editable=False)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-changed_at", "-pk"]
        permissions = [
            ("publish_dispatch", _("May publish articles")),
            ("withdraw_dispatch", _("May withdraw articles")),
        ]
        constraints = [
            models.CheckConstraint(
                name="dispatch_translates_another",
                condition=~Q(translation_of=models.F("id")),
                violation_error_message=_("An article is not its own translation."),
            ),
        ]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="dispatch_newest"),
            models.Index(
                fields=["translation_of"],
                condition=Q(translation_of__isnull=False),
                name="dispatch_translations",
            ),
        ]

    def natural_key(self):
        return (self.uid,)

    natural_key.dependencies = [
        "articles.section",
        "articles.topic",
        "diplomacy.accord",
        "diplomacy.actor",
        "diplomacy.person",
        "diplomacy.source",
    ]

    def save(self, *args, **kwargs):
        self.slug = self.slug or (make_slug(self.headline) if self.headline else "")
        with transaction.atomic():
            if self.source_id is None:
                self.source = Source.objects.create(
                    kind=Source.Kind.DISPATCH,
                    title=self.headline or str(_("(no headline yet)")),
                    publisher=settings.NEWSROOM_NAME,
                )
            else:  # what the archivist finds it by, until publication writes the title readers see
                unseen = Source.objects.filter(pk=self.source_id, public_from__isnull=True)
                unseen.update(title=self.headline or str(_("(no headline yet)")))
            super().save(*args, **kwargs)

    def faults(self, without_missing_photos=False):
        """What keeps the story from readers, by field; see `readiness.faults`."""
        return readiness.faults(self, without_missing_photos)

    def publish(
        self,
        by,
        *,
        at=None,
        kind=None,
        note="",
        replace_scheduled=False,
        without_missing_photos=False,
    ):
        """Freeze the working copy into the next edition, live now or `at` a later moment.

        `by` is the user (None for an import), `kind` an Edition.Kind and `note` the public note of an
        edition after the first. Locks the dispatch before it reads the clock, so that publications
        follow each other. Returns the edition. Raises NotReady with the faults by field,
        ScheduledEditionWaits if one waits and `replace_scheduled` is not given.
        """
        with transaction.atomic():
            locked = self._lock()
            readiness.check(locked, kind, note, without_missing_photos)
            waiting = locked.editions.scheduled(timezone.now()).first()
            if waiting:
                if not replace_scheduled:
                    raise ScheduledEditionWaits(waiting.live_from)
                locked._cancel(waiting, by, note="")
            edition = freezing.freeze(
                locked, at=at, kind=kind, note=note, without_missing_photos=without_missing_photos
            )
            gate.open_for(locked, edition)
            verb = "schedule" if edition.live_from > timezone.now() else "publish"
            locked.log(verb, by, edition.number, note)
            self.revision = locked.revision
            return edition

    def correct(self, by, note, kind="correction", **options):
        """Publish an edition that corrects the live one; `note` tells readers what changed."""
        return self.publish(by, kind=kind, note=note, **options)

    def cancel_scheduled(self, by, note=""):
        """Give up the scheduled edition; its number will be used again. False if none waits."""
        with transaction.atomic():
            locked = self._lock()
            waiting = locked.editions.scheduled(timezone.now()).first()
            if waiting:
                locked._cancel(waiting, by, note)
            self.revision = locked.revision
            return waiting is not None

    def withdraw(self, by, notice, reason="", through_number=None):
        """Take the editions so far (or up to `through_number`) away from every reader, at once.

        A scheduled edition is cancelled. Returns the Withdrawal; raises NotReady without a notice
        or if nothing was ever published.
        """
        with transaction.atomic():
            locked = self._lock()
            waiting = locked.editions.scheduled(timezone.now()).first()
            if waiting:
                locked._cancel(waiting, by, note="")
            last = locked.editions.order_by("-number").first()
            readiness.check_withdrawal(locked, last, notice, through_number)
            withdrawal = locked.withdrawals.create(
                through_number=through_number or last.number,
                notice=notice.strip(),
                reason=reason.strip(),
            )
            gate.close_for(locked, withdrawal)
            transaction.on_commit(partial(pictures.drop_unreadable, locked))
            locked.log("withdraw", by, withdrawal.through_number, reason)
            self.revision = locked.revision
            return withdrawal

    def log(self, verb, by, number, note=""):
        """Write a move into the desk's log, and count it as a change of this dispatch."""
        self.moves.create(verb=verb, by=by, at=timezone.now(), number=number, note=note)
        self.revision += 1
        Dispatch.objects.filter(pk=self.pk).update(revision=self.revision)

    def _lock(self):
        return Dispatch.objects.select_for_update().get(pk=self.pk)

    def _cancel(self, edition, by, note):
        gate.shut_for(self, edition)
        self.editions.filter(pk=edition.pk).discard()
        self.addresses.give_up_unborne()
        self.log("cancel", by, edition.number, note)
