"""Who takes part in an accord, in a table on its page."""

from diplomacy.models import Participation

from .record import LabelledInline
from .rows import OrderedFormSet


class ParticipationInline(LabelledInline):
    model = Participation
    formset = OrderedFormSet
    fields = ("actor", "role", "position")
    autocomplete_fields = ("actor",)
