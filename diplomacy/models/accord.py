"""Instruments between actors: treaties, agreements, charters, exchanges of notes …"""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, F, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History

from .actor import Actor
from .named import HAS_AN_ADDRESS, Named, NamedQuerySet

# The last parts of the addresses of other pages of accords.
TAKEN = frozenset(
    ("matrice", "matrix", "carte", "map", "changements", "changes", "glossaire", "glossary")
)


class AccordQuerySet(NamedQuerySet):
    def public(self, now):
        """Those with a public act, or named by a live edition."""
        from .act import Act
        from .mention import Mention

        acts = Act.objects.public(now).filter(accord=OuterRef("pk"))
        mentions = Mention.objects.open(now).filter(accord=OuterRef("pk"))
        return self.filter(Exists(acts) | Exists(mentions))

    def with_standing(self, moment):
        """Adds `stage_at` and `force_at`, the accord's computed status at `moment`, and `signed_on`
        with its `signed_precision`."""
        from .act import Act
        from .phase import Phase

        phases = Phase.objects.of_accords().covering(moment).filter(accord=OuterRef("pk"))
        signings = (
            Act.objects.public(moment.known)
            .signings()
            .filter(accord=OuterRef("pk"), done_on__lte=moment.day)
        )
        return self.annotate(
            stage_at=Subquery(phases.filter(dimension="stage").values("status")[:1]),
            force_at=Subquery(phases.filter(dimension="force").values("status")[:1]),
            signed_precision=Subquery(
                signings.order_by("done_on", "pk").values("done_precision")[:1]
            ),
            signed_on=Subquery(
                signings.order_by().values("accord").annotate(day=Min("done_on")).values("day")[:1]
            ),
        )

    def with_sort_day(self, moment):
        """Adds `sort_day`: the day signed, else of the first act, else the beginning of time.

        Never empty, so that lists page by it.
        """
        from .act import Act

        acts = Act.objects.public(moment.known).until(moment.day).filter(accord=OuterRef("pk"))
        first = acts.exclude(seen=None).order_by("seen").values(day=F("seen"))[:1]
        return self.annotate(sort_day=Coalesce("signed_on", Subquery(first), Value(date.min)))

    def begun_by(self, moment):
        """Those that an act or a story had named by the moment: for the present, all of them."""
        return self.acted_on(moment) if moment.asked else self

    def acted_on(self, moment, **by):
        """Those with a public act done by the moment's day, of this actor if given."""
        from .act import Act

        acts = (
            Act.objects.public(moment.known).until(moment.day).filter(accord=OuterRef("pk"), **by)
        )
        return self.filter(Exists(acts))

    def signed_by(self, person, moment):
        """Those of which a public act, done by the moment's day, names this person as a signatory."""
        from .act import Act

        acts = Act.objects.public(moment.known).until(moment.day).signed_by(person, moment.known)
        return self.filter(Exists(acts.filter(accord=OuterRef("pk"))))

    def with_force(self, force, moment):
        """Those of computed force `force` at `moment`; what nobody dates is not established."""
        from .phase import Phase

        phases = Phase.objects.of_accords().covering(moment)
        phases = phases.filter(accord=OuterRef("pk"), dimension="force")
        found = Exists(phases.filter(status=force))
        return self.filter(found | ~Exists(phases) if force == "not_established" else found)

    def with_gaps(self, now):
        """Those that lack something, and what: see the gaps of acts, `ActQuerySet.unnamed` and others."""
        from .act import Act

        acts = Act.objects.standing().filter(accord=OuterRef("pk"))
        gaps = {
            "lacks_name": acts.unnamed(),
            "lacks_source": acts.unsourced(now),
            "lacks_day": acts.undated(),
            "lacks_deposit": acts.undeposited(),
            "is_contested": acts.contested(now),
        }
        lacking = Q()
        for name in gaps:
            lacking |= Q(**{name: True})
        return self.annotate(**{name: Exists(found) for name, found in gaps.items()}).filter(
            lacking
        )


LONGEST_DELAY = 9999


class Unit(models.TextChoices):
    """How the texts of treaties count a delay."""

    DAYS = "days", _("days")
    MONTHS = "months", _("months")
    DAY_STARTS = "day_starts", _("days, then the first of the next month")
    MONTH_STARTS = "month_starts", _("months, then the first of the next month")


def delay_field(verbose_name, help_text=""):
    return models.PositiveSmallIntegerField(
        verbose_name,
        null=True,
        blank=True,
        help_text=help_text,
        validators=[MaxValueValidator(LONGEST_DELAY)],
    )


def unit_field():
    return models.CharField(_("counted in"), max_length=12, choices=Unit.choices, default=Unit.DAYS)


class Accord(Named):
    class Form(models.TextChoices):
        TREATY = "treaty", _("treaty")
        CONVENTION = "convention", _("convention")
        AGREEMENT = "agreement", _("agreement")
        PROTOCOL = "protocol", _("protocol")
        CHARTER = "charter", _("charter")
        NOTES = "notes", _("exchange of notes or letters")
        MEMORANDUM = "memorandum", _("memorandum of understanding")
        DECLARATION = "declaration", _("joint declaration")
        PEACE = "peace", _("peace agreement")
        OTHER = "other", _("other instrument")

    class Domain(models.TextChoices):
        POLITICS = "politics", _("political relations")
        DEFENCE = "defence", _("defence and security")
        PEACE = "peace", _("peace and reconciliation")
        TRADE = "trade", _("trade and economy")
        ENERGY = "energy", _("energy and mines")
        INTEGRATION = "integration", _("regional integration")
        JUSTICE = "justice", _("justice and migration")
        CULTURE = "culture", _("culture, education, science")
        OTHER = "other", _("other field")

    class Entry(models.TextChoices):
        """How the text says that it enters into force (Vienna Convention, art. 24)."""

        UNKNOWN = "unknown", _("not known")
        SIGNATURE = "signature", _("on signature by all parties")
        CONSENTS = "consents", _("once all parties have consented (ratified, approved, notified …)")
        THRESHOLD = "threshold", _("after a number of ratifications")
        FIXED = "fixed", _("on a date set by the text")
        STATED = "stated", _("as stated by a source")

    form = models.CharField(_("form"), max_length=12, choices=Form.choices, default=Form.AGREEMENT)
    domain = models.CharField(
        _("field"), max_length=12, choices=Domain.choices, default=Domain.POLITICS
    )
    entry_rule = models.CharField(
        _("entry into force"),
        max_length=10,
        choices=Entry.choices,
        default=Entry.UNKNOWN,
        help_text=_(
            "What the text itself provides. Not known: its force is shown as not established."
        ),
    )
    entry_count = models.PositiveSmallIntegerField(
        _("number of ratifications needed"), null=True, blank=True
    )
    entry_on = models.DateField(_("date set by the text"), null=True, blank=True)
    entry_delay = delay_field(
        _("delay before entry"), _("Counted from the day on which the condition is met.")
    )
    entry_unit = unit_field()
    late_delay = delay_field(
        _("delay for those who join later"), _("Counted from their own consent.")
    )
    late_unit = unit_field()
    notice_delay = delay_field(
        _("notice of exit"),
        _("What the text’s own clause gives. Left empty: no clause is known; 0: at once."),
    )
    notice_unit = unit_field()
    ends_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("The term that the text sets itself.")
    )
    renewal_months = models.PositiveSmallIntegerField(
        _("renewed tacitly for"),
        null=True,
        blank=True,
        help_text=_("In months, at the end of each term, unless notice is given before."),
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DELAY)],
    )

    actors = models.ManyToManyField(Actor, through="Participation", related_name="accords")
    taken_addresses = TAKEN

    objects = AccordQuerySet.as_manager()
    history = History()

    class Meta(Named.Meta):
        verbose_name = _("accord")
        verbose_name_plural = _("accords")
        constraints = [
            HAS_AN_ADDRESS,
            models.CheckConstraint(
                name="accord_beside_other_pages",
                condition=~Q(slug__in=sorted(TAKEN)),
                violation_error_message=_("Another page has this address: choose another one."),
                violation_error_code="slug",
            ),
            models.CheckConstraint(
                name="accord_of_a_known_form",
                condition=Q(
                    form__in=[
                        "treaty", "convention", "agreement", "protocol", "charter", "notes",
                        "memorandum", "declaration", "peace", "other",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="accord_of_a_known_field",
                condition=Q(
                    domain__in=[
                        "politics", "defence", "peace", "trade", "energy", "integration", "justice",
                        "culture", "other",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="accord_entering_by_a_known_rule",
                condition=Q(
                    entry_rule__in=[
                        "unknown", "signature", "consents", "threshold", "fixed", "stated",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="accord_threshold_has_a_number",
                condition=~Q(entry_rule="threshold")
                | Q(entry_count__isnull=False, entry_count__gte=1),
                violation_error_message=_("Say how many ratifications are needed."),
                violation_error_code="entry_count",
            ),
            models.CheckConstraint(
                name="accord_fixed_entry_has_a_date",
                condition=~Q(entry_rule="fixed") | Q(entry_on__isnull=False),
                violation_error_message=_("Give the date that the text sets."),
                violation_error_code="entry_on",
            ),
            models.CheckConstraint(
                name="accord_delays_in_a_known_unit",
                condition=Q(
                    entry_unit__in=Unit.values,
                    late_unit__in=Unit.values,
                    notice_unit__in=Unit.values,
                ),
            ),
            models.CheckConstraint(
                name="accord_renewed_from_a_term",
                condition=Q(renewal_months__isnull=True)
                | Q(renewal_months__gte=1, ends_on__isnull=False),
                violation_error_message=_("Give the term from which the text renews itself."),
                violation_error_code="ends_on",
            ),
        ]  # fmt: skip

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.renew_phases()

    def get_absolute_url(self):
        return reverse("diplomacy:accord_detail", args=[self.slug])

    @property
    def notice_spelt(self):
        """The notice of exit in words; "" if no clause is known."""
        if self.notice_delay is None:
            return ""
        return f"{self.notice_delay} {self.get_notice_unit_display()}"

    def renew_phases(self):
        """Compute the accord's status anew from its acts; called whenever one of them changes."""
        from .phase import Phase

        Phase.objects.renew(Accord.objects.filter(pk=self.pk))
