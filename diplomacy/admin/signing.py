"""The page that enters a signing, for a new accord or for one that is there already."""

import hashlib
import uuid

from django.contrib import messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from diplomacy.kinds import SIGNINGS
from diplomacy.models import Accord, Act, Participation
from diplomacy.signing import already, record

from .boxes import is_key
from .publicity import publicity
from .signing_form import (
    ACCORD_FIELDSET,
    SIGNING_FIELDSET,
    SOURCE_FIELDSET,
    signature_rows,
    signing_form,
)  # fmt: skip

ANOTHER = "_same_ceremony"


class SigningPage:
    def __init__(self, accord_admin):
        self.admin = accord_admin

    def __call__(self, request, accord_id=None):
        accord = get_object_or_404(Accord, pk=accord_id) if accord_id else None
        if not request.user.has_perms(_rights(accord)):
            raise PermissionDenied
        if request.method == "POST":
            return self._receive(request, accord)
        initial, signatures = _prefill(request, accord)
        form_class = signing_form(request, self.admin, with_accord=accord is None)
        form = form_class(initial={"mark": uuid.uuid4().hex, **initial})
        rows = signature_rows(request, self.admin, len(signatures))(initial=signatures)
        return self._page(request, accord, form, rows)

    def _receive(self, request, accord):
        form = signing_form(request, self.admin, with_accord=accord is None)(request.POST)
        rows = signature_rows(request, self.admin, 0)(request.POST)
        if not (form.is_valid() & rows.is_valid()):
            return self._page(request, accord, form, rows)
        facts = form.facts()
        signatures, mark = rows.signatures(), _mark(request.POST)
        repeated = already(signatures, mark)
        acts = record(accord or form.accord(), signatures, mark=mark, **facts)
        if not repeated:
            self._log(request, acts, is_new=accord is None)
        self._tell(request, acts, repeated)
        accord_page = reverse("admin:diplomacy_accord_change", args=[acts[0].accord_id])
        another = f"{reverse('admin:diplomacy_accord_signing')}?ceremony={acts[0].pk}"
        return HttpResponseRedirect(another if ANOTHER in request.POST else accord_page)

    def _log(self, request, acts, is_new):
        if is_new:
            self.admin.log_addition(request, acts[0].accord, [{"added": {}}])
        act_admin = self.admin.admin_site.get_model_admin(Act)
        for act in acts:
            act_admin.log_addition(request, act, [{"added": {}}])

    def _tell(self, request, acts, repeated):
        accord = acts[0].accord
        link = format_html(
            '<a href="{}">{}</a>',
            reverse("admin:diplomacy_accord_change", args=[accord.pk]),
            accord,
        )
        repeated_words = _("This had been sent already and is recorded once: {}. {}.")
        words = repeated_words if repeated else _("Recorded: {}. {}.")
        state = publicity(Act.objects.get(pk=acts[0].pk), timezone.now())
        said = format_html(words, link, capfirst(state))
        self.admin.message_user(request, said, messages.SUCCESS)

    def _page(self, request, accord, form, rows):
        parts = [*([] if accord else [ACCORD_FIELDSET]), SIGNING_FIELDSET]
        sections = helpers.AdminForm(form, parts, {}, model_admin=self.admin)
        source = helpers.AdminForm(form, [SOURCE_FIELDSET], {}, model_admin=self.admin)
        scripts = Media(js=["diplomacy/rows.js"])
        context = {
            **self.admin.admin_site.each_context(request),
            "title": _("Enter a signing"),
            "subtitle": str(accord) if accord else None,
            "opts": Accord._meta,
            "original": accord,
            "add": accord is None,
            "change": accord is not None,
            "has_view_permission": self.admin.has_view_permission(request),
            "form": form,
            "sections": sections,
            "source_section": source,
            "rows": rows,
            "errors": form.errors or rows.total_error_count() if form.is_bound else None,
            "same_ceremony": ANOTHER,
            "media": self.admin.media + form.media + rows.media + scripts,
        }
        return render(request, "admin/diplomacy/accord/signing.html", context)


def _rights(accord):
    """What a user needs: to add acts, and to add accords or change this one's participants."""
    rights = ["diplomacy.add_act", "diplomacy.add_signatory", "diplomacy.add_citation"]
    return [*rights, "diplomacy.change_accord" if accord else "diplomacy.add_accord"]


def _mark(data):
    """One sending: everything typed, under the mark that the page was given."""
    typed = sorted((key, data.getlist(key)) for key in data if not key.startswith(("_", "csrf")))
    return hashlib.sha256(repr(typed).encode()).hexdigest()


def _prefill(request, accord):
    """What the page opens with: (fields, rows)."""
    if accord:
        return {}, _not_yet_signed(accord)
    ceremony = request.GET.get("ceremony", "")
    act = Act.objects.filter(pk=ceremony).first() if is_key(ceremony) else None
    return _same_ceremony(act) if act else ({}, [])


def _not_yet_signed(accord):
    signed = accord.acts.standing().filter(kind__in=SIGNINGS).values("actor")
    left = accord.participations.filter(role=Participation.Role.PARTY).exclude(actor__in=signed)
    return [{"actor": one.actor_id, "role": one.role} for one in left]


def _same_ceremony(act):
    """The day, place, source and parties of a signing just entered; no names."""
    citation = act.citations.first()
    fields = {
        name: getattr(act, name)
        for name in ("kind", "done_on", "done_precision", "place", "place_en")
    }
    parties = act.accord.participations.all()
    return (
        {**fields, "source": citation.source_id if citation else None},
        [{"actor": one.actor_id, "role": one.role} for one in parties],
    )
