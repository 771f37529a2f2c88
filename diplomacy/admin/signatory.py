"""Who signed an act, in a table on the act's page."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Citation, Signatory, Source
from diplomacy.models.signatory import NAMED_BY

from . import veil
from .boxes import ChooseOne
from .record import LabelledInline
from .rows import LabelledFormSet


class SignatoryForm(forms.ModelForm):
    """`unnamed` says what an empty row cannot: the act was signed, and nobody is named. `named_by`: the
    name comes from another source than the act, and waits for it."""

    unnamed = forms.BooleanField(
        label=_("nobody named"),
        required=False,
        help_text=_("Ticked: signed, and our sources do not say by whom."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["unnamed"] = not any(getattr(self.instance, name) for name in NAMED_BY)
        self.fields["unnamed"].widget.attrs["aria-label"] = self.fields["unnamed"].label

    def clean(self):
        data = super().clean()
        named = any(data.get(name) for name in NAMED_BY)
        if data.get("unnamed") and named:
            self.add_error("unnamed", _("Untick this, or empty the names."))
        elif not named and not data.get("unnamed") and not self.errors:
            self.add_error("unnamed", _("Name who signed, or tick this."))
        if data.get("named_by") and not named:
            self.add_error("named_by", _("Name who signed, or empty this."))
        return data

    def _post_clean(self):
        super()._post_clean()
        self.instance.named_by = self.cleaned_data.get("named_by")

    def save(self, commit=True):
        signatory = super().save(commit)
        if commit and signatory.named_by:
            signatory.wait_for(signatory.named_by)
        return signatory


class SignatoryFormSet(LabelledFormSet):
    """Keeps the order in which the rows were typed."""

    def save_new(self, form, commit=True):
        last = self.instance.signatories.order_by("position").last()
        form.instance.position = last.position + 1 if last else 0
        return super().save_new(form, commit)

    def signatories(self):
        """What the rows say, unsaved, in order: for an act that replaces another."""
        rows = [
            form.instance
            for form in self.forms
            if form not in self.deleted_forms and (form.instance.pk or form.has_changed())
        ]
        for position, row in enumerate(rows):
            row.position = position
        return rows


class SignatoryInline(LabelledInline):
    model = Signatory
    form = SignatoryForm
    formset = SignatoryFormSet
    typed = NAMED_BY
    fields = (*NAMED_BY, "named_by", "unnamed")
    autocomplete_fields = ("person", "office")
    show_change_link = True

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, **{"form": self.form_for(request), **kwargs})

    def form_for(self, request):
        """The form of a row, offering the sources that this user may see."""
        source = Citation._meta.get_field("source")
        named_by = forms.ModelChoiceField(
            veil.seen(Source.objects.all(), request.user),
            required=False,
            label=_("named by"),
            help_text=_(
                "Only if another source than the act’s gives the name: readers have it with that source."
            ),
            widget=ChooseOne(source, self.admin_site, attrs={"aria-label": _("Named by")}),
        )
        return type("SignatoryRow", (self.form,), {"named_by": named_by})

    def get_fields(self, request, obj=None):
        return ("as_readers_see",) if was_read(obj) else self.fields

    def get_readonly_fields(self, request, obj=None):
        return ("as_readers_see",) if was_read(obj) else ()

    @admin.display(description=_("as readers see it"))
    def as_readers_see(self, signatory):
        return signatory.words

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not was_read(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not was_read(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not was_read(obj)


def was_read(fact):
    """Whether readers have seen the fact, so that it can only be replaced; asked once a page."""
    if fact is None or fact.pk is None:
        return False
    if not hasattr(fact, "_was_read"):
        fact._was_read = fact.was_ever_public
    return fact._was_read
