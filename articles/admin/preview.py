"""The preview at the desk: the public page of what is saved, as wide as a phone and as a desk."""

from copy import copy

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import path, resolve, reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import embargo, preview, rights
from articles.languages import prefix_of
from articles.models import Dispatch
from articles.pictures import renditions
from articles.pictures.proofs import open_proof
from articles.pictures.shapes import named, of_figure
from diplomacy import moment

SIZES = ("both", "phone", "desktop")
HIDDEN = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}
FRAMED = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"frame-ancestors": [SELF]}


def addresses(site):
    """Of the frame, of the page in it, and of the pictures of that page."""
    guarded = site.admin_view
    return [
        path(
            "<int:dispatch_id>/preview/",
            guarded(lambda request, dispatch_id: frame(request, dispatch_id, site)),
            name="articles_dispatch_preview",
        ),
        path(
            "<int:dispatch_id>/preview/page/",
            csp_replace(FRAMED)(guarded(page)),
            name="articles_dispatch_preview_page",
        ),
        path(
            "<int:dispatch_id>/preview/photos/<digest:digest>/<str:recipe>-<int:width>.<str:extension>",
            guarded(picture),
            name="articles_dispatch_preview_picture",
        ),
    ]


@require_safe
def frame(request, dispatch_id, site):
    dispatch, revision = _asked(request, dispatch_id)
    size = request.GET.get("as", "")
    context = site.each_context(request) | {
        "title": _("Preview"),
        "subtitle": str(dispatch),
        "opts": Dispatch._meta,
        "dispatch": dispatch,
        "revision": revision,
        "page_url": _address("page", dispatch, revision),
        "size": size if size in SIZES else SIZES[0],
        "faults": [] if revision else _faults(dispatch),
    }
    return render(request, "admin/articles/dispatch/preview.html", context)


@require_safe
def page(request, dispatch_id):
    """The document in the frames; the one page of the paper that the desk may frame."""
    dispatch, revision = _asked(request, dispatch_id)
    prepared = {} if revision else request.session.get(f"publication-{dispatch.pk}", {})
    response = render_page(
        request,
        dispatch,
        revision,
        lambda *picture: _address("picture", dispatch, revision, *picture),
        kind=prepared.get("kind", ""),
        note=prepared.get("note", ""),
    )
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@require_safe
def picture(request, dispatch_id, digest, recipe, width, extension):
    dispatch, revision = _asked(request, dispatch_id)
    return render_picture(dispatch, revision, digest, recipe, width, extension)


def render_page(request, dispatch, revision, picture_address, *, kind="", note="", link=None):
    """The public page of the working copy as saved, or of a `revision`, under a banner.

    `link` is the ShareLink by which somebody without account reads it. Nobody may index or keep it.
    """
    data = revision and revision.data
    language = data["content"]["language"] if data else dispatch.language
    with translation.override(prefix_of(language)):
        story = preview.context(dispatch, moment.current(), data, kind, note)
        response = render(
            _as_reader(request, story["edition"]),
            "admin/articles/dispatch/preview_page.html",
            story
            | {
                "picture_address": picture_address,
                "link": link,
                "revision": revision,
                "embargo": dispatch.is_embargoed and dispatch,
                "embargo_spelt": embargo.spelt(dispatch.embargo_until, dispatch.embargo_zone),
            },
        )
        response.headers["Content-Language"] = translation.get_language()
    return hidden(response)


def render_picture(dispatch, revision, digest, recipe, width, extension):
    """A picture as the preview shows it, and no other; no browser keeps it."""
    photo, crop = _shown(preview.figures(dispatch, revision and revision.data), digest, recipe)
    if extension not in renditions.FORMATS or width not in renditions.widths_for(photo, crop):
        raise Http404
    try:
        file = open_proof(photo, width, extension, crop)
    except OSError as error:  # the file is lost, or damaged since it was checked
        raise Http404 from error
    return hidden(FileResponse(file, content_type=renditions.media_type(extension)))


def _shown(figures, digest, recipe):
    """The photo of this digest, with the crop that the recipe names, if one of the figures has both."""
    asked = named(recipe.rpartition("-")[0])
    for figure in figures:
        if figure.photo and figure.photo.digest == digest and of_figure(figure) == asked:
            return figure.photo, asked
    raise Http404


def hidden(response):
    """Kept by no cache, found by no search, told to no other site."""
    for name, value in HIDDEN.items():
        response.headers[name] = value
    return response


def _asked(request, dispatch_id):
    """The dispatch, and the Revision that `?revision=` names, or None."""
    dispatch = get_object_or_404(Dispatch, pk=dispatch_id)
    if not rights.may_see(request.user, dispatch):
        raise PermissionDenied
    number = request.GET.get("revision", "")
    if not number:
        return dispatch, None
    if not number.isdecimal() or len(number) > 9:
        raise Http404
    return dispatch, get_object_or_404(dispatch.revisions, number=number)


def _address(name, dispatch, revision, *more):
    found = reverse(f"admin:articles_dispatch_preview_{name}", args=[dispatch.pk, *more])
    return f"{found}?{urlencode({'revision': revision.number})}" if revision else found


def _as_reader(request, edition):
    """The request that would ask for the story's public page, whose template reads its path."""
    reader = copy(request)
    year, month, slug = edition.address.year, edition.address.month, edition.address.slug
    address = reverse("articles:dispatch_detail", args=[year, month, "x"])
    reader.path = reader.path_info = address.removesuffix("x/") + f"{slug}/"
    reader.GET = QueryDict()
    reader.META = request.META | {"QUERY_STRING": ""}
    reader.resolver_match = resolve(reader.path)
    return reader


def _faults(dispatch):
    found = dispatch.faults()
    return [message for messages in found.values() for message in messages]
