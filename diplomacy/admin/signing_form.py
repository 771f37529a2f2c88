"""The form of a signing: an accord, the act, its source, and a row for each signature."""

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from diplomacy.kinds import ActKind as Kind
from diplomacy.models import Accord, Act, Citation, Participation, Signatory
from diplomacy.models.signatory import NAMED_BY
from diplomacy.signing import Signature

from .citation import CitationInline
from .participation import ParticipationInline
from .signatory import SignatoryInline

SIGNED_BY = (Kind.SIGNATURE, Kind.AD_REFERENDUM, Kind.INITIALLING, Kind.NOTE)
ACCORD = ("name", "name_en", "form", "domain", "entry_rule", "entry_count", "entry_on")
FACTS = ("kind", "done_on", "done_precision", "place", "place_en")
CITED = ("source", "quote")
ROWS = 6
MOST_ROWS = 200

ACCORD_FIELDSET = (
    _("The accord"),
    {
        "fields": [
            "name",
            "name_en",
            ("form", "domain"),
            "entry_rule",
            ("entry_count", "entry_on"),
        ]
    },
)
SIGNING_FIELDSET = (
    _("The signing"),
    {"fields": [("kind", "done_on", "done_precision"), ("place", "place_en")]},
)
SOURCE_FIELDSET = (_("What says so"), {"fields": ["source", "said_online", "quote"]})


class SigningForm(forms.Form):
    """Everything but the rows. `mark` tells one sending of the page from another."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=40)
    said_online = forms.BooleanField(
        label=_("The article already online says it: show the act to readers at once"),
        required=False,
    )

    def clean(self):
        from .accord import check_entry

        check_entry(self)
        data = self.cleaned_data
        if data.get("quote") and not data.get("source") and "source" not in self.errors:
            self.add_error("source", _("Choose the source of the words quoted."))
        return data

    def accord(self):
        """A new accord, unsaved, as typed."""
        return Accord(**{name: self.cleaned_data[name] for name in ACCORD})

    def facts(self):
        return {name: self.cleaned_data[name] for name in (*FACTS, *CITED, "said_online")}


class SignatureRow(forms.Form):
    """Who signed for whom. An actor alone records that it signed and that nobody is named."""

    def clean(self):
        data = self.cleaned_data
        if not data.get("actor") and any(data.get(name) for name in NAMED_BY):
            self.add_error("actor", _("Say for whom: which state, organisation or movement."))
        return data


class SignatureRows(BaseFormSet):
    def clean(self):
        if not any(self.errors) and not self.signatures():
            raise forms.ValidationError(_("Say who signed: at least one line."))

    def signatures(self):
        rows = (form.cleaned_data for form in self.forms)
        return [Signature(**row) for row in rows if row.get("actor")]


def signing_form(request, accord_admin, with_accord):
    """The class of the form for this user, with the desk's own widgets."""
    site = accord_admin.admin_site
    act_admin, cite = site.get_model_admin(Act), CitationInline(Act, site)
    fields = {}
    if with_accord:
        fields |= _fields(accord_admin, Accord, ACCORD, request)
    fields |= _fields(act_admin, Act, FACTS, request) | _fields(cite, Citation, CITED, request)
    fields["kind"].choices = [(kind.value, kind.label) for kind in SIGNED_BY]
    fields["kind"].initial = Kind.SIGNATURE
    fields["source"].required = False
    fields["source"].help_text = _(
        "A public document shows the signing to readers at once, an article of this paper with its "
        "next version. Without a source they do not see it."
    )
    return type("SigningForm", (SigningForm,), fields)


def signature_rows(request, accord_admin, shown):
    """The class of the table of signatures, with at least `ROWS` rows to fill in."""
    site = accord_admin.admin_site
    part, signed = ParticipationInline(Accord, site), SignatoryInline(Act, site)
    fields = _fields(part, Participation, ("actor", "role"), request)
    fields |= _fields(signed, Signatory, NAMED_BY, request)
    fields["actor"].required = False
    fields["actor"].label = _("Signed for")
    for field in fields.values():
        field.help_text = ""
    row = type("SignatureRow", (SignatureRow,), fields)
    return formset_factory(
        row, formset=SignatureRows, extra=max(ROWS - shown, 2), max_num=MOST_ROWS, validate_max=True
    )


def _fields(admin, model, names, request):
    return {
        name: admin.formfield_for_dbfield(model._meta.get_field(name), request) for name in names
    }
