"""The desk's working copy of a story, and what may happen to it."""

import uuid
from contextlib import contextmanager

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import embargo, publishing, readiness, workflow
from articles.fields import KeptManyToManyField
from diplomacy.models import Accord, Actor, Person, Source
from diplomacy.spelling import make_slug

from .content import Content, content_rules
from .topic import Topic


class DispatchQuerySet(models.QuerySet):
    def get_by_natural_key(self, uid):
        return self.get(uid=uid)

    def for_saving(self):
        """Locked, with what a save asks of them: their source, and whether they have a history."""
        from .revision import Revision

        begun = Exists(Revision.objects.filter(dispatch=OuterRef("pk")))
        own = self.select_for_update(of=("self",)).select_related("source")
        return own.annotate(has_history=begun)


class Dispatch(Content):
    """No public code reads this table: readers read editions."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEW = "review", _("being read")
        RETURNED = "returned", _("sent back to the author")
        APPROVED = "approved", _("good to publish")

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
    stage = models.CharField(
        _("stage"), max_length=8, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("good to publish by"),
    )
    embargo_until = models.DateTimeField(
        _("embargo until"), null=True, blank=True, help_text=_("Nothing of it is public before.")
    )
    embargo_zone = models.CharField(_("time zone of the embargo"), max_length=40, blank=True)
    embargo_source = models.CharField(_("who set the embargo"), max_length=200, blank=True)
    embargo_terms = models.CharField(_("its terms"), max_length=300, blank=True)
    embargo_broken_at = models.DateTimeField(null=True, editable=False)
    binned_at = models.DateTimeField(_("in the bin since"), null=True, editable=False)
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

    is_locked = False  # whether it was locked as it was read, with its source, and still is

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-changed_at", "-pk"]
        permissions = [
            ("view_any_dispatch", _("May see everybody’s articles")),
            ("change_any_dispatch", _("May change everybody’s articles")),
            ("approve_dispatch", _("May declare articles good to publish")),
            ("publish_dispatch", _("May publish articles")),
            ("publish_alone_dispatch", _("May publish what they alone have written, saying why")),
            ("break_embargo_dispatch", _("May break an embargo")),
            ("withdraw_dispatch", _("May withdraw articles")),
        ]
        constraints = [
            models.CheckConstraint(
                name="dispatch_translates_another",
                condition=~Q(translation_of=models.F("id")),
                violation_error_message=_("An article is not its own translation."),
            ),
            *content_rules("dispatch"),
        ]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="dispatch_newest"),
            models.Index(fields=["stage", "-changed_at"], name="dispatch_stage"),
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="dispatch_embargoes",
            ),
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
        if self.translation_of_id is None:
            self.translated_number = None
        with transaction.atomic(savepoint=False):
            if self.source_id is None:
                self.source = Source.objects.create(
                    kind=Source.Kind.DISPATCH,
                    title=self._working_title(),
                    publisher=settings.NEWSROOM_NAME,
                )
            elif not self._is_titled():
                unseen = Source.objects.filter(pk=self.source_id, public_from__isnull=True)
                unseen.update(title=self._working_title())
            super().save(*args, **kwargs)

    def _working_title(self):
        """What the archivist finds it by, until publication writes the title readers see."""
        return self.headline or str(_("(no headline yet)"))

    def _is_titled(self):
        """Whether the source, known for certain, needs no other title."""
        return self.is_locked and (
            self.source.public_from or self.source.title == self._working_title()
        )

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
        alone_because="",
        seen=(),
    ):
        """Freeze the working copy into the next edition, live now or `at` a later moment.

        `by` is the user (None for an import), `kind` an Edition.Kind and `note` the public note of an
        edition after the first; `alone_because` says why nobody but its writer has read it, and
        `seen` the warnings acknowledged, for the log. Locks the dispatch before it reads the clock,
        so that publications follow each other. Returns the edition. Raises MoveRefused, NotReady with
        the faults by field, ScheduledEditionWaits if one waits and `replace_scheduled` is not given.
        """
        with self.locked() as dispatch:
            return publishing.publish(
                dispatch,
                by,
                at=at,
                kind=kind,
                note=note,
                replace_scheduled=replace_scheduled,
                without_missing_photos=without_missing_photos,
                alone_because=alone_because,
                seen=seen,
            )

    def correct(self, by, note, kind="correction", **options):
        """Publish an edition that corrects the live one; `note` tells readers what changed."""
        return self.publish(by, kind=kind, note=note, **options)

    def cancel_scheduled(self, by, note=""):
        """Give up the scheduled edition; its number will be used again. False if none waits."""
        with self.locked() as dispatch:
            return publishing.cancel(dispatch, by, note)

    def withdraw(self, by, notice, reason="", through_number=None):
        """Take the editions so far (or up to `through_number`) away from every reader, at once.

        A scheduled edition is cancelled. Returns the Withdrawal; raises MoveRefused, and NotReady
        without a notice or if nothing was ever published.
        """
        with self.locked() as dispatch:
            return publishing.withdraw(dispatch, by, notice, reason, through_number)

    def submit(self, by, note=""):
        """Hand the draft in, to be read."""
        with self.locked() as dispatch:
            workflow.submit(dispatch, by, note)

    def take_back(self, by, note=""):
        """Go on writing what was handed in."""
        with self.locked() as dispatch:
            workflow.take_back(dispatch, by, note)

    def send_back(self, by, note):
        """Return it to its author; `note` says why. Raises NotReady without one."""
        with self.locked() as dispatch:
            workflow.send_back(dispatch, by, note)

    def approve(self, by, note=""):
        """Declare it bon à publier. Raises MoveRefused for who alone has written it."""
        with self.locked() as dispatch:
            workflow.approve(dispatch, by, note)

    def break_embargo(self, by, reason):
        """Let it be published before its embargo ends; `reason` is logged. Raises NotReady without."""
        with self.locked() as dispatch:
            workflow.break_embargo(dispatch, by, reason)

    def put_in_bin(self, by):
        """Out of sight, whole; it comes back by `take_out_of_bin`."""
        with self.locked() as dispatch:
            workflow.put_in_bin(dispatch, by)

    def take_out_of_bin(self, by):
        with self.locked() as dispatch:
            workflow.take_out_of_bin(dispatch, by)

    @property
    def is_embargoed(self):
        """Whether an embargo that nobody has broken still runs."""
        return bool(
            self.embargo_until
            and self.embargo_broken_at is None
            and self.embargo_until > timezone.now()
        )

    @property
    def embargo_spelt(self):
        """When the embargo ends: in its own time zone, and in the desk's if that is another."""
        return embargo.spelt(self.embargo_until, self.embargo_zone)

    def keep(self, by, cause="save"):
        """Write down this save as a Revision. An approval by another does not outlive new words."""
        revision = self.revisions.keep(self, by, cause)
        same_words = not revision.is_new or revision.cause == revision.Cause.EMBARGO
        approved_as_it_was = self.stage != self.Stage.APPROVED or same_words
        if not approved_as_it_was and by and by.pk != self.approved_by_id:
            self.stage, self.approved_by = self.Stage.REVIEW, None
            Dispatch.objects.filter(pk=self.pk).update(stage=self.stage, approved_by=None)
        return revision

    def log(self, verb, by, number=None, note="", **columns):
        """Write a move into the desk's log with what it changes, and count it as a change of this."""
        self.moves.create(verb=verb, by=by, at=timezone.now(), number=number, note=note)
        columns["revision"] = self.revision + 1
        for name, value in columns.items():
            setattr(self, name, value)
        Dispatch.objects.filter(pk=self.pk).update(**columns)

    @contextmanager
    def locked(self):
        """This dispatch, fresh and locked until the end of one transaction; what a verb works on."""
        if self.is_locked:
            yield self
            return
        with transaction.atomic():
            own = Dispatch.objects.select_for_update(of=("self",)).select_related("source")
            dispatch = own.get(pk=self.pk)
            yield dispatch
            for name in ("revision", "stage", "approved_by", "binned_at", "embargo_broken_at"):
                setattr(self, name, getattr(dispatch, name))
