"""Who takes part in an accord, in a table on its page."""

from diplomacy.models import Participation

from .record import LabelledInline


class ParticipationInline(LabelledInline):
    model = Participation
    fields = ("actor", "role", "position")
    autocomplete_fields = ("actor",)
