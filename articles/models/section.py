"""The paper's sections."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History
from diplomacy.models.named import Named, NamedQuerySet


class SectionQuerySet(NamedQuerySet):
    def public(self, now):
        """Those that a readable edition stands in, live or earlier: a new one stays the desk’s."""
        from .edition import Edition

        return self.filter(Exists(Edition.objects.as_of(now).filter(section=OuterRef("pk"))))


class Section(Named):
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    standfirst = models.CharField(_("in a few words"), max_length=300, blank=True)
    standfirst_en = models.CharField(_("in a few words, in English"), max_length=300, blank=True)

    objects = SectionQuerySet.as_manager()
    history = History()

    class Meta(Named.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]

    def get_absolute_url(self):
        return reverse("articles:section_detail", args=[self.slug])
