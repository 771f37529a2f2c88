"""Spellings as open data: what a reader may see, misprints never."""

from rest_framework import serializers

from diplomacy.models import NameVariant

from .label import LabelField

SHOWN = [choice for choice in NameVariant.Kind.choices if choice[0] != NameVariant.Kind.MISPRINT]


class SpellingSerializer(serializers.Serializer):
    """Another way to write a name; `language` (BCP 47) and `script` (ISO 15924) may be empty."""

    text = serializers.CharField()
    kind = serializers.ChoiceField(SHOWN)
    kind_label = LabelField(SHOWN, of="kind")
    language = serializers.CharField()
    script = serializers.CharField()
