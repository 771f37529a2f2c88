"""The photos of a dispatch, on its page; the editor of the text reads and fills these rows."""

from admin_ordering.admin import OrderableAdmin
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import HiddenInput, NumberInput, Textarea
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from js_asset import Script

from articles import readiness
from articles.models import DispatchFigure, Photo
from articles.prose import slots
from diplomacy.admin.boxes import SoundBoxes

from . import terms, typed
from .calm import calm
from .part import MORE, PartForm, PartFormSet, PartOfDispatch
from .press import Press
from .thumbnail import thumbnail

LAST_SLOT = 999  # the text places photos by three digits


class FigureForm(PartForm):
    link = "photo"

    class Meta:
        widgets = {
            "slot": HiddenInput,
            "caption": Textarea({"rows": 3}),
            "alt": Textarea({"rows": 2}),
            "position": NumberInput({"class": "vIntegerField"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.photo_id and "credit" in self.fields:
            self.fields["credit"].widget.attrs["placeholder"] = self.instance.photo.credit

    def clean(self):
        """The box of the number is hidden: what is wrong with it is said above the row."""
        super().clean()
        if "slot" in self.errors:
            words = _("The number of a photo in the text lies between 1 and %(last)s.")
            self.add_error(None, words % {"last": LAST_SLOT})
        return self.cleaned_data

    def has_changed(self):
        """A row that only has its place in the order is an empty row."""
        return bool(set(self.changed_data) - {"position"}) or (
            self.instance.pk is not None and super().has_changed()
        )


class FigureFormSet(PartFormSet):
    own = ("slot",)
    mends_library = False  # whether this person may change photos

    @cached_property
    def chosen(self):
        there = {row.photo_id for row in self.get_queryset()}
        wanted = {row["photo"] for row in typed.rows(self.data, "figures")} - there - {None}
        return list(Photo.objects.filter(pk__in=wanted)) if wanted else []

    def clean(self):
        super().clean()
        press = Press(self.data)
        if not press.publishes:
            return
        figures = [form for form in self._kept() if form.is_bound]
        goes_live = getattr(self.instance, "goes_live", None)
        for form in figures:
            if press.without_missing_photos and not form.instance.photo_id:
                continue
            for field, message in form.instance.faults(goes_live).items():
                form.add_error(field, self._with_library(field, message, form.instance))
        stray = set(slots(self.instance.body)) - {form.instance.slot for form in figures}
        if stray:
            raise ValidationError(readiness.stray_slots(sorted(stray)))

    def _with_library(self, field, message, figure):
        """What is wrong with the photo itself is mended in the library, by those who may."""
        if not (self.mends_library and figure.photo_id and field in ("photo", "credit")):
            return message
        page = reverse("admin:articles_photo_change", args=[figure.photo_id])
        return format_html('{} <a href="{}">{}</a>', message, page, _("Open it in the library"))

    def lack_photos(self):
        """Whether a row has no photo yet, as typed."""
        return any(not form["photo"].value() for form in self._kept())

    def _kept(self):
        deleted = self.deleted_forms if self.is_bound and hasattr(self, "cleaned_data") else []
        for form in self.forms:
            if form not in deleted and (form.instance.pk or form.has_changed()):
                yield form


class FigureInline(PartOfDispatch, OrderableAdmin, SoundBoxes, admin.StackedInline):
    model = DispatchFigure
    form = FigureForm
    formset = FigureFormSet
    add_words = _("Add a photo")
    fieldsets = [
        (None, {"fields": ["picture", "photo", "caption", "alt", ("credit", "position"), "slot"]}),
        (_("Frame"), {"fields": ["shape", ("focal_x", "focal_y")], "classes": ["collapse"]}),
    ]
    readonly_fields = ["picture"]
    autocomplete_fields = ["photo"]
    ordering_field = "position"

    class Media:
        css = {"all": ["articles/photo-framing.css"]}
        js = [Script("articles/photo-framing.js", defer=True)]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "slot":
            kwargs |= {"min_value": 1, "max_value": LAST_SLOT}
        return calm(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_extra(self, request, obj=None, **kwargs):
        return int(MORE in request.GET)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("photo__agency")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.mends_library = request.user.has_perm("articles.change_photo")
        return formset

    @admin.display(description=_("picture"))
    def picture(self, figure):
        if not figure.photo_id:
            return _("photo to come")
        return format_html("{}{}", thumbnail(figure.photo), terms.printed(figure.photo))
