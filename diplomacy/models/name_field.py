"""A name as it is stored: without invisible signs, whatever way it came in."""

from django import forms
from django.db import models

from diplomacy.invisible import one_line, refuse_hidden


class NameBox(forms.CharField):
    """A box for a name; says at once what cannot be taken."""

    default_validators = [refuse_hidden]

    def to_python(self, value):
        return one_line(super().to_python(value))


class NameField(models.CharField):
    """`save`, `update`, `bulk_create`, fixtures and searches all pass `to_python`; a sign that hides
    something is refused where a form, a sheet or `full_clean` can say so."""

    default_validators = [refuse_hidden]

    def to_python(self, value):
        value = super().to_python(value)
        return one_line(value) if isinstance(value, str) else value

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": NameBox} | kwargs)

    def deconstruct(self):
        """To the database it is a column of characters as any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
