"""Other spellings of a person's or an actor's name, in a table on their page."""

from diplomacy.models import NameVariant

from .record import LabelledInline


class SpellingInline(LabelledInline):
    model = NameVariant
    fields = ("text", "kind", "language", "script")
