"""How an accord relates to others: in two tables on its page, and each relation on a page of its own."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Relation
from diplomacy.models.relation import TWICE

from . import veil
from .citation import CitationInline
from .publicity import publicity
from .record import LabelledInline, RecordAdmin
from .replacing import WHY
from .rows import LabelledFormSet
from .showing import ShowsToReaders
from .signatory import was_read

FIELDS = ("accord", "kind", "other", "since", "since_precision", "note", "note_en")
TAKE_BACK = "_take_back"


class RelationRow(forms.ModelForm):
    """What readers have seen is not typed over."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if was_read(self.instance):
            for field in self.fields.values():
                field.disabled = True


class RelationFormSet(LabelledFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].disabled = was_read(form.instance)

    def clean(self):
        super().clean()
        told = set()
        for form in self.forms:
            if form in self.deleted_forms or form.errors or not form.cleaned_data.get("other"):
                continue
            relation = (form.cleaned_data["kind"], form.cleaned_data["other"])
            if relation in told:
                form.add_error("other", TWICE)
            told.add(relation)


class RelationInline(LabelledInline):
    model = Relation
    form = RelationRow
    formset = RelationFormSet
    fk_name = "accord"
    fields = ("kind", "other", "since", "since_precision")
    autocomplete_fields = ("other",)
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).filter(replaced_at__isnull=True)


class BackInline(LabelledInline):
    """What other accords do to this one: written on their pages."""

    model = Relation
    fk_name = "other"
    fields = ("accord", "kind", "since")
    verbose_name_plural = _("relations of other accords to this one")
    show_change_link = True

    def get_queryset(self, request):
        standing = super().get_queryset(request).filter(replaced_at__isnull=True)
        return standing.select_related("accord")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Relation)
class RelationAdmin(ShowsToReaders, RecordAdmin):
    add_title = _("Add a relation between accords")
    list_display = ("accord", "kind", "other", "since_spelt", "for_readers")
    list_filter = ("kind",)
    search_fields = ("accord__search_key", "other__search_key")
    search_help_text = _("Words of the name of either accord.")
    ordering = ("-pk",)
    autocomplete_fields = ("accord", "other")
    fields = ("accord", "kind", "other", ("since", "since_precision"), "note", "note_en")
    inlines = [CitationInline]
    change_form_template = "admin/diplomacy/relation/change_form.html"

    def get_queryset(self, request):
        public = Relation.objects.public(timezone.now()).filter(pk=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(is_public=Exists(public))
            .select_related("accord", "other")
            .prefetch_related(Prefetch("citations", veil.citations(request.user)))
        )

    @admin.display(description=_("since"), ordering="since")
    def since_spelt(self, relation):
        return relation.since_spelt

    @admin.display(description=_("for readers"))
    def for_readers(self, relation):
        return publicity(relation, timezone.now())

    def has_module_permission(self, request):
        """Reached from the accords: no list of its own on the desk's front page."""
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.replaced_at)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not was_read(obj)

    def get_readonly_fields(self, request, obj=None):
        return FIELDS if was_read(obj) else super().get_readonly_fields(request, obj)

    def save_model(self, request, obj, form, change):
        if not was_read(obj):
            super().save_model(request, obj, form, change)

    def delete_queryset(self, request, queryset):
        for relation in queryset:
            relation.delete()

    def get_urls(self):
        page = self.admin_site.admin_view(self.replace_page)
        return [
            path("<int:relation_id>/replace/", page, name="diplomacy_relation_replace"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context |= self.shows(request, obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def replace_page(self, request, relation_id):
        """What readers have seen, set right or taken back, with a reason that they can read."""
        relation = get_object_or_404(self.get_queryset(request), pk=relation_id)
        if not self.has_change_permission(request, relation):
            raise PermissionDenied
        page = reverse("admin:diplomacy_relation_change", args=[relation.pk])
        if not relation.was_ever_public:
            return HttpResponseRedirect(page)
        data = request.POST if request.method == "POST" else None
        form = self._replace_form(request)(data, instance=Relation.objects.get(pk=relation.pk))
        if data is not None and form.is_valid() and (new := self._replace(request, relation, form)):
            return HttpResponseRedirect(reverse("admin:diplomacy_relation_change", args=[new.pk]))
        return self._replace_page(request, relation, form)

    def _replace_form(self, request):
        bare = forms.modelform_factory(
            Relation,
            fields=FIELDS,
            formfield_callback=lambda field, **kwargs: self.formfield_for_dbfield(
                field, request, **kwargs
            ),
        )
        return type("ReplaceRelationForm", (bare,), {"why": WHY})

    def _replace(self, request, relation, form):
        """The relation that readers have now, or the one taken back; None, with the fault told, if it
        cannot be."""
        why = form.cleaned_data["why"]
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name != "why"}
        takes_back = TAKE_BACK in request.POST
        if not changes and not takes_back:
            form.add_error(None, _("Nothing differs from what readers see now."))
            return None
        try:
            if takes_back:
                relation.take_back(request.user, why)
                new = relation
            else:
                new = relation.replace(request.user, why, **changes)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
            return None
        self.log_change(request, relation, why)
        words = _("It is set right. Readers see what it said before, and why it changed.")
        self.message_user(request, words, messages.SUCCESS)
        return new

    def _replace_page(self, request, relation, form):
        fieldsets = ((None, {"fields": ["why", *self.fields]}),)
        admin_form = helpers.AdminForm(form, fieldsets, {}, model_admin=self)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Replace a relation"),
            "subtitle": str(relation),
            "opts": self.opts,
            "original": relation,
            "change": True,
            "has_view_permission": True,
            "adminform": admin_form,
            "inline_admin_formsets": [],
            "errors": helpers.AdminErrorList(form, []) if form.is_bound else None,
            "media": self.media + admin_form.media,
            "take_back": TAKE_BACK,
        }
        return render(request, "admin/diplomacy/relation/replace.html", context)
