"""States, organisations, movements: whoever may take part in an accord."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .named import Named, NamedQuerySet


class ActorQuerySet(NamedQuerySet):
    def public(self, now):
        """Those named by a public act, as its author or through who signed, or by a live edition."""
        from .act import Act
        from .mention import Mention

        acts = Act.objects.public(now).filter(actor=OuterRef("pk"))
        mentions = Mention.objects.open(now).filter(actor=OuterRef("pk"))
        return self.filter(Exists(acts) | Exists(mentions))


class Actor(Named):
    class Kind(models.TextChoices):
        STATE = "state", _("state")
        ORGANISATION = "organisation", _("intergovernmental organisation")
        MOVEMENT = "movement", _("armed movement")
        COALITION = "coalition", _("coalition")
        SUBSTATE = "substate", _("sub-state body")
        AGENCY = "agency", _("agency")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.STATE)
    official_name = models.CharField(
        _("official name"),
        max_length=300,
        blank=True,
        help_text=_("For instance: République du Mali."),
    )
    official_name_en = models.CharField(_("official name in English"), max_length=300, blank=True)

    objects = ActorQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("actor")
        verbose_name_plural = _("actors")

    def get_absolute_url(self):
        return reverse("diplomacy:actor_detail", args=[self.slug])

    @property
    def official_label(self):
        from django.utils.translation import get_language

        if get_language() == "en" and self.official_name_en:
            return self.official_name_en
        return self.official_name
