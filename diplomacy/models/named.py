"""What accords, actors, offices and people share: a name in French, one in English, a slug."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat, StrIndex, Substr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from diplomacy.spelling import fold, make_slug

from .name_field import NameField

HAS_AN_ADDRESS = models.CheckConstraint(name="%(class)s_has_an_address", condition=~Q(slug=""))


class NamedQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def with_sort_name(self):
        """Adds `sort_name`: the name in the language of the page, without case and accents."""
        bar = Value("|")
        if get_language() == "en":
            name = Substr("search_key", StrIndex("search_key", bar) + 1)
        else:
            name = Substr("search_key", 1, StrIndex(Concat("search_key", bar), bar) - 1)
        return self.annotate(sort_name=name)


class Named(models.Model):
    """A thing of the record that has a page or a place in lists under its own name."""

    name = NameField(_("name"), max_length=300)
    name_en = NameField(
        _("name in English"),
        max_length=300,
        blank=True,
        help_text=_("Left empty: the French name."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        allow_unicode=True,
        blank=True,
        help_text=_("The last part of the page’s address. Left empty: made from the name."),
    )
    # Both names folded, "russie|russia": a whole name is found in it, and so are words of a title.
    search_key = models.CharField(max_length=620, editable=False, db_index=True)

    objects = NamedQuerySet.as_manager()
    taken_addresses = frozenset()  # those of other pages beside these

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.label

    def natural_key(self):
        return (self.slug,)

    @property
    def label(self):
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" and self.name_en else self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or self._free_slug()
        self.search_key = "|".join(filter(None, map(fold, (self.name, self.name_en))))[:620]
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        self.slug = self.slug or self._free_slug()
        if self.slug in self.taken_addresses:
            raise ValidationError({"slug": _("Another page has this address: choose another one.")})

    def _free_slug(self):
        base, number = make_slug(self.name), 2
        slug = base
        while self._is_taken(slug):
            slug, number = f"{base}-{number}", number + 1
        return slug

    def _is_taken(self, slug):
        others = type(self).objects.filter(slug=slug).exclude(pk=self.pk)
        return slug in self.taken_addresses or others.exists()
