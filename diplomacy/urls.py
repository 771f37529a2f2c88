"""Where the record is read."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.utils.translation import pgettext_lazy

from .views import (
    accords,
    actors,
    agenda,
    changes,
    data,
    documents,
    glossary,
    maps,
    matrix,
    people,
    references,
)

app_name = "diplomacy"


class UnicodeSlug(StringConverter):
    regex = r"[-\w]+"


register_converter(UnicodeSlug, "name")

urlpatterns = [
    path(pgettext_lazy("address", "accords/"), accords.accord_list, name="accord_list"),
    path(pgettext_lazy("address", "accords/glossary/"), glossary.glossary, name="glossary"),
    path(pgettext_lazy("address", "accords/matrix/"), matrix.matrix, name="accord_matrix"),
    path(pgettext_lazy("address", "accords/map/"), maps.accord_map, name="accord_map"),
    path(
        pgettext_lazy("address", "accords/changes/"), changes.accord_changes, name="accord_changes"
    ),
    path("agenda.ics", agenda.agenda, name="agenda"),
    path(
        pgettext_lazy("address", "accords/<name:slug>/"),
        accords.accord_detail,
        name="accord_detail",
    ),
    path(
        pgettext_lazy("address", "accords/<name:slug>/citation.<name:form>"),
        references.accord_reference,
        name="accord_reference",
    ),
    path(
        pgettext_lazy("address", "documents/<uuid:uid>/"),
        documents.source_file,
        name="source_file",
    ),
    path(pgettext_lazy("address", "actors/"), actors.actor_list, name="actor_list"),
    path(pgettext_lazy("address", "actors/<name:slug>/"), actors.actor_detail, name="actor_detail"),
    path(pgettext_lazy("address", "data/"), data.open_data, name="open_data"),
    path(
        pgettext_lazy("address", "people/<name:slug>/"), people.person_detail, name="person_detail"
    ),
]
