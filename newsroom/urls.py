"""Every address of the paper, on one page. French at the root, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter
from django.utils.translation import pgettext_lazy

from articles.admin import relecture
from articles.views import permalinks, pictures

from . import crawlers, sitemaps, views


class Digest(StringConverter):
    regex = "[0-9a-f]{32}"


register_converter(Digest, "digest")
register_converter(sitemaps.Kind, "kind")

urlpatterns = [
    path("favicon.ico", lambda request: redirect(static("newsroom/icon.svg")), name="icon"),
    path(
        "photos/<digest:digest>/<str:recipe>-<int:width>.<str:extension>",
        pictures.rendition,
        name="rendition",
    ),
    path("relecture/<str:token>/", relecture.relecture, name="relecture"),
    path(
        "relecture/<str:token>/photos/<digest:digest>/<str:recipe>-<int:width>.<str:extension>",
        relecture.relecture_picture,
        name="relecture_picture",
    ),
    path("a/<int:number>/", permalinks.permalink, name="permalink"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path(".well-known/tdmrep.json", crawlers.reservation, name="reservation"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-lists.xml", sitemaps.lists, name="sitemap_lists"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<kind:kind>-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", views.home, name="home"),
        path(pgettext_lazy("address", "search/"), views.search, name="search"),
        path("", include("articles.urls")),
        path("", include("diplomacy.urls")),
        path("api/v1/", include("diplomacy.api.urls")),
        prefix_default_language=False,
    ),
]

handler404 = "newsroom.views.not_found"
handler500 = "newsroom.views.server_error"
handler400 = "newsroom.views.bad_request"
handler403 = "newsroom.views.forbidden"
