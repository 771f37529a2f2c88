"""Citations as open data: which source supports or contradicts which act, in its own words."""

import django_filters as filters
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from diplomacy.filter_boxes import NamedFilterSet, NameFilter
from diplomacy.models import Accord, Act, Citation, Source

from .label import LabelField
from .reference import AddressField, Reference, address_of
from .table import Table

YES_OR_NO = (("true", _("yes")), ("false", _("no")))


class CitationFilter(NamedFilterSet):
    """Citations open to readers, of acts that they may see at the moment, narrowed."""

    accord = NameFilter(label=_("Accord"), kind="accord", method="of_accord")
    act = filters.UUIDFilter(label=_("Act"), field_name="act__uid")
    source_kind = filters.ChoiceFilter(
        label=_("Kind of source"), field_name="source__kind", choices=Source.Kind.choices
    )
    contradicts = filters.ChoiceFilter(
        label=_("Contradicts"), choices=YES_OR_NO, method="that_contradict"
    )

    class Meta:
        model = Citation
        fields = ()

    def __init__(self, data, moment):
        acts = Act.objects.public(moment.now).until(moment.day)
        citations = Citation.objects.open(moment.now).filter(act__in=acts)
        super().__init__(data, citations, moment)

    def named(self):
        return {"accord": Accord.objects.public(self.moment.now)}

    def of_accord(self, queryset, name, value):
        return queryset.filter(act__accord=value.pk)

    def that_contradict(self, queryset, name, value):
        return queryset.filter(contradicts=value == "true")


class SourceSerializer(serializers.Serializer):
    """A document, or an article of this paper; `url` is null where nothing of it is on the web."""

    id = serializers.UUIDField(source="uid")
    kind = serializers.ChoiceField(Source.Kind.choices)
    kind_label = LabelField(Source.Kind.choices, of="kind")
    title = serializers.CharField()
    publisher = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    url = serializers.SerializerMethodField()

    def get_url(self, source) -> str | None:
        story = getattr(source, "story", None)
        return address_of(story, self.context["request"]) if story else source.url or None


class CitationSerializer(serializers.Serializer):
    """One fact, one source, and the words quoted from it (empty if none are)."""

    id = serializers.UUIDField(source="uid")
    url = AddressField(of="act.accord")
    act = serializers.UUIDField(source="act.uid")
    accord = Reference(source="act.accord")
    contradicts = serializers.BooleanField()
    quote = serializers.CharField()
    source = SourceSerializer()


def gather(citations, moment):
    return citations.select_related("source", "act__accord")


def complete(citations, moment):
    """Where a source is an article, the live story and its headline stand for it; one query or none."""
    sources = [citation.source for citation in citations]
    stories = import_string(settings.RECORD_STORIES)(sources, moment)
    for source in sources:
        if story := stories.get(source.pk):
            source.story, source.title = story, story.headline


CITATIONS = Table(
    "citations", "citation", "uid", CitationFilter, CitationSerializer, gather, complete
)
