"""Planning at the desk: what is to come, as a list and as a month."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.models import Dispatch, Event
from diplomacy.admin.paginator import BoundedPaginator
from diplomacy.admin.words import PlainWords
from diplomacy.dates import full_day

from .calm import calm
from .month import month


class WhenFilter(admin.SimpleListFilter):
    """What is to come, unless the past is asked for."""

    title = _("when")
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [("past", _("past")), ("all", _("all"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield first | {"display": _("to come")}
        yield from others

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "past":
            return queryset.filter(day__lt=today).order_by("-day", "-at")
        return queryset if self.value() else queryset.from_day(today)


class CoverageFilter(admin.SimpleListFilter):
    title = _("coverage")
    parameter_name = "coverage"

    def lookups(self, request, model_admin):
        return [
            ("mine", _("covered by me")),
            ("nobody", _("covered by nobody")),
            ("unwritten", _("without an article")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "mine":
            return queryset.filter(covered_by=request.user)
        if self.value() == "nobody":
            return queryset.filter(covered_by=None)
        return queryset.filter(dispatch=None) if self.value() else queryset


@admin.register(Event)
class EventAdmin(PlainWords, admin.ModelAdmin):
    add_title = _("Add an event")
    list_display = ("title", "when", "at", "place", "section", "who", "article")
    list_filter = (WhenFilter, CoverageFilter, "section")
    list_select_related = ("section",)
    search_fields = ("title", "place")
    autocomplete_fields = ("dispatch",)
    ordering = ("day", "at", "pk")
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    actions = None
    fields = (
        "title", ("day", "at", "ends_on"), ("place", "section"), "covered_by", "note", "dispatch",
    )  # fmt: skip
    change_form_template = "admin/articles/event/change_form.html"
    change_list_template = "admin/articles/event/change_list.html"

    class Media:
        css = {"all": ["newsroom/desk-front.css"]}

    # The list

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("covered_by")

    @admin.display(description=_("day"), ordering="day")
    def when(self, event):
        if event.ends_on and event.ends_on != event.day:
            return f"{full_day(event.day)} – {full_day(event.ends_on)}"
        return full_day(event.day)

    @admin.display(description=_("covered by"))
    def who(self, event):
        return ", ".join(user.get_username() for user in event.covered_by.all()) or "—"

    @admin.display(description=_("article"))
    def article(self, event):
        """Whether there is one; which one is for those who may see it."""
        return _("article begun") if event.dispatch_id else "—"

    # The page

    def get_fields(self, request, obj=None):
        """An article that this person may not see is not named here."""
        hidden = obj and obj.dispatch_id and not rights.may_see(request.user, obj.dispatch)
        return [
            name for name in super().get_fields(request, obj) if name != "dispatch" or not hidden
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "dispatch":
            kwargs["queryset"] = rights.visible(Dispatch.objects.all(), request.user)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "dispatch":
            field.widget.can_add_related = False
        return calm(field)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "covered_by":
            colleagues = db_field.remote_field.model.objects.filter(is_active=True, is_staff=True)
            kwargs |= {
                "queryset": colleagues.order_by("username"),
                "widget": CheckboxSelectMultiple,
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def render_change_form(self, request, context, obj=None, **kwargs):
        may_begin = request.user.has_perm("articles.add_dispatch")
        if obj and obj.dispatch_id is None and may_begin:
            context["begin_url"] = reverse("admin:articles_event_begin", args=[obj.pk])
        elif obj and obj.dispatch_id and rights.may_see(request.user, obj.dispatch):
            context["dispatch"] = obj.dispatch
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def get_urls(self):
        see = self.admin_site.admin_view
        return [
            path("month/", see(self.this_month), name="articles_event_this_month"),
            path("month/<int:year>/<int:number>/", see(self.month), name="articles_event_month"),
            path("<int:event_id>/begin/", see(self.begin), name="articles_event_begin"),
            *super().get_urls(),
        ]

    def this_month(self, request):
        today = timezone.localdate()
        return self.month(request, today.year, today.month)

    def month(self, request, year, number):
        return month(request, year, number, self)

    def begin(self, request, event_id):
        """Begin the article that comes of an event, and go to it."""
        may = self.has_view_permission(request) and request.user.has_perm("articles.add_dispatch")
        if not may:
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        dispatch = get_object_or_404(Event, pk=event_id).open_dispatch(request.user)
        if not rights.may_see(request.user, dispatch):
            raise PermissionDenied(_("A colleague has begun this article already."))
        return HttpResponseRedirect(reverse("admin:articles_dispatch_change", args=[dispatch.pk]))
