"""The paper's sections."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diplomacy.models.named import Named


class Section(Named):
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    standfirst = models.CharField(_("in a few words"), max_length=300, blank=True)
    standfirst_en = models.CharField(_("in a few words, in English"), max_length=300, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]

    def get_absolute_url(self):
        return reverse("articles:section_detail", args=[self.slug])
