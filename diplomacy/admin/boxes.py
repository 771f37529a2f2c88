"""Boxes that choose another thing: calm beside them, and sound whatever is sent to them."""

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)

from diplomacy.models.mergeable import Mergeable

from .by_name import Finder

LARGEST = 2**63 - 1
BY_NAME = "-by-name"  # after the name of a box


def is_key(value):
    """Whether a table could hold it as the number of a row: no words, no thirty digits."""
    text = str(value)
    return text.isdecimal() and len(text) < 20 and int(text) <= LARGEST


class Chooser:
    """Where no script runs, names are typed beside the select: they are sent as BY_NAME of the box."""

    template_name = "admin/chooser.html"
    takes_names = False  # whether its field finds by name

    def optgroups(self, name, value, attr=None):
        """Django asks the database for whatever was sent: what is no key stops it with an error."""
        return super().optgroups(name, [each for each in value if is_key(each)], attr)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        given = value if isinstance(value, (list, tuple)) else [value]
        words = [str(each) for each in given if each and not is_key(each)]
        by_name = f"{name}{BY_NAME}" if self.takes_names else ""
        context["widget"] |= {"by_name": by_name, "words": "\n".join(words)}
        return context


class ChooseOne(Chooser, AutocompleteSelect):
    def value_from_datadict(self, data, files, name):
        words = data.get(f"{name}{BY_NAME}", "").strip()
        return words or super().value_from_datadict(data, files, name)


class ChooseMany(Chooser, AutocompleteSelectMultiple):
    def value_from_datadict(self, data, files, name):
        lines = data.get(f"{name}{BY_NAME}", "").splitlines()
        words = [line.strip() for line in lines if line.strip()]
        return [*(super().value_from_datadict(data, files, name) or ()), *words]


class ChosenOne(forms.ModelChoiceField):
    finder = None  # what finds by name, or None

    def clean(self, value):
        if self.finder and value and not is_key(value):
            value = str(self.finder(value))
        return super().clean(value)


class ChosenMany(forms.ModelMultipleChoiceField):
    """Refuses in words the number that is too large for any table."""

    finder = None

    def clean(self, value):
        return super().clean([self._key(each) for each in value or ()])

    def _key(self, value):
        if is_key(value):
            return value
        if self.finder:
            return str(self.finder(value))
        words = self.error_messages["invalid_pk_value"]
        raise forms.ValidationError(words, "invalid_pk_value", {"pk": str(value)[:40]})


class SoundBoxes:
    """For the pages and the tables of rows that have search boxes. What was merged into another thing
    since the page was opened is chosen no more."""

    def get_field_queryset(self, db, db_field, request):
        found = super().get_field_queryset(db, db_field, request)
        model = db_field.related_model
        if issubclass(model, Mergeable):
            found = (model.objects.all() if found is None else found).standing()
        return found

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChooseOne(db_field, self.admin_site))
            kwargs.setdefault("form_class", ChosenOne)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        return self._by_name(field, db_field, request)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChooseMany(db_field, self.admin_site))
            kwargs.setdefault("form_class", ChosenMany)
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        return self._by_name(field, db_field, request)

    def _by_name(self, field, db_field, request):
        if isinstance(getattr(field, "widget", None), Chooser):
            admin = self.admin_site.get_model_admin(db_field.remote_field.model)
            field.finder, field.widget.takes_names = Finder(admin, request), True
        return field


class CalmBoxes(SoundBoxes):
    """Beside a box for another thing: edit it or add one. Not: delete it from the record."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
            field.widget.can_view_related = not field.widget.can_change_related
        return field
