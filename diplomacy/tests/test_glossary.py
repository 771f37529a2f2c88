"""The terms of treaties: each explained, and linked from where it stands."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from diplomacy.glossary import BY_SLUG, TERMS, slug_for
from diplomacy.kinds import ActKind
from diplomacy.models import Accord
from diplomacy.status import FORCES, STAGES

from .conftest import make_act


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_term_has_its_place_its_sentences_and_its_source(client, db, language):
    with translation.override(language):
        page = client.get(reverse("diplomacy:glossary")).content.decode()
        for term in TERMS:
            assert page.count(f'id="{term.slug}"') == 1
            assert str(term.source)
            assert len(re.findall(r"[.:;](?:\s|$)", str(term.meaning))) >= 2, term.slug
    assert len(BY_SLUG) == len(TERMS)


def test_every_status_and_nearly_every_kind_of_act_is_explained():
    assert all(slug_for(status) in BY_SLUG for status in (*FORCES, *STAGES))
    left = {kind.value for kind in ActKind if not slug_for(kind)}
    assert left <= {"lifting"}


def test_the_page_of_an_accord_leads_to_the_terms_it_uses(client, signed, mali, document):
    make_act(signed, mali, kind="ratification", source=document)
    make_act(signed, kind="lifting", source=document)
    page = client.get(signed.get_absolute_url()).content.decode()
    glossary = reverse("diplomacy:glossary")
    for slug in ("ratification", "signature", "not_established", "stage", "entry", "evidence"):
        assert f'<a class="term" href="{glossary}#{slug}">' in page, slug
    assert "#lifting" not in page


@pytest.mark.parametrize("name", ["Glossary", "Glossaire"])
def test_no_accord_takes_its_address(db, name):
    accord = Accord.objects.create(name=name)
    assert accord.slug != name.lower()
    accord.slug = name.lower()
    with pytest.raises(ValidationError, match="slug"):
        accord.full_clean()
