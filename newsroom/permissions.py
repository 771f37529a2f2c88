"""Who may do what, asked once: Django's own backend reads a person's and their groups' rights in two
queries; this one in one. Every page of the desk asks."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission


class OneQueryBackend(ModelBackend):
    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = {f"{app}.{name}" for app, name in self._rights(user_obj)}
        return user_obj._perm_cache

    def _rights(self, user):
        columns = ("content_type__app_label", "codename")
        permissions = Permission.objects.order_by().values_list(*columns)
        if user.is_superuser:
            return permissions
        found = permissions.filter(user=user).union(permissions.filter(group__user=user))
        return found.order_by()  # Django 6.1 would order the union as the model is ordered
