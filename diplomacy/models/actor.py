"""States, organisations, movements: whoever may take part in an accord."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History
from diplomacy.places import PLACES

from .mergeable import Mergeable, MergeableQuerySet
from .name_field import NameField


class ActorQuerySet(MergeableQuerySet):
    def public(self, now):
        """Those that did a public act, or that a live edition names."""
        from .act import Act
        from .mention import Mention

        return self._named_in(Act.objects.public(now), Mention.objects.open(now))

    def begun_by(self, moment):
        """Those that an act or a story had named by the moment: for the present, all of them."""
        from .act import Act
        from .mention import Mention

        if not moment.asked:
            return self
        acts = Act.objects.public(moment.known).until(moment.day)
        mentions = Mention.objects.open(moment.known).filter(public_from__lte=moment.at)
        return self._named_in(acts, mentions)

    def _named_in(self, acts, mentions):
        own = {"actor": OuterRef("pk")}
        return self.standing().filter(Exists(acts.filter(**own)) | Exists(mentions.filter(**own)))


class Actor(Mergeable):
    class Kind(models.TextChoices):
        STATE = "state", pgettext_lazy("an actor", "state")
        ORGANISATION = "organisation", _("intergovernmental organisation")
        MOVEMENT = "movement", _("armed movement")
        COALITION = "coalition", _("coalition")
        SUBSTATE = "substate", _("sub-state body")
        AGENCY = "agency", _("agency")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.STATE)
    iso = models.CharField(
        _("country code"),
        max_length=2,
        blank=True,
        help_text=_("ISO 3166-1, two letters: ML, SN … It puts a state on the map."),
    )
    official_name = NameField(
        _("official name"),
        max_length=300,
        blank=True,
        help_text=_("For instance: République du Mali."),
    )
    official_name_en = NameField(_("official name in English"), max_length=300, blank=True)

    objects = ActorQuerySet.as_manager()
    history = History()

    class Meta(Mergeable.Meta):
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        constraints = [
            *Mergeable.Meta.constraints,
            models.UniqueConstraint(
                name="actor_country_once",
                fields=["iso"],
                condition=~Q(iso=""),
                violation_error_message=_("Another actor bears this country code."),
                violation_error_code="unique",
            ),
        ]

    def clean(self):
        super().clean()
        self.iso = self.iso.upper()
        if self.iso and self.iso not in PLACES:
            message = _("“%(code)s” is no country code that we know of.")
            raise ValidationError({"iso": message % {"code": self.iso}})

    def get_absolute_url(self):
        return reverse("diplomacy:actor_detail", args=[self.slug])

    @property
    def official_label(self):
        if get_language() == "en" and self.official_name_en:
            return self.official_name_en
        return self.official_name

    @property
    def spellings(self):
        """The official names included."""
        names = (
            (self.official_name, "fr", "official"),
            (self.official_name_en, "en", "official"),
        )
        return super().spellings + [spelling for spelling in names if spelling[0]]

    @cached_property
    def dated_names(self):
        """Names with a time of their own, the latest first; no query where `variants` were prefetched."""
        dated = [variant for variant in self.variants.all() if variant.is_name_of_a_time]
        return sorted(dated, key=lambda variant: variant.ended_on or date.max, reverse=True)

    def name_on(self, day, kind="former"):
        """The name of this kind that it bore on `day`, as a NameVariant, in the language of the page or
        else in French; None if it was called as it is today."""
        spoken = [get_language(), "fr", ""]
        borne = [
            variant
            for variant in self.dated_names
            if day and variant.kind == kind and variant.language in spoken and variant.covers(day)
        ]
        return min(borne, key=lambda variant: spoken.index(variant.language), default=None)

    def official_on(self, day):
        """Its official name on `day`; "" where it bore another name of which no official form is known."""
        if variant := self.name_on(day, kind="official"):
            return variant.text
        return "" if self.name_on(day) else self.official_label
