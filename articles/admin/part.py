"""Rows on a dispatch's page: whoever may write the dispatch may write them."""

from django.core.exceptions import ValidationError
from django.forms import ModelForm

from articles import rights
from articles.held import hold
from diplomacy.admin.rows import OrderedFormSet

from .known import KnownFields, know

MORE = "more"  # in the address of a page: show an empty row in each table


class PartOfDispatch(KnownFields):
    def _may_write(self, request, dispatch):
        if dispatch and dispatch.pk:
            return rights.may_write(request.user, dispatch)
        return request.user.has_perm("articles.add_dispatch")

    def has_add_permission(self, request, obj=None):
        return self._may_write(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may_write(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may_write(request, obj)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_dispatch")


class PartForm(ModelForm):
    """A row that nobody touched is not checked again: it would cost several queries."""

    link = ""  # the box that chooses another thing, which came with the row

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.use_required_attribute, self.empty_permitted = False, True
            if self.link in self.fields and (thing := getattr(self.instance, self.link)):
                know(self.fields[self.link], [thing])

    def _get_validation_exclusions(self):
        """What the box took from its table exists, and the table of rows knows which of them are equal:
        neither is looked for again."""
        return super()._get_validation_exclusions() | {self.link, "dispatch"}


class PartFormSet(OrderedFormSet):
    """A new row may not repeat one that nobody touched, or sent, though that one is not checked again."""

    own = ()  # the columns that tell the rows of one dispatch apart
    chosen = ()  # what the boxes of new rows were sent, read together

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.is_bound and form.link in form.fields:
            know(form.fields[form.link], self.chosen)

    def save(self, commit=True):
        """The dispatch holds its rows as they are now: nobody reads them again."""
        changed = super().save(commit)
        rows = [row for row in self.get_queryset() if row.pk] + self.new_objects
        relation = self.fk.remote_field.get_accessor_name()
        hold(self.instance, relation, sorted(rows, key=lambda row: (row.position, row.pk)))
        return changed

    def clean(self):
        super().clean()
        sent = {form.instance.pk for form in self.forms}
        seen = {self._stored(row) for row in self.get_queryset() if row.pk not in sent}
        for form in self.forms:
            key = self._key(form)
            if key in seen:
                raise ValidationError(self.get_unique_error_message(("dispatch", *self.own)))
            seen |= {key} - {None}

    def _stored(self, row):
        return tuple(getattr(row, self.model._meta.get_field(name).attname) for name in self.own)

    def _key(self, form):
        """None for a row that is empty, deleted, or not told apart yet."""
        if form in self.deleted_forms or not (form.has_changed() or form.instance.pk):
            return None
        key = tuple(self._value(form, name) for name in self.own)
        return None if None in key else key

    def _value(self, form, name):
        given = getattr(form, "cleaned_data", {})
        if name in given:
            return getattr(given[name], "pk", given[name])
        return getattr(form.instance, self.model._meta.get_field(name).attname)
