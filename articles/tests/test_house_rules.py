"""The house's rules: what trips them, and that their own sentences are tried before they are kept."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.urls import reverse

from articles.checklist import Text, house
from articles.checklist.known import Known
from articles.models import HouseRule

from .desk import CHIEF, REPORTER, sit_down

DESK = "secrétaire de rédaction"


def rule(words, instead="", kind="spelling", **fields):
    return HouseRule(words=words, instead=instead, kind=kind, **{"trips": words} | fields)


def found(text, *rules):
    return list(house.check(text, Known(rules=rules)))


def test_a_spelling_is_found_as_a_whole_word_and_mended():
    text = Text(headline="Le Fcfa résiste", body="<p>En Fcfa, pas en Fcfas ni en FCFA.</p>")
    (finding,) = found(text, rule("Fcfa", "FCFA", reason="Trois mots, quatre capitales."))
    assert (finding.field, finding.mend) == ("headline", ("Fcfa", "FCFA"))
    assert "Trois mots" in finding.message
    assert "2" in finding.message


def test_kinds_of_apostrophe_and_space_do_not_count():
    phrase = rule("à l'heure d'aujourd'hui", kind="phrase")
    assert found(Text(body="<p>Et à l’heure d’aujourd’hui, on sait.</p>"), phrase)
    assert found(Text(body="<p>Des francs\u00a0CFA</p>"), rule("francs CFA", "FCFA"))


def test_an_acronym_is_spelt_out_at_its_first_use_in_the_text():
    aes = rule("AES", "Alliance des États du Sahel", kind="acronym")
    bare = Text(headline="Sommet de l’AES", body="<p>L’AES se réunit. L’AES décide.</p>")
    assert [finding.field for finding in found(bare, aes)] == ["body"]
    for spelt in (
        "<p>L’Alliance des États du Sahel (AES) se réunit. L’AES décide.</p>",
        "<p>L’AES (Alliance des États du Sahel) se réunit.</p>",
        "<p>L’alliance des États du Sahel décide.</p><p>L’AES suit.</p>",
        "<p>La CAES se réunit.</p>",
    ):
        assert not found(Text(headline="Sommet de l’AES", body=spelt), aes), spelt
    late = Text(body="<p>L’AES se réunit.</p><p>Car l’Alliance des États du Sahel dure.</p>")
    assert found(late, aes)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (rule("Fcfa", "FCFA", trips="On paie en francs."), "trips"),
        (rule("Fcfa", "FCFA", trips="En Fcfa.\nEn CFA."), "trips"),
        (rule("Fcfa", "FCFA", trips=" \n"), "trips"),
        (rule("Fcfa", "FCFA", passes="On paie en Fcfa."), "passes"),
        (rule("Fcfa"), "instead"),
        (rule("AES", kind="acronym"), "instead"),
        (rule("CFA", "francs CFA"), "instead"),
    ],
)
def test_a_rule_that_its_sentences_contradict_is_refused_at_its_box(wrong, field):
    with pytest.raises(ValidationError) as refusal:
        wrong.clean()
    assert refusal.value.message_dict.keys() == {field}


def test_only_rules_in_use_and_of_the_language_are_read(db):
    for words, language, is_active in [
        ("un", "fr", True),
        ("deux", "en", True),
        ("trois", "fr", False),
    ]:
        HouseRule.objects.create(
            words=words, instead="x", trips=words, language=language, is_active=is_active
        )
    assert [each.words for each in HouseRule.objects.for_language("fr")] == ["un"]


TYPED = {
    "kind": "spelling",
    "language": "fr",
    "words": "burkinabé",
    "instead": "burkinabè",
    "trips": "Le président burkinabé arrive.",
    "passes": "Le président burkinabè arrive.",
    "is_active": "on",
}


def test_the_desk_writes_a_rule_and_is_told_what_it_gets_wrong(client, db):
    sit_down(client, DESK)
    add = reverse("admin:articles_houserule_add")
    refused = client.post(add, TYPED | {"passes": "Un burkinabé passe."})
    assert refused.context["adminform"].form.errors.keys() == {"passes"}
    assert "Un burkinabé passe." in refused.content.decode()
    assert client.post(add, TYPED).status_code == 302
    assert HouseRule.objects.get().instead == "burkinabè"
    listed = client.get(reverse("admin:articles_houserule_changelist"))
    assert "burkinabè" in listed.content.decode()


@pytest.mark.parametrize(("group", "status"), [(DESK, 200), (CHIEF, 200), (REPORTER, 403)])
@pytest.mark.parametrize("model", ["houserule", "rate"])
def test_editors_own_the_rules_and_the_rates(client, db, group, status, model):
    sit_down(client, group)
    assert client.get(reverse(f"admin:articles_{model}_add")).status_code == status
    assert client.get(reverse(f"admin:articles_{model}_changelist")).status_code == 200


def test_who_has_no_group_sees_none_of_it(client, db):
    client.force_login(User.objects.create_user("stagiaire", is_staff=True))
    assert client.get(reverse("admin:articles_houserule_changelist")).status_code == 403
