"""Boxes that choose another thing: calm beside them, and sound whatever is sent to them."""

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)

from diplomacy.models.mergeable import Mergeable

LARGEST = 2**63 - 1


def is_key(value):
    """Whether a table could hold it as the number of a row: no words, no thirty digits."""
    text = str(value)
    return text.isdecimal() and len(text) < 20 and int(text) <= LARGEST


class ShowsKeys:
    """Django asks the database for whatever was sent: what is no key stops it with an error."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [each for each in value if is_key(each)], attr)


class ChooseOne(ShowsKeys, AutocompleteSelect):
    pass


class ChooseMany(ShowsKeys, AutocompleteSelectMultiple):
    pass


class ChosenMany(forms.ModelMultipleChoiceField):
    """Refuses in words the number that is too large for any table."""

    def clean(self, value):
        for each in value or ():
            if not is_key(each):
                words = self.error_messages["invalid_pk_value"]
                raise forms.ValidationError(words, "invalid_pk_value", {"pk": str(each)[:40]})
        return super().clean(value)


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
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChooseMany(db_field, self.admin_site))
            kwargs.setdefault("form_class", ChosenMany)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class CalmBoxes(SoundBoxes):
    """Beside a box for another thing: edit it or add one. Not: delete it from the record."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
            field.widget.can_view_related = not field.widget.can_change_related
        return field
