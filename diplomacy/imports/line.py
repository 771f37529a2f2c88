"""One row of a sheet: what is wrong with it by column, or what it makes, and what is to be known of that."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from diplomacy.kinds import ActKind

from .columns import BY_NAME

MADE = {
    "accord": _("new accord"),
    "actor": _("new actor"),
    "participation": _("new participant"),
    "act": _("new act"),
    "signatory": _("signed by"),
    "source": _("new source"),
    "citation": _("source cited"),
    "against": _("source cited against it"),
}
NOTES = {
    "printed": _("not in the record, kept as printed: %s"),
    "doubt": _("several people bear this name, kept as printed: %s"),
    "other day": _("the record has this act of another day, too: %s"),
    "otherwise": _("the act is there already and says otherwise, it stays as it is: %s"),
    "quoted": _("cited for it already, with other words: %s"),
    "public": _("readers see it at once, the source is public: %s"),
}


@dataclass
class Line:
    number: int
    cells: dict
    faults: dict = field(default_factory=dict)
    made: list = field(default_factory=list)  # (key of MADE, words)
    said: list = field(default_factory=list)  # the columns that tell more of a new act
    notes: list = field(default_factory=list)  # (key of NOTES, words)

    @property
    def outcome(self):
        return "error" if self.faults else "new" if self.made else "same"

    def told(self):
        """What it makes and what is to be known of that, in words of the active language."""
        return [
            *((str(MADE[what]), _words(what, words)) for what, words in self.made),
            *((BY_NAME[name].fr, self.cells[name]) for name in self.said),
            *((str(NOTES[what]) % words, "") for what, words in self.notes),
        ]

    def faults_by_heading(self):
        return [(BY_NAME[name].fr, words) for name, words in self.faults.items()]


def _words(what, words):
    return str(ActKind(words).label) if what == "act" else words
