"""The columns of the matrix: a box for several actors, by name in any spelling or by address."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diplomacy.filter_boxes import the_one
from diplomacy.filters import AccordFilter
from diplomacy.models import Actor
from diplomacy.naming import matching
from diplomacy.spelling import fold

MOST = 12


class ColumnsField(forms.CharField):
    """Names or addresses parted by commas; cleans to their Actors in that order, None for none given.

    `now` is set by the filter before it validates. Refuses a name that nobody or several bear, and
    more than twelve.
    """

    now = None

    def clean(self, value):
        text = super().clean(value)
        asked = list(dict.fromkeys(filter(None, (part.strip() for part in text.split(",")))))
        if not asked:
            return None
        if len(asked) > MOST:
            raise forms.ValidationError(_("At most %(most)s columns.") % {"most": MOST})
        found = list(self._borne(asked))
        return list(dict.fromkeys(self._one(text, found) for text in asked))

    def _borne(self, asked):
        """Public actors that bear one of the names, with all they are called; two queries."""
        return matching(Actor.objects.public(self.now), *asked).prefetch_related("variants")

    def _one(self, text, found):
        named = [actor for actor in found if text == actor.slug]
        named = named or [actor for actor in found if fold(text) in _keys(actor)]
        return the_one(named, text)


def _keys(actor):
    return {*actor.search_key.split("|"), *(each.search_key for each in actor.variants.all())}


class ColumnsFilter(filters.CharFilter):
    field_class = ColumnsField


class MatrixFilter(AccordFilter):
    """Accords as in their list, and the actors of the columns."""

    actors = ColumnsFilter(
        label=gettext_lazy("Columns: actors, parted by commas"),
        max_length=400,
        method="all_rows",
    )

    def get_form_class(self):
        form_class = super().get_form_class()
        form_class.base_fields["actors"].now = self.moment.known
        return form_class

    def all_rows(self, queryset, name, value):
        """Columns narrow no rows."""
        return queryset

    @property
    def columns(self):
        """The Actors asked for; None if nobody is."""
        return self.form.cleaned_data.get("actors") if self.is_valid() else None
