"""The desk: Django's own admin site under the paper's name, with a policy for its scripts."""

import unicodedata
from functools import wraps

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import BadRequest
from django.urls import reverse, reverse_lazy, translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.i18n import JavaScriptCatalog

# What a journalist reaches for first stands first; models that are not named here follow.
ORDER = (
    "articles.dispatch",
    "articles.photo",
    "articles.agency",
    "articles.author",
    "articles.section",
    "articles.topic",
    "articles.event",
    "articles.frontorder",
    "articles.edition",
    "articles.demand",
    "articles.inquiry",
    "articles.paperpage",
    "articles.subscription",
    "articles.withdrawal",
    "articles.houserule",
    "articles.rate",
    "articles.move",
    "articles.delegation",
    "diplomacy.accord",
    "diplomacy.actor",
    "diplomacy.person",
    "diplomacy.office",
    "diplomacy.source",
    "diplomacy.import",
)
# The boxes of the lists, of the editor of texts and of the boxes that choose another thing.
SEARCHES = {"q", "term"}
LONGEST_SEARCH = 300
PUBLISHING = "articles.publish_dispatch"
# Label, address, the permission that it asks for, the key that browsers give it.
SHORTCUTS = (
    (_("New article"), "admin:articles_dispatch_add", "articles.add_dispatch", "n"),
    (_("Quick entry"), "admin:diplomacy_accord_ceremony", "diplomacy.add_act", "g"),
    (_("Add a photo"), "admin:articles_photo_add", "articles.add_photo", "i"),
    (_("Articles"), "admin:articles_dispatch_changelist", "articles.view_dispatch", "a"),
    (_("Photos"), "admin:articles_photo_changelist", "articles.view_photo", "p"),
    (_("Accords"), "admin:diplomacy_accord_changelist", "diplomacy.view_accord", "r"),
    (_("Planning"), "admin:articles_event_this_month", "articles.view_event", "m"),
    (_("The front page"), "admin:articles_frontorder_changelist", PUBLISHING, "o"),
)


def place_in_order(label):
    return (ORDER.index(label), "") if label in ORDER else (len(ORDER), label)


class Desk(admin.AdminSite):
    site_header = settings.NEWSROOM_NAME
    site_title = _("The desk")
    index_title = _("The desk")
    site_url = reverse_lazy("home")
    enable_nav_sidebar = False

    def __init__(self, name="admin"):
        super().__init__(name)
        self.add_action(delete_chosen, "delete_selected")

    def admin_view(self, view, cacheable=False):
        """With the desk’s policy; a number that no database can hold is refused, not an accident.

        A search is cut before any view reads it, see `cut_searches`.
        """

        @wraps(view)
        def page(request, *args, **kwargs):
            cut_searches(request)
            try:
                return view(request, *args, **kwargs)
            except OverflowError as error:
                raise BadRequest from error

        return csp_replace(settings.DESK_SECURITY_POLICY)(super().admin_view(page, cacheable))

    @property
    def urls(self):
        return self.get_urls(), "admin", self.name

    def login(self, request, extra_context=None):
        return csp_replace(settings.DESK_SECURITY_POLICY)(super().login)(request, extra_context)

    def each_context(self, request):
        """Asking for the nonce here also puts it into the policy of every page of the desk."""
        code, name = next(pair for pair in settings.LANGUAGES if pair[0] != get_language())
        return super().each_context(request) | {
            "csp_nonce": str(request.csp_nonce),
            "unread": SimpleLazyObject(lambda: count_unread(request.user)),
            "other_language": {
                "code": code,
                "name": name,
                "url": translate_url(request.get_full_path(), code),
            },
        }

    def i18n_javascript(self, request, extra_context=None):
        """Django's words for its own scripts, and those for ours."""
        catalogue = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "newsroom"])
        return cache_control(private=True, max_age=3600)(catalogue)(request)

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: place_in_order(model["model"]._meta.label_lower))
        return sorted(
            apps, key=lambda app: place_in_order(app["models"][0]["model"]._meta.label_lower)
        )

    def index(self, request, extra_context=None):
        """What waits for this person: at most twelve queries, at any size of the archive, and one
        more for the first in an hour."""
        from articles import rights  # the apps are not ready when this module is read
        from articles.admin import ending, planning, waiting

        user, now = request.user, timezone.now()
        ending.tell(now)
        publishes = rights.may_publish(user)
        context = {
            "shortcuts": shortcuts(user, publishes),
            "waiting": waiting.lists(user, now, publishes),
            "planning": planning.coming(user, now),
            "gaps": planning.gaps(user, now),
            "ending": ending.soon(user, now),
            "now": now,
        }
        return super().index(request, context | (extra_context or {}))


def cut_searches(request):
    """Databases refuse the pattern of an endless search: the words searched for are the first ones.

    The length counted is that of the letters written out, for some stand for a whole sentence.
    """
    cut = {}
    for name in SEARCHES & request.GET.keys():
        written = unicodedata.normalize("NFKC", request.GET[name])
        if len(written) > LONGEST_SEARCH:
            cut[name] = written[:LONGEST_SEARCH]
    if not cut:
        return
    request.GET = request.GET.copy()
    for name, words in cut.items():
        request.GET[name] = words
    if (request.resolver_match.url_name or "").endswith("_changelist"):
        words = _("Your search is too long: only its first %(n)d letters were looked for.")
        messages.warning(request, words % {"n": LONGEST_SEARCH})


@admin.action(description=_("Delete the chosen lines"), permissions=["delete"])
def delete_chosen(model_admin, request, chosen):
    answer = delete_selected(model_admin, request, chosen)
    if answer is not None:
        answer.context_data["title"] = _("Deletion")
    return answer


def count_unread(user):
    from articles.admin import notice

    return notice.count_unread(user)


def shortcuts(user, publishes):
    """The (label, address, key) of what this person may follow; `publishes` by a delegation too."""
    return [
        (label, reverse(name), key)
        for label, name, permission, key in SHORTCUTS
        if user.has_perm(permission) or (publishes and permission == PUBLISHING)
    ]


class DeskConfig(AdminConfig):
    default_site = "newsroom.desk.Desk"
