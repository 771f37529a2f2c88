"""Who held which function, in a table on the page of either."""

from diplomacy.models import Tenure

from .record import LabelledInline
from .released import PERIOD, ReleasedForm


class TenureInline(LabelledInline):
    """Never used to guess who signed: a signatory is what a source says."""

    model = Tenure
    form = ReleasedForm
    fields = ("office", *PERIOD, "for_readers")
    autocomplete_fields = ("office",)


class HolderInline(TenureInline):
    fields = ("person", *PERIOD, "for_readers")
    autocomplete_fields = ("person",)
