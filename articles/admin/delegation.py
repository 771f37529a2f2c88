"""Delegations, at the desk: given for a dated time, revoked at a click, never changed or deleted."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.models import Delegation
from diplomacy.admin.words import PlainWords

from .calm import calm
from .day_and_hour import DayAndHour


class DelegationForm(forms.ModelForm):
    giver = None  # set by the ModelAdmin

    class Meta:
        field_classes = {
            "begins_at": forms.SplitDateTimeField,
            "ends_at": forms.SplitDateTimeField,
        }
        widgets = {
            "begins_at": DayAndHour(gettext_lazy("Begins on"), gettext_lazy("Begins at")),
            "ends_at": DayAndHour(gettext_lazy("Ends on"), gettext_lazy("Ends at")),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.by = self.giver
        zone = _("%(zone)s time.") % {"zone": timezone.get_current_timezone_name()}
        self.fields["begins_at"].help_text = zone
        self.fields["ends_at"].help_text = f"{zone} {_('31 days later at most.')}"
        staff = get_user_model().objects.filter(is_active=True, is_staff=True)
        self.fields["to"].queryset = staff.exclude(pk=self.giver.pk).order_by("username")

    def clean_ends_at(self):
        if self.cleaned_data["ends_at"] <= timezone.now():
            raise forms.ValidationError(_("This moment is past."))
        return self.cleaned_data["ends_at"]


@admin.register(Delegation)
class DelegationAdmin(PlainWords, admin.ModelAdmin):
    add_title = gettext_lazy("Delegate")
    list_display = ("to", "by", "begins_at", "ends_at", "state", "note")
    list_select_related = ("by", "to")
    fields = ("to", "begins_at", "ends_at", "note")
    show_full_result_count = False
    list_max_show_all = 0
    list_per_page = 50
    actions = None
    change_form_template = "admin/articles/delegation/change_form.html"

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request):
        """Who publishes by their own right hands it on; what is lent is not lent further."""
        may_publish = request.user.has_perm("articles.publish_dispatch")
        return may_publish and super().has_add_permission(request)

    def get_fields(self, request, obj=None):
        return (*self.fields, "by", "state") if obj else self.fields

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = DelegationForm
        form = super().get_form(request, obj, change=change, **kwargs)
        form.giver = request.user
        return form

    def get_readonly_fields(self, request, obj=None):
        return ("state",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return calm(super().formfield_for_dbfield(db_field, request, **kwargs))

    @admin.display(description=gettext_lazy("state"))
    def state(self, delegation):
        now = timezone.now()
        if delegation.revoked_at:
            return _("revoked")
        if delegation.ends_at <= now:
            return _("ended")
        return _("running") if delegation.begins_at <= now else _("to come")

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.revoke_view))
        return [
            path("<int:delegation_id>/revoke/", view, name="articles_delegation_revoke"),
            *super().get_urls(),
        ]

    def revoke_view(self, request, delegation_id):
        if not self.has_add_permission(request):
            raise PermissionDenied
        delegation = get_object_or_404(Delegation, pk=delegation_id)
        if delegation.revoke():
            self.log_change(request, delegation, str(_("revoked")))
            messages.success(request, _("The delegation is revoked."))
        else:
            messages.info(request, _("This delegation had ended already."))
        return HttpResponseRedirect(reverse("admin:articles_delegation_changelist"))

    def render_change_form(self, request, context, obj=None, **kwargs):
        runs = obj is not None and obj.revoked_at is None and obj.ends_at > timezone.now()
        context["may_revoke"] = runs and self.has_add_permission(request)
        return super().render_change_form(request, context, obj=obj, **kwargs)
