"""Other spellings of a person’s, an actor’s or a function’s name, in a table on its page."""

from itertools import combinations

from django import forms
from django.utils.translation import gettext_lazy as _

from diplomacy.models import NameVariant

from .record import LabelledInline
from .rows import LabelledFormSet


class SpellingForm(forms.ModelForm):
    class Meta:
        help_texts = {
            "text": _(
                "Readers see it as soon as the person or actor has a page; a misprint, never."
            )
        }


class SpellingFormSet(LabelledFormSet):
    def clean(self):
        """One name of a kind at a time, in one language."""
        super().clean()
        rows = [form for form in self.forms if form.is_valid() and form not in self.deleted_forms]
        for one, other in combinations(rows, 2):
            if one.instance.rivals(other.instance):
                words = _(
                    "“%(name)s” was its name at the same time: one ends when the other begins."
                )
                other.add_error("begun_on", words % {"name": one.instance.text})


class SpellingInline(LabelledInline):
    model = NameVariant
    form = SpellingForm
    formset = SpellingFormSet
    fields = ("text", "kind", "language", "script")


class DatedSpellingInline(SpellingInline):
    """The former names of an actor have their time."""

    fields = (*SpellingInline.fields, "begun_on", "begun_precision", "ended_on", "ended_precision")
