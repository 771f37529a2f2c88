"""Acts as open data: what was done to an accord, by whom, when, each day as precise as it is known."""

import django_filters as filters
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from diplomacy.dates import Precision
from diplomacy.filter_boxes import NamedFilterSet, NameFilter, day_box
from diplomacy.kinds import ActKind
from diplomacy.models import Accord, Act, Actor, Person, Signatory

from .label import LabelField
from .reference import AddressField, Reference
from .table import Table


class ActFilter(NamedFilterSet):
    """Public acts done, or else announced, by the moment's day, narrowed."""

    accord = NameFilter(label=_("Accord"), kind="accord", method="of_accord")
    actor = NameFilter(label=_("Actor"), kind="actor", method="by_actor")
    person = NameFilter(label=_("Signed by"), kind="person", method="signed_by")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=ActKind.choices)

    class Meta:
        model = Act
        fields = ()

    def __init__(self, data, moment):
        super().__init__(data, Act.objects.public(moment.known).until(moment.day), moment)

    def named(self):
        now = self.moment.known
        return {
            "accord": Accord.objects.public(now),
            "actor": Actor.objects.public(now),
            "person": Person.objects.public(now),
        }

    def of_accord(self, queryset, name, value):
        return queryset.filter(accord=value.pk)

    def by_actor(self, queryset, name, value):
        return queryset.filter(actor=value.pk)

    def signed_by(self, queryset, name, value):
        return queryset.signed_by(value.pk, self.moment.known)

    def done_from(self, queryset, name, value):
        return queryset.filter(done_on__gte=value)

    def done_to(self, queryset, name, value):
        return queryset.filter(done_on__lte=value)


# Python keeps the word "from" to itself.
ActFilter.base_filters |= {
    "from": day_box(_("Done from"), "done_from"),
    "to": day_box(_("Done until"), "done_to"),
}


class PrecisionField(serializers.ChoiceField):
    """How precisely the day named by `of` is known; null where there is no day."""

    def __init__(self, of):
        self.of = of
        super().__init__(Precision.choices, source="*", allow_null=True)

    def to_representation(self, act):
        day, precision = getattr(act, f"{self.of}_on"), getattr(act, f"{self.of}_precision")
        return precision if day else None


class SignatorySerializer(serializers.Serializer):
    """Who signed, in words that admit what is not known; `person` is null if our sources name nobody."""

    words = serializers.CharField()
    person = Reference(allow_null=True)
    office = serializers.CharField(source="office.label", allow_null=True)


class ActSerializer(serializers.Serializer):
    """A dated deed. A day known to the month or the year stands for the whole of it."""

    id = serializers.UUIDField(source="uid")
    url = AddressField(of="accord")
    accord = Reference()
    kind = serializers.ChoiceField(ActKind.choices)
    kind_label = LabelField(ActKind.choices, of="kind")
    actor = Reference(allow_null=True, help_text="Null for an act of the accord as a whole.")
    done_on = serializers.DateField(allow_null=True, help_text="Signed, deposited, received.")
    done_precision = PrecisionField(of="done")
    announced_on = serializers.DateField(allow_null=True)
    announced_precision = PrecisionField(of="announced")
    effective_on = serializers.DateField(allow_null=True, help_text="Only if a document says so.")
    effective_precision = PrecisionField(of="effective")
    place = serializers.CharField(help_text="In French.")
    place_en = serializers.CharField()
    note = serializers.CharField(help_text="In French.")
    note_en = serializers.CharField()
    cycle = serializers.IntegerField(
        min_value=1, help_text="2 for the acts of an actor that has left and comes back, and so on."
    )
    retroactive = serializers.BooleanField(help_text="It says so itself.")
    answers = serializers.UUIDField(
        source="answers.uid",
        allow_null=True,
        help_text="The act that this one objects to, lifts, revokes or disputes.",
    )
    wording = serializers.CharField(help_text="Of a reservation or declaration, in French.")
    wording_en = serializers.CharField()
    signatories = SignatorySerializer(many=True, source="signed_by")


def gather(acts, moment):
    signatories = Signatory.objects.shown(moment.known).select_related("person", "office")
    answered = Act.objects.public(moment.known).until(moment.day)
    return acts.select_related("accord", "actor").prefetch_related(
        Prefetch("signatories", signatories, to_attr="signed_by"), Prefetch("answers", answered)
    )


ACTS = Table("acts", "act", "uid", ActFilter, ActSerializer, gather)
