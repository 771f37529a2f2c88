"""Who signs a dispatch, in a table on its page."""

from admin_ordering.admin import OrderableAdmin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import readiness
from articles.models import DispatchByline
from diplomacy.admin.record import LabelledInline

from .calm import calm
from .part import MORE, PartForm, PartFormSet, PartOfDispatch
from .press import Press


class BylineForm(PartForm):
    link = "author"

    def has_changed(self):
        """A row that only has its place in the order is an empty row."""
        return bool(set(self.changed_data) - {"position", "credit"}) or (
            self.instance.pk is not None and super().has_changed()
        )


class BylineFormSet(PartFormSet):
    own = ("author", "credit")

    @property
    def chosen(self):
        return self.instance.chosen["author"]

    def clean(self):
        super().clean()
        if not Press(self.data).publishes or any(self._signing()):
            return
        if fault := readiness.missing(self.instance.genre, {}).get("bylines"):
            raise ValidationError(fault)

    def _signing(self):
        for form in self.forms:
            kept = form.has_changed() or form.instance.pk
            yield bool(kept and form not in self.deleted_forms)


class BylineInline(PartOfDispatch, OrderableAdmin, LabelledInline):
    model = DispatchByline
    form = BylineForm
    formset = BylineFormSet
    add_words = _("Add a signature")
    fields = ["author", "credit", "position"]
    autocomplete_fields = ["author"]
    ordering_field = "position"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return calm(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")

    def get_extra(self, request, obj=None, **kwargs):
        """A new article has one empty row; of any other, one is asked for where no script adds it."""
        return int(not (obj and obj.pk) or MORE in request.GET)
