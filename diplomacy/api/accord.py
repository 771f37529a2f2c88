"""Accords as open data: with the status computed for the day, and who takes part."""

from django.db.models import Prefetch
from rest_framework import serializers

from diplomacy.dates import Precision
from diplomacy.filters import AccordFilter
from diplomacy.models import Accord, Act, Participation, Phase
from diplomacy.models.accord import Unit
from diplomacy.status import FORCES, STAGES, STANDINGS

from .label import LabelField
from .reference import AddressField, Reference
from .table import Table

FORCE_CHOICES = tuple(FORCES.items())
STAGE_CHOICES = tuple(STAGES.items())
STANDING_CHOICES = tuple(STANDINGS.items())


class ParticipantSerializer(serializers.Serializer):
    """An actor that a public act names, its qualities, and its status (null: not established)."""

    actor = Reference()
    roles = serializers.ListField(child=serializers.ChoiceField(Participation.Role.choices))
    standing = serializers.ChoiceField(STANDING_CHOICES, allow_null=True)
    standing_label = LabelField(STANDING_CHOICES, of="standing", allow_null=True)


class AccordSerializer(serializers.Serializer):
    """An instrument between actors. `stage` and `force` are computed from its public acts, for the day
    that was asked; `not_established` never means not in force."""

    slug = serializers.CharField()
    url = AddressField()
    name = serializers.CharField(help_text="In French.")
    name_en = serializers.CharField(help_text="In English; empty if none is recorded.")
    form = serializers.ChoiceField(Accord.Form.choices)
    form_label = LabelField(Accord.Form.choices, of="form")
    domain = serializers.ChoiceField(Accord.Domain.choices)
    domain_label = LabelField(Accord.Domain.choices, of="domain")
    entry_rule = serializers.ChoiceField(
        Accord.Entry.choices, help_text="How the text says that it enters into force."
    )
    entry_rule_label = LabelField(Accord.Entry.choices, of="entry_rule")
    entry_count = serializers.IntegerField(
        allow_null=True, min_value=1, help_text="Of ratifications, for the rule `threshold`."
    )
    entry_on = serializers.DateField(allow_null=True, help_text="The day set by the text, if any.")
    entry_delay = serializers.IntegerField(
        allow_null=True, min_value=0, help_text="Counted from the day on which the rule is met."
    )
    entry_unit = serializers.ChoiceField(Unit.choices)
    late_delay = serializers.IntegerField(
        allow_null=True, min_value=0, help_text="For whoever joins later, from its own consent."
    )
    late_unit = serializers.ChoiceField(Unit.choices)
    notice_delay = serializers.IntegerField(
        allow_null=True, min_value=0, help_text="Of exit; null if no clause is known."
    )
    notice_unit = serializers.ChoiceField(Unit.choices)
    ends_on = serializers.DateField(allow_null=True, help_text="The term set by the text.")
    renewal_months = serializers.IntegerField(
        allow_null=True, min_value=1, help_text="Tacit renewal, at the end of each term."
    )
    renewal_notice_delay = serializers.IntegerField(
        allow_null=True,
        min_value=0,
        help_text="Before the end of a term, to refuse its renewal; null if no clause is known.",
    )
    renewal_notice_unit = serializers.ChoiceField(Unit.choices)
    signed_on = serializers.DateField(allow_null=True, help_text="The first public signature.")
    signed_precision = serializers.ChoiceField(Precision.choices, allow_null=True)
    stage = serializers.ChoiceField(STAGE_CHOICES, allow_null=True, source="stage_at")
    stage_label = LabelField(STAGE_CHOICES, of="stage_at", allow_null=True)
    force = serializers.ChoiceField(FORCE_CHOICES)
    force_label = LabelField(FORCE_CHOICES, of="force")
    participants = ParticipantSerializer(many=True)

    def to_representation(self, accord):
        if not accord.has_terms:
            accord.hide_terms()
        accord.force = accord.force_at or "not_established"
        accord.participants = participants(accord)
        return super().to_representation(accord)


def gather(accords, moment):
    """Three queries more: the acts that name actors, their qualities, their status."""
    acts = Act.objects.public(moment.known).until(moment.day).filter(actor__isnull=False)
    standings = Phase.objects.covering(moment).filter(dimension="standing")
    return accords.with_terms(moment.known).prefetch_related(
        Prefetch("acts", acts.select_related("actor").order_by("pk"), to_attr="acts_of_actors"),
        Prefetch("participations", Participation.objects.public(moment.known), to_attr="qualities"),
        Prefetch("phases", standings, to_attr="standings"),
    )


def participants(accord):
    """The actors that public acts name, in the accord's own order: an accord's page names no others."""
    roles = {}
    for quality in accord.qualities:
        roles.setdefault(quality.actor_id, []).append(quality.role)
    order = {pk: place for place, pk in enumerate(roles)}
    standings = {phase.actor_id: phase.status for phase in accord.standings}
    actors = {act.actor_id: act.actor for act in accord.acts_of_actors}
    return [
        {
            "actor": actor,
            "roles": roles.get(pk, []),
            "standing": standings.get(pk),
        }
        for pk, actor in sorted(actors.items(), key=lambda item: order.get(item[0], len(order)))
    ]


ACCORDS = Table("accords", "accord", "slug", AccordFilter, AccordSerializer, gather)
