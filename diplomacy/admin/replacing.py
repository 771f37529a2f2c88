"""The page that replaces an act which readers have seen."""

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Act
from diplomacy.models.signatory import NAMED_BY

from .signatory import SignatoryInline
from .words import name_button

WHY = forms.CharField(
    label=_("Reason"),
    max_length=300,
    widget=forms.TextInput(attrs={"class": "vTextField"}),
    help_text=_("What was wrong, in a sentence. Readers see it beside the old words."),
)


class ReplacePage:
    """The act as it stands, to be set right: its fields, who signed, and the reason."""

    def __init__(self, act_admin):
        self.admin = act_admin

    def __call__(self, request, act_id):
        act = get_object_or_404(Act.objects.select_related("accord", "actor"), pk=act_id)
        if not self.admin.has_change_permission(request, act):
            raise PermissionDenied
        if not act.was_ever_public:
            return HttpResponseRedirect(reverse("admin:diplomacy_act_change", args=[act.pk]))
        data = request.POST if request.method == "POST" else None
        form = self._form_class(request)(data, instance=Act.objects.get(pk=act.pk))
        inline = SignatoryInline(Act, self.admin.admin_site)
        rows = self._formset_class(request, inline)(data, instance=act, prefix="signatories")
        if data is not None and form.is_valid() and rows.is_valid():
            new = self._replace(request, act, form, rows)
            if new:
                return HttpResponseRedirect(reverse("admin:diplomacy_act_change", args=[new.pk]))
        return self._page(request, act, form, inline, rows)

    def _form_class(self, request):
        names = list(_field_names(self.admin))
        bare = forms.modelform_factory(
            Act,
            fields=names,
            formfield_callback=lambda field, **kwargs: self.admin.formfield_for_dbfield(
                field, request, **kwargs
            ),
        )
        return type("ReplaceForm", (bare,), {"why": WHY})

    def _formset_class(self, request, inline):
        return forms.inlineformset_factory(
            Act,
            inline.model,
            form=inline.form_for(request),
            formset=inline.formset,
            fields=NAMED_BY,
            extra=0,
            formfield_callback=lambda field, **kwargs: inline.formfield_for_dbfield(
                field, request, **kwargs
            ),
        )

    def _replace(self, request, act, form, rows):
        """The new act; None, with the fault beside the form, if it cannot be."""
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name != "why"}
        if not changes and not rows.has_changed():
            form.add_error(None, _("Nothing differs from what readers see now."))
            return None
        try:
            new = act.replace(
                request.user, form.cleaned_data["why"], signatories=rows.signatories(), **changes
            )
        except ValidationError as fault:
            form.add_error(None, fault.messages)
            return None
        self.admin.log_change(request, act, form.cleaned_data["why"])
        self.admin.log_addition(request, new, form.cleaned_data["why"])
        words = _("The act is replaced. Readers see this one now, and why.")
        self.admin.message_user(request, words, messages.SUCCESS)
        return new

    def _page(self, request, act, form, inline, rows):
        fieldsets = ((None, {"fields": ["why"]}), *self.admin.fieldsets)
        table = helpers.InlineAdminFormSet(
            inline,
            rows,
            [(None, {"fields": inline.fields})],
            model_admin=self.admin,
            has_add_permission=True,
            has_change_permission=True,
            has_delete_permission=True,
            has_view_permission=True,
        )
        name_button(table)
        admin_form = helpers.AdminForm(form, fieldsets, {}, model_admin=self.admin)
        context = {
            **self.admin.admin_site.each_context(request),
            "title": _("Replace an act"),
            "subtitle": str(act),
            "opts": Act._meta,
            "original": act,
            "change": True,
            "has_view_permission": True,
            "adminform": admin_form,
            "inline_admin_formsets": [table],
            "errors": helpers.AdminErrorList(form, [rows]) if form.is_bound else None,
            "media": self.admin.media + admin_form.media + table.media,
        }
        return render(request, "admin/diplomacy/act/replace.html", context)


def _field_names(act_admin):
    for _name, part in act_admin.fieldsets:
        for field in part["fields"]:
            yield from field if isinstance(field, tuple) else (field,)
