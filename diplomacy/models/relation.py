"""How one accord relates to another: it amends it, ends it, carries it out."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diplomacy.dates import Precision, day_field, precision_field, spell

from .accord import Accord
from .replaceable import PublicActError, Replaceable, ReplaceableQuerySet

TWICE = _("This relation is already recorded.")
SEEN = _("Readers have seen this relation: replace it, saying why.")


class RelationQuerySet(ReplaceableQuerySet):
    def of(self, accord):
        """Those of an accord, whichever of the two it is."""
        return self.filter(Q(accord=accord) | Q(other=accord))

    def held(self, now):
        """As of all facts, if readers had both accords."""
        public = Accord.objects.public(now)
        return (
            super()
            .held(now)
            .filter(
                Exists(public.filter(pk=OuterRef("accord"))),
                Exists(public.filter(pk=OuterRef("other"))),
            )
        )

    def until(self, day):
        """Those that had begun by `day`; one without a date is kept."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=day))

    def delete(self):
        """Refuses as a whole if readers have seen one of them (raises PublicActError)."""
        if self.ever_public(timezone.now()).exists():
            raise PublicActError(SEEN)
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class Relation(Replaceable):
    """`accord` does it to `other`. Public with a source, as acts are, once both accords are."""

    class Kind(models.TextChoices):
        AMENDS = "amends", pgettext_lazy("an accord", "amends")
        REVISES = "revises", pgettext_lazy("an accord", "revises")
        REPLACES = "replaces", pgettext_lazy("an accord", "ends and replaces")
        TERMINATES = "terminates", pgettext_lazy("an accord", "ends")
        SUPPLEMENTS = "supplements", pgettext_lazy("an accord", "supplements")
        PROTOCOL = "protocol", pgettext_lazy("an accord", "is a protocol to")
        IMPLEMENTS = "implements", pgettext_lazy("an accord", "carries out")
        RENEWS = "renews", pgettext_lazy("an accord", "renews")
        UNDER = "under", pgettext_lazy("an accord", "is concluded under")

    SEEN = SEEN

    accord = models.ForeignKey(
        Accord, on_delete=models.PROTECT, related_name="relations", verbose_name=_("accord")
    )
    kind = models.CharField(_("relation"), max_length=11, choices=Kind.choices)
    other = models.ForeignKey(
        Accord,
        on_delete=models.PROTECT,
        related_name="relations_back",
        verbose_name=_("the other accord"),
    )
    since = day_field(_("since"), _("Left empty: not known."))
    since_precision = precision_field()
    note = models.CharField(_("note"), max_length=500, blank=True, help_text=_("Readers see it."))
    note_en = models.CharField(_("note in English"), max_length=500, blank=True)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation between accords")
        verbose_name_plural = _("relations between accords")
        ordering = ["since", "pk"]
        constraints = [
            *Replaceable.Meta.constraints,
            models.CheckConstraint(
                name="relation_of_two_accords",
                condition=~Q(accord=F("other")),
                violation_error_message=_("An accord has no relation to itself."),
                violation_error_code="other",
            ),
            models.CheckConstraint(
                name="relation_of_a_known_kind",
                condition=Q(
                    kind__in=[
                        "amends", "revises", "replaces", "terminates", "supplements", "protocol",
                        "implements", "renews", "under",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="relation_of_a_known_precision",
                condition=Q(since_precision__in=Precision.values),
            ),
            models.UniqueConstraint(
                name="relation_once",
                fields=["accord", "kind", "other"],
                condition=Q(replaced_at__isnull=True, replaced_by__isnull=True),
                violation_error_message=TWICE,
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.accord} – {self.get_kind_display()} – {self.other}"

    def natural_key(self):
        return (self.uid,)

    natural_key.dependencies = ["diplomacy.accord"]

    @property
    def since_spelt(self):
        return spell(self.since, self.since_precision)

    def far_side(self, accord):
        """The other of the two accords."""
        return self.other if accord.pk == self.accord_id else self.accord

    def told_from(self, accord):
        """The relation in words as the page of `accord`, one of the two, tells it: "is amended by"."""
        return self.get_kind_display() if accord.pk == self.accord_id else BACK[self.kind]

    def clean(self):
        if self.accord_id and self.accord_id == self.other_id:
            raise ValidationError({"other": _("An accord has no relation to itself.")})
        same = Relation.objects.standing().filter(
            accord=self.accord_id, kind=self.kind, other=self.other_id
        )
        if self.is_standing and same.exclude(pk=self.pk).exists():
            raise ValidationError({"other": TWICE})

    def save(self, *args, **kwargs):
        """Refuses to change a relation that readers have seen (raises PublicActError)."""
        if self.was_ever_public:
            raise PublicActError(SEEN)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            if self.was_ever_public:
                raise PublicActError(SEEN)
            self._give_up_replacing()
            return super().delete(*args, **kwargs)

    def release(self):
        """Make the relation public although no public source holds it yet."""
        with transaction.atomic():
            if self.released_at is None:
                self._write(released_at=timezone.now())
                self.replaces.settle()


BACK = {
    Relation.Kind.AMENDS: pgettext_lazy("an accord", "is amended by"),
    Relation.Kind.REVISES: pgettext_lazy("an accord", "is revised by"),
    Relation.Kind.REPLACES: pgettext_lazy("an accord", "is ended and replaced by"),
    Relation.Kind.TERMINATES: pgettext_lazy("an accord", "is ended by"),
    Relation.Kind.SUPPLEMENTS: pgettext_lazy("an accord", "is supplemented by"),
    Relation.Kind.PROTOCOL: pgettext_lazy("an accord", "has as a protocol"),
    Relation.Kind.IMPLEMENTS: pgettext_lazy("an accord", "is carried out by"),
    Relation.Kind.RENEWS: pgettext_lazy("an accord", "is renewed by"),
    Relation.Kind.UNDER: pgettext_lazy("an accord", "is the framework of"),
}
