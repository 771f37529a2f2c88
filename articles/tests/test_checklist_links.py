"""Dead links, headlines, captions, accords without a source; and what the checklist costs."""

import pytest
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from articles import children, tags
from articles.checklist import Caption, Text, figures, headline, known, links, record, run, text_of
from articles.checklist.known import Known
from articles.models import Topic

from .conftest import make_draft, make_photo, place


def linking(*addresses):
    return Text(body="".join(f'<p><a href="{each}">ici</a></p>' for each in addresses))


def dead(*addresses):
    return links.dead(linking(*addresses), timezone.now())


def test_a_link_to_a_story_that_readers_have_is_alive(live, draft):
    address = live.editions.get().get_absolute_url()
    assert dead(address, f"{address}#bas", f"{address}versions/", "/", "/corrections/") == []


def test_a_link_to_a_draft_a_withdrawn_story_or_nowhere_is_dead(live, chief):
    address = live.editions.get().get_absolute_url()
    live.withdraw(chief, "Cet article n’est plus en ligne.")
    nowhere = "/articles/2020/01/jamais-paru/"
    assert dead(address, nowhere, "/pas-une-page") == [address, nowhere, "/pas-une-page"]


def test_links_to_the_record_follow_what_readers_may_see(signed, sanou, mali):
    Topic.objects.create(name="Énergie")
    public = [signed.get_absolute_url(), sanou.get_absolute_url(), f"/en/accords/{signed.slug}/"]
    assert dead(*public) == []
    assert dead("/themes/energie/", "/accords/inconnu/") == [
        "/themes/energie/",
        "/accords/inconnu/",
    ]


def test_other_sites_are_not_asked(db):
    with assertNumQueries(0):
        assert dead("https://exemple.org/articles/2020/01/x/", "mailto:a@exemple.org") == []


def test_a_dead_link_is_a_finding():
    (finding,) = links.check(Text(), Known(dead_links=("/pas-une-page",)))
    assert (finding.code, finding.excerpt) == ("dead-link", "/pas-une-page")


@pytest.mark.parametrize(("length", "count"), [(90, 0), (91, 1)])
def test_a_headline_that_a_phone_cuts(length, count):
    assert len(list(headline.check(Text(headline="t" * length), None))) == count


def test_an_alternative_text_that_repeats_the_caption():
    same = Caption("figures-2", "L’échange des documents.", "L’échange des documents")
    other = Caption("figures-3", "L’échange", "Deux hommes et une table")
    found = list(figures.check(Text(captions=(same, other)), Known()))
    assert [finding.field for finding in found] == ["figures-2-alt"]


def test_an_accord_that_no_source_supports(commission, signed):
    linked = {"accords": frozenset({commission.pk})}
    text = Text(**linked)
    assert list(record.check(text, known.read(text), [])) == []
    for act in commission.acts.all():
        act.citations.all()._raw_delete("default")
    (finding,) = record.check(text, known.read(text), [])
    assert (finding.code, finding.field) == ("accord-unsourced", "accords")


def test_the_text_of_a_saved_article_is_read_whole(draft, mali, sanou, commission):
    draft.actors.add(mali)
    draft.people.add(sanou)
    draft.accords.add(commission)
    place(make_photo(), draft, slot=3)
    with assertNumQueries(2):
        text = text_of(draft)
    tags.load(draft)
    children.load(draft)
    with assertNumQueries(0):
        assert text_of(draft) == text
    assert (text.people, text.actors, text.accords) == ({sanou.pk}, {mali.pk}, {commission.pk})
    assert [name for name, _words in text.fields] == [
        "headline", "body", "figures-3-caption", "figures-3-alt",
    ]  # fmt: skip


def test_three_queries_tell_all_that_is_known(signed, sanou, mali):
    text = text_of(make_draft("Alousséni Sanou au Mali", body="<p>Un texte.</p>"))
    with assertNumQueries(3):
        found = run(text)
    assert {finding.code for finding in found} == {"unlinked-person", "unlinked-actor"}


def test_a_text_of_thousands_of_names_is_checked_all_the_same(sanou):
    names = "".join(f"<p>Nom{number} Prénom{number} Autre{number}</p>" for number in range(1200))
    found = run(Text(body=f"{names}<p>Alousséni Sanou</p>" + names.replace("o", "a")))
    assert "unlinked-person" in {finding.code for finding in found}


def test_a_finding_is_recognised_by_its_words(db):
    first, again = (next(headline.check(Text(headline="t" * 99), None)) for _twice in range(2))
    other = next(headline.check(Text(headline="u" * 99), None))
    assert first.digest == again.digest != other.digest
