"""Sources at the desk: documents are entered here, articles of this paper are their own."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from diplomacy import documents
from diplomacy.models import Source
from diplomacy.views.documents import send

from . import veil
from .record import RecordAdmin

MAKE_PUBLIC = "_make_public"


class WindowFilter(admin.SimpleListFilter):
    title = _("visibility")
    parameter_name = "window"

    def lookups(self, request, model_admin):
        return [
            ("open", pgettext_lazy("a source", "public")),
            ("waiting", _("not yet public")),
            ("closed", _("public no more")),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        if self.value() == "open":
            return queryset.public(now)
        if self.value() == "waiting":
            return queryset.filter(Q(public_from__isnull=True) | Q(public_from__gt=now))
        if self.value() == "closed":
            return queryset.filter(public_until__lte=now)
        return queryset


SEEN = ("kind", "title", "publisher", "published_on", "url", "public_from")


class SourceForm(forms.ModelForm):
    """A document that readers could have is not exchanged for another: that would be another source."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields and self.instance.file and _was_public(self.instance):
            self.fields["file"].disabled = True

    def clean(self):
        data = super().clean()
        if data.get("file_for_readers") and not data.get("file") and "file" not in self.errors:
            self.add_error("file_for_readers", _("There is no file to download."))
        return data


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    form = SourceForm
    add_title = _("Add a source")
    list_display = ("title", "kind", "publisher", "published_on", "window")
    list_filter = ("kind", WindowFilter)
    search_fields = ("title", "publisher")
    search_help_text = _("Words of the title, or who published it.")
    ordering = ("-pk",)
    actions = ["make_public"]
    change_form_template = "admin/diplomacy/source/change_form.html"
    fieldsets = (
        (None, {"fields": ["kind", "title", "publisher", "published_on", "url"]}),
        (_("The document"), {"fields": ["kept_file", "file", "file_for_readers"]}),
        (
            _("For readers"),
            {
                "fields": ["public_from", "public_until"],
                "description": _(
                    "Readers see what rests on this source between these two moments. An article of "
                    "this paper opens and closes with its own publication."
                ),
            },
        ),
    )

    def get_queryset(self, request):
        return veil.seen(super().get_queryset(request), request.user)

    def has_view_permission(self, request, obj=None):
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or self._is_seen(obj, request.user))

    def _is_seen(self, source, user):
        one = Source.objects.filter(pk=source.pk)
        return not source.is_dispatch or veil.seen(one, user).exists()

    def has_change_permission(self, request, obj=None):
        """An article's dates are kept by its publication, never typed."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_dispatch)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_dispatch)

    def get_readonly_fields(self, request, obj=None):
        """What readers have been told of a source stays as it was; it can only end."""
        fields = [*super().get_readonly_fields(request, obj), "kept_file"]
        return [*fields, *SEEN] if obj and _was_public(obj) else fields

    def get_fieldsets(self, request, obj=None):
        """Who may not change a source is shown its file by the link alone, and an article has none."""
        said, document, windows = super().get_fieldsets(request, obj)
        if obj and obj.is_dispatch:
            return [said, windows]
        if obj and not self.has_change_permission(request, obj):
            return [said, (document[0], {"fields": ["kept_file", "file_for_readers"]}), windows]
        return [said, document, windows]

    def get_urls(self):
        page = self.admin_site.admin_view(self.file_page)
        return [
            path("<int:source_id>/file/", page, name="diplomacy_source_file"),
            *super().get_urls(),
        ]

    def file_page(self, request, source_id):
        """The file of a document, for whoever may see the source at the desk."""
        source = self.get_object(request, source_id)
        if source is None or not self.has_view_permission(request, source):
            raise Http404
        return send(source)

    @admin.display(description=_("kept file"))
    def kept_file(self, source):
        if not (source.pk and source.file):
            return "–"
        address = reverse("admin:diplomacy_source_file", args=[source.pk])
        return format_html('<a href="{}">{}</a>', address, _("Download"))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        if db_field.name == "file":
            endings = ",".join(f".{ending}" for ending in documents.MEDIA_TYPES)
            kwargs["widget"] = forms.FileInput(attrs={"accept": endings})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "kind":
            field.choices = [each for each in field.choices if each[0] != Source.Kind.DISPATCH]
        if db_field.name in ("public_from", "public_until"):
            zone = _("Time of %(zone)s.") % {"zone": timezone.get_current_timezone_name()}
            field.help_text = f"{field.help_text} {zone}".strip()
            for widget, part in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
                widget.attrs["aria-label"] = f"{capfirst(field.label)} ({part})"
        return field

    def save_model(self, request, obj, form, change):
        if MAKE_PUBLIC in request.POST and not obj.public_from:
            obj.public_from = timezone.now()
        if "file" in form.changed_data and change:
            _drop_file(Source.objects.get(pk=obj.pk))
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        _drop_file(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for source in queryset:
            self.delete_model(request, source)

    @admin.display(description=_("for readers"), ordering="public_from")
    def window(self, source):
        now = timezone.now()
        if source.public_until and source.public_until <= now:
            return _("public no more")
        if source.public_from is None:
            return pgettext_lazy("a source", "not public")
        is_open = source.public_from <= now
        return pgettext_lazy("a source", "public") if is_open else _("will be public")

    @admin.action(description=_("Make the chosen documents public now"), permissions=["change"])
    def make_public(self, request, queryset):
        """An article is left alone: it becomes public by its publication."""
        waiting = queryset.exclude(kind=Source.Kind.DISPATCH).filter(public_from__isnull=True)
        done = 0
        for source in waiting:
            source.public_from = timezone.now()
            source.save()
            self.log_change(request, source, str(_("made public")))
            done += 1
        left = queryset.count() - done
        if done:
            words = ngettext("%(n)d source is public now.", "%(n)d sources are public now.", done)
            self.message_user(request, words % {"n": done}, messages.SUCCESS)
        if left:
            words = _("Left as they were: articles of this paper, and what was public already.")
            self.message_user(request, words, messages.WARNING)


def _was_public(source):
    return source.first_public_at is not None and source.first_public_at <= timezone.now()


def _drop_file(source):
    """Once this is settled: the file that nothing names any more goes."""
    if source.file:
        transaction.on_commit(partial(documents.store().delete, source.file.name))
