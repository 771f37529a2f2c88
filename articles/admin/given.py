"""What is said of many photos at once: on sending them, and of those chosen in the library."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Photo

WORDS = ("caption", "credit", "photographer", "place", "taken_on", "keywords", "language")
RIGHTS = (
    "supply", "agency", "source", "copyright_notice", "usage_terms", "allowed_uses", "forbidden_uses",
    "rights_from", "rights_until", "embargo_until", "instructions",
)  # fmt: skip


def day_box():
    return forms.DateInput({"type": "date", "class": "vDateField"}, format="%Y-%m-%d")


class GivenForm(forms.ModelForm):
    """Every box may stay empty: what is empty says nothing."""

    class Meta:
        model = Photo
        fields = (*WORDS, *RIGHTS)
        widgets = {
            "caption": forms.Textarea({"rows": 3}),
            "instructions": forms.Textarea({"rows": 2}),
            "taken_on": day_box(),
            "rights_from": day_box(),
            "rights_until": day_box(),
            "embargo_until": forms.DateTimeInput(
                {"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
        }

    def __init__(self, data=None):
        super().__init__(data, initial={"supply": "", "language": ""}, label_suffix="")
        for name, field in self.fields.items():
            field.required = False
            field.widget.attrs.pop("required", None)
            if name in ("supply", "language"):
                field.choices = [("", "—"), *Photo._meta.get_field(name).choices]
            if isinstance(field.widget, forms.TextInput):
                field.widget.attrs.setdefault("class", "vTextField")
        self.fields["caption"].help_text = ""
        self.fields["credit"].help_text = _("As printed: “Name / Agency”.")
        self.fields["embargo_until"].help_text = _("%(zone)s time.") % {
            "zone": timezone.get_current_timezone_name()
        }

    def words(self):
        return [self[name] for name in WORDS]

    def rights(self):
        return [self[name] for name in RIGHTS]

    @property
    def is_open(self):
        """Whether a box that is folded away at first has something to show."""
        return any(self[name].errors or self.data.get(name) for name in RIGHTS)

    def given(self):
        """{name: value} of the boxes that were filled; the form must be valid."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    def typed(self):
        """The same as it was typed, for keeping."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}
