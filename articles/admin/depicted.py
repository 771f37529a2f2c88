"""Who is shown on a photo, from left to right, on its page."""

from django.forms import NumberInput
from django.utils.translation import gettext_lazy as _

from articles.models import Depicted
from diplomacy.admin.record import LabelledInline
from diplomacy.admin.rows import OrderedFormSet


class DepictedInline(LabelledInline):
    """Whoever may change the photo says who is on it; whoever adds one, of that one."""

    model = Depicted
    formset = OrderedFormSet
    fields = ("person", "name", "position")
    autocomplete_fields = ("person",)
    add_words = _("Add a person shown")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "position":
            kwargs["widget"] = NumberInput({"class": "vIntegerField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_photo")

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("articles.change_photo" if obj else "articles.add_photo")

    def has_change_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)
