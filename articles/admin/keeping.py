"""Nothing is lost: what was typed and never saved is offered again, what is saved is forgotten."""

import json
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import Subquery
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from js_asset import Script

from articles.models import Autosave

from . import autosaves, clash, revisions, typed

FORGET = "kept"  # the cookie that tells the browser whose copies it may drop
DAY = 86_400


class KeepingAdmin(admin.ModelAdmin):
    """Before the admin that saves, in the order of the bases."""

    class Media:
        css = {"all": ["articles/keep.css"]}
        js = [
            Script(f"articles/{name}.js", defer=True)
            for name in ("keep-store", "keep-form", "keep")
        ]

    def get_urls(self):
        return [
            *autosaves.addresses(self.admin_site),
            *revisions.addresses(self.admin_site),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """Every save says more than the admin's own log of them, which is not written."""
        if not object_id.isdecimal():
            raise Http404
        return revisions.revision_list(request, int(object_id), self.admin_site)

    def log_addition(self, request, obj, message):
        pass

    def log_change(self, request, obj, message):
        pass

    def changelist_view(self, request, extra_context=None):
        unfinished = {"unfinished": _unfinished(request.user)}
        return super().changelist_view(request, unfinished | (extra_context or {}))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id and request.method == "POST" and clash.settle(request, object_id):
            messages.info(request, _("What was newer stands. Yours is kept aside, in the list."))
            return self._let_go(request, object_id)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if object_id is None:
            if request.method == "POST" and response.status_code == 302:
                forget(request, response, request.POST.get("uid", ""))
            return response
        context = getattr(response, "context_data", None) or {}
        if (found := context.get("clash")) and not found.differences:
            messages.info(
                request, _("Every word you had typed is saved already; the article moved on since.")
            )
            return self._let_go(request, object_id)
        if found:
            # Rows that the newer save took away are new rows now: the page shows them again.
            request.POST = typed.as_rows_of_now(request.POST, object_id)
            return super().changeform_view(request, object_id, form_url, extra_context)
        return response

    def _let_go(self, request, object_id):
        page = reverse("admin:articles_dispatch_change", args=[object_id])
        return forget(request, HttpResponseRedirect(page), str(object_id))

    def get_changeform_initial_data(self, request):
        """`?uid=` asks for a new article again that was begun and never saved."""
        found = super().get_changeform_initial_data(request)
        try:
            return {**found, "uid": UUID(found.pop("uid", ""))}
        except ValueError:
            return found

    def response_change(self, request, obj):
        return forget(request, super().response_change(request, obj), str(obj.pk))

    def render_change_form(self, request, context, obj=None, **kwargs):
        form = context["adminform"].form
        saved = obj if obj and obj.pk else None
        if not context.get("is_popup"):
            context["keep"] = _keep(request, form, saved)
        if saved is None:
            context["unfinished"] = _unfinished(request.user)
        if form.is_stale:
            context["clash"] = clash.of(request, form, saved)
        return super().render_change_form(request, context, obj=obj, **kwargs)


def forget(request, response, page):
    """Drop what was kept of a page that is saved, here and, by a cookie, in the browser."""
    if page:
        Autosave.objects.filter(user=request.user, page=page).delete()
        response.set_cookie(
            FORGET, page, max_age=DAY, secure=request.is_secure(), samesite="Strict"
        )
    return response


def _keep(request, form, dispatch):
    """What the page's script needs to know, and what it may offer. One query, as a rule."""
    page = str(dispatch.pk) if dispatch else str(form["uid"].value())
    name = "admin:articles_dispatch_"
    opened, offer = _opened(request.user, dispatch, page)
    return {
        "page": page,
        "user": request.user.pk,
        "revision": dispatch.revision if dispatch else 0,
        "opened": opened,
        "refused": form.is_bound,
        "offer": offer,
        "autosave": reverse(f"{name}autosave", args=[dispatch.pk])
        if dispatch
        else reverse(f"{name}autosave_new"),
        "presence": dispatch and reverse(f"{name}presence", args=[dispatch.pk]),
        "discard": reverse(f"{name}autosave_discard"),
    }


def _opened(user, dispatch, page):
    """The number of the last save (0: none), and what was typed on this page and never saved."""
    rows = Autosave.objects.filter(user=user, page=page)
    last = dispatch and (
        dispatch.revisions.saved()
        .annotate(kept=Subquery(rows.values("data")), kept_at=Subquery(rows.values("at")))
        .values_list("number", "kept", "kept_at")
        .first()
    )
    number, kept, at = last or (0, *(rows.values_list("data", "at").first() or (None, None)))
    return number, kept and {"at": at.timestamp() * 1000, "form": json.loads(kept)}


def _unfinished(user):
    """New articles that this person began and never saved: [(page, headline, when)], newest first."""
    rows = Autosave.objects.filter(user=user, dispatch=None).order_by("-at")
    return [(row.page, _headline(row.data), row.at) for row in rows]


def _headline(data):
    return json.loads(data).get("fields", {}).get("headline") or _("(no headline yet)")
