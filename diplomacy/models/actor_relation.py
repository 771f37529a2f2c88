"""How actors stand to each other: who belongs to what, who continues or succeeds whom."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History

from .actor import Actor
from .period import Period, known_precisions
from .released import Released, ReleasedQuerySet


class ActorRelationQuerySet(ReleasedQuerySet):
    def get_by_natural_key(self, actor, kind, other, begun_on):
        return self.get(actor__slug=actor, kind=kind, other__slug=other, begun_on=begun_on)

    def public(self, now):
        """Released ones, between actors that readers know."""
        actors = Actor.objects.public(now)
        return self.released(now).filter(
            Exists(actors.filter(pk=OuterRef("actor_id"))),
            Exists(actors.filter(pk=OuterRef("other_id"))),
        )

    def of(self, actor):
        """Those that `actor` has part in, from either side, with both actors."""
        return self.filter(Q(actor=actor) | Q(other=actor)).select_related("actor", "other")


class ActorRelation(Period, Released):
    """Read as a sentence: `actor` is a member of, continues, succeeds … `other`, from `begun_on` on.

    A state that continues another keeps its rights and duties; one that succeeds it takes its place in
    what it consents to (Vienna Convention on Succession of States in respect of Treaties, art. 2(1)(b)).
    """

    class Kind(models.TextChoices):
        MEMBER = "member", _("member of")
        CONTINUATION = "continuation", _("continues")
        SUCCESSION = "succession", _("successor of")
        MERGER = "merger", _("born of the union of")
        SEPARATION = "separation", _("separated from")

    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, related_name="relations", verbose_name=_("actor")
    )
    kind = models.CharField(_("relation"), max_length=12, choices=Kind.choices)
    other = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        related_name="inverse_relations",
        verbose_name=_("the other actor"),
    )
    basis = models.CharField(
        _("according to"),
        max_length=300,
        blank=True,
        help_text=_("The text or document that says so. Readers see it."),
    )

    objects = ActorRelationQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("relation between actors")
        verbose_name_plural = _("relations between actors")
        ordering = ["begun_on", "pk"]
        constraints = [
            known_precisions("actor_relation_of_known_precisions"),
            models.UniqueConstraint(
                name="actor_relation_once",
                fields=["actor", "kind", "other", "begun_on"],
                violation_error_message=_("This relation is already recorded."),
            ),
            models.CheckConstraint(
                name="actor_relation_of_two",
                condition=~Q(actor=F("other")),
                violation_error_message=_("An actor cannot stand in a relation to itself."),
            ),
            models.CheckConstraint(
                name="actor_relation_of_a_known_kind",
                condition=Q(
                    kind__in=["member", "continuation", "succession", "merger", "separation"]
                ),
            ),
            models.CheckConstraint(
                name="actor_relation_ends_after_it_begins",
                condition=Q(begun_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(begun_on__lt=F("ended_on")),
                violation_error_message=_("A relation cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="actor_relation_ends_if_member",
                condition=Q(kind="member") | Q(ended_on__isnull=True),
                violation_error_message=_("Only a membership has an end."),
            ),
        ]

    def __str__(self):
        return f"{self.actor} – {self.get_kind_display()} {self.other}"

    def natural_key(self):
        return (self.actor.slug, self.kind, self.other.slug, self.begun_on)

    natural_key.dependencies = ["diplomacy.actor"]

    def clean(self):
        """Asked here too: a table of a page leaves out of the database's rules what it fills in itself."""
        if self.actor_id and self.actor_id == self.other_id:
            raise ValidationError(_("An actor cannot stand in a relation to itself."))

    @property
    def is_membership(self):
        return self.kind == self.Kind.MEMBER
