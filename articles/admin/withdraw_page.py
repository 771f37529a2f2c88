"""Taking an article away from readers, and giving it back: a page of its own, to be done knowingly."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Dispatch, Withdrawal
from articles.readiness import NotReady

from . import standing
from .state import with_state


class WithdrawForm(forms.Form):
    notice = forms.CharField(
        label=gettext_lazy("notice to readers"),
        widget=forms.Textarea({"rows": 3}),
        help_text=Withdrawal._meta.get_field("notice").help_text,
    )
    reason = forms.CharField(
        label=Withdrawal._meta.get_field("reason").verbose_name,
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )


class LiftForm(forms.Form):
    withdrawal = forms.ModelChoiceField(Withdrawal.objects.none())
    note = forms.CharField(required=False)


def withdraw(request, dispatch_id, site):
    if not request.user.has_perm("articles.withdraw_dispatch"):
        raise PermissionDenied
    dispatch = get_object_or_404(with_state(Dispatch.objects, timezone.now()), pk=dispatch_id)
    form = WithdrawForm(request.POST if "_withdraw" in request.POST else None)
    if request.method == "POST" and _done(request, dispatch, form):
        return HttpResponseRedirect(reverse("admin:articles_dispatch_change", args=[dispatch.pk]))
    stands = standing.of(dispatch)
    context = site.each_context(request) | {
        "title": _("Article withdrawn") if stands.withdrawals else _("Withdraw from readers"),
        "subtitle": str(dispatch),
        "opts": Dispatch._meta,
        "dispatch": dispatch,
        "standing": stands,
        "form": form,
    }
    return render(request, "admin/articles/dispatch/withdraw.html", context)


def _done(request, dispatch, form):
    """Whether what the button asks for was done."""
    if "_lift" in request.POST:
        return _lift(request, dispatch)
    if not form.is_valid():
        return False
    try:
        dispatch.withdraw(request.user, form.cleaned_data["notice"], form.cleaned_data["reason"])
    except NotReady as faults:
        form.add_error(
            None, [message for found in faults.message_dict.values() for message in found]
        )
        return False
    messages.success(request, _("Withdrawn: readers find the notice in its place, everywhere."))
    return True


def _lift(request, dispatch):
    form = LiftForm(request.POST)
    form.fields["withdrawal"].queryset = dispatch.withdrawals.filter(lifted_at=None)
    if not form.is_valid():
        messages.error(request, _("This withdrawal was lifted already."))
        return True
    form.cleaned_data["withdrawal"].lift(request.user, form.cleaned_data["note"])
    messages.success(request, _("Withdrawal lifted: readers have the article again."))
    return True
