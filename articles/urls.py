"""Where stories are read."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.utils.translation import pgettext_lazy

from diplomacy.urls import UnicodeSlug

from .paper import ADDRESSES
from .views import (
    archive,
    cards,
    comparisons,
    corrections,
    demands,
    dispatches,
    feeds,
    letters,
    lists,
    ninjs,
    paper,
    verify,
)

app_name = "articles"


class Year(StringConverter):
    regex = "[0-9]{4}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:04d}"


class Month(Year):
    regex = "0[1-9]|1[0-2]"

    def to_url(self, value):
        return f"{value:02d}"


class Day(Month):
    regex = "0[1-9]|[12][0-9]|3[01]"


class FeedForm(StringConverter):
    regex = r"rss\.xml|atom\.xml|feed\.json"


register_converter(FeedForm, "feed")
register_converter(Year, "year")
register_converter(Month, "month")
register_converter(Day, "day")
register_converter(UnicodeSlug, "words")


urlpatterns = [
    path(pgettext_lazy("address", "dispatches/"), lists.dispatch_list, name="dispatch_list"),
    path(
        pgettext_lazy("address", "dispatches/<year:year>/"),
        archive.archive,
        name="archive_year",
    ),
    path(
        pgettext_lazy("address", "dispatches/<year:year>/<month:month>/"),
        archive.archive,
        name="archive_month",
    ),
    path(
        pgettext_lazy("address", "dispatches/<year:year>/<month:month>/<day:day>/"),
        archive.archive,
        name="archive_day",
    ),
    path(
        pgettext_lazy("address", "dispatches/<year:year>/<month:month>/<words:slug>/"),
        dispatches.dispatch_detail,
        name="dispatch_detail",
    ),
    path(
        pgettext_lazy(
            "address", "dispatches/<year:year>/<month:month>/<words:slug>/card-<str:mark>.jpg"
        ),
        cards.card,
        name="card",
    ),
    path(
        pgettext_lazy("address", "dispatches/<year:year>/<month:month>/<words:slug>/ninjs.json"),
        ninjs.ninjs,
        name="ninjs",
    ),
    path(
        pgettext_lazy("address", "dispatches/<year:year>/<month:month>/<words:slug>/versions/"),
        dispatches.dispatch_versions,
        name="dispatch_versions",
    ),
    path(
        pgettext_lazy(
            "address", "dispatches/<year:year>/<month:month>/<words:slug>/versions/<int:number>/"
        ),
        dispatches.dispatch_version,
        name="dispatch_version",
    ),
    path(
        pgettext_lazy(
            "address",
            "dispatches/<year:year>/<month:month>/<words:slug>/versions/<int:older>-<int:newer>/",
        ),
        comparisons.dispatch_comparison,
        name="dispatch_comparison",
    ),
    path(
        pgettext_lazy("address", "sections/<words:slug>/"),
        lists.section_detail,
        name="section_detail",
    ),
    path(pgettext_lazy("address", "topics/<words:slug>/"), lists.topic_detail, name="topic_detail"),
    path(
        pgettext_lazy("address", "authors/<words:slug>/"), lists.author_detail, name="author_detail"
    ),
    path(
        pgettext_lazy("address", "corrections/"),
        corrections.correction_list,
        name="correction_list",
    ),
    path(
        pgettext_lazy("address", "corrections/demands/"),
        demands.demand_list,
        name="demand_list",
    ),
    path(pgettext_lazy("address", "verify/"), verify.verify, name="verify"),
    path(pgettext_lazy("address", "feeds/<feed:form>"), feeds.feed, name="feed"),
    path(
        pgettext_lazy("address", "sections/<words:slug>/feeds/<feed:form>"),
        feeds.section,
        name="section_feed",
    ),
    path(
        pgettext_lazy("address", "topics/<words:slug>/feeds/<feed:form>"),
        feeds.topic,
        name="topic_feed",
    ),
    path(
        pgettext_lazy("address", "authors/<words:slug>/feeds/<feed:form>"),
        feeds.author,
        name="author_feed",
    ),
    path(
        pgettext_lazy("address", "accords/<words:slug>/feeds/<feed:form>"),
        feeds.accord,
        name="accord_feed",
    ),
    path(
        pgettext_lazy("address", "actors/<words:slug>/feeds/<feed:form>"),
        feeds.actor,
        name="actor_feed",
    ),
    path(
        pgettext_lazy("address", "people/<words:slug>/feeds/<feed:form>"),
        feeds.person,
        name="person_feed",
    ),
    path(pgettext_lazy("address", "letter/"), letters.letter, name="letter"),
    path(pgettext_lazy("address", "letter/asked/"), letters.letter_asked, name="letter_asked"),
    path(
        pgettext_lazy("address", "letter/confirm/<str:token>/"),
        letters.letter_confirm,
        name="letter_confirm",
    ),
    path(
        pgettext_lazy("address", "letter/leave/<str:token>/"),
        letters.letter_leave,
        name="letter_leave",
    ),
    *(
        path(address, paper.paper_page, {"kind": kind}, name=f"paper_{kind}")
        for kind, address in ADDRESSES.items()
    ),
]
