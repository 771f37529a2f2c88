"""The forms of quick entry: the ceremony, a row for each who takes part, a row for each accord."""

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diplomacy.kinds import ActKind as Kind
from diplomacy.models import Accord, Act, Citation, Participation
from diplomacy.models.name_field import NameBox

from .citation import CitationInline
from .participation import ParticipationInline

SIGNED_BY = (Kind.SIGNATURE, Kind.AD_REFERENDUM, Kind.INITIALLING, Kind.NOTE)
FACTS = ("kind", "done_on", "done_precision", "place", "place_en")
CITED = ("source", "quote")
OWN = ("name", "name_en", "form", "domain")
EMPTY_PARTIES, EMPTY_ACCORDS = 4, 4
MOST_PARTIES, MOST_ACCORDS = 40, 20
LONGEST_NAME = 200
ANOTHER = "new"

SOURCE_FIELDSET = (_("What says so"), {"fields": ["source", "quote", "said_online"]})
SIGNING_FIELDSET = (
    _("The signing"),
    {"fields": [("kind", "done_on", "done_precision"), ("place", "place_en")]},
)


class CeremonyForm(forms.Form):
    """What all the accords share. `mark` tells one sending of the page from another; `meant` answers what
    « paraphé » means here, for the press says it of a signature too."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=40)
    said_online = forms.BooleanField(
        label=_("The article already online says it: show the acts to readers at once"),
        required=False,
    )
    meant = forms.ChoiceField(
        label=_("What is meant by “paraphé”?"),
        choices=[
            (Kind.INITIALLING, _("Initialling: the text is settled, nobody is bound yet")),
            (Kind.SIGNATURE, _("Signature: the word is used loosely")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def clean(self):
        data = self.cleaned_data
        if data.get("quote") and not data.get("source") and "source" not in self.errors:
            self.add_error("source", _("Choose the source of the words quoted."))
        days = {name: data[name] for name in ("done_on", "done_precision") if name in data}
        for name, words in Act(**days).day_faults().items():
            self.add_error(name, words)
        return data

    def facts(self):
        """Fields of the acts, and what they rest on."""
        facts = {name: self.cleaned_data[name] for name in (*FACTS, *CITED, "said_online")}
        meant = self.cleaned_data["meant"]
        if meant and (meant == Kind.INITIALLING or facts["kind"] == Kind.INITIALLING):
            facts["kind"] = meant
        return facts


class PartyRow(forms.Form):
    """Who takes part; an empty row counts for nothing."""

    @property
    def chosen(self):
        return self.cleaned_data.get("actor") if hasattr(self, "cleaned_data") else None


class AccordRow(forms.Form):
    """One accord, with a box for each row of parties: who signed for it, in the source's own words."""

    same = forms.CharField(required=False, max_length=20)
    cycle = forms.IntegerField(
        label=_("Cycle of those who come back"),
        help_text=_("Only for who had left this accord: 2 if it comes back for the first time."),
        required=False,
        min_value=2,
        max_value=99,
    )

    def __init__(self, *args, slots=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.slots = slots
        self.likeness = None
        self.readings = {}
        self.cycles = {}  # of the actors that come back
        self.labels = {}
        for slot in slots:
            self.fields[f"signed_{slot}"] = _signed_field()
            self.fields[f"absent_{slot}"] = forms.BooleanField(
                label=_("did not sign"), required=False
            )

    def clean(self):
        data = self.cleaned_data
        data["name"] = " ".join(data.get("name", "").split())
        if not self.is_used:
            return data
        if data["name"] and data.get("accord"):
            words = _("Either a new title or an accord of the record: empty one of the two.")
            self.add_error("accord", words)
        elif (
            not data["name"]
            and not data.get("accord")
            and not self.errors.keys() & {"name", "accord"}
        ):
            self.add_error("name", _("Give the title, or choose an accord of the record below."))
        return data

    @property
    def is_used(self):
        """Whether something was typed: a list that was turned to another line is nothing yet."""
        return bool({*self.changed_data} - {"form", "domain"})

    @property
    def is_opened(self):
        """Whether what lies folded under the row has something to show."""
        folded = ("name_en", "accord", "cycle")
        return any(self[name].value() or self[name].errors for name in folded)

    def cells(self):
        """For each party (place, name, box, tick, what was read in the box)."""
        return [
            (
                slot,
                self.labels.get(slot),
                self[f"signed_{slot}"],
                self[f"absent_{slot}"],
                self.readings.get(slot, ()),
            )
            for slot in self.slots
        ]

    def accord(self):
        """The accord of the record that is meant, or a new one, unsaved, as typed."""
        data = self.cleaned_data
        return data["accord"] or Accord(**{name: data[name] for name in OWN})


class AccordRows(BaseFormSet):
    def used(self):
        return [row for row in self.forms if row.is_used]


def _signed_field():
    """Free words: a text is completed from the record and never has to be in it."""
    asks = {
        "class": "desk-words",
        "autocomplete": "off",
        "data-ajax--url": reverse("admin:autocomplete"),
        "data-app-label": "diplomacy",
        "data-model-name": "signatory",
    }
    return NameBox(
        label=_("Signed by"), required=False, max_length=600, widget=forms.TextInput(asks)
    )


def ceremony_form(request, site):
    """The class of the shared form for this user, with the desk's own boxes."""
    act_admin, cite = site.get_model_admin(Act), CitationInline(Act, site)
    fields = _fields(act_admin, Act, FACTS, request) | _fields(cite, Citation, CITED, request)
    fields["kind"].choices = [(kind.value, kind.label) for kind in SIGNED_BY]
    fields["kind"].initial = Kind.SIGNATURE
    fields["source"].required = False
    fields["source"].help_text = _(
        "A public document shows the signing to readers at once, an article of this paper with its "
        "next version. Without a source they do not see it."
    )
    return type("CeremonyForm", (CeremonyForm,), fields)


def party_rows(request, site, shown=0):
    """The class of the table of those who take part, `shown` of them filled in already."""
    fields = _fields(ParticipationInline(Accord, site), Participation, ("actor", "role"), request)
    fields["actor"].required = False
    fields["actor"].help_text = fields["role"].help_text = ""
    row = type("PartyRow", (PartyRow,), fields)
    return formset_factory(
        row,
        extra=max(EMPTY_PARTIES - shown, 0),
        max_num=MOST_PARTIES,
        absolute_max=MOST_PARTIES,
        validate_max=True,
    )


def accord_rows(request, site, shown=0):
    """The class of the rows of accords, `shown` of them filled in already."""
    accord_admin, act_admin = site.get_model_admin(Accord), site.get_model_admin(Act)
    fields = _fields(accord_admin, Accord, OWN, request)
    fields |= _fields(act_admin, Act, ("accord",), request)
    fields["name"].widget = forms.Textarea({"rows": 2, "class": "vLargeTextField"})
    fields["name"].label = _("Title")
    fields["name_en"].label = _("Title in English")
    fields["accord"].label = _("It is in the record already")
    fields["name"].required = fields["accord"].required = False
    fields["accord"].widget = fields["accord"].widget.widget  # nothing is added or edited from here
    for field in fields.values():
        field.help_text = ""  # but for the cycle's, which is the row's own
    row = type("AccordRow", (AccordRow,), fields)
    return formset_factory(
        row,
        formset=AccordRows,
        extra=max(EMPTY_ACCORDS - shown, 0),
        max_num=MOST_ACCORDS,
        absolute_max=MOST_ACCORDS,  # each has a box for every party: beyond, it is no page of ours
        validate_max=True,
    )


def _fields(admin, model, names, request):
    return {
        name: admin.formfield_for_dbfield(model._meta.get_field(name), request) for name in names
    }
