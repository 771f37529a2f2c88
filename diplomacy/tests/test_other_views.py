"""Ways from the list of accords to the same facts seen otherwise, and addresses nobody may take."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from diplomacy.models import Accord

VIEWS = ("accord_matrix", "accord_map", "accord_changes", "agenda")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_list_leads_to_the_other_views_in_its_language_and_day(client, signed, language):
    with translation.override(language):
        paths = [reverse(f"diplomacy:{name}") for name in VIEWS]
        page = client.get(reverse("diplomacy:accord_list"), {"at": "2025-07-01"}).content.decode()
    for path in paths:
        day = "" if path.endswith(".ics") else "?at=2025-07-01"
        assert f'href="{path}{day}"' in page


def test_no_accord_takes_the_address_of_another_view(db):
    for name in ("Matrice", "Carte", "Map", "Changes"):
        accord = Accord.objects.create(name=name)
        assert accord.slug == f"{name.lower()}-2"
    with pytest.raises(ValidationError) as refused:
        Accord(name="Autre", slug="matrice").full_clean()
    assert list(refused.value.message_dict) == ["slug"]
