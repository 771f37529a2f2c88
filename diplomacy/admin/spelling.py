"""Other spellings of a person's or an actor's name, in a table on their page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from diplomacy.models import NameVariant

from .record import LabelledInline


class SpellingForm(forms.ModelForm):
    class Meta:
        help_texts = {
            "text": _(
                "Readers see it as soon as the person or actor has a page; a misprint, never."
            )
        }


class SpellingInline(LabelledInline):
    model = NameVariant
    form = SpellingForm
    fields = ("text", "kind", "language", "script")
