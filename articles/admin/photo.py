"""The photo library, at the desk."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles.models import DispatchFigure, EditionFigure, Photo
from diplomacy.admin import deletion
from diplomacy.admin.history import HistoryAdmin
from diplomacy.admin.paginator import BoundedPaginator
from diplomacy.admin.words import PlainWords
from diplomacy.spelling import fold

from . import thumbnail
from .photo_form import NewPhotoForm
from .photo_search import results
from .uses import places


class UseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("yes", _("used")), ("no", _("never used"))]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(is_used=self.value() == "yes")
        return queryset


@admin.register(Photo)
class PhotoAdmin(PlainWords, HistoryAdmin):
    add_title = _("Add a photo")
    list_display = ("picture", "title", "credit", "place", "taken_on", "is_used")
    list_display_links = ("picture", "title")
    list_filter = (UseFilter, "language", "taken_on", "added_at")
    search_fields = ("search_key",)
    search_help_text = _("Title, caption, credit, place: capitals and accents do not count.")
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_max_show_all = 0
    list_per_page = 48
    actions = None
    described = ("title", "caption", "alt", "credit", ("taken_on", "place"), "language")
    rights = ("source", "copyright_notice", "usage_terms")
    readonly_fields = ("picture", "uses")
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget({"rows": 3})}}

    def get_queryset(self, request):
        own = {"photo": OuterRef("pk")}
        used = Exists(DispatchFigure.objects.filter(**own)) | Exists(
            EditionFigure.objects.filter(**own)
        )
        return super().get_queryset(request).annotate(is_used=used)

    def get_object(self, request, object_id, from_field=None):
        photo = super().get_object(request, object_id, from_field)
        if photo:
            photo.seen_by = request.user
        return photo

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))

    def get_form(self, request, obj=None, change=False, **kwargs):
        if not change:
            kwargs["form"] = NewPhotoForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """The file is chosen once: what was published must stay what it was."""
        return [
            (None, {"fields": ["picture" if obj else "original", *self.described]}),
            (_("Rights"), {"fields": self.rights}),
            *([(_("Where it is used"), {"fields": ["uses"]})] if obj else []),
        ]

    def get_urls(self):
        see = self.admin_site.admin_view
        return [
            path("search/", see(self.search_view), name="articles_photo_search"),
            path(
                "<int:photo_id>/thumbnail/",
                see(self.thumbnail_view, cacheable=True),
                name="articles_photo_thumbnail",
            ),
            *super().get_urls(),
        ]

    def thumbnail_view(self, request, photo_id):
        return thumbnail.serve(request, photo_id, self.has_view_permission)

    def search_view(self, request):
        found = results(request.GET) if self.has_view_permission(request) else None
        if found is None:
            return JsonResponse({"results": []}, status=403)
        return JsonResponse({"results": found})

    def get_deleted_objects(self, objs, request):
        return deletion.explain(objs, request, self.admin_site)

    @admin.display(description=_("picture"))
    def picture(self, photo):
        return thumbnail.on_sight(photo)

    @admin.display(description=_("used"), boolean=True)
    def is_used(self, photo):
        return photo.is_used

    @admin.display(description=_("articles and versions"))
    def uses(self, photo):
        """Of the articles in work, those that this person may see."""
        return places(photo, photo.seen_by)
