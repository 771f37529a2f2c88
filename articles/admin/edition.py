"""What readers saw, at the desk: every version, withdrawn and scheduled ones too."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import rights
from articles.models import Edition, EditionByline, EditionFigure
from diplomacy.admin.paginator import BoundedPaginator

from .read_only import ReadOnlyAdmin
from .thumbnail import thumbnail

STATES = {
    "live": _("online"),
    "superseded": _("replaced by a later version"),
    "scheduled": pgettext_lazy("a version", "scheduled"),
    "withdrawn": pgettext_lazy("a version", "withdrawn"),
}


ARTICLES = ("dispatch", "translation_of")


def _may_name(user, edition, name):
    article = getattr(edition, name, None)
    return article is None or rights.may_see(user, article)


class Sealed:
    """Rows that freezing wrote."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_dispatch")


class SealedBylines(Sealed, admin.TabularInline):
    model = EditionByline
    fields = ["author", "credit"]


class SealedFigures(Sealed, admin.TabularInline):
    model = EditionFigure
    fields = readonly_fields = ["picture", "caption", "alt", "credit"]

    @admin.display(description=_("picture"))
    def picture(self, figure):
        return thumbnail(figure.photo)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("photo")


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ("headline", "number", "kind", "live_from", "state")
    list_filter = ("kind", "section", "language", "live_from")
    search_fields = ("headline", "note")
    ordering = ("-live_from", "-pk")
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_max_show_all = 0
    list_per_page = 50
    inlines = [SealedBylines, SealedFigures]
    fieldsets = (
        (None, {"fields": ["dispatch", ("number", "kind"), "note", ("live_from", "first_live"), "state"]}),
        (_("What readers saw"), {
            "fields": ["headline", "standfirst", ("dateline_place", "dateline_on"), "words"],
        }),
        (_("Filing"), {"fields": [
            "section", ("genre", "language"), ("translation_of", "translated_number"), "urgent_until",
        ]}),
    )  # fmt: skip
    readonly_fields = ("state", "words", "urgent_until")

    def get_queryset(self, request):
        """Of a colleague's article that is being reworked, too, the versions that readers may read."""
        same = {"pk": OuterRef("pk")}
        seen = rights.visible_editions(super().get_queryset(request), request.user)
        return (
            seen.select_related("address", "section")
            .defer("folded")
            .annotate(
                is_live=Exists(Edition.objects.live(timezone.now()).filter(**same)),
                is_readable=Exists(Edition.objects.readable().filter(**same)),
            )
        )

    def has_view_permission(self, request, obj=None):
        allowed = request.user.has_perm("articles.view_dispatch")
        return allowed and (obj is None or rights.may_see_edition(request.user, obj))

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_fieldsets(self, request, obj=None):
        """An article is named by its words of now: to those who may read them."""
        hidden = {name for name in ARTICLES if not _may_name(request.user, obj, name)}
        return [
            (
                heading,
                options | {"fields": [each for each in options["fields"] if each not in hidden]},
            )
            for heading, options in super().get_fieldsets(request, obj)
        ]

    def view_on_site(self, edition):
        shown = edition.is_readable and edition.live_from <= timezone.now()
        return edition.get_version_url() if shown else None

    @admin.display(description=_("state"))
    def state(self, edition):
        return STATES[self._state(edition)]

    def _state(self, edition):
        if not edition.is_readable:
            return "withdrawn"
        if edition.live_from > timezone.now():
            return "scheduled"
        return "live" if edition.is_live else "superseded"

    @admin.display(description=_("text"))
    def words(self, edition):
        """The stored text, sanitised where it was stored."""
        return format_html('<div class="frozen-text">{}</div>', mark_safe(edition.body))
