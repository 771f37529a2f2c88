"""Facts of the record that readers have seen: never edited or deleted, but replaced or taken back, with a
reason."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PublicActError(Exception):
    """A public act cannot be edited or deleted, only replaced."""


class ReplaceableQuerySet(models.QuerySet):
    def get_by_natural_key(self, uid):
        return self.get(uid=uid)

    def standing(self):
        """Those that nobody at the desk has replaced or taken back."""
        return self.filter(replaced_at__isnull=True, replaced_by__isnull=True)

    def awaiting(self, now):
        """Those that readers still have at `now` because they may not have the replacement yet."""
        to_come = Q(replaced_at__isnull=True) | Q(replaced_at__gt=now)
        return self.filter(to_come, replaced_by__isnull=False)

    def settle(self):
        """Each of those that await their replacement goes at the moment at which readers get that one."""
        for old in self.awaiting(timezone.now()).select_related("replaced_by"):
            old._settle()

    def entered(self, now):
        """Those of the record at `now`, without what takes another's place later; replaced or not."""
        others = self.model.objects.awaiting(now).filter(replaced_by=OuterRef("pk"))
        return self.filter(~Exists(others))

    def public(self, now):
        """Those that stood at `now` and that readers had."""
        stood = self.filter(Q(replaced_at__isnull=True) | Q(replaced_at__gt=now))
        return stood.entered(now).held(now)

    def held(self, now):
        """Those that a public citation supports, or that an archivist released; replaced or not."""
        return self.filter(Q(released_at__lte=now) | self._cited("open", now))

    def ever_public(self, now):
        """Those that readers could have seen at some moment up to `now`."""
        return self.filter(Q(released_at__lte=now) | self._cited("ever_public", now))

    def unsourced(self, now):
        """Those that no public source holds."""
        return self.filter(~self._cited("open", now))

    def update(self, **values):
        """Refuses to change what readers have seen (raises PublicActError)."""
        if self.ever_public(timezone.now()).exists():
            raise PublicActError(self.model.SEEN)
        return super().update(**values)

    update.alters_data = True

    def _cited(self, how, now):
        """Whether a citation supports it, of those that are `open` or `ever_public` at `now`."""
        from .citation import Citation

        citations = getattr(Citation.objects, how)(now).supporting()
        return Exists(citations.filter(**{self.model._meta.model_name: OuterRef("pk")}))


class Replaceable(models.Model):
    """The row that goes names its replacement, when, by whom and why; without one it was taken back.

    `replaced_at` is when readers lose it: a moment to come, or None, while they may not have the
    replacement. `SEEN` says to whoever edits what readers have seen that it is replaced instead.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded on"), default=timezone.now, editable=False)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaces",
    )
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)
    replaced_by_whom = models.CharField(max_length=150, blank=True, editable=False)
    replaced_why = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_replaced_with_reason",
                condition=Q(replaced_at__isnull=True, replaced_by__isnull=True)
                | ~Q(replaced_why=""),
            ),
            models.CheckConstraint(
                name="%(class)s_not_replaced_by_itself", condition=~Q(replaced_by=F("id"))
            ),
        ]

    @property
    def was_ever_public(self):
        """Whether readers could have seen it at some moment up to now."""
        stored = type(self).objects.filter(pk=self.pk)
        return self.pk is not None and stored.ever_public(timezone.now()).exists()

    def is_replaced(self, now):
        """Whether it had been replaced or taken back by `now`."""
        return self.replaced_at is not None and self.replaced_at <= now

    @property
    def is_standing(self):
        """Whether nobody at the desk has replaced it or taken it back."""
        return self.replaced_at is None and self.replaced_by_id is None

    @property
    def opens_at(self):
        """The first moment, gone by or to come, at which readers have it; None while nothing says so."""
        windows = [each.window for each in self.citations.standing().supporting()]
        now = timezone.now()
        begins = [each[0] for each in windows if each and not (each[1] and each[1] <= now)]
        return min(filter(None, [self.released_at, *begins]), default=None)

    def replace(self, by, why, citations=None, source=None, quote="", **changes):
        """Record what this should have said, as a new row that takes its place once readers may have it.

        `by` is the user, `why` the reason that readers will see (required), `citations` those that hold
        for the new row too (all unless told otherwise), `source` another one that holds it, `quote` its
        words, `changes` the fields that differ. Without a public source readers go on having the old
        row until one opens. Returns the new row; raises ValidationError for an empty reason or bad
        values.
        """
        with transaction.atomic():
            old = self._locked(why)
            new = old._copy(**changes)
            old._leave(by, why)
            new.full_clean()
            new.save()
            for citation in old.citations.standing() if citations is None else citations:
                citation.copy_to(new)
            if source:
                new.cite(source, quote)
            old._write(replaced_by=new, replaced_at=None)
            old._settle()
            return new

    def take_back(self, by, why):
        """It was not so: readers see that it was said, when and why it was taken back.

        What was to take its place elsewhere is given up with it. Raises ValidationError for an empty
        reason, or for a row that is replaced already.
        """
        with transaction.atomic():
            old = self._locked(why)
            old._give_up_replacing()
            old._leave(by, why)
            old._renew_status()

    def cite(self, source, quote=""):
        """Cite one more source for it, in these words; raises ValidationError if it is cited already."""
        citation = self.citations.model(**{self._meta.model_name: self}, source=source, quote=quote)
        citation.full_clean()
        citation.save()

    def _locked(self, why):
        """The row as it is now, which nobody else may change meanwhile."""
        if not why.strip():
            raise ValidationError({"why": _("Say why it is replaced or taken back.")})
        old = type(self).objects.select_for_update().get(pk=self.pk)
        if not old.is_standing:
            raise ValidationError(_("It has already been replaced or taken back."))
        return old

    def _copy(self, **changes):
        """An unsaved row that says the same but for `changes`; a release was of the old words."""
        own = {"id", "released_at", *(field.name for field in Replaceable._meta.local_fields)}
        values = {
            field.name: getattr(self, field.name)
            for field in self._meta.local_fields
            if field.name not in own
        }
        return type(self)(**values | changes)

    def _leave(self, by, why):
        self._write(
            replaced_at=timezone.now(),
            replaced_by_whom=by.get_username(),
            replaced_why=why.strip(),
        )

    def _settle(self):
        opens = self.replaced_by.opens_at
        self._write(replaced_at=opens and max(opens, self.replaced_by.recorded_at))
        self._renew_status()

    def _give_up_replacing(self):
        """The rows that wait for this one stand again."""
        for old in type(self).objects.filter(replaced_by=self).awaiting(timezone.now()):
            old._write(replaced_by=None, replaced_at=None, replaced_by_whom="", replaced_why="")
            old._renew_status()

    def _renew_status(self):
        """Nothing is computed from such a row, unless its class says so."""

    def _write(self, **values):
        """The one door past the guard, for the verbs of the class."""
        models.QuerySet(type(self)).filter(pk=self.pk).update(**values)
        for name, value in values.items():
            setattr(self, name, value)
