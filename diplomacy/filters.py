"""What the list of accords can be asked: a plain form, a shareable address."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diplomacy.filter_boxes import NamedFilterSet, NameFilter, WordsFilter, day_box
from diplomacy.models import Accord, Actor, Person
from diplomacy.spelling import fold
from diplomacy.status import FORCES


class AccordFilter(NamedFilterSet):
    """Public accords with their status at the moment, narrowed."""

    q = WordsFilter(label=_("Words of the title"), max_length=100, method="holding_words")
    actor = NameFilter(label=_("Actor"), kind="actor", method="between")
    person = NameFilter(label=_("Signed by"), kind="person", method="signed_by")
    form = filters.ChoiceFilter(
        label=_("Form"),
        choices=Accord.Form.choices,
        empty_label=pgettext_lazy("feminine", "All"),
    )
    domain = filters.ChoiceFilter(
        label=_("Field"), choices=Accord.Domain.choices, empty_label=_("All")
    )
    status = filters.ChoiceFilter(
        label=_("Status"), choices=tuple(FORCES.items()), method="of_status", empty_label=_("All")
    )

    class Meta:
        model = Accord
        fields = ()

    def __init__(self, data, moment):
        accords = Accord.objects.public(moment.known).begun_by(moment).with_standing(moment)
        super().__init__(data, accords, moment)

    def named(self):
        now = self.moment.known
        return {"actor": Actor.objects.public(now), "person": Person.objects.public(now)}

    def holding_words(self, queryset, name, value):
        for word in fold(value).split():
            queryset = queryset.filter(search_key__contains=word)
        return queryset

    def between(self, queryset, name, value):
        return queryset.acted_on(self.moment, actor=value.pk)

    def signed_by(self, queryset, name, value):
        return queryset.signed_by(value.pk, self.moment)

    def of_status(self, queryset, name, value):
        return queryset.with_force(value, self.moment)

    def signed_from(self, queryset, name, value):
        return queryset.filter(signed_on__gte=value)

    def signed_to(self, queryset, name, value):
        return queryset.filter(signed_on__lte=value)


# Python keeps the word "from" to itself.
AccordFilter.base_filters |= {
    "from": day_box(_("Signed from"), "signed_from"),
    "to": day_box(_("Signed until"), "signed_to"),
}
