"""Rows on a dispatch's page: whoever may write the dispatch may write them."""


class PartOfDispatch:
    def _may_write(self, request, dispatch):
        verb = "change" if dispatch and dispatch.pk else "add"
        return request.user.has_perm(f"articles.{verb}_dispatch")

    def has_add_permission(self, request, obj=None):
        return self._may_write(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may_write(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may_write(request, obj)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_dispatch")
