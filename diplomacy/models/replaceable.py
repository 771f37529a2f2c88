"""Facts of the record that readers have seen: never edited or deleted, but replaced, with a reason."""

import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PublicActError(Exception):
    """A public act cannot be edited or deleted, only replaced."""


class ReplaceableQuerySet(models.QuerySet):
    def get_by_natural_key(self, uid):
        return self.get(uid=uid)

    def standing(self):
        """Those that nobody has replaced or taken back."""
        return self.filter(replaced_at__isnull=True)

    def entered(self, now):
        """Those of the record at `now`, without what took another's place later; replaced or not."""
        others = self.model.objects.filter(replaced_by=OuterRef("pk"), replaced_at__gt=now)
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

    `SEEN` says to whoever edits what readers have seen that it is replaced instead.
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
                | Q(replaced_at__isnull=False) & ~Q(replaced_why=""),
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

    def _leave(self, by, why, **replacement):
        self._write(
            replaced_at=timezone.now(),
            replaced_by_whom=by.get_username(),
            replaced_why=why.strip(),
            **replacement,
        )

    def _write(self, **values):
        """The one door past the guard, for the verbs of the class."""
        models.QuerySet(type(self)).filter(pk=self.pk).update(**values)
        for name, value in values.items():
            setattr(self, name, value)
