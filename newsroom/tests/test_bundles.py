"""The desk’s scripts and styles go out as one file each, and nothing of them is lost on the way."""

import posixpath
import re

import pytest
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.urls import NoReverseMatch, reverse

from newsroom import bundles

# What a page may load besides: the editor, and the double boxes of users and groups.
BESIDE = {
    "/static/articles/editor.js",
    "/static/admin/js/SelectBox.js",
    "/static/admin/js/SelectFilter2.js",
    "/static/admin/css/unusable_password_field.css",
}
LOADED = re.compile(r'<(?:script[^>]* src|link[^>]*rel="stylesheet"[^>]* href)="([^"]+)"')


def addresses():
    for model in admin.site._registry:
        for page in ("changelist", "add"):
            try:
                yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")
            except NoReverseMatch:
                continue
    yield reverse("admin:articles_photo_upload")


@pytest.mark.parametrize("bundle", bundles.MEMBERS)
def test_every_part_of_a_bundle_is_there(bundle):
    assert [name for name in bundles.MEMBERS[bundle] if not finders.find(name)] == []


def test_what_a_style_sheet_shows_is_found_from_where_the_bundle_stands():
    shown = re.findall(r"""url\(["']?(?!data:)([^"')]+)""", bundles.join(bundles.STYLES))
    place = posixpath.dirname(bundles.STYLES)
    assert shown
    for url in shown:
        assert finders.find(posixpath.normpath(posixpath.join(place, url))), url


def test_pages_of_the_desk_load_the_bundles_and_hardly_anything_else(admin_client):
    pages = [admin_client.get(address) for address in [reverse("admin:index"), *addresses()]]
    opened = [page for page in pages if page.status_code == 200]
    assert len(opened) > 20
    for page in opened:
        loaded = LOADED.findall(page.content.decode())
        assert len(loaded) == len(set(loaded))
        own = {f"/static/{bundles.STYLES}", f"/static/{bundles.SCRIPTS}", reverse("admin:jsi18n")}
        assert own <= set(loaded) <= own | BESIDE, page.request["PATH_INFO"]


def test_no_page_asks_for_a_script_of_django_that_ours_replace():
    """Ours neither fill one box from another nor look up raw numbers."""
    for model_admin in admin.site._registry.values():
        for each in (model_admin, *model_admin.inlines):
            assert not each.prepopulated_fields
            assert not each.raw_id_fields
