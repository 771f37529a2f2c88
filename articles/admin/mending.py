"""Mending the typography of an article: the difference first, then a save like any other."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles import comparison, rights
from articles.checklist import text_of, typography
from articles.models import Dispatch, HouseRule

from .boxes import name_of

BLANKS = {
    "\u202f": gettext_lazy("narrow no-break space"),
    "\u00a0": gettext_lazy("no-break space"),
}


def addresses(site):
    page = site.admin_view(lambda request, dispatch_id: mend(request, dispatch_id, site))
    return [path("<int:dispatch_id>/mend/", page, name="articles_dispatch_mend")]


@require_http_methods(["GET", "HEAD", "POST"])
def mend(request, dispatch_id, site):
    dispatch = Dispatch.objects.filter(pk=dispatch_id).first()
    if dispatch is None:
        raise Http404
    if not rights.may_write(request.user, dispatch):
        raise PermissionDenied
    if request.method == "POST" and _mended(request, dispatch):
        back = reverse("admin:articles_dispatch_change", args=[dispatch.pk])
        return HttpResponseRedirect(f"{back}?checked=1#checklist")
    text = text_of(dispatch)
    context = site.each_context(request) | {
        "title": _("Mend the typography"),
        "subtitle": str(dispatch),
        "opts": Dispatch._meta,
        "dispatch": dispatch,
        "boxes": _boxes(text, typography.mended(text, _rules(text))),
    }
    return render(request, "admin/articles/dispatch/mend.html", context)


def _mended(request, dispatch):
    """Whether the mended words were saved: not over somebody's newer save."""
    with transaction.atomic():
        locked = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
        if request.POST.get("revision") != str(locked.revision):
            dispatch.refresh_from_db()
            messages.warning(
                request, _("The article was saved meanwhile: here is what would change now.")
            )
            return False
        text = text_of(locked)
        _write(locked, typography.mended(text, _rules(text)))
        locked.keep(request.user)
    messages.success(request, _("Mended and saved. The state before is among the saved ones."))
    return True


def _write(dispatch, text):
    if len(text.headline) <= Dispatch._meta.get_field("headline").max_length:
        dispatch.headline = text.headline
    dispatch.standfirst, dispatch.body = text.standfirst, text.body
    dispatch.revision += 1
    dispatch.changed_at = timezone.now()
    dispatch.save()
    mended = {figure.box: figure for figure in text.captions}
    for figure in dispatch.figures.all():
        words = mended[f"figures-{figure.slot}"]
        if (figure.caption, figure.alt) != (words.caption, words.alt):
            figure.caption, figure.alt = words.caption, words.alt
            figure.save(update_fields=["caption", "alt"])


def _rules(text):
    return HouseRule.objects.for_language(text.language)


def _boxes(before, after):
    """(box, [its paragraphs that change, each as (kind, words) pairs]), in the order of the page."""
    changed = [
        (name_of(field), _pieces(old, new))
        for (field, old), (_field, new) in zip(before.lines, after.lines, strict=True)
        if old != new
    ]
    return [
        (box, [pieces for _box, pieces in rows])
        for box, rows in groupby(changed, key=lambda row: row[0])
    ]


def _pieces(old, new):
    return [
        (piece.kind, piece.text if piece.kind == "same" else _visible(piece.text))
        for piece in comparison.words(old, new)
    ]


def _visible(words):
    """Spaces that look like any other are shown as what they are."""
    return mark_safe("".join(_letter(letter) for letter in words))


def _letter(letter):
    if letter in BLANKS:
        return format_html('<span class="blank" title="{}">{}</span>', BLANKS[letter], letter)
    return conditional_escape(letter)
