"""The page that takes back a citation which readers have seen: the source does not say so."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from . import veil
from .replacing import WHY


class ReasonForm(forms.Form):
    why = WHY


class TakesBackCitations:
    """For the pages of facts: whoever may replace the fact may take back what is cited for it."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.take_back_citation)
        name = f"diplomacy_{self.opts.model_name}_take_back_citation"
        return [path("<int:fact_id>/citations/<int:pk>/", page, name=name), *super().get_urls()]

    def take_back_citation(self, request, fact_id, pk):
        fact = get_object_or_404(self.get_queryset(request), pk=fact_id)
        if not self.has_change_permission(request, fact):
            raise PermissionDenied
        cited = veil.citations(request.user) & fact.citations.standing()
        citation = get_object_or_404(cited, pk=pk)
        page = reverse(f"admin:diplomacy_{self.opts.model_name}_change", args=[fact.pk])
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid() and self._take_back(request, fact, citation, form):
            return HttpResponseRedirect(page)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Take a citation back"),
            "subtitle": str(fact),
            "opts": self.opts,
            "fact": fact,
            "citation": citation,
            "form": form,
            "fact_url": page,
            "media": self.media,
        }
        return render(request, "admin/diplomacy/take_back.html", context)

    def _take_back(self, request, fact, citation, form):
        """Whether it was done; if not, the fault stands above the form."""
        why = form.cleaned_data["why"]
        try:
            citation.take_back(request.user, why)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
            return False
        told = _("“%(source)s” is cited for it no more: %(why)s")
        self.log_change(request, fact, str(told % {"source": citation.source, "why": why}))
        words = _("The citation is taken back. Readers see that it was there, and why it went.")
        self.message_user(request, words, messages.SUCCESS)
        return True
