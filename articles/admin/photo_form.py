"""Taking one photo into the library: what its file tells is proposed wherever nothing is typed."""

from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Photo
from articles.pictures import kinds
from articles.pictures.intake import Arrival, describe


def look(file):
    """The Arrival of a file, before anything is locked for saving it; None where the form will say why."""
    with suppress(ValidationError):
        return Arrival(file) if file else None


class NewPhotoForm(forms.ModelForm):
    looked_at = None  # set by the ModelAdmin: the file has been decoded already

    class Meta:
        field_classes = {"original": forms.FileField}
        widgets = {"original": forms.FileInput({"accept": kinds.ACCEPT})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["original"].help_text = format_html(
            "{}. {}", kinds.names(), Photo._meta.get_field("original").help_text
        )
        self.fields["title"].required = False
        self.fields["title"].help_text = gettext_lazy(
            "Left empty: taken from the file, like caption and credit."
        )

    def clean_original(self):
        file = self.cleaned_data["original"]
        wrong = _("Give a %(kinds)s file: not “.%%(extension)s”.") % {"kinds": kinds.names()}
        FileExtensionValidator(kinds.ENDINGS, wrong)(file)
        self.arrival = self.looked_at or Arrival(file)
        if twin := self.arrival.twin():
            raise ValidationError(
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("This picture is already in the library:"),
                    reverse("admin:articles_photo_change", args=[twin.pk]),
                    twin,
                )
            )
        return file

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("original"):
            self._propose(cleaned)
            if not cleaned.get("title") and "title" not in self.errors:
                self.add_error("title", _("Give a title: the file carries none."))
        return cleaned

    def _propose(self, cleaned):
        """On the form’s own fields, and on the photo for those that it does not show."""
        typed = {name: cleaned[name] for name in self.fields.keys() & cleaned.keys()}
        typed.pop("original")
        photo = Photo(**typed)
        describe(photo, self.arrival.words)
        for field in Photo._meta.concrete_fields:
            if field.name in typed:
                cleaned[field.name] = getattr(photo, field.name)
            elif field.editable and field.name not in self.fields:
                setattr(self.instance, field.name, getattr(photo, field.name))

    def save(self, commit=True):
        self.instance.receive(self.arrival)
        return super().save(commit)


class PhotoForm(forms.ModelForm):
    def clean_keeps_location(self):
        """Its traces can only go from a file that is there and can be read."""
        kept = self.cleaned_data["keeps_location"]
        if self.initial["keeps_location"] and not kept:
            try:
                with self.instance.original.open() as file:
                    Arrival(file)
            except OSError as error:
                raise ValidationError(
                    _("The original is lost: nothing can be taken from it.")
                ) from error
        return kept
