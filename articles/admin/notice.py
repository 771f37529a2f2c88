"""The notices of whoever is signed in: one page, where they are read and put away."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import rights
from articles.models import Notice

from .read_only import ReadOnlyAdmin

LATEST = 100


def of(user):
    """Their notices about articles that they may see."""
    return rights.visible_through(Notice.objects.filter(user=user), user)


def count_unread(user):
    """One query, and never more than it takes to say “99+”."""
    return of(user).unread().order_by()[:LATEST].count()


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """Reached by the bell; not listed among the tables of the desk."""

    def has_module_permission(self, request):
        return False

    def has_view_permission(self, request, obj=None):
        return self.admin_site.has_permission(request) and (
            obj is None or obj.user_id == request.user.pk
        )

    def get_urls(self):
        page = self.admin_site.admin_view(self.changelist_view)
        return [path("", page, name="articles_notice_changelist")]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        notices = of(request.user)
        if request.method == "POST":
            return _read(request, notices)
        context = self.admin_site.each_context(request) | {
            "title": _("Notices"),
            "opts": self.opts,
            "notices": notices.select_related("dispatch", "by", "photo").defer("dispatch__body")[
                :LATEST
            ],
        }
        return render(request, "admin/articles/notice/change_list.html", context)


def _read(request, notices):
    """One, and on to its article or its photo; or all of them."""
    number = request.POST.get("open", "")
    if number:
        notice = get_object_or_404(notices, pk=number if number.isdecimal() else 0)
        notices.filter(dispatch=notice.dispatch_id, photo=notice.photo_id).read()
        if notice.photo_id:
            return HttpResponseRedirect(
                reverse("admin:articles_photo_change", args=[notice.photo_id])
            )
        page = reverse("admin:articles_dispatch_change", args=[notice.dispatch_id])
        anchor = "#comments" if notice.kind == Notice.Kind.MENTION else ""
        return HttpResponseRedirect(f"{page}{anchor}")
    read = notices.read()
    told = ngettext("%(n)d notice marked read.", "%(n)d notices marked read.", read)
    messages.success(request, told % {"n": read})
    return HttpResponseRedirect(request.path)
