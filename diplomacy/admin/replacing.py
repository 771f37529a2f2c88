"""The page that replaces what readers have seen, or takes it back."""

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Citation, Source

from . import veil
from .boxes import ChooseOne, ChosenOne
from .publicity import publicity
from .words import name_button

TAKE_BACK = "_take_back"
WHY = forms.CharField(
    label=_("Reason"),
    max_length=300,
    widget=forms.TextInput(attrs={"class": "vTextField"}),
    help_text=_("What was wrong, in a sentence. Readers see it beside the old words."),
)
HELD = ("citations", "source", "quote")


class HoldingField(forms.ModelMultipleChoiceField):
    """The citations of the old words, each with what it says."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, citation):
        words = f"{citation.source} – « {citation.quote} »" if citation.quote else citation.source
        return f"{words} ({_('contradicts')})" if citation.contradicts else words


class ReplacementForm(forms.ModelForm):
    """What a fact should have said, why, and what holds it now."""

    def clean(self):
        data = super().clean()
        if data.get("quote") and not data.get("source") and "source" not in self.errors:
            self.add_error("source", _("Choose the source of the words quoted."))
        return data

    @property
    def changes(self):
        named = {"why", *HELD}
        return {name: self.cleaned_data[name] for name in self.changed_data if name not in named}

    def holds(self):
        return {name: self.cleaned_data[name] for name in HELD}

    def refuse(self, fault):
        """The fault of the record, next to the box where there is one."""
        if not hasattr(fault, "error_dict"):
            self.add_error(None, fault.messages)
            return
        for name, words in fault.message_dict.items():
            self.add_error(name if name in self.fields else None, words)


class ReplacePage:
    """A fact as it stands, to be set right: its fields, the reason, what holds it; `inline`, a class: a
    table of its parts, taken over with it."""

    def __init__(self, model_admin, title, inline=None):
        self.admin, self.title, self.model = model_admin, title, model_admin.model
        self.inline = inline and inline(self.model, model_admin.admin_site)

    def __call__(self, request, pk):
        fact = get_object_or_404(self.admin.get_queryset(request), pk=pk)
        if not self.admin.has_change_permission(request, fact):
            raise PermissionDenied
        if not fact.was_ever_public:
            return self._to(fact)
        data = request.POST if request.method == "POST" else None
        form = self._form(request, fact, data)
        rows = self._rows(request, fact, data)
        if data is not None and (standing := self._carry_out(request, fact, form, rows)):
            return self._to(standing)
        return self._page(request, fact, form, rows)

    def _to(self, fact):
        name = f"admin:{self.admin.opts.app_label}_{self.admin.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[fact.pk]))

    def _form(self, request, fact, data):
        bare = forms.modelform_factory(
            self.model,
            form=ReplacementForm,
            fields=flatten_fieldsets(self._fieldsets()[1:]),
            formfield_callback=lambda field, **kwargs: self.admin.formfield_for_dbfield(
                field, request, **kwargs
            ),
        )
        asked = {"why": WHY, **self._held(request, fact)}
        form = type("ReplaceForm", (bare,), asked)
        return form(data, instance=self.model.objects.get(pk=fact.pk))

    def _held(self, request, fact):
        site, column = self.admin.admin_site, Citation._meta.get_field("source")
        cited = veil.citations(request.user) & fact.citations.standing()
        return {
            "citations": HoldingField(
                cited.order_by("pk"),
                label=_("These hold for the new words too"),
                required=False,
                help_text=_(
                    "Tick what says the new words as well. With nothing public, readers keep the old "
                    "words until a source of the new ones is."
                ),
            ),
            "source": ChosenOne(
                veil.seen(Source.objects.all(), request.user),
                label=_("Another source that says so"),
                required=False,
                widget=ChooseOne(column, site),
            ),
            "quote": forms.CharField(
                label=_("Its words"),
                required=False,
                widget=forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
            ),
        }

    def _rows(self, request, fact, data):
        if self.inline is None:
            return None
        form_set = forms.inlineformset_factory(
            self.model,
            self.inline.model,
            form=self.inline.form_for(request),
            formset=self.inline.formset,
            fields=self.inline.typed,
            extra=0,
            formfield_callback=lambda field, **kwargs: self.inline.formfield_for_dbfield(
                field, request, **kwargs
            ),
        )
        return form_set(data, instance=fact, prefix=form_set.get_default_prefix())

    def _carry_out(self, request, fact, form, rows):
        """The fact that stands then; None, with the fault beside the form, if it cannot be."""
        fits = form.is_valid() & (rows is None or rows.is_valid())
        try:
            if TAKE_BACK in request.POST:
                return None if "why" in form.errors else self._take_back(request, fact, form)
            return self._replace(request, fact, form, rows) if fits else None
        except ValidationError as fault:
            form.refuse(fault)
            return None

    def _take_back(self, request, fact, form):
        fact.take_back(request.user, form.cleaned_data["why"])
        self.admin.log_change(request, fact, form.cleaned_data["why"])
        words = _("It is taken back. Readers see what it said before, and why it was not so.")
        self.admin.message_user(request, words, messages.SUCCESS)
        return fact

    def _replace(self, request, fact, form, rows):
        changes, why = form.changes, form.cleaned_data["why"]
        if not changes and not (rows and rows.has_changed()):
            raise ValidationError(_("Nothing differs from what readers see now."))
        parts = {"signatories": rows.signatories()} if rows else {}
        new = fact.replace(request.user, why, **form.holds(), **parts, **changes)
        self.admin.log_change(request, fact, why)
        self.admin.log_addition(request, new, why)
        if self.model.objects.public(timezone.now()).filter(pk=new.pk).exists():
            words = _("It is replaced. Readers see this one now, and why.")
            self.admin.message_user(request, words, messages.SUCCESS)
        else:
            words = _("Recorded. Readers keep the old words until this is public. %(waits)s.")
            waits = capfirst(publicity(new, timezone.now()))
            self.admin.message_user(request, words % {"waits": waits}, messages.WARNING)
        return new

    def _fieldsets(self):
        own = self.admin.fieldsets or ((None, {"fields": self.admin.fields}),)
        return ((_("What changes"), {"fields": ["why", *HELD]}), *own)

    def _page(self, request, fact, form, rows):
        tables = [self._table(rows)] if rows is not None else []
        admin_form = helpers.AdminForm(form, self._fieldsets(), {}, model_admin=self.admin)
        media = self.admin.media + admin_form.media
        for table in tables:
            media += table.media
        context = {
            **self.admin.admin_site.each_context(request),
            "title": self.title,
            "subtitle": str(fact),
            "opts": self.admin.opts,
            "original": fact,
            "change": True,
            "has_view_permission": True,
            "adminform": admin_form,
            "inline_admin_formsets": tables,
            "errors": helpers.AdminErrorList(form, [rows] if tables else [])
            if form.is_bound
            else None,
            "media": media,
            "take_back": TAKE_BACK,
        }
        return render(
            request, f"admin/diplomacy/{self.admin.opts.model_name}/replace.html", context
        )

    def _table(self, rows):
        table = helpers.InlineAdminFormSet(
            self.inline,
            rows,
            [(None, {"fields": self.inline.fields})],
            model_admin=self.admin,
            has_add_permission=True,
            has_change_permission=True,
            has_delete_permission=True,
            has_view_permission=True,
        )
        name_button(table)
        return table
