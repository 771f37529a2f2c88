"""What each status is called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STAGES = {
    "initialled": _("initialled"),
    "adopted": _("adopted"),
    "opened": _("open for signature"),
    "ad_referendum": _("signed ad referendum"),
    "partly_signed": _("signed by some of the parties"),
    "signed": _("signed"),
    "consented": _("consented to by all parties"),
}
FORCES = {
    "in_force": _("in force"),
    "provisional": _("applied provisionally"),
    "not_in_force": _("not in force"),
    "not_established": _("entry into force not established"),
    "suspended": _("suspended"),
    "ended": _("ended"),
}
BOUND = ("party", "withdrawing", "suspended")  # for whom the accord is in force
STANDINGS = {
    "initialled": pgettext_lazy("an actor", "has initialled it"),
    "ad_referendum": pgettext_lazy("an actor", "has signed it ad referendum"),
    "signatory": _("signatory"),
    "contracting": _("contracting"),
    "provisional": _("applies it provisionally"),
    "party": _("party"),
    "withdrawing": _("party, withdrawing"),
    "suspended": _("party, application suspended"),
    "former": _("former party"),
    "left": _("has given notice of leaving, without being established as a party"),
}
