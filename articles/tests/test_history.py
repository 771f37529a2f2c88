"""The library, the sections and the house's rules keep what they were before each change."""

from diplomacy.admin.history import AS_IT_WAS, KINDS

from .conftest import make_photo
from .desk import CHIEF, address, shown, sit_down


def saves(client, thing):
    page = client.get(address(f"{thing._meta.model_name}_history", thing.pk))
    shown(page)
    return page.context["saves"]


def test_a_photo_s_credit_is_told_from_what_to_what(client, db):
    chief, photo = sit_down(client, CHIEF), make_photo()
    sent = {"title": photo.title, "credit": "AFP", "alt": photo.alt, "language": "fr"}
    sent |= {"supply": "own", "source": photo.source, "focal_x": 50, "focal_y": 50}
    sent |= {"depicted-TOTAL_FORMS": 0, "depicted-INITIAL_FORMS": 0}
    assert client.post(address("photo_change", photo.pk), sent).status_code == 302
    changed, added = saves(client, photo)
    assert (changed.by, changed.kind) == (chief, KINDS["~"])
    assert ("Crédit", "Archives", "AFP") in changed.changes
    assert added.kind == KINDS["+"]


def test_what_came_before_the_history_is_its_first_line(client, draft):
    sit_down(client, CHIEF)
    draft.section.history.all().delete()
    draft.section.name = "Monde"
    draft.section.save()
    changed, before = saves(client, draft.section)
    assert ("Nom", "Afrique", "Monde") in changed.changes
    assert before.kind == AS_IT_WAS


def test_saving_an_article_writes_no_history_of_other_things(client, draft):
    draft.headline = "Autre"
    draft.save()
    assert not draft.source.history.exists()
