"""A box that shows a row to readers: for what no source of its own holds."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PERIOD = ("begun_on", "begun_precision", "ended_on", "ended_precision")


class ReleasedForm(forms.ModelForm):
    for_readers = forms.BooleanField(
        label=_("for readers"),
        required=False,
        help_text=_("Ticked: readers see it, once all that it names has a page."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["for_readers"] = bool(self.instance.released_at)
        self.fields["for_readers"].widget.attrs["aria-label"] = self.fields["for_readers"].label

    def save(self, commit=True):
        if "for_readers" in self.changed_data:
            shown = self.cleaned_data["for_readers"]
            self.instance.released_at = timezone.now() if shown else None
        return super().save(commit)
