"""Acts: what was done to an accord, by whom, when. Every status is computed from them."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diplomacy.dates import (
    Precision,
    day_field,
    day_of,
    last_day,
    precision_field,
    spell,
    years_before,
)
from diplomacy.kinds import (
    ANSWERS,
    CONSENTS,
    EXITS,
    FULL_SIGNINGS,
    OF_THE_WHOLE,
    PARTY_KINDS,
    ActKind,
    choices,
)

from .accord import Accord
from .actor import Actor
from .name_field import NameField
from .replaceable import PublicActError, Replaceable, ReplaceableQuerySet

LONGEST_NOTICE = timedelta(days=3660)
# What an actor does once in a cycle; notes may be several.
ONCE = tuple({*FULL_SIGNINGS, *CONSENTS} - {ActKind.NOTE, ActKind.NOTIFICATION})
SEEN_ON = Coalesce("done_on", "announced_on", "effective_on")
SEEN = _("This act is public: replace it, saying why.")
NOT_YET = _(
    "This day has not come yet: what is only foreseen stands under “announced on” or “takes effect on”."
)
ANNOUNCED_LATE = _(
    "This day lies after the one on which it was done: what was told only afterwards goes into the note."
)
EFFECTIVE_EARLY = _("It takes effect before it was done: tick “retroactive” if the text says so.")
ROUND_YEARS = (1, 5, 10, 20, 25, 30, 40, 50, 60, 75, 80, 90, 100)


class ActQuerySet(ReplaceableQuerySet):
    def with_since(self):
        """Adds `since`: when it took the place of another act; None for one that never did."""
        others = Act.objects.filter(replaced_by=OuterRef("pk")).order_by(
            F("replaced_at").desc(nulls_last=True)
        )
        return self.annotate(since=Subquery(others.values("replaced_at")[:1]))

    def until(self, day):
        """Those done, or else announced, by `day`; an act without any date is kept."""
        return self.alias(seen=SEEN_ON).filter(Q(seen__isnull=True) | Q(seen__lte=day))

    def signed_by(self, person, now):
        """Those for which readers know at `now` that this person signed."""
        from .signatory import Signatory

        named = Signatory.objects.shown(now).filter(act=OuterRef("pk"), person=person)
        return self.filter(Exists(named))

    def unnamed(self):
        """Signings by nobody whom a source names."""
        from .signatory import Signatory

        named = Signatory.objects.filter(act=OuterRef("pk"), person__isnull=False)
        return self.signings().filter(~Exists(named))

    def as_printed(self):
        """Those of which a signatory is known by the words of a source alone."""
        from .signatory import Signatory

        printed = Signatory.objects.filter(act=OuterRef("pk"), person=None, office=None)
        return self.filter(Exists(printed.exclude(as_printed="")))

    def overdue(self, day):
        """Those announced, or said to take effect, before `day`, that nobody is known to have done."""
        due = Q(announced_on__lt=day) | Q(effective_on__lt=day)
        return self.filter(due, kind__in=PARTY_KINDS, done_on=None)

    def told_twice(self):
        """Signatures and consents that the same actor is said to have given on another day, too."""
        same = {name: OuterRef(name) for name in ("accord", "actor", "kind", "cycle")}
        others = Act.objects.standing().filter(**same).exclude(done_on=OuterRef("done_on"))
        return self.filter(Exists(others), kind__in=ONCE, done_on__isnull=False)

    def undated(self):
        return self.filter(done_on=None, announced_on=None, effective_on=None)

    def undeposited(self):
        """Signatures by parties of an accord that waits for consents, whose consent is not recorded."""
        from .participation import Participation

        same = {"accord": OuterRef("accord"), "actor": OuterRef("actor")}
        consents = Act.objects.standing().filter(kind__in=CONSENTS, **same)
        party = Participation.objects.filter(role=Participation.Role.PARTY, **same)
        return self.filter(
            ~Exists(consents),
            Exists(party),
            kind=ActKind.SIGNATURE,
            accord__entry_rule__in=(Accord.Entry.CONSENTS, Accord.Entry.THRESHOLD),
        )

    def contested(self, now):
        """Those that a public source contradicts, or of which one contradicts who signed."""
        from .citation import Citation

        against = Citation.objects.open(now).filter(contradicts=True)
        return self.filter(
            Q(pk__in=against.exclude(act=None).values("act"))
            | Q(pk__in=against.exclude(signatory=None).values("signatory__act"))
        )

    def signings(self):
        return self.filter(kind__in=FULL_SIGNINGS)

    def anniversaries(self, first, last):
        """Signings that have a round number of years on a day from `first` to `last`."""
        rounds = Q(pk__in=[])
        after = last + timedelta(days=1)
        for years in ROUND_YEARS:
            rounds |= Q(
                done_on__gte=years_before(first, years), done_on__lt=years_before(after, years)
            )
        return self.signings().filter(rounds, done_precision=Precision.DAY)

    def taking_effect(self, first, last):
        """Those that take effect, and expiries, on a day from `first` to `last`, known to the day."""
        days = (first, last)
        effect = Q(effective_on__range=days, effective_precision=Precision.DAY)
        return self.filter(
            effect | Q(kind=ActKind.EXPIRY, done_on__range=days, done_precision=Precision.DAY)
        )

    def exits(self, first, last):
        """Exits notified by `last`, whose notice may have run out on a day from `first` on."""
        return self.filter(kind__in=EXITS, done_on__range=(first - LONGEST_NOTICE, last))

    def delete(self):
        """Refuses as a whole if readers have seen one of them (raises PublicActError)."""
        with transaction.atomic():
            for act in self:
                act.delete()

    delete.alters_data = True
    delete.queryset_only = True

    def in_order(self):
        """Oldest first, by the day done, else announced, else effective."""
        return self.order_by(SEEN_ON, "pk")


class Act(Replaceable):
    Kind = ActKind
    SEEN = SEEN

    accord = models.ForeignKey(
        Accord, on_delete=models.PROTECT, related_name="acts", verbose_name=_("accord")
    )
    kind = models.CharField(_("act"), max_length=16, choices=choices())
    actor = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="acts",
        verbose_name=_("by"),
        help_text=_(
            "Left empty for an act of the accord as a whole, such as its entry into force."
        ),
    )
    done_on = day_field(_("done on"), _("Signed, deposited, received. Left empty: not known."))
    done_precision = precision_field()
    announced_on = day_field(_("announced on"), _("Only if it differs from the day it was done."))
    announced_precision = precision_field()
    effective_on = day_field(_("takes effect on"), _("Only if a document says so; never a guess."))
    effective_precision = precision_field()
    retroactive = models.BooleanField(
        _("retroactive"),
        default=False,
        help_text=_("It says itself that it takes effect on a day before it was done."),
    )
    cycle = models.PositiveSmallIntegerField(
        _("cycle"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("2 for the acts of an actor that has left and comes back, and so on."),
    )
    answers = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_by",
        verbose_name=_("answers"),
        help_text=_("The act that this one objects to, lifts, revokes or disputes."),
    )
    wording = models.TextField(
        _("wording"),
        blank=True,
        help_text=_("Of a reservation, a declaration or an objection, word for word."),
    )
    wording_en = models.TextField(_("wording in English"), blank=True)
    place = NameField(_("place"), max_length=120, blank=True)
    place_en = NameField(_("place in English"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True, help_text=_("Readers see it."))
    note_en = models.CharField(_("note in English"), max_length=500, blank=True)
    released_at = models.DateTimeField(
        _("released on"),
        null=True,
        blank=True,
        help_text=_("An archivist releases an act that no public source holds yet."),
    )
    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering = ["done_on", "pk"]
        constraints = [
            *Replaceable.Meta.constraints,
            models.CheckConstraint(
                name="act_of_a_known_kind", condition=Q(kind__in=ActKind.values)
            ),
            models.CheckConstraint(
                name="act_of_a_party_names_it",
                condition=~Q(kind__in=PARTY_KINDS) | Q(actor__isnull=False),
                violation_error_message=_("Say whose act it is."),
                violation_error_code="actor",
            ),
            models.CheckConstraint(
                name="act_of_the_accord_names_nobody",
                condition=~Q(kind__in=OF_THE_WHOLE) | Q(actor__isnull=True),
                violation_error_message=_("This act is of the accord as a whole."),
                violation_error_code="actor",
            ),
            models.CheckConstraint(
                name="act_of_a_known_precision",
                condition=Q(
                    done_precision__in=Precision.values,
                    announced_precision__in=Precision.values,
                    effective_precision__in=Precision.values,
                ),
            ),
            models.CheckConstraint(name="act_not_answering_itself", condition=~Q(answers=F("id"))),
            models.CheckConstraint(name="act_cycle_from_one", condition=Q(cycle__gte=1)),
            models.CheckConstraint(
                name="act_retroactive_to_a_day",
                condition=Q(retroactive=False) | Q(effective_on__isnull=False),
                violation_error_message=_("Say from which day on it takes effect."),
                violation_error_code="effective_on",
            ),
        ]
        indexes = [
            models.Index(fields=["accord", "kind", "done_on"], name="act_accord_kind_day"),
            models.Index(fields=["accord", "actor", "kind"], name="act_accord_actor_kind"),
        ]

    def __str__(self):
        by = f" ({self.actor})" if self.actor_id else ""
        day = f", {self.done_spelt}" if self.done_on else ""
        return f"{self.get_kind_display()}{by} – {self.accord}{day}"

    def natural_key(self):
        return (self.uid,)

    natural_key.dependencies = ["diplomacy.accord", "diplomacy.actor"]

    @property
    def done_spelt(self):
        return spell(self.done_on, self.done_precision)

    @property
    def announced_spelt(self):
        return spell(self.announced_on, self.announced_precision)

    @property
    def effective_spelt(self):
        return spell(self.effective_on, self.effective_precision)

    def clean(self, others=None):
        """`others`: the standing acts of its actor on its accord, from whoever has them at hand."""
        faults = self.day_faults()
        by_an_actor = self.actor_id or self.actor
        if self.kind in PARTY_KINDS and not by_an_actor:
            faults["actor"] = _("Say whose act it is.")
        if self.kind in OF_THE_WHOLE and by_an_actor:
            faults["actor"] = _("This act is of the accord as a whole.")
        if self.retroactive and not self.effective_on:
            faults["effective_on"] = _("Say from which day on it takes effect.")
        if faults:
            raise ValidationError(faults)
        if self.answers_id or self.answers:
            self._check_answer()
        self._check_return(others)

    def _check_return(self, others):
        """Who has left and comes back does so in a cycle of its own."""
        from diplomacy import coming_back

        if others is None and self.accord_id and self.actor_id:
            own = {"accord": self.accord_id, "actor": self.actor_id, "cycle": self.cycle}
            others = Act.objects.standing().filter(**own).select_related("accord", "actor")
            others = others.exclude(pk=self.pk)
        coming_back.refuse(self, others or ())

    def day_faults(self):
        """{field: words} for the days that cannot be as they stand; what is about a day is not compared."""
        faults = {}
        if self.done_on and self.done_on > day_of(timezone.now()):
            faults["done_on"] = NOT_YET
        if self._lies_after("announced", "done"):
            faults["announced_on"] = ANNOUNCED_LATE
        if self._lies_after("done", "effective") and not self.retroactive:
            faults["effective_on"] = EFFECTIVE_EARLY
        return faults

    def _lies_after(self, one, other):
        """Whether one of the act's days lies after the whole of what is known of the other."""
        days = {name: getattr(self, f"{name}_on") for name in (one, other)}
        precisions = {name: getattr(self, f"{name}_precision") for name in (one, other)}
        if not all(days.values()) or Precision.ABOUT in precisions.values():
            return False
        return days[one] > last_day(days[other], precisions[other])

    def _check_answer(self):
        """An objection, a lifting, a revocation speaks of an act of the same accord, of the right kind."""
        if self.answers.accord_id != self.accord_id:
            raise ValidationError({"answers": _("That act is of another accord.")})
        if self.answers.kind not in ANSWERS.get(self.kind, ()):
            raise ValidationError({"answers": _("An act of this kind does not answer that one.")})

    def save(self, *args, **kwargs):
        """Refuses to change an act that readers have seen (raises PublicActError)."""
        with transaction.atomic():
            if self.was_ever_public:
                raise PublicActError(SEEN)
            left = Accord.objects.filter(acts=self.pk).exclude(pk=self.accord_id).first()
            super().save(*args, **kwargs)
            for accord in filter(None, (self.accord, left)):
                accord.renew_phases()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            if self.was_ever_public:
                raise PublicActError(
                    _("This act is public: it cannot be deleted, only replaced or taken back.")
                )
            self._give_up_replacing()
            deleted = super().delete(*args, **kwargs)
            self.accord.renew_phases()
            return deleted

    def release(self):
        """Make the act public although no public source holds it yet."""
        with transaction.atomic():
            if self.released_at is None:
                self._write(released_at=timezone.now())
                self.replaces.settle()
            self.accord.renew_phases()

    def replace(self, by, why, signatories=None, **changes):
        """See Replaceable; `signatories`: who signed, unsaved and in order, if that differs."""
        with transaction.atomic():
            new = super().replace(by, why, **changes)
            for signatory in self.signatories.all() if signatories is None else signatories:
                signatory.copy_to(new)
            new.accord.renew_phases()
            return new

    def _settle(self):
        """What answers the act answers the new one, once readers have it."""
        super()._settle()
        if self.is_replaced(timezone.now()):
            models.QuerySet(Act).filter(answers=self).update(answers=self.replaced_by)

    def _renew_status(self):
        self.accord.renew_phases()
