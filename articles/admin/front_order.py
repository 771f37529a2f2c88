"""The order of the public front page, set by drag or by number; one page, with its history."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from js_asset import Script

from articles import rights
from articles.languages import INTERFACE
from articles.models import Dispatch, Edition, FrontOrder

from .read_only import ReadOnlyAdmin

OFFERED = 30
HISTORY = 12


@dataclass
class Line:
    """A story on the page: `number` is what its box holds, a place, nothing, or what was typed."""

    edition: Edition
    number: object = ""
    place: int | None = None


class Board:
    """The live stories of one front page: those with a place first, in order, then the newest."""

    def __init__(self, interface):
        now = timezone.now()
        self.interface = interface
        self.standing = FrontOrder.objects.standing(interface, now)
        places = (
            list(self.standing.slots.values_list("dispatch", flat=True)) if self.standing else []
        )
        stories = (
            Edition.objects.live(now)
            .spoken_under(interface)
            .select_related("section", "address")
            .defer("body", "folded")
            .newest_with(places, OFFERED)
        )
        rank = {dispatch: place for place, dispatch in enumerate(places)}
        lines = [Line(story, place=rank.get(story.dispatch_id)) for story in stories]
        lines.sort(key=lambda line: (line.place is None, line.place or 0))
        self.lines = lines
        for number, line in enumerate(self.placed, 1):
            line.place = line.number = number

    @property
    def placed(self):
        return [line for line in self.lines if line.place is not None]

    @property
    def version(self):
        """The standing order, so that nobody replaces one that they have not seen."""
        return str(self.standing.pk) if self.standing else ""

    def standing_dispatches(self):
        return [Dispatch(pk=line.edition.dispatch_id) for line in self.placed]

    def read(self, data):
        """Take over the numbers typed; whether all of them are numbers."""
        for line in self.lines:
            line.number = data.get(f"place-{line.edition.dispatch_id}", "").strip()
        return all(not line.number or _is_place(line.number) for line in self.lines)

    def dispatches(self):
        """In the order typed. Of two with the same number, the one whose number is new comes first."""
        numbered = [line for line in self.lines if line.number]
        numbered.sort(key=lambda line: (int(line.number), int(line.number) == line.place))
        return [Dispatch(pk=line.edition.dispatch_id) for line in numbered]


def _is_place(text):
    return text.isdecimal() and len(text) < 5 and int(text) > 0


@admin.register(FrontOrder)
class FrontOrderAdmin(ReadOnlyAdmin):
    class Media:
        css = {"all": ["newsroom/desk-front.css"]}
        js = [Script("newsroom/desk-front-order.js", defer=True)]

    def has_view_permission(self, request, obj=None):
        return rights.may_publish(request.user)

    def has_module_permission(self, request):
        """Without a query on every page; who holds a delegation finds the link on the desk's front."""
        return request.user.has_perm("articles.publish_dispatch")

    def get_urls(self):
        page = self.admin_site.admin_view(self.changelist_view)
        return [path("", page, name="articles_frontorder_changelist")]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = request.GET.get("edition")
        board = Board(asked if asked in INTERFACE else get_language())
        if request.method == "POST" and self._set(request, board):
            return HttpResponseRedirect(request.get_full_path())
        orders = FrontOrder.objects.filter(interface=board.interface)
        context = self.admin_site.each_context(request) | {
            "title": _("The front page"),
            "opts": self.opts,
            "media": self.media,
            "board": board,
            "editions": [(code, get_language_info(code)["name_local"]) for code in INTERFACE],
            "orders": orders.select_related("by").annotate(length=Count("slots"))[:HISTORY],
            "today": timezone.localdate(),
        }
        return render(request, "admin/articles/frontorder/change_list.html", context)

    def _set(self, request, board):
        """Whether the order typed now stands; if not, what was typed stays in its boxes."""
        automatic = "_automatic" in request.POST
        if not board.read(request.POST) and not automatic:
            messages.error(request, _("A place is a number from 1. Nothing has been changed."))
            return False
        dispatches = [] if automatic else board.dispatches()
        if dispatches != board.standing_dispatches():
            if request.POST.get("standing", "") != board.version:
                messages.error(request, self._overtaken(board))
                return False
            FrontOrder.objects.set(board.interface, dispatches, request.user)
        told = (
            _("Readers have this order now.") if dispatches else _("The order makes itself again.")
        )
        messages.success(request, told)
        return True

    def _overtaken(self, board):
        by = board.standing.by if board.standing else None
        return _(
            "%(who)s set another order after you opened this page. Your numbers are below, not saved:"
            " look at them again, then set them."
        ) % {"who": by.get_username() if by else _("Somebody")}
