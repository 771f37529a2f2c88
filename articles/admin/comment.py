"""Comments on a dispatch: below its page, and on a page of their own. Sent without its form."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import rights
from articles.models import Comment, Dispatch
from articles.readiness import NotReady

SHOWN = 100
MOST = 500  # names: more people than any desk seats


class CommentForm(forms.ModelForm):
    class Meta:
        model = Comment
        fields = ["text"]
        labels = {"text": gettext_lazy("Your comment")}
        help_texts = {"text": gettext_lazy("@name tells a colleague. Readers never see comments.")}
        widgets = {"text": forms.Textarea({"rows": 3, "autocomplete": "off"})}
        error_messages = {"text": {"required": gettext_lazy("Write your comment first.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="comment-%s", **kwargs)


def context(dispatch, user, form=None):
    """What `_comments.html` shows; one query, for the newest comments in the order of time."""
    newest = dispatch.comments.select_related("by").order_by("-at", "-pk")[:SHOWN]
    return {
        "comments": [(each, each.may_settle(user)) for each in newest[::-1]],
        "comment_form": form or CommentForm(),
        "comment_url": reverse("admin:articles_dispatch_comment", args=[dispatch.pk]),
        "colleagues_url": reverse("admin:articles_dispatch_colleagues", args=[dispatch.pk]),
    }


def addresses(site):
    page = site.admin_view(lambda request, dispatch_id: comment(request, dispatch_id, site))
    names = site.admin_view(colleagues)
    return [
        path("<int:dispatch_id>/comment/", page, name="articles_dispatch_comment"),
        path("<int:dispatch_id>/colleagues/", names, name="articles_dispatch_colleagues"),
    ]


def comment(request, dispatch_id, site):
    """The comments alone; what is posted is a new one, or one to settle or to open again."""
    dispatch = _seen(request, dispatch_id)
    form = CommentForm(request.POST if "text" in request.POST else None)
    if request.method == "POST" and _done(request, dispatch, form):
        page = reverse("admin:articles_dispatch_change", args=[dispatch.pk])
        alone = request.headers.get("X-Requested-With") == "fetch"
        return HttpResponseRedirect(request.path if alone else f"{page}#comments")
    shown = site.each_context(request) | context(dispatch, request.user, form)
    shown |= {
        "title": _("Comments"),
        "subtitle": str(dispatch),
        "opts": Dispatch._meta,
        "dispatch": dispatch,
    }
    return render(request, "admin/articles/dispatch/comments.html", shown)


@require_safe
def colleagues(request, dispatch_id):
    """Who may be mentioned, for the script that completes names: [[account, name], …]."""
    readers = rights.readers(_seen(request, dispatch_id)).exclude(pk=request.user.pk)
    found = readers.only("username", "first_name", "last_name").order_by("username")[:MOST]
    return JsonResponse({"names": [[user.username, user.get_full_name()] for user in found]})


def _seen(request, dispatch_id):
    dispatch = get_object_or_404(Dispatch.objects.defer("body"), pk=dispatch_id)
    if not rights.may_see(request.user, dispatch):
        raise PermissionDenied
    return dispatch


def _done(request, dispatch, form):
    """Whether what the button asks for was done."""
    for name in ("settle", "reopen"):
        number = request.POST.get(name, "")
        if number:
            found = dispatch.comments.filter(pk=number if number.isdecimal() else 0)
            comment = get_object_or_404(found)
            if not comment.may_settle(request.user):
                raise PermissionDenied
            comment.settle(settled=name == "settle")
            return True
    if not form.is_valid():
        return False
    try:
        Comment.objects.add(dispatch, request.user, form.cleaned_data["text"])
    except NotReady as faults:
        form.add_error("text", faults.message_dict["text"])
        return False
    return True
