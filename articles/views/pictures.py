"""The gate of the pictures: renditions of photos that a readable edition shows, and of no other."""

from datetime import datetime, time, timedelta

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Photo, Withdrawal
from articles.pictures import renditions, shapes

FOR_EVER = "public, max-age=31536000, immutable"
AN_HOUR = timedelta(hours=1)


@require_safe
def rendition(request, digest, recipe, width, extension):
    """Two queries, a third where it makes the file or refuses.

    410 with a sentence once no readable edition shows it, or our rights to it have ended. A crop or
    words of former days lead to those of today, so that no page that somebody kept has a hole.
    """
    if extension not in renditions.FORMATS:
        raise Http404
    now = timezone.now()
    photo = get_object_or_404(Photo, digest=digest)
    crops = renditions.crops_shown(photo, now)
    if not crops:
        return _refused(photo, now)
    if not photo.is_granted(now):
        return _not_granted(photo, now)
    crop = next((each for each in crops if renditions.recipe(photo, each) == recipe), None)
    if crop is None:
        return _elsewhere(photo, crops, recipe, width, extension)
    if width not in renditions.widths_for(photo, crop):
        raise Http404
    try:
        file = renditions.open_rendition(photo, width, extension, crop)
    except FileNotFoundError as error:
        raise Http404("The original is missing.") from error
    response = FileResponse(file, content_type=renditions.media_type(extension))
    response.headers["Cache-Control"] = keeping(photo, now)
    return response


def _elsewhere(photo, crops, recipe, width, extension):
    """To the same shape as it is now, else to any; 404 where the address was never one of ours."""
    asked = shapes.named(recipe.rpartition("-")[0])
    if asked is None:
        raise Http404
    crop = next((each for each in crops if each.shape == asked.shape), crops[0])
    widths = renditions.widths_for(photo, crop)
    width = min(widths, key=lambda each: abs(each - width))
    now = [photo.digest, renditions.recipe(photo, crop), width, extension]
    response = HttpResponseRedirect(reverse("rendition", args=now))
    response.headers["Cache-Control"] = "no-cache"
    return response


def keeping(photo, now):
    """For ever; or, where the photo's rights end, in the reader's own browser alone, an hour at most and
    never beyond the last day."""
    if photo.is_permanent:
        return FOR_EVER
    last_day = datetime.combine(photo.rights_until, time.max, timezone.get_default_timezone())
    left = min(AN_HOUR, last_day - now)
    return f"private, max-age={int(left.total_seconds())}"


def _not_granted(photo, now):
    """404 before its time, 410 after it."""
    if photo.rights_ended(now):
        return _gone(_("This photo is no longer shown: our right to publish it has ended."))
    raise Http404


def _refused(photo, now):
    withdrawal = Withdrawal.objects.standing(now).filter(
        dispatch__editions__figures__photo=photo, dispatch__editions__live_from__lte=now
    )
    if notice := withdrawal.values_list("notice", flat=True).first():
        return _gone(notice)
    raise Http404


def _gone(words):
    gone = HttpResponse(words, status=410, content_type="text/plain; charset=utf-8")
    gone.headers["Cache-Control"] = "no-cache"
    return gone
