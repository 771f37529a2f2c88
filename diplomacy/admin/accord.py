"""Accords at the desk: what they are is typed here; what became of them is computed from their acts."""

from django import forms
from django.contrib import admin
from django.db.models import Prefetch
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Accord, Act, Citation, Participation, Phase, Signatory, Source
from diplomacy.models.accord import NOT_PUBLIC, SEEN
from diplomacy.moment import current
from diplomacy.status import FORCES, STAGES, STANDINGS

from . import veil
from .ceremony import CeremonyPage
from .citation import CitationInline
from .gaps import GapsPage
from .participation import ParticipationInline
from .publicity import publicity, shown
from .record import ADDRESS, NamedAdmin, ReadPage
from .relation import BackInline, RelationInline

MOST_RATIFICATIONS = 999
ENTRY_NEEDS = (
    (Accord.Entry.THRESHOLD, "entry_count", _("Say how many ratifications are needed.")),
    (Accord.Entry.FIXED, "entry_on", _("Give the date that the text sets.")),
)


def check_entry(form):
    """Puts what the chosen entry rule lacks beside its own box."""
    for rule, field, message in ENTRY_NEEDS:
        lacks = not form.cleaned_data.get(field) and field not in form.errors
        if form.cleaned_data.get("entry_rule") == rule and lacks:
            form.add_error(field, message)


class AccordForm(forms.ModelForm):
    """And by what right readers are told what is typed here: `source` with its `quote`, or a release."""

    source = forms.ModelChoiceField(Source.objects.all(), required=False)
    quote = forms.CharField(required=False)
    for_readers = forms.BooleanField(
        label=_("Release to readers, without a source"),
        required=False,
        help_text=_("What the text provides and all who take part, as this page gives them."),
    )

    def clean(self):
        super().clean()
        check_entry(self)
        self._check_told()
        term = self.cleaned_data.get("ends_on")
        if self.cleaned_data.get("renewal_months") and not term and "ends_on" not in self.errors:
            self.add_error("ends_on", _("Give the term from which the text renews itself."))
        notice = self.cleaned_data.get("renewal_notice_delay")
        renewal = self.cleaned_data.get("renewal_months")
        if notice is not None and not renewal and "renewal_months" not in self.errors:
            self.add_error("renewal_months", _("Say for how long the text renews itself."))

    def _check_told(self):
        """What readers have seen changes by a public source or by release; nothing under embargo does."""
        source = self.cleaned_data.get("source")
        if self.cleaned_data.get("for_readers"):
            if self.instance.pk and _is_embargoed(self.instance):
                words = _("An article under embargo reports it: it is not released before.")
                self.add_error("for_readers", words)
        elif self.instance.pk and {*self.changed_data} & self.instance.seen_names():
            if source is None:
                self.add_error("source", SEEN)
            elif not Source.objects.public(timezone.now()).filter(pk=source.pk).exists():
                self.add_error("source", NOT_PUBLIC)


def _is_embargoed(accord):
    facts = (Accord.objects.filter(pk=accord.pk), Participation.objects.filter(accord=accord))
    return any(veil.releasable(rows).count() < rows.count() for rows in facts)


class ForceFilter(admin.SimpleListFilter):
    title = _("force today")
    parameter_name = "force"

    def lookups(self, request, model_admin):
        return FORCES.items()

    def queryset(self, request, queryset):
        return queryset.with_force(self.value(), current()) if self.value() else queryset


class GapsFilter(admin.SimpleListFilter):
    title = _("gaps")
    parameter_name = "gaps"

    def lookups(self, request, model_admin):
        return [("yes", _("a name, a source, a date or a consent is missing, or sources disagree"))]

    def queryset(self, request, queryset):
        return queryset.with_gaps(timezone.now()) if self.value() else queryset


@admin.register(Accord)
class AccordAdmin(ReadPage, NamedAdmin):
    form = AccordForm
    add_title = _("Add an accord")
    list_display = (
        "name", "form", "domain", "parties", "signed", "stage", "force", "public_page",
    )  # fmt: skip
    list_filter = ("form", "domain", "entry_rule", ForceFilter, GapsFilter)
    ordering = ("-pk",)
    fieldsets = (
        (None, {"fields": ["name", "name_en", ("form", "domain")]}),
        (
            _("Entry into force"),
            {
                "fields": [
                    "entry_rule",
                    ("entry_count", "entry_on"),
                    ("entry_delay", "entry_unit"),
                    ("late_delay", "late_unit"),
                ]
            },
        ),
        (
            _("Duration and exit"),
            {
                "fields": [
                    ("notice_delay", "notice_unit"),
                    ("ends_on", "renewal_months"),
                    ("renewal_notice_delay", "renewal_notice_unit"),
                ]
            },
        ),
        (
            _("For readers"),
            {
                "fields": ["source", "quote", "for_readers"],
                "description": _(
                    "Readers are told what the text provides, and who takes part without an act of "
                    "their own, once a public source cited here says so, or once it is released."
                ),
            },
        ),
        ADDRESS,
    )
    inlines = [ParticipationInline, RelationInline, BackInline]
    change_form_template = "admin/diplomacy/accord/change_form.html"
    change_list_template = "admin/diplomacy/accord/change_list.html"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "entry_count":
            kwargs |= {"min_value": 1, "max_value": MOST_RATIFICATIONS}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if self.has_change_permission(request, obj) or obj is None:
            return self.fieldsets
        return [part for part in self.fieldsets if "for_readers" not in part[1]["fields"]]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The boxes of a citation are those of the tables of citations."""
        form, cite = super().get_form(request, obj, change=change, **kwargs), CitationInline
        for name in ("source", "quote"):
            if name in form.base_fields:
                column = Citation._meta.get_field(name)
                box = cite(Act, self.admin_site).formfield_for_dbfield(column, request)
                box.required = False
                form.base_fields[name] = box
        return form

    def save_model(self, request, obj, form, change):
        source, quote = (form.cleaned_data[name] for name in ("source", "quote"))
        if source and obj.changes_what_was_seen() and not form.cleaned_data["for_readers"]:
            obj.tell(source, quote)
            return
        if form.cleaned_data["for_readers"]:
            obj.tell()
        else:
            obj.save()
        if source and obj.provides_something:
            Citation.objects.cite(obj, source, quote)

    def save_formset(self, request, form, formset, change):
        if formset.model is not Participation:
            return super().save_formset(request, form, formset, change)
        source, quote = (form.cleaned_data[name] for name in ("source", "quote"))
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            row.take_back()
        for row in rows:
            if form.cleaned_data["for_readers"]:
                row.tell()
            elif row.changes_what_was_seen():
                row.tell(source, quote)
                continue
            else:
                row.save()
            if source:
                Citation.objects.cite(row, source, quote)
        if form.cleaned_data["for_readers"]:
            form.instance.participations.release()
        return None

    def get_queryset(self, request):
        """With the status that readers see today: one query, and one for the parties."""
        parties = Participation.objects.filter(role=Participation.Role.PARTY).select_related(
            "actor"
        )
        return (
            super()
            .get_queryset(request)
            .with_standing(current())
            .prefetch_related(Prefetch("participations", parties, to_attr="shown_parties"))
        )

    @admin.display(description=_("parties"))
    def parties(self, accord):
        return ", ".join(party.actor.label for party in accord.shown_parties)

    @admin.display(description=_("signed on"), ordering="signed_on")
    def signed(self, accord):
        return accord.signed_on

    @admin.display(description=_("stage, for readers"))
    def stage(self, accord):
        return STAGES.get(accord.stage_at)

    @admin.display(description=_("force, for readers"))
    def force(self, accord):
        return FORCES.get(accord.force_at)

    def get_urls(self):
        page = self.admin_site.admin_view(CeremonyPage(self))
        gaps = self.admin_site.admin_view(GapsPage(self))
        return [
            path("quick-entry/", page, name="diplomacy_accord_ceremony"),
            path("gaps/", gaps, name="diplomacy_accord_gaps"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context |= {
                "standing": self._standing(obj),
                "acts": self._acts(obj, request),
                "may_sign": request.user.has_perm("diplomacy.add_act"),
                "signing_url": f"{reverse('admin:diplomacy_accord_ceremony')}?accord={obj.pk}",
                "new_act_url": f"{reverse('admin:diplomacy_act_add')}?accord={obj.pk}",
            }
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def changelist_view(self, request, extra_context=None):
        may_sign = request.user.has_perms(["diplomacy.add_act", "diplomacy.add_accord"])
        return super().changelist_view(request, {"may_sign": may_sign, **(extra_context or {})})

    def _standing(self, accord):
        """The computed status today, as readers see it, in words."""
        standings = (
            Phase.objects.covering(current())
            .filter(accord=accord, dimension="standing")
            .select_related("actor")
        )
        return {
            "is_public": accord.is_public,
            "terms": shown(accord, timezone.now()) if accord.provides_something else "",
            "stage": STAGES.get(accord.stage_at, ""),
            "force": FORCES.get(accord.force_at, ""),
            "actors": [(phase.actor.label, STANDINGS[phase.status]) for phase in standings],
        }

    def _acts(self, accord, request):
        now = timezone.now()
        citations = veil.citations(request.user)
        signatories = Signatory.objects.select_related("person", "office")
        acts = (
            Act.objects.filter(accord=accord)
            .select_related("actor")
            .prefetch_related(
                Prefetch("citations", citations), Prefetch("signatories", signatories)
            )
            .in_order()
        )
        return [(act, publicity(act, now)) for act in acts]
