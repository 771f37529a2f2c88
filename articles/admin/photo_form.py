"""Taking a photo into the library: judged before anything decodes it, described by what it carries."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import pictures
from articles.models import Photo

from .iptc import captions

ENDINGS = ("jpg", "jpeg", "jpe", "jfif", "png", "webp")


class PictureField(forms.ImageField):
    default_validators = [
        FileExtensionValidator(ENDINGS, _("Give a JPEG, PNG or WebP file: not “.%(extension)s”."))
    ]

    def to_python(self, data):
        if data:
            pictures.check(data)
        return super().to_python(data)


class NewPhotoForm(forms.ModelForm):
    class Meta:
        field_classes = {"original": PictureField}
        widgets = {"original": forms.FileInput({"accept": "image/jpeg,image/png,image/webp"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _(
            "Left empty: taken from the file, like caption and credit."
        )

    def clean_original(self):
        file = self.cleaned_data["original"]
        twin = Photo.objects.filter(digest=pictures.fingerprint(file)).first()
        if twin:
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
        if file := cleaned.get("original"):
            for name, words in captions(file).items():
                field = self.fields.get(name)
                if field and not cleaned.get(name) and name not in self.errors:
                    cleaned[name] = words[: field.max_length]
            if not cleaned.get("title") and "title" not in self.errors:
                self.add_error("title", _("Give a title: the file carries none."))
        return cleaned
