"""Citations as open data: which source supports or contradicts which fact, in its own words."""

import django_filters as filters
from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from diplomacy.filter_boxes import NamedFilterSet, NameFilter
from diplomacy.models import Accord, Act, Citation, Participation, Relation, Signatory, Source

from .label import LabelField
from .reference import AddressField, Reference, address_of
from .table import Table

YES_OR_NO = (("true", _("yes")), ("false", _("no")))


class CitationFilter(NamedFilterSet):
    """Citations open to readers, of facts that they may see at the moment, narrowed."""

    accord = NameFilter(label=_("Accord"), kind="accord", method="of_accord")
    act = filters.UUIDFilter(label=_("Act"), method="of_act")
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
        known = moment.known
        acts = Act.objects.public(known).until(moment.day)
        accords = Accord.objects.public(known)
        facts = (
            Q(act__in=acts)
            | Q(signatory__in=Signatory.objects.shown(known).filter(act__in=acts))
            | Q(relation__in=Relation.objects.public(known).until(moment.day))
            | Q(participation__in=Participation.objects.public(known).filter(accord__in=accords))
            | Q(accord__in=accords.telling_terms(known))
        )
        super().__init__(data, Citation.objects.open(known).filter(facts), moment)

    def named(self):
        return {"accord": Accord.objects.public(self.moment.known)}

    def of_accord(self, queryset, name, value):
        return queryset.filter(
            Q(act__accord=value.pk)
            | Q(signatory__act__accord=value.pk)
            | Q(relation__accord=value.pk)
            | Q(participation__accord=value.pk)
            | Q(accord=value.pk)
        )

    def of_act(self, queryset, name, value):
        return queryset.filter(Q(act__uid=value) | Q(signatory__act__uid=value))

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


class RelationSerializer(serializers.Serializer):
    """How the accord stands to another: it amends it, ends it, carries it out."""

    kind = serializers.ChoiceField(Relation.Kind.choices)
    kind_label = LabelField(Relation.Kind.choices, of="kind")
    other = Reference()


class QualitySerializer(serializers.Serializer):
    """In what quality an actor takes part in the accord."""

    actor = Reference()
    role = serializers.ChoiceField(Participation.Role.choices)
    role_label = LabelField(Participation.Role.choices, of="role")


class CitationSerializer(serializers.Serializer):
    """One fact, one source, and the words quoted from it (empty if none are). The fact is an act, who
    signed one (`signatory`), how its accord relates to another, in what quality an actor takes part
    (`participant`), or what the text provides (`provisions`)."""

    id = serializers.UUIDField(source="uid")
    url = AddressField(of="about")
    accord = Reference(source="about")
    act = serializers.UUIDField(source="deed.uid", allow_null=True)
    signatory = serializers.CharField(
        source="signatory.words", allow_null=True, help_text="If the source is for who signed."
    )
    relation = RelationSerializer(allow_null=True)
    participant = QualitySerializer(source="participation", allow_null=True)
    provisions = serializers.BooleanField(
        source="is_of_provisions",
        help_text="If the source is for what the text of the accord provides.",
    )
    contradicts = serializers.BooleanField()
    value = serializers.CharField(help_text="What the source gives, where it is another value.")
    quote = serializers.CharField()
    source = SourceSerializer()


def gather(citations, moment):
    return citations.select_related(
        "source",
        "act__accord",
        "signatory__act__accord",
        "signatory__person",
        "signatory__office",
        "relation__accord",
        "relation__other",
        "participation__accord",
        "participation__actor",
        "accord",
    )


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
