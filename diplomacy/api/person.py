"""People as open data: those whom the public record names."""

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from diplomacy.filter_boxes import NamedFilterSet, WordsFilter
from diplomacy.models import Act, Mention, NameVariant, Person, Signatory
from diplomacy.naming import named_like

from .reference import AddressField
from .spelling import SpellingSerializer
from .table import Table


class PersonFilter(NamedFilterSet):
    """Public people, narrowed; at a past day those whom an act or a story had named by then."""

    q = WordsFilter(label=_("Words of the name"), max_length=100, method="called")

    class Meta:
        model = Person
        fields = ()

    def __init__(self, data, moment):
        people = Person.objects.public(moment.known)
        super().__init__(data, _named_by(people, moment) if moment.asked else people, moment)

    def called(self, queryset, name, value):
        return named_like(queryset, value)


def _named_by(people, moment):
    acts = Act.objects.public(moment.known).until(moment.day)
    mentions = Mention.objects.open(moment.known).filter(public_from__lte=moment.at)
    signed = Signatory.objects.shown(moment.known).filter(act__in=acts, person=OuterRef("pk"))
    return people.filter(Exists(signed) | Exists(mentions.filter(person=OuterRef("pk"))))


class PersonSerializer(serializers.Serializer):
    """One human being, however spelt."""

    slug = serializers.CharField()
    url = AddressField()
    name = serializers.CharField(help_text="In French.")
    name_en = serializers.CharField(help_text="In English; empty if none is recorded.")
    spellings = SpellingSerializer(many=True, source="shown_variants")


def gather(people, moment):
    shown = NameVariant.objects.shown()
    return people.prefetch_related(Prefetch("variants", shown, to_attr="shown_variants"))


PEOPLE = Table("people", "person", "slug", PersonFilter, PersonSerializer, gather)
