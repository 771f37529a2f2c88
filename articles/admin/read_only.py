"""What the desk looks at and nobody edits: it is written by verbs, and stays."""

from django.contrib import admin

from articles import rights
from diplomacy.admin.words import PlainWords


class ReadOnlyAdmin(PlainWords, admin.ModelAdmin):
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class SeenWithDispatches(ReadOnlyAdmin):
    """For whoever may see the articles themselves, row by row."""

    def get_queryset(self, request):
        return rights.visible_through(super().get_queryset(request), request.user)

    def has_view_permission(self, request, obj=None):
        allowed = request.user.has_perm("articles.view_dispatch")
        return allowed and (obj is None or rights.may_see(request.user, obj.dispatch))

    def has_module_permission(self, request):
        return self.has_view_permission(request)
