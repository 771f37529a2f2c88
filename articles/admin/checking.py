"""The checklist at the desk: shown beside the article, and its warnings read before publication."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from articles import rights
from articles.checklist import ERROR, Finding, known, run, text_of
from articles.checklist.sightings import sightings
from articles.models import Dispatch

from .boxes import name_of

#: So many acknowledgements are remembered for an article.
MOST_SEEN = 300


class Unseen(Exception):
    """Warnings that whoever publishes has not acknowledged; nothing is published or saved."""

    def __init__(self, findings):
        super().__init__(
            _("Nothing is published yet: read the checklist, tick what you have seen, and publish.")
        )
        self.findings = findings


@dataclass(frozen=True)
class Line:
    """A finding as the panel prints it."""

    finding: Finding
    is_seen: bool

    @property
    def place(self):
        """The name of the box that it is about."""
        return name_of(self.finding.field)


@dataclass(frozen=True)
class Checklist:
    """`lines` is None as long as they are still to be fetched from `url`. What somebody asked for,
    or what holds a publication back, stands open."""

    lines: list | None
    url: str = ""
    is_asked: bool = False

    @property
    def errors(self):
        return [line for line in self.lines or [] if line.finding.is_error]

    @property
    def warnings(self):
        return [line for line in self.lines or [] if not line.finding.is_error]

    @property
    def has_unlinked(self):
        return any(line.finding.code.startswith("unlinked-") for line in self.lines or [])

    @property
    def total(self):
        errors, warnings = len(self.errors), len(self.warnings)
        words = [
            ngettext("%(n)d error", "%(n)d errors", errors) % {"n": errors} if errors else "",
            ngettext("%(n)d warning", "%(n)d warnings", warnings) % {"n": warnings}
            if warnings
            else "",
        ]
        return ", ".join(filter(None, words))


def addresses(site):
    return [
        path(
            "<int:dispatch_id>/checklist/",
            site.admin_view(checklist),
            name="articles_dispatch_checklist",
        )
    ]


@require_safe
def checklist(request, dispatch_id):
    """The list alone, fetched once the page stands: opening an article does not wait for it."""
    dispatch = Dispatch.objects.filter(pk=dispatch_id).first()
    if dispatch is None:
        raise Http404
    if not rights.may_see(request.user, dispatch):
        raise PermissionDenied
    context = {
        "checklist": _of(request, dispatch, findings(dispatch)),
        "allowed": {"publish"} if rights.may_publish(request.user) else set(),
        "may_write": rights.may_write(request.user, dispatch),
    }
    return render(request, "admin/articles/dispatch/_findings.html", context)


def on_page(request, dispatch):
    """What the panel shows: what a publication was held back by, or what was asked for."""
    saved = dispatch if dispatch and dispatch.pk else None
    unseen = getattr(request, "unseen", None)
    if unseen is not None:
        return _of(request, saved, unseen, is_asked=True)
    if saved and "checked" in request.GET:
        return _of(request, saved, findings(saved), is_asked=True)
    url = reverse("admin:articles_dispatch_checklist", args=[saved.pk]) if saved else ""
    return Checklist(None, url)


def findings(dispatch):
    """Every finding about a working copy as it is saved: what bars it from readers first."""
    faults = dispatch.faults()
    if dispatch.is_embargoed:
        faults["embargo_until"] = [
            _("Under embargo until %(moment)s.") % {"moment": dispatch.embargo_spelt}
        ]
    barring = [
        Finding("missing", ERROR, field, message)
        for field, messages in faults.items()
        for message in messages
    ]
    return barring + run(text_of(dispatch))


def acknowledged(request, dispatch):
    """What whoever publishes has seen, in words; raises Unseen if any warning is new to them."""
    found = run(text_of(dispatch))
    seen = _seen(request, dispatch)
    if any(finding.digest not in seen for finding in found):
        raise Unseen(found)
    return [f"{finding.message} {finding.excerpt}".strip() for finding in found]


def link_named(dispatch):
    """Link a saved working copy to everybody of the record whom it names or shows."""
    text = text_of(dispatch)
    named = sightings(text, known.read(text))
    for kind, links in (("person", dispatch.people), ("actor", dispatch.actors)):
        links.add(*{each.name.owner for each in named if each.name.kind == kind})
    dispatch.people.add(*{row.person for row in known.shown(text.photos)} - {None})


def remember(request, dispatch):
    """What is ticked stays ticked for this person, as long as the words are the same."""
    kept = request.session.get(_key(dispatch), [])
    seen = list(dict.fromkeys([*kept, *_ticked(request)]))[-MOST_SEEN:]
    if seen != kept:
        request.session[_key(dispatch)] = seen


def asked(data, dispatch):
    """Where the buttons of the checklist lead, once all is saved."""
    if "_mend" in data:
        return reverse("admin:articles_dispatch_mend", args=[dispatch.pk])
    if "_check" in data or "_link" in data:
        page = reverse("admin:articles_dispatch_change", args=[dispatch.pk])
        return f"{page}?checked=1#checklist"
    return None


def _of(request, dispatch, found, is_asked=False):
    seen = _seen(request, dispatch)
    lines = [Line(finding, finding.digest in seen) for finding in found]
    return Checklist(lines, is_asked=is_asked)


def _seen(request, dispatch):
    kept = request.session.get(_key(dispatch), []) if dispatch else []
    return {*kept, *_ticked(request)}


def _ticked(request):
    """“All” stands for what the page listed, never for what has come up since."""
    ticked = request.POST.getlist("seen")
    return [*ticked, *request.POST.getlist("listed")] if "seen_all" in request.POST else ticked


def _key(dispatch):
    return f"seen-{dispatch.pk}"
