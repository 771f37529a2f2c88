"""How an actor stands to others, in two tables on its page: what it says of itself, what others say."""

from django.utils.translation import gettext_lazy as _

from diplomacy.models import ActorRelation

from .record import LabelledInline
from .released import PERIOD, ReleasedForm


class RelationInline(LabelledInline):
    """ "Member of the ECOWAS, since …", "continues the USSR"."""

    model = ActorRelation
    fk_name = "actor"
    form = ReleasedForm
    fields = ("other", "kind", *PERIOD, "basis", "for_readers")
    autocomplete_fields = ("other",)
    verbose_name_plural = _("what it belongs to, continues or succeeds")


class InverseRelationInline(RelationInline):
    """The members of an organisation, the successors of a state."""

    fk_name = "other"
    fields = ("actor", "kind", *PERIOD, "basis", "for_readers")
    autocomplete_fields = ("actor",)
    verbose_name_plural = _("who belongs to it, continues or succeeds it")
