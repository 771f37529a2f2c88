"""Which source supports or contradicts which fact, in its own words."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .accord import Accord
from .act import Act
from .participation import Participation
from .relation import Relation
from .replaceable import PublicActError, Replaceable
from .signatory import Signatory
from .source import Source, open_at

WINDOW = {"public_from", "public_until"}
FACTS = ("act", "signatory", "relation", "participation", "accord")
SEEN = _("This citation is public: take it back, or replace what it is cited for, saying why.")
TWICE = _("This source is cited for it already.")


class CitationQuerySet(models.QuerySet):
    def get_by_natural_key(self, uid):
        return self.get(uid=uid)

    def open(self, now):
        """Those a reader may see at `now`: the citation and its source are both public."""
        return self.had(now).filter(Q(taken_back_at__isnull=True) | Q(taken_back_at__gt=now))

    def had(self, now):
        """Those that are open at `now`, or would be had nobody taken them back."""
        return self.filter(open_at(now), open_at(now, "source__"))

    def standing(self):
        """Those that nobody has taken back."""
        return self.filter(taken_back_at__isnull=True)

    def supporting(self):
        return self.filter(contradicts=False)

    def ever_public(self, now):
        """Those that readers could have seen at some moment up to `now`."""
        return self.filter(public_from__lte=now, source__first_public_at__lte=now)

    def update(self, **values):
        """The gate moves a citation's window; its words do not change once readers have seen them."""
        if set(values) - WINDOW and self.ever_public(timezone.now()).exists():
            raise PublicActError(SEEN)
        return super().update(**values)

    update.alters_data = True

    def delete(self):
        """Refuses as a whole if readers have seen one of them (raises PublicActError)."""
        if self.ever_public(timezone.now()).exists():
            raise PublicActError(SEEN)
        awaiting = [
            list(model.objects.filter(replaced_by__citations__in=self).distinct())
            for model in (Act, Relation)
        ]
        accords = list(self._accords().order_by("pk"))
        deleted = super().delete()
        for rows in awaiting:
            for row in rows:
                type(row).objects.filter(pk=row.pk).settle()
        for accord in accords:
            accord.renew_phases()
        return deleted

    delete.alters_data = True
    delete.queryset_only = True

    def cite(self, fact, source, quote=""):
        """Cite a source for a fact, once: answers the citation, new or as it stands already."""
        cited = fact.citations.standing().filter(source=source).first()
        return cited or self.create(**{fact._meta.model_name: fact}, source=source, quote=quote)

    def settle(self):
        """What their windows decide: which replacements take effect, the status of every accord."""
        from .phase import Phase

        Act.objects.filter(replaced_by__citations__in=self).distinct().settle()
        Relation.objects.filter(replaced_by__citations__in=self).distinct().settle()
        Phase.objects.renew(self._accords())

    def _accords(self):
        acts = Act.objects.filter(citations__in=self)
        parts = Participation.objects.filter(citations__in=self)
        return Accord.objects.filter(
            Q(pk__in=acts.values("accord"))
            | Q(pk__in=parts.values("accord"))
            | Q(pk__in=self.filter(accord__isnull=False).values("accord"))
        )


def _settle(fact):
    """A citation of the fact has come, gone or changed. Nothing is computed from who signed."""
    if isinstance(fact, Replaceable):
        fact.replaces.settle()
        fact._renew_status()
    elif isinstance(fact, Participation | Accord):
        (fact if isinstance(fact, Accord) else fact.accord).renew_phases()


def _of_one(facts):
    """Exactly one of these columns is filled."""
    condition = Q()
    for fact in facts:
        condition |= Q(**{f"{other}__isnull": other != fact for other in facts})
    return condition


class Citation(models.Model):
    """One fact, one source. What a dispatch is cited for waits for that dispatch's next edition.

    The fact is an act, who signed one, how two accords relate, in what quality an actor takes part, or
    what the text of an `accord` provides. `awaited`: readers did not have the
    fact when the source was cited for it; a name then waits for a supporting citation to open, whereas
    one that readers had is not taken from them by a source to come.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    act = models.ForeignKey(
        Act, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    signatory = models.ForeignKey(
        Signatory, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    relation = models.ForeignKey(
        Relation, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    accord = models.ForeignKey(
        Accord, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="citations", verbose_name=_("source")
    )
    quote = models.TextField(
        _("words quoted"), blank=True, help_text=_("What the source says, word for word.")
    )
    value = models.CharField(
        _("what it claims"),
        max_length=200,
        blank=True,
        help_text=_("The date, name or figure that this source gives: 28 January 2024."),
    )
    contradicts = models.BooleanField(_("contradicts"), default=False)
    awaited = models.BooleanField(default=True, editable=False)
    public_from = models.DateTimeField(null=True, blank=True, editable=False)
    public_until = models.DateTimeField(null=True, blank=True, editable=False)
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_back_by = models.CharField(max_length=150, blank=True, editable=False)
    taken_back_why = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="citation_ends_after_it_begins",
                condition=Q(public_until__isnull=True) | Q(public_from__lte=F("public_until")),
            ),
            models.CheckConstraint(name="citation_of_one_fact", condition=_of_one(FACTS)),
            models.CheckConstraint(
                name="citation_taken_back_with_reason",
                condition=Q(taken_back_at__isnull=True) | ~Q(taken_back_why=""),
            ),
            *(
                models.UniqueConstraint(
                    name=f"citation_of_{fact}_once",
                    fields=[fact, "source"],
                    condition=Q(taken_back_at__isnull=True),
                    violation_error_message=TWICE,
                )
                for fact in FACTS
            ),
        ]
        indexes = [
            models.Index(fields=["source"], name="citation_against", condition=Q(contradicts=True)),
        ]

    def __str__(self):
        return f"{self.source} → {self.fact}"

    def natural_key(self):
        return (self.uid,)

    natural_key.dependencies = [
        "diplomacy.act",
        "diplomacy.signatory",
        "diplomacy.relation",
        "diplomacy.participation",
        "diplomacy.accord",
        "diplomacy.source",
    ]

    @property
    def fact(self):
        """What it is cited for."""
        return next(filter(None, (getattr(self, name) for name in FACTS)))

    @property
    def is_of_provisions(self):
        """Whether it is cited for what the text of an accord provides."""
        return self.accord_id is not None

    @property
    def deed(self):
        """The act that it is cited for, or for who signed it; None if it is for anything else."""
        return self.signatory.act if self.signatory_id else self.act

    @property
    def about(self):
        """The accord that it speaks of; of a relation, the one that it begins with."""
        return self.accord or (self.relation or self.participation or self.deed).accord

    @property
    def was_ever_public(self):
        """Whether readers could have seen this citation at some moment up to now."""
        stored = Citation.objects.filter(pk=self.pk)
        return self.pk is not None and stored.ever_public(timezone.now()).exists()

    @property
    def window(self):
        """(from, until) when its dates and those of its source show it; None: never, or until: for good."""
        starts = (self.public_from, self.source.public_from)
        ends = min(filter(None, (self.public_until, self.source.public_until)), default=None)
        if not all(starts) or (ends and ends <= max(starts)):
            return None
        return max(starts), ends

    def clean(self):
        if self.source_id and self._is_cited_twice():
            raise ValidationError({"source": TWICE})

    @property
    def was_had(self):
        """Whether readers had it before it was taken back."""
        return bool(self.window and self.window[0] < self.taken_back_at)

    def is_taken_back(self, now):
        return self.taken_back_at is not None and self.taken_back_at <= now

    def _is_cited_twice(self):
        if not (self.fact and self.fact.pk) or self.taken_back_at:
            return False
        same = self.fact.citations.standing().filter(source=self.source_id)
        return same.exclude(pk=self.pk).exists()

    def save(self, *args, **kwargs):
        """Refuses to change what readers have seen (raises PublicActError): replace the fact."""
        if self.was_ever_public:
            raise PublicActError(SEEN)
        if self.public_from is None and not self.source.is_dispatch:
            self.public_from = timezone.now()
        if self.pk is None and self.signatory_id:
            self.awaited = not self.signatory.was_ever_shown
        super().save(*args, **kwargs)
        _settle(self.fact)

    def delete(self, *args, **kwargs):
        if self.was_ever_public:
            raise PublicActError(SEEN)
        deleted = super().delete(*args, **kwargs)
        _settle(self.fact)
        return deleted

    def take_back(self, by, why):
        """It was cited by mistake: readers see it no more from now on, and that it was, when and why.

        Raises ValidationError for an empty reason, and for what alone holds a fact that readers have:
        another source is cited for it first, or the fact itself taken back.
        """
        if not why.strip():
            raise ValidationError({"why": _("Say why it is taken back.")})
        with transaction.atomic():
            type(self.fact).objects.select_for_update().get(pk=self.fact.pk)
            row = Citation.objects.get(pk=self.pk)
            if row.taken_back_at:
                raise ValidationError(_("It has already been taken back."))
            if row.holds_alone(timezone.now()):
                raise ValidationError(
                    _(
                        "No other public source holds this fact, which readers have: cite another one "
                        "first, or take the fact itself back."
                    )
                )
            models.QuerySet(Citation).filter(pk=self.pk).update(
                taken_back_at=timezone.now(),
                taken_back_by=by.get_username(),
                taken_back_why=why.strip(),
            )
            self.refresh_from_db()
            _settle(self.fact)

    def holds_alone(self, now):
        """Whether readers would lose the fact, or who signed it, without this citation."""
        own = self.fact.citations.open(now).supporting()
        if (self.deed and self.deed.is_replaced(now)) or not own.filter(pk=self.pk).exists():
            return False
        return not (getattr(self.fact, "released_at", None) or own.exclude(pk=self.pk).exists())

    def open_now(self):
        """The article cited is online and says it already: do not wait for its next edition.

        Whether it could be done: the source must be public.
        """
        now = timezone.now()
        if self.public_from or not Source.objects.public(now).filter(pk=self.source_id).exists():
            return False
        Citation.objects.filter(pk=self.pk).update(public_from=now)
        self.public_from = now
        _settle(self.fact)
        return True

    def copy_to(self, fact):
        """Cite the same for the fact that replaces this one; readers wait for it as before."""
        own = ("id", "uid", *FACTS)
        values = {
            field.attname: getattr(self, field.attname)
            for field in self._meta.local_fields
            if field.name not in own
        }
        Citation.objects.bulk_create([Citation(**{fact._meta.model_name: fact}, **values)])
