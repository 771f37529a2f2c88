"""A message that somebody was sent: whether this paper published it, and what became of it since."""

from django import forms
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.models import Inquiry
from articles.verifying import answer, message

LONGEST = 12_000
Outcome = Inquiry.Outcome


class MessageForm(forms.Form):
    message = forms.CharField(
        label=_("Message, passage or link"),
        widget=forms.Textarea({"rows": 7, "dir": "auto"}),
        error_messages={"required": _("Paste the message, or the link, that you received.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What is not seen, a NUL too, is left out below, not refused.
        self.fields["message"].validators = []

    def clean_message(self):
        typed = self.cleaned_data["message"]
        if len(typed) > LONGEST:
            words = _(
                "That is %(length)d characters, and %(longest)d are compared at most: paste the part "
                "that matters."
            )
            raise forms.ValidationError(words % {"length": len(typed), "longest": LONGEST})
        return typed


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    """At most five queries for a question: four look for its answer, one counts it.

    A question is posted, for a message may be long and is nobody else's business: it must not stand in
    an address, which logs and neighbours keep. It needs no cookie against forgery, since all it changes
    is a count that anybody may raise.
    """
    form = MessageForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "host": _own_host(request)}
    if form.is_valid():
        read = message.read(form.cleaned_data["message"], lambda host: _is_ours(host, request))
        found = answer.find(read, timezone.now())
        _count(read, found)
        context |= {"asked": read, "answer": found}
    response = render(request, "articles/verify.html", context)
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _own_host(request):
    return split_domain_port(request.get_host())[0]


def _is_ours(host, request):
    """A host that this site answers to; "*" answers to all, and tells of none."""
    named = [allowed for allowed in settings.ALLOWED_HOSTS if allowed != "*"]
    return host == _own_host(request) or validate_host(host, named)


def _count(read, found):
    """For the desk: what was asked, and how it ended; see `Inquiry`."""
    count = Inquiry.objects.count_one
    if found.stories:
        story = found.stories[0]
        same = story.likeness is None or story.is_same
        count(Outcome.SAME if same else Outcome.NEAR, edition=story.version)
    elif found.foreign:
        count(Outcome.FOREIGN, excerpt=message.scrubbed(found.foreign[0].host, 120))
    elif read.counting:
        count(Outcome.NOTHING, excerpt=read.excerpt(120))
