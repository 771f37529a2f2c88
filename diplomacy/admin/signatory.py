"""Who signed an act, in a table on the act's page."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Signatory

from .record import LabelledInline
from .rows import LabelledFormSet

NAMED_BY = ("person", "office", "as_printed")


class SignatoryForm(forms.ModelForm):
    """`unnamed` says what an empty row cannot: the act was signed, and nobody is named."""

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
        return data


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
    fields = (*NAMED_BY, "unnamed")
    autocomplete_fields = ("person", "office")

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


def was_read(act):
    """Whether readers have seen the act, so that it can only be replaced; asked once a page."""
    if act is None or act.pk is None:
        return False
    if not hasattr(act, "_was_read"):
        act._was_read = act.was_ever_public
    return act._was_read
