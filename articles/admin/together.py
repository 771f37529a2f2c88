"""Several photos of the library changed at once: what one writes, and nothing else of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from articles import captions
from articles.models import DispatchFigure, EditionFigure, Photo
from diplomacy.admin.boxes import is_key

from .given import GivenForm

MOST = 200


def addresses(photos):
    def page(request):
        if not photos.has_change_permission(request):
            raise PermissionDenied
        return together(request, photos)

    see = photos.admin_site.admin_view(page)
    return [path("together/", see, name="articles_photo_together")]


def address(pks):
    return f"{reverse('admin:articles_photo_together')}?ids={','.join(map(str, pks))}"


@require_http_methods(["GET", "HEAD", "POST"])
def together(request, photos):
    keys = [key for key in request.GET.get("ids", "").split(",") if is_key(key)][:MOST]
    chosen = _with_uses(Photo.objects.filter(pk__in=keys))
    if not chosen:
        messages.warning(request, _("Choose photos first."))
        return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))
    form = GivenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _changed(request, photos, form, keys):
        return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))
    context = photos.admin_site.each_context(request) | {
        "title": _("Change several photos"),
        "opts": Photo._meta,
        "media": photos.media,
        "form": form,
        "chosen": chosen,
        "published": sum(photo.is_published for photo in chosen),
    }
    return render(request, "admin/articles/photo/together.html", context)


def _with_uses(photos):
    """The photos, each with `is_published` and `own_captions`: how many places say it otherwise."""
    readable = set(photos.readable(timezone.now()).values_list("pk", flat=True))
    photos = list(photos)
    for photo in photos:
        photo.is_published = photo.pk in readable
        photo.own_captions = 0
    known = {photo.pk: photo for photo in photos}
    for model in (DispatchFigure, EditionFigure):
        for pk, caption in model.objects.filter(photo__in=photos).values_list("photo", "caption"):
            known[pk].own_captions += caption != known[pk].caption
    return photos


def _changed(request, photos, form, keys):
    """Whether all of them were changed; if one cannot be, none is, and the form says which."""
    given = form.given()
    if not given:
        form.add_error(None, _("Fill at least one box."))
        return False
    try:
        with transaction.atomic():
            changed = list(_locked(keys))
            for photo in changed:
                _change(photo, given)
                photos.log_change(request, photo, [{"changed": {"fields": _labels(given)}}])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    words = ngettext("%(n)d photo is changed.", "%(n)d photos are changed.", len(changed))
    messages.success(request, words % {"n": len(changed)})
    return True


def _locked(keys):
    photos = Photo.objects.select_for_update().filter(pk__in=keys)
    return photos.prefetch_related("depicted__person")


def _change(photo, given):
    before = captions.proposed(photo)
    for name, value in given.items():
        setattr(photo, name, value)
    try:
        photo.full_clean(exclude=["original"])
    except ValidationError as refusal:
        raise ValidationError(
            [f"{photo}{_(':')} {message}" for message in refusal.messages]
        ) from refusal
    photo.save()
    captions.remember(photo, before)


def _labels(given):
    return [str(Photo._meta.get_field(name).verbose_name) for name in given]
