"""How well a fact stands, from what is cited for it: computed, never typed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Evidence(models.TextChoices):
    CONTESTED = "contested", pgettext_lazy("a fact", "contested")
    ESTABLISHED = "established", pgettext_lazy("a fact", "established")
    REPORTED = "reported", pgettext_lazy("a fact", "reported")
    UNSOURCED = "unsourced", _("no public source")


def weigh(citations):
    """The Evidence of a fact from the citations that readers may see, each with its source.

    One source against it contests a fact, however many are for it. A document of the parties or of the
    depositary establishes it; newspapers, statements and our own articles report it. With none for it,
    an archivist released it.
    """
    citations = list(citations)
    supporting = [citation for citation in citations if not citation.contradicts]
    if len(supporting) < len(citations):
        return Evidence.CONTESTED
    if any(citation.source.establishes for citation in supporting):
        return Evidence.ESTABLISHED
    return Evidence.REPORTED if supporting else Evidence.UNSOURCED
