"""The liens de relecture of a dispatch, at the desk: made, watched, revoked on a page of their own."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles import embargo, rights
from articles.models import Dispatch, ShareLink, ShareOpening
from articles.models.share_link import USUALLY

from .day_and_hour import DayAndHour

SHOWN = 30


def addresses(site):
    view = site.admin_view(lambda request, dispatch_id: share(request, dispatch_id, site))
    return [path("<int:dispatch_id>/share/", view, name="articles_dispatch_share")]


class ShareForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("for whom"),
        max_length=120,
        help_text=gettext_lazy("A lawyer, a source, a translator: who will read it."),
    )
    ends_at = forms.SplitDateTimeField(
        label=gettext_lazy("open until"),
        widget=DayAndHour(
            gettext_lazy("The link ends on this day"), gettext_lazy("The link ends at this hour")
        ),
    )
    pinned = forms.TypedChoiceField(
        label=gettext_lazy("what is shown"),
        choices=[
            ("pinned", gettext_lazy("what is saved now, and nothing later")),
            ("following", gettext_lazy("the draft, as it goes on")),
        ],
        coerce=lambda value: value == "pinned",
        widget=forms.RadioSelect,
        initial="pinned",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["ends_at"] = (timezone.now() + USUALLY + timedelta(minutes=1)).replace(
            second=0, microsecond=0
        )
        zone = timezone.get_current_timezone_name()
        self.fields["ends_at"].help_text = _(
            "%(zone)s time; within thirty days. Who opened the link is forgotten at its end."
        ) % {"zone": zone}


@require_http_methods(["GET", "HEAD", "POST"])
def share(request, dispatch_id, site):
    """Only who may write the dispatch gives it out of the house, under embargo too."""
    dispatch = get_object_or_404(Dispatch, pk=dispatch_id)
    if not rights.may_write(request.user, dispatch):
        raise PermissionDenied
    form = ShareForm(request.POST if "_make" in request.POST else None)
    if request.method == "POST" and _done(request, dispatch, form):
        return HttpResponseRedirect(reverse("admin:articles_dispatch_share", args=[dispatch.pk]))
    ShareOpening.objects.erase_ended()
    links = dispatch.share_links.with_state(timezone.now())
    links = links.select_related("revision", "made_by").prefetch_related("openings")[:SHOWN]
    for link in links:
        link.url = request.build_absolute_uri(reverse("relecture", args=[link.token]))
    context = site.each_context(request) | {
        "title": _("Share before publication"),
        "subtitle": str(dispatch),
        "opts": Dispatch._meta,
        "dispatch": dispatch,
        "form": form,
        "media": form.media,
        "links": links,
        "zone": timezone.get_current_timezone_name(),
        "embargo": embargo.spelt(dispatch.embargo_until, dispatch.embargo_zone)
        if dispatch.is_embargoed
        else "",
    }
    return render(request, "admin/articles/dispatch/share.html", context)


def _done(request, dispatch, form):
    """Whether what the button asks for was done."""
    if "_revoke" in request.POST:
        return _revoke(request, dispatch)
    if not form.is_valid():
        return False
    try:
        ShareLink.objects.make(dispatch, request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("The link is made: copy it below and send it."))
    return True


def _revoke(request, dispatch):
    key = request.POST["_revoke"]
    for link in dispatch.share_links.open(timezone.now()).filter(key=key):
        link.revoke()
    messages.success(request, _("The link is closed, and who opened it is forgotten."))
    return True
