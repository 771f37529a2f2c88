"""The record on a map: how many accords are in force for each state, or what one accord is to each."""

from django.db.models import Count, Value
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from diplomacy import atlas
from diplomacy.filter_boxes import NamedFilterSet, NameFilter
from diplomacy.models import Accord, Actor, Phase
from diplomacy.moment import as_known


class MapFilter(NamedFilterSet):
    accord = NameFilter(label=_("One accord"), kind="accord", method="all_states")

    class Meta:
        model = Actor
        fields = ()

    def __init__(self, data, moment):
        actors = Actor.objects.public(moment.known).begun_by(moment).exclude(iso="")
        super().__init__(data, actors, moment)

    def named(self):
        return {"accord": Accord.objects.public(self.moment.known).begun_by(self.moment)}

    def all_states(self, queryset, name, value):
        """The accord chosen narrows the standings, not the states."""
        return queryset


@as_known
def accord_map(request, moment):
    """Three queries: the accord asked for, the states on the map, their standings."""
    filtered = MapFilter(request.GET, moment)
    chosen = filtered.form.cleaned_data["accord"] if filtered.is_valid() else None
    found = _states(filtered.queryset, chosen, moment) if filtered.is_valid() else []
    sheets = [(sheet, atlas.spots(sheet, found)) for sheet in (atlas.WEST_AFRICA, atlas.WORLD)]
    return render(
        request,
        "diplomacy/accord_map.html",
        {
            "moment": moment,
            "filter": filtered,
            "chosen": chosen,
            "states": found,
            "sheets": [(sheet, spots) for sheet, spots in sheets if spots],
        },
    )


def _states(actors, chosen, moment):
    """Those with a standing, the most bound first."""
    phases = Phase.objects.covering(moment).filter(dimension="standing", actor__in=actors)
    if chosen:
        standings = phases.filter(accord=chosen.pk).values_list("actor", "status", Value(1))
    else:
        counted = phases.order_by().values("actor", "status")
        counted = counted.annotate(number=Count("accord", distinct=True))
        standings = counted.values_list("actor", "status", "number")
    found = atlas.states(actors.with_sort_name(), standings)
    return sorted(found, key=lambda state: (-state.bound, -state.begun, state.actor.sort_name))
