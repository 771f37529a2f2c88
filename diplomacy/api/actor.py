"""Actors as open data: states, organisations, movements that the public record names."""

import django_filters as filters
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from diplomacy.filter_boxes import NamedFilterSet, WordsFilter
from diplomacy.models import Actor, NameVariant
from diplomacy.naming import named_like

from .label import LabelField
from .reference import AddressField
from .spelling import SpellingSerializer
from .table import Table


class ActorFilter(NamedFilterSet):
    """Public actors, narrowed."""

    q = WordsFilter(label=_("Words of the name"), max_length=100, method="called")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Actor.Kind.choices)

    class Meta:
        model = Actor
        fields = ()

    def __init__(self, data, moment):
        super().__init__(data, Actor.objects.public(moment.known).begun_by(moment), moment)

    def called(self, queryset, name, value):
        return named_like(queryset, value)


class ActorSerializer(serializers.Serializer):
    """Whoever may take part in an accord."""

    slug = serializers.CharField()
    url = AddressField()
    kind = serializers.ChoiceField(Actor.Kind.choices)
    kind_label = LabelField(Actor.Kind.choices, of="kind")
    name = serializers.CharField(help_text="In French.")
    name_en = serializers.CharField(help_text="In English; empty if none is recorded.")
    official_name = serializers.CharField()
    official_name_en = serializers.CharField()
    spellings = SpellingSerializer(many=True, source="shown_variants")


def gather(actors, moment):
    shown = NameVariant.objects.shown()
    return actors.prefetch_related(Prefetch("variants", shown, to_attr="shown_variants"))


ACTORS = Table("actors", "actor", "slug", ActorFilter, ActorSerializer, gather)
