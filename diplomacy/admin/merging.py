"""The page that makes one row of two: both side by side, what would move, and why it is done."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import display_for_field, flatten_fieldsets
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from diplomacy.merging import doubts, plan
from diplomacy.models import NameVariant

from .boxes import ChooseOne, is_key


class OtherField(forms.ModelChoiceField):
    """Refuses in words what can be no row's number."""

    def to_python(self, value):
        if value and not is_key(value):
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return super().to_python(value)


class MergeForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What the name that goes is from now on"),
        choices=NameVariant.Kind.choices,
        initial=NameVariant.Kind.PRESS,
        help_text=_("It finds the row that stays, as all its spellings do."),
    )
    why = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("How you know that the two are one. The desk reads it in the history."),
    )


class DoubtfulMergeForm(MergeForm):
    """Asked where something speaks against it."""

    sure = forms.BooleanField(
        label=_("I have read what speaks against it: the two are one all the same")
    )


class MergePage:
    """Opened from the row that stays; `other` is the one that goes."""

    def __init__(self, model_admin):
        self.admin, self.opts = model_admin, model_admin.opts

    def __call__(self, request, object_id):
        winner = get_object_or_404(self.admin.get_queryset(request), pk=object_id)
        if not self.admin.has_change_permission(request, winner):
            raise PermissionDenied
        asked = request.POST if "other" in request.POST else request.GET
        choice = self._choice(request, winner, asked if "other" in asked else None)
        loser = choice.cleaned_data["other"] if choice.is_bound and choice.is_valid() else None
        against = doubts(loser, winner) if loser else []
        form_class = DoubtfulMergeForm if against else MergeForm
        form = form_class(request.POST if loser and request.method == "POST" else None)
        if form.is_bound and form.is_valid() and self._merge(request, loser, winner, form):
            return HttpResponseRedirect(_address(self.opts, "change", winner))
        return self._page(request, winner, loser, choice, form, against)

    def _choice(self, request, winner, data):
        """The box for the other row: not the one that stays."""
        others = self.admin.get_queryset(request).exclude(pk=winner.pk)
        column = self.opts.get_field("merged_into")
        box = OtherField(
            label=_("The row that goes"),
            queryset=others,
            widget=ChooseOne(column, self.admin.admin_site),
            help_text=_("Any spelling: capitals, accents and hyphens do not count."),
        )
        return type("ChoiceForm", (forms.Form,), {"other": box})(data)

    def _merge(self, request, loser, winner, form):
        """Whether it was done; if not, the fault stands above the form."""
        why, kind = form.cleaned_data["why"], form.cleaned_data["kind"]
        try:
            sure = form.cleaned_data.get("sure", False)
            loser.merge_into(winner, request.user, why, kind, sure)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
            return False
        told = _("“%(name)s” merged into this one: %(why)s") % {"name": loser.name, "why": why}
        self.admin.log_change(request, winner, str(told))
        words = _("The two are one now. “%(name)s” leads here, and is one of its spellings.")
        self.admin.message_user(request, words % {"name": loser.name}, messages.SUCCESS)
        return True

    def _page(self, request, winner, loser, choice, form, against):
        context = {
            **self.admin.admin_site.each_context(request),
            "title": _("Merge two rows"),
            "subtitle": str(winner),
            "opts": self.opts,
            "winner": winner,
            "loser": loser,
            "choice": choice,
            "form": form,
            "against": against,
            "media": self.admin.media + choice.media,
        }
        if loser:
            context |= {
                "facts": self._facts(winner, loser),
                "references": plan(loser, winner),
                "winner_url": _address(self.opts, "change", winner),
                "loser_url": _address(self.opts, "change", loser),
                "swap_url": f"{_address(self.opts, 'merge', loser)}?other={winner.pk}",
            }
        return render(request, "admin/diplomacy/merge.html", context)

    def _facts(self, winner, loser):
        """(label, what one row says, what the other says) for each field that the desk types."""
        names = flatten_fieldsets(self.admin.fieldsets)
        for field in map(self.opts.get_field, names):
            yield capfirst(field.verbose_name), *(_said(field, row) for row in (winner, loser))
        words = [
            ", ".join(variant.text for variant in row.variants.all()) for row in (winner, loser)
        ]
        yield _("Other spellings"), *words


class MergesRows:
    """For the things of which two rows may be one. Those merged into another are shown no more."""

    actions = ["merge_two"]
    change_form_template = "admin/diplomacy/mergeable_change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).standing()

    def get_urls(self):
        view = self.admin_site.admin_view(MergePage(self))
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("<int:object_id>/merge/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj and self.has_change_permission(request, obj):
            context["merge_url"] = _address(self.opts, "merge", obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """The old address of a merged row leads to the one that it is now."""
        merged = self.model.objects.exclude(merged_into=None)
        row = merged.filter(pk=object_id).first() if is_key(object_id) else None
        if row is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        words = _("“%(name)s” was merged into this one.") % {"name": row.name}
        self.message_user(request, words, messages.INFO)
        return HttpResponseRedirect(_address(opts, "change", row.heir))

    @admin.action(description=_("Merge the two chosen rows"), permissions=["change"])
    def merge_two(self, request, queryset):
        chosen = list(queryset.order_by("pk")[:3])
        if len(chosen) != 2:
            self.message_user(request, _("Choose two rows that are one."), messages.WARNING)
            return None
        winner, loser = chosen
        return HttpResponseRedirect(f"{_address(self.opts, 'merge', winner)}?other={loser.pk}")


def _said(field, row):
    value = getattr(row, field.name)
    return str(value or "") if field.is_relation else display_for_field(value, field, "")


def _address(opts, page, row):
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[row.pk])
