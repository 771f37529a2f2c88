"""Letters by e-mail: asked for here, confirmed from the letterbox, left with one click.

These pages take a POST without a token against forgery, because they set no cookie and know nobody: what a
forged one could do, anybody can do by hand. Asking sends at most a few letters to an address, none of
which is repeated unless its owner answers; confirming and leaving need the secret that stands in a letter.
Following a link changes nothing, for mail servers follow links too: the page it opens has one button.
"""

import logging

from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles import letters
from articles.letter_form import LetterForm
from articles.models import Subscription
from articles.models.subscription import SIGNER

logger = logging.getLogger(__name__)
read_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@read_or_sent
def letter(request):
    """One query, two when a page of an actor or an accord led here."""
    if request.method != "POST":
        form = LetterForm(asked=request.GET.get("about", ""))
        return render(request, "articles/letter.html", {"form": form})
    form = LetterForm(request.POST)
    if not form.is_valid():
        return render(request, "articles/letter.html", {"form": form}, status=422)
    asked = form.cleaned_data
    wanted = Subscription.objects.ask(asked["email"], get_language(), asked["rhythm"], form.thing)
    if wanted and not _is_sent(wanted):
        wanted.delete()
        return render(request, "articles/letter.html", {"form": form, "failed": True}, status=503)
    return redirect("articles:letter_asked")


def _is_sent(subscription):
    try:
        letters.to_confirm(subscription).send()
    except (OSError, ValueError) as error:
        logger.warning("A letter to confirm was not sent: %s", type(error).__name__)
        return False
    return True


@csrf_exempt
@require_safe
def letter_asked(request):
    """The same whether the address has letters already, or was asked too often: nobody learns of it here."""
    return render(request, "articles/letter_asked.html")


@csrf_exempt
@never_cache
@read_or_sent
def letter_confirm(request, token):
    """One query to read; a link that came too late, or was left since, says so."""
    wanted = _of(token)
    if request.method == "POST" and wanted:
        wanted.confirm()
        wanted = _of(token)
    if wanted is None:
        return render(request, "articles/letter_gone.html", status=410)
    return render(request, "articles/letter_confirm.html", {"subscription": wanted})


@csrf_exempt
@never_cache
@read_or_sent
def letter_leave(request, token):
    """The button, and the one click of RFC 8058 that mail programs send. A second time changes nothing."""
    wanted = _of(token)
    if request.method == "POST" and wanted:
        wanted.leave()
        wanted = None
    return render(request, "articles/letter_leave.html", {"subscription": wanted})


def _of(token):
    """The subscription that a token names, None if it is no more; raises Http404 if nobody here signed it."""
    try:
        key = SIGNER.unsign(token)
    except BadSignature as error:
        raise Http404 from error
    return Subscription.objects.filter(key=key).first()
