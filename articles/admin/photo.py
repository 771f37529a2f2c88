"""The photo library, at the desk: a wall of photos, what is said of each, and its frame."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.http import HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from js_asset import Script

from articles import captions
from articles.models import DispatchFigure, EditionFigure, Photo
from articles.models.photo import Supply
from articles.pictures.clearance import SOON
from articles.pictures.intake import Duplicate, keep
from articles.pictures.proofs import drop_proofs
from diplomacy.admin import deletion
from diplomacy.admin.boxes import CalmBoxes
from diplomacy.admin.history import HistoryAdmin
from diplomacy.admin.paginator import BoundedPaginator
from diplomacy.admin.words import PlainWords
from diplomacy.dates import day_of

from . import original, renewal, thumbnail, together, upload
from .day_and_hour import DayAndHour
from .depicted import DepictedInline
from .photo_filters import FILTERS
from .photo_form import NewPhotoForm, PhotoForm, look
from .photo_search import results
from .uses import places


@admin.register(Photo)
class PhotoAdmin(PlainWords, CalmBoxes, HistoryAdmin):
    add_title = _("Add a photo")
    list_display = ("picture", "title", "credit", "marks")
    list_display_links = ("picture", "title")
    list_filter = FILTERS
    list_select_related = ("agency",)
    search_fields = ("search_key",)
    search_help_text = _(
        "Title, caption, credit, photographer, place, keywords, person shown: capitals and accents do "
        "not count."
    )
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_max_show_all = 0
    list_per_page = 48
    actions = ["change_together"]
    inlines = [DepictedInline]
    described = (
        "title", "caption", "alt", "language", ("photographer", "credit"), ("taken_on", "place"),
        "keywords",
    )  # fmt: skip
    rights = (
        "supply", "agency", "source", "copyright_notice", "usage_terms", "allowed_uses",
        "forbidden_uses", ("rights_from", "rights_until"), "embargo_until", "instructions",
    )  # fmt: skip
    readonly_fields = ("framing", "file", "uses")
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget({"rows": 3})}}

    class Media:
        css = {"all": ["articles/photo-wall.css", "articles/photo-framing.css"]}
        js = [
            Script("articles/photo-upload.js", defer=True),
            Script("articles/photo-framing.js", defer=True),
        ]

    # The wall

    def get_queryset(self, request):
        own = {"photo": OuterRef("pk")}
        used = Exists(DispatchFigure.objects.filter(**own)) | Exists(
            EditionFigure.objects.filter(**own)
        )
        return super().get_queryset(request).annotate(is_used=used)

    def get_search_results(self, request, queryset, search_term):
        return queryset.containing(search_term), False

    def changelist_view(self, request, extra_context=None):
        if self.has_add_permission(request):
            extra_context = {**upload.context(), **(extra_context or {})}
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("picture"))
    def picture(self, photo):
        return thumbnail.on_sight(photo)

    @admin.display(description=_("marks"))
    def marks(self, photo):
        """What one should know before taking it."""
        found = [
            format_html('<span class="state {}">{}</span>', kind, words)
            for kind, words in _marks(photo)
        ]
        return format_html_join(" ", "{}", ((mark,) for mark in found))

    @admin.action(description=_("Change them together"), permissions=["change"])
    def change_together(self, request, queryset):
        pks = list(queryset.values_list("pk", flat=True)[: together.MOST + 1])
        if len(pks) > together.MOST:
            words = gettext("Choose %(n)d photos at most.")
            return messages.error(request, words % {"n": together.MOST})
        return HttpResponseRedirect(together.address(pks))

    # The page of one

    def get_object(self, request, object_id, from_field=None):
        photo = super().get_object(request, object_id, from_field)
        if photo:
            photo.seen_by = request.user
        return photo

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["form"] = PhotoForm if change else NewPhotoForm
        form = super().get_form(request, obj, change=change, **kwargs)
        form.looked_at = getattr(request, "looked_at", None)
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "embargo_until":
            kwargs["widget"] = DayAndHour(
                _("The embargo ends on this day"), _("The embargo ends at this hour")
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def add_view(self, request, *args, **kwargs):
        """Who sends the same picture as somebody else at the same moment is led to that one.

        It is decoded here, before the admin begins the transaction for which others would wait.
        """
        if request.method == "POST" and self.has_add_permission(request):
            request.looked_at = look(request.FILES.get("original"))
        try:
            return super().add_view(request, *args, **kwargs)
        except Duplicate as known:
            self.message_user(request, known.message, messages.WARNING)
            page = reverse("admin:articles_photo_change", args=[known.twin.pk])
            return HttpResponseRedirect(page)

    def get_fieldsets(self, request, obj=None):
        """The file is chosen once: what was published must stay what it was."""
        if obj is None:
            return [
                (None, {"fields": ["original", *self.described]}),
                (_("Rights"), {"fields": self.rights}),
                (_("The original"), {"fields": ["keeps_location"]}),
            ]
        return [
            (None, {"fields": ["framing", ("focal_x", "focal_y"), *self.described]}),
            (_("Rights"), {"fields": self.rights}),
            (_("Where it is used"), {"fields": ["uses"]}),
            (_("The original"), {"fields": ["file", "keeps_location"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        """Whether traces are kept is for those who may see them to decide."""
        found = tuple(super().get_readonly_fields(request, obj))
        may_keep = request.user.has_perm(original.RIGHT)
        return found if may_keep else (*found, "keeps_location")

    def save_model(self, request, obj, form, change):
        if change:
            form.proposed_before = captions.proposed(Photo.objects.get(pk=obj.pk))
            return super().save_model(request, obj, form, change)
        obj.added_by = request.user
        return keep(obj, form.arrival)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and captions.remember(form.instance, form.proposed_before):
            renewal.tell(request, form.instance)

    def delete_model(self, request, obj):
        """Its private files go with it; readers had none, or it could not be deleted."""
        name = obj.original.name
        super().delete_model(request, obj)
        transaction.on_commit(lambda: storages["private"].delete(name))
        transaction.on_commit(lambda: drop_proofs(obj))

    def delete_queryset(self, request, queryset):
        for photo in queryset:
            self.delete_model(request, photo)

    def get_deleted_objects(self, objs, request):
        return deletion.explain(objs, request, self.admin_site)

    @admin.display(description=_("picture"))
    def framing(self, photo):
        large = reverse("admin:articles_photo_large", args=[photo.pk])
        return render_to_string(
            "admin/articles/photo/_framing.html", {"photo": photo, "large": large}
        )

    @admin.display(description=_("file"))
    def file(self, photo):
        size = gettext("%(width)d × %(height)d pixels") % {
            "width": photo.width,
            "height": photo.height,
        }
        if not photo.seen_by.has_perm(original.RIGHT):
            return size
        address = reverse("admin:articles_photo_original", args=[photo.pk])
        return format_html('{} <a href="{}">{}</a>', size, address, _("Download the original"))

    @admin.display(description=_("articles and versions"))
    def uses(self, photo):
        """Of the articles in work, those that this person may see."""
        found = places(photo, photo.seen_by)
        link = _("Compare their captions with the library")
        return format_html('{}<p><a href="{}">{}</a></p>', found, renewal.address(photo), link)

    # Further addresses

    def get_urls(self):
        see = self.admin_site.admin_view
        return [
            path("search/", see(self.search_view), name="articles_photo_search"),
            path(
                "<int:photo_id>/thumbnail/",
                see(self.thumbnail_view, cacheable=True),
                name="articles_photo_thumbnail",
            ),
            path(
                "<int:photo_id>/large/",
                see(self.large_view, cacheable=True),
                name="articles_photo_large",
            ),
            path("<int:photo_id>/original/", see(original.serve), name="articles_photo_original"),
            *upload.addresses(self),
            *together.addresses(self),
            *renewal.addresses(self),
            *super().get_urls(),
        ]

    def thumbnail_view(self, request, photo_id):
        return thumbnail.serve(request, photo_id, self.has_view_permission)

    def large_view(self, request, photo_id):
        return thumbnail.serve(request, photo_id, self.has_view_permission, thumbnail.LARGE)

    def search_view(self, request):
        found = results(request.GET) if self.has_view_permission(request) else None
        if found is None:
            return JsonResponse({"results": []}, status=403)
        return JsonResponse({"results": found})


def _marks(photo):
    """(how grave, in words)."""
    now = timezone.now()
    today = day_of(now)
    until = photo.rights_until
    if photo.rights_ended(now):
        yield "state-withdrawn", gettext("rights ended")
    elif until and until <= today + SOON:
        yield (
            "state-changed",
            gettext("rights until %(day)s") % {"day": date_format(until, "SHORT_DATE_FORMAT")},
        )
    if photo.rights_from and photo.rights_from > today:
        yield "state-withdrawn", gettext("rights not begun")
    if photo.embargo_until and photo.embargo_until > now:
        yield "state-embargo", gettext("under embargo")
    if photo.supply == Supply.HANDOUT:
        yield "", gettext("handout")
    if not photo.alt.strip():
        yield "state-changed", gettext("no alternative text")
    if not photo.credit.strip():
        yield "state-changed", gettext("no credit")
    if photo.is_used:
        yield "state-live", gettext("used")
    else:
        yield "", gettext("never used")
