"""Computed status, kept as rows so that lists filter by it on any date. Nobody types it."""

from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from diplomacy.dates import precision_field

from .accord import Accord
from .actor import Actor


class PhaseQuerySet(models.QuerySet):
    def of_accords(self):
        """Phases of accords as a whole, not of one actor."""
        return self.filter(actor__isnull=True)

    def covering(self, moment):
        """What was true on the moment's day, as readers knew it then, without what is withdrawn now."""
        told = self.told(moment.known, moment.now).filter(begins_on__lte=moment.day)
        return told.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=moment.day))

    def told(self, known, now):
        """What readers knew at `known`, of any day, without what is withdrawn at `now`."""
        return self.filter(
            Q(known_from__lte=known),
            Q(known_until__isnull=True) | Q(known_until__gt=known),
            Q(read_from__isnull=True) | Q(read_from__lte=now),
            Q(read_until__isnull=True) | Q(read_until__gt=now),
        )

    def force_of(self, accord_column, moment):
        """The computed force of the accord that `accord_column` of an outer query names."""
        force = self.of_accords().covering(moment).filter(dimension="force")
        return Subquery(force.filter(accord=OuterRef(accord_column)).values("status")[:1])

    def renew(self, accords):
        """Compute the phases of `accords` anew; as many queries for a hundred of them as for one.

        They are locked in one order: two publications that cite the same ones wait for each other
        instead of locking crosswise.
        """
        from diplomacy import knowledge

        with transaction.atomic(savepoint=False):
            if locked := list(accords.select_for_update().order_by("pk")):
                knowledge.gather(locked)
                self.filter(accord__in=locked).delete()
                self.bulk_create(phase for accord in locked for phase in _phases(accord))


def _phases(accord):
    """A row for each status and each stretch of time during which the public acts said so."""
    from diplomacy import knowledge, status

    rows, told = [], {}
    for stretch in knowledge.stretches(accord):
        for span in status.spans(stretch.rule, stretch.facts):
            key = (span, stretch.read_from)
            if key not in told or told[key].known_until != stretch.known_from:
                told[key] = _phase(accord, span, stretch)
                rows.append(told[key])
            told[key].known_until = stretch.known_until
    return rows


def _phase(accord, span, stretch):
    return Phase(
        accord=accord,
        actor_id=span.actor,
        dimension=span.dimension,
        status=span.status,
        begins_on=span.begins,
        begins_precision=span.begins_precision,
        ends_on=span.ends,
        known_from=stretch.known_from,
        read_from=stretch.read_from,
        read_until=stretch.read_until,
    )


class Phase(models.Model):
    """`begins_on`–`ends_on`: when it was so; a day known only in part is the last that it may be.

    `known_from`–`known_until`: when readers could know it.
    `read_from`–`read_until`: to whom it is told, by the day of their reading (None: no bound). What
    rests on a withdrawn source is told to nobody any more, even of a day on which it was known.
    """

    accord = models.ForeignKey(Accord, on_delete=models.CASCADE, related_name="phases")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, null=True, related_name="+")
    dimension = models.CharField(max_length=8)
    status = models.CharField(max_length=16)
    begins_on = models.DateField()
    begins_precision = precision_field()
    ends_on = models.DateField(null=True)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)
    read_from = models.DateTimeField(null=True)
    read_until = models.DateTimeField(null=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        indexes = [
            models.Index(fields=["dimension", "status", "begins_on"], name="phase_status_day"),
        ]

    def __str__(self):
        return f"{self.accord}: {self.status}"
