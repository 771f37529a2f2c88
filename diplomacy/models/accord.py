"""Instruments between actors: treaties, agreements, charters, exchanges of notes …"""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History
from diplomacy.kinds import PARTY_KINDS, ActKind

from .actor import Actor
from .named import HAS_AN_ADDRESS, Named, NamedQuerySet
from .replaceable import PublicActError

TITLE = ("name", "name_en", "form")
TERMS = (
    "entry_rule", "entry_count", "entry_on", "entry_delay", "entry_unit", "late_delay", "late_unit",
    "notice_delay", "notice_unit", "renewal_notice_delay", "renewal_notice_unit", "ends_on",
    "renewal_months",
)  # fmt: skip
SEEN = _(
    "Readers have seen this: name the public source that gives it otherwise, or release the change."
)
NOT_PUBLIC = _("Readers do not know this source: it cannot show them anything.")
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

    def with_terms(self, now):
        """Adds `has_terms`: whether readers have at `now` what the text provides (see TERMS)."""
        shown = self._told("open", now)
        return self.annotate(has_terms=ExpressionWrapper(shown, output_field=BooleanField()))

    def telling_terms(self, now):
        """Those of which readers have at `now` what the text provides."""
        return self.filter(self._told("open", now))

    def ever_telling_terms(self, now):
        """Those of which readers could have had it at some moment up to `now`."""
        return self.filter(self._told("ever_public", now))

    def _told(self, how, now):
        from .citation import Citation

        cited = getattr(Citation.objects, how)(now).supporting().filter(accord=OuterRef("pk"))
        return Q(released_at__lte=now) | Q(Exists(cited))

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

    def one_sided(self):
        """Accords between two of which acts of one party alone are recorded."""
        from .act import Act
        from .participation import Participation

        party = {"accord": OuterRef("pk"), "role": Participation.Role.PARTY}
        parties = Participation.objects.filter(**party).order_by()
        own = Act.objects.standing().filter(accord=OuterRef("accord"), actor=OuterRef("actor"))
        parties = parties.annotate(acts=Exists(own.filter(kind__in=PARTY_KINDS)))
        number = parties.values("accord").annotate(n=Count("pk")).values("n")
        return self.alias(between=Subquery(number)).filter(
            Exists(parties.filter(acts=True)), Exists(parties.filter(acts=False)), between=2
        )

    def of_unknown_rule(self):
        """Those with acts, of which nobody knows how the text says that they enter into force."""
        from .act import Act

        acts = Act.objects.standing().filter(accord=OuterRef("pk"))
        return self.filter(Exists(acts), entry_rule=Accord.Entry.UNKNOWN)

    def unconfirmed(self, now, day):
        """Those whose entry into force, before `day`, the text's rule alone tells: nobody states it."""
        from .act import Act
        from .phase import Phase

        known = Phase.objects.of_accords().told(now, now).filter(accord=OuterRef("pk"))
        stated = Act.objects.standing().filter(
            accord=OuterRef("pk"), kind=ActKind.ENTRY, actor=None
        )
        entered = known.filter(dimension="force", status="in_force", begins_on__lt=day)
        return self.filter(Exists(entered), ~Exists(stated))


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


def _delay_spelt(count, unit):
    return "" if count is None else f"{count} {unit}"


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
    renewal_notice_delay = delay_field(
        _("notice before the end of a term"),
        _("To refuse the tacit renewal. Left empty: no clause is known."),
    )
    renewal_notice_unit = unit_field()
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

    released_at = models.DateTimeField(
        _("released on"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("What the text provides, shown to readers without a source."),
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
                    renewal_notice_unit__in=Unit.values,
                ),
            ),
            models.CheckConstraint(
                name="accord_renewed_from_a_term",
                condition=Q(renewal_months__isnull=True)
                | Q(renewal_months__gte=1, ends_on__isnull=False),
                violation_error_message=_("Give the term from which the text renews itself."),
                violation_error_code="ends_on",
            ),
            models.CheckConstraint(
                name="accord_notice_of_a_renewal",
                condition=Q(renewal_notice_delay__isnull=True) | Q(renewal_months__isnull=False),
                violation_error_message=_("Say for how long the text renews itself."),
                violation_error_code="renewal_months",
            ),
        ]  # fmt: skip

    def save(self, *args, **kwargs):
        """Refuses to change what readers have seen of it (raises PublicActError): `tell` it."""
        if self.changes_what_was_seen():
            raise PublicActError(SEEN)
        self._write(*args, **kwargs)

    def tell(self, source=None, quote=""):
        """Save it as it is, and show readers what the text provides: as a public source gives it, or,
        without one, by release. Raises ValidationError for a source that is not public."""
        from .citation import Citation
        from .source import Source

        now = timezone.now()
        if source and not Source.objects.public(now).filter(pk=source.pk).exists():
            raise ValidationError({"source": NOT_PUBLIC})
        with transaction.atomic():
            if source is None and self.released_at is None:
                self.released_at = now
            self._write()
            if source:
                Citation.objects.cite(self, source, quote).open_now()

    def _write(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.renew_phases()

    @property
    def was_ever_public(self):
        """Whether readers could have seen an act of it at some moment up to now."""
        from .act import Act

        acts = Act.objects.filter(accord=self.pk)
        return self.pk is not None and acts.ever_public(timezone.now()).exists()

    def changes_what_was_seen(self):
        """Whether it differs, unsaved, from a title or from provisions that readers could have seen."""
        stored = Accord.objects.filter(pk=self.pk).first() if self.pk else None
        return stored is not None and any(
            getattr(self, name) != getattr(stored, name) for name in self.seen_names()
        )

    def seen_names(self):
        """The names of the fields that readers could have seen up to now."""
        told = Accord.objects.filter(pk=self.pk).ever_telling_terms(timezone.now())
        title = TITLE if self.was_ever_public else ()
        return {*title, *(TERMS if self.pk and told.exists() else ())}

    @property
    def provides_something(self):
        """Whether anything of what the text provides is known."""
        return any(
            getattr(self, name) != self._meta.get_field(name).get_default() for name in TERMS
        )

    def hide_terms(self):
        """In hand alone: forgets what the text provides, for readers who are not told."""
        for name in TERMS:
            setattr(self, name, self._meta.get_field(name).get_default())

    def recall(self, known):
        """In hand alone: its title and provisions as they stood at `known`; one query."""
        kept = Accord.history.filter(id=self.pk).order_by("history_date", "history_id")
        then = kept.filter(history_date__lte=known).last() or kept.first()
        for name in (*TITLE, *TERMS) if then else ():
            setattr(self, name, getattr(then, name))

    def get_absolute_url(self):
        return reverse("diplomacy:accord_detail", args=[self.slug])

    @property
    def notice_spelt(self):
        """The notice of exit in words; "" if no clause is known."""
        return _delay_spelt(self.notice_delay, self.get_notice_unit_display())

    @property
    def renewal_notice_spelt(self):
        """The same of the notice against a tacit renewal."""
        return _delay_spelt(self.renewal_notice_delay, self.get_renewal_notice_unit_display())

    def renew_phases(self):
        """Compute the accord's status anew from its acts; called whenever one of them changes."""
        from .phase import Phase

        Phase.objects.renew(Accord.objects.filter(pk=self.pk))
