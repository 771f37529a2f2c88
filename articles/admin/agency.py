"""Photo agencies, at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import Agency
from diplomacy.admin import deletion
from diplomacy.admin.paginator import BoundedPaginator
from diplomacy.admin.words import PlainWords


@admin.register(Agency)
class AgencyAdmin(PlainWords, admin.ModelAdmin):
    add_title = _("Add a photo agency")
    list_display = ("name", "credit_form")
    search_fields = ("name",)
    fields = ("name", "credit_form")
    paginator = BoundedPaginator
    show_full_result_count = False
    actions = None

    def get_deleted_objects(self, objs, request):
        return deletion.explain(objs, request, self.admin_site)
