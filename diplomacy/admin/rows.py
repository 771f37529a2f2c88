"""Tables of rows on a page: what their boxes say, and the order of the rows."""

from django.db.models import UniqueConstraint
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

STEP = 10
FARTHEST = 32_767  # what the column holds on every database


class LabelledFormSet(BaseInlineFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = _("Delete this line")

    def get_unique_error_message(self, unique_check):
        """Two equal rows, in the words of the rule that they would break."""
        for rule in self.model._meta.constraints:
            if isinstance(rule, UniqueConstraint) and set(rule.fields) == set(unique_check):
                return rule.violation_error_message
        return super().get_unique_error_message(unique_check)


class OrderedFormSet(LabelledFormSet):
    """Rows with a place in an order: emptied, it is the last place."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "position" in form.fields:
            form.fields["position"].required = False

    def clean(self):
        super().clean()
        rows = [form for form in self.forms if "position" in form.fields]
        places = {row: self._place(row) for row in rows if row.is_valid()}
        last = max((place for place in places.values() if place is not None), default=0)
        for row, place in places.items():
            if place is None:
                last = min(last + STEP, FARTHEST)
                row.instance.position = last

    def _place(self, row):
        """A row that nobody touched stays where it is."""
        if row.instance.pk and not row.has_changed():
            return row.instance.position
        return row.cleaned_data.get("position")
