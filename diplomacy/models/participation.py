"""In what quality an actor takes part in an accord."""

from django.db import models, transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History
from diplomacy.kinds import ActKind

from .accord import Accord
from .actor import Actor
from .released import Released
from .replaceable import PublicActError

SEEN = _("Readers have seen that this actor takes part: an archivist takes it back.")


class ParticipationQuerySet(models.QuerySet):
    def get_by_natural_key(self, accord, actor, role):
        return self.get(accord__slug=accord, actor__slug=actor, role=role)

    def with_publicity(self, now):
        """Adds `is_public`: whether readers know of it at `now`."""
        shown = self._shown("public", "open", now)
        return self.annotate(is_public=ExpressionWrapper(shown, output_field=BooleanField()))

    def public(self, now):
        """Those that a public source or an archivist tells of, or a public act of that actor."""
        return self.filter(self._shown("public", "open", now))

    def ever_public(self, now):
        """Those that readers could have seen at some moment up to `now`."""
        return self.filter(self._shown("ever_public", "ever_public", now))

    def release(self):
        """Let readers know of those that nothing shows yet by release; the status of each accord is computed
        once, however many take part."""
        from .phase import Phase

        waiting, now = list(self.filter(released_at=None)), timezone.now()
        with transaction.atomic():
            for row in waiting:
                row.released_at = now
                models.Model.save(row)
            Phase.objects.renew(Accord.objects.filter(pk__in={row.accord_id for row in waiting}))

    release.alters_data = True

    def _shown(self, acts, citations, now):
        from .act import Act
        from .citation import Citation

        acts = getattr(Act.objects, acts)(now)
        acts = acts.filter(accord=OuterRef("accord"), actor=OuterRef("actor"))
        cited = getattr(Citation.objects, citations)(now).supporting()
        others = Participation.objects.exclude(role=Participation.Role.PARTY).filter(
            accord=OuterRef("accord"), actor=OuterRef("actor"), pk__lt=OuterRef("pk")
        )
        is_party = Q(role=Participation.Role.PARTY)
        witnessed = Exists(acts.filter(kind=ActKind.WITNESS))
        return (
            Q(released_at__lte=now)
            | Q(Exists(cited.filter(participation=OuterRef("pk"))))
            | is_party & Q(Exists(acts.exclude(kind=ActKind.WITNESS)))
            | ~is_party & Q(witnessed) & ~Q(Exists(others))
        )


class Participation(Released):
    """Public with a source of its own, by release, or with a public act that shows the quality.

    `joined_later`: its consent is not among those that the entry into force waited for; an accession,
    or an act after a stated entry, says so by itself. `awaited`: the desk knew of it before readers
    knew any act of the accord. While such a party may not be named, nothing is said of "all parties";
    one that turns up later changes nothing for readers until it is public.
    """

    class Role(models.TextChoices):
        PARTY = "party", _("party")
        MEDIATOR = "mediator", _("mediator")
        GUARANTOR = "guarantor", _("guarantor")
        WITNESS = "witness", _("witness")

    accord = models.ForeignKey(Accord, on_delete=models.CASCADE, related_name="participations")
    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, related_name="participations", verbose_name=_("actor")
    )
    role = models.CharField(_("quality"), max_length=10, choices=Role.choices, default=Role.PARTY)
    joined_later = models.BooleanField(
        _("joined later"),
        default=False,
        help_text=_("Of a party whose consent the entry into force did not wait for."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    awaited = models.BooleanField(default=True, editable=False)

    objects = ParticipationQuerySet.as_manager()
    history = History(leaving_out=["awaited"])

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="participation_once",
                fields=["accord", "actor", "role"],
                violation_error_message=_("This actor already takes part in that quality."),
            ),
            models.CheckConstraint(
                name="participation_of_a_known_role",
                condition=models.Q(role__in=["party", "mediator", "guarantor", "witness"]),
            ),
            models.CheckConstraint(
                name="participation_joined_by_a_party",
                condition=Q(joined_later=False) | Q(role="party"),
                violation_error_message=_("Only a party joins later."),
                violation_error_code="joined_later",
            ),
        ]

    def __str__(self):
        return f"{self.actor} ({self.get_role_display()})"

    @property
    def is_party(self):
        return self.role == self.Role.PARTY

    @property
    def was_ever_public(self):
        """Whether readers could have seen it at some moment up to now."""
        stored = Participation.objects.filter(pk=self.pk)
        return self.pk is not None and stored.ever_public(timezone.now()).exists()

    def save(self, *args, **kwargs):
        """Refuses to change the quality that readers have seen (raises PublicActError)."""
        if self.changes_what_was_seen():
            raise PublicActError(SEEN)
        self._write(*args, **kwargs)

    def tell(self, source=None, quote=""):
        """Save it as it is and show it to readers: as a public source says, or, without one, by release."""
        from .citation import Citation

        with transaction.atomic():
            if source is None and self.released_at is None:
                self.released_at = timezone.now()
            self._write()
            if source:
                Citation.objects.cite(self, source, quote).open_now()

    def _write(self, *args, **kwargs):
        with transaction.atomic():
            if self.pk is None:
                self.awaited = not self.accord.was_ever_public
            super().save(*args, **kwargs)
            self.accord.renew_phases()

    def delete(self, *args, **kwargs):
        """Refuses what readers have seen (raises PublicActError)."""
        if self.was_ever_public:
            raise PublicActError(SEEN)
        return self._remove(*args, **kwargs)

    def take_back(self):
        """The archivist's: readers are told no more that the actor takes part so."""
        return self._remove()

    def _remove(self, *args, **kwargs):
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            self.accord.renew_phases()
            return deleted

    def changes_what_was_seen(self):
        """Whether it differs, unsaved, from a quality that readers could have seen. The actor is the same
        one when two rows of it are merged."""
        kept = {name: getattr(self, name) for name in ("accord_id", "role", "joined_later")}
        stored = Participation.objects.filter(pk=self.pk)
        return self.pk is not None and not stored.filter(**kept).exists() and self.was_ever_public

    def natural_key(self):
        return (self.accord.slug, self.actor.slug, self.role)

    natural_key.dependencies = ["diplomacy.accord", "diplomacy.actor"]
