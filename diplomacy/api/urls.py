"""Where machines read the record: the same words in every language of the interface."""

from django.urls import include, path, register_converter

from diplomacy.urls import UnicodeSlug

from .descriptions import OpenApi, Schema
from .downloads import CsvDownload, JsonDownload
from .tables import TABLES
from .views import RowView, TableView

app_name = "record"
register_converter(UnicodeSlug, "key")


def addresses_of(table):
    """A table page by page, and one row of it under its key."""
    key = "<uuid:key>" if table.key == "uid" else "<key:key>"
    return [
        path(
            f"{table.name}/",
            TableView.as_view(table=table, operation=f"list_{table.name}"),
            name=table.name,
        ),
        path(
            f"{table.name}/{key}/",
            RowView.as_view(table=table, operation=f"read_{table.noun}"),
            name=table.noun,
        ),
    ]


open_addresses = [
    *(address for table in TABLES for address in addresses_of(table)),
    path("record.json", JsonDownload.as_view(operation="download_json"), name="json"),
    path("record.csv.zip", CsvDownload.as_view(operation="download_csv"), name="csv"),
]
described = [path("api/v1/", include(open_addresses))]
urlpatterns = [
    *open_addresses,
    path("openapi.json", OpenApi.as_view(), name="openapi"),
    path("schemas/<slug:noun>.json", Schema.as_view(), name="schema"),
]
