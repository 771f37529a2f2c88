"""The table of `rights_table.py`, tried: every view of the desk, for every group, on every article."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import (
    Agency,
    Author,
    Delegation,
    Demand,
    Dispatch,
    Event,
    HouseRule,
    Inquiry,
    PaperPage,
    Rate,
    Section,
    Topic,
    Withdrawal,
)
from articles.pictures import renditions
from diplomacy.models import (
    Accord,
    Actor,
    Citation,
    Import,
    Office,
    Person,
    Relation,
    Signatory,
    Source,
)

from .conftest import make_act, make_draft, make_photo, place
from .rights_table import ARTICLES, GROUPS, MODELS, PAGES, SUBJECTS

SECRET = "zibeline"
# The pages that the admin makes for a model, and the letter of the right that each asks for.
LETTERS = [
    ("changelist", "get", "v"),
    ("change", "get", "v"),
    ("history", "get", "v"),
    ("change", "post", "c"),
    ("add", "get", "a"),
    ("add", "post", "a"),
    ("delete", "get", "d"),
    ("delete", "post", "d"),
]
# What Django names not: an old address of a page, and whatever leads nowhere.
NAMELESS = {"<path:object_id>/", "(?P<url>.*)$"}


def addresses_of_the_desk(patterns=None):
    """Every address under /admin/, ours and Django's."""
    for pattern in admin.site.get_urls() if patterns is None else patterns:
        inner = getattr(pattern, "url_patterns", None)
        yield from addresses_of_the_desk(inner) if inner is not None else [pattern]


def test_every_view_of_the_desk_has_its_row():
    names = [each.name or str(each.pattern) for each in addresses_of_the_desk()]
    views = [name for name in names if name not in NAMELESS]
    rows = {*ARTICLES, *PAGES, *(f"{model}_{page}" for model in MODELS for page, *_ in LETTERS)}
    assert {*views} - rows == set(), "give each a row in rights_table.py"
    assert rows - {*views} == set(), "rows of views that are no more"
    assert len(views) == len({*views}), "two of one name"


@pytest.fixture
def people(db):
    found = {}
    for name in GROUPS:
        found[name] = User.objects.create_user(name or "passant", is_staff=True)
        found[name].groups.set(Group.objects.filter(name=name))
    return found


@pytest.fixture
def articles(people):
    """Each of SUBJECTS, its headline saying which it is. The reporter of the table owns one of them."""
    chief = people["chef de rubrique"]
    made = {name: make_draft(f"{SECRET} {name}") for name in SUBJECTS}
    for draft in made.values():
        place(photo_of_all(), draft)
        draft.keep(None)
    Dispatch.objects.filter(pk=made["own"].pk).update(created_by=people["rédacteur"])
    made["live"].publish(chief)
    lift = timezone.now() + timedelta(days=1)
    Dispatch.objects.filter(pk=made["embargoed"].pk).update(embargo_until=lift)
    made["embargoed"].publish(chief, at=lift)
    made["binned"].put_in_bin(chief)
    return made


def photo_of_all():
    from articles.models import Photo

    return Photo.objects.first() or make_photo()


@pytest.fixture
def things(people, articles):
    """One row of each model that MODELS and PAGES speak of, by its name."""
    chief, day = people["chef de rubrique"], date(2025, 6, 23)
    accord = Accord.objects.create(name="Accord")
    paper = Source.objects.create(
        title="Communiqué", file=ContentFile(b"%PDF-1.4", "communique.pdf")
    )
    ends = timezone.now() + timedelta(days=1)
    found = {
        "photo": photo_of_all(),
        "agency": Agency.objects.create(name="AFP", credit_form="{photographer} / AFP"),
        "author": Author.objects.create(name="Autrice"),
        "section": Section.objects.create(name="Monde"),
        "topic": Topic.objects.create(name="Sahel"),
        "withdrawal": Withdrawal.objects.create(
            dispatch=articles["live"], through_number=1, notice="Retiré.", lifted_at=ends
        ),
        "delegation": Delegation.objects.create(
            by=chief, to=User.objects.create(username="remplaçant"), ends_at=ends
        ),
        "demand": Demand.objects.create(
            dispatch=articles["live"], kind="reply", who="Le ministère", basis="Loi"
        ),
        "houserule": HouseRule.objects.create(words="Kiev", instead="Kyiv", trips="À Kiev."),
        "paperpage": PaperPage.objects.create(kind="about", text="<p>Nous.</p>"),
        "inquiry": Inquiry.objects.create(
            day=timezone.localdate(), outcome="nothing", excerpt="Rumeur", times=1
        ),
        "rate": Rate.objects.create(day=day, francs=563),
        "event": Event.objects.create(title="Sommet", day=day, dispatch=articles["other"]),
        "event to write": Event.objects.create(title="Visite", day=day),
        "accord": accord,
        "act": make_act(accord, kind="entry", source=articles["other"].source),
        "actor": Actor.objects.create(name="Mali"),
        "import": Import.objects.create(file_name="actes.csv", rows=[[2, {"accord": "Accord"}]]),
        "office": Office.objects.create(name="ministre", actor=Actor.objects.get()),
        "person": Person.objects.create(name="Sanou"),
        "source": paper,
        "relation": Relation.objects.create(
            accord=accord, kind="amends", other=Accord.objects.create(name="Autre accord")
        ),
        "signatory": Signatory.objects.create(
            act=make_act(accord, Actor.objects.get(), source=None), as_printed="le ministre"
        ),
        "user": people[""],
        "group": Group.objects.first(),
        "dispatch": articles["binned"],
    }
    cited = {
        f"citation of the {fact}": Citation.objects.create(**{fact: found[fact]}, source=paper)
        for fact in ("act", "relation", "signatory")
    }
    return found | cited


def served(client, name, args, method="get", data=None):
    """Whether the desk answers; what it changes is undone. Returns (whether, the words on the page)."""
    with transaction.atomic():
        response = getattr(client, method)(reverse(f"admin:{name}", args=args), data or {})
        transaction.set_rollback(True)
    away = response.status_code == 302 and response.url in (
        reverse("admin:index"),
        f"{reverse('admin:login')}?next={response.wsgi_request.get_full_path()}",
    )
    refused = away or response.status_code in (403, 404)
    return not refused, "" if response.streaming else response.content.decode(errors="replace")


def hidden_from(group, articles):
    """The headlines that this group's member must read on no page."""
    open_to = {"rédacteur": {"own", "live"}, "": set()}.get(group, set(SUBJECTS))
    return [articles[name].headline for name in SUBJECTS if name not in open_to]


def named(group, articles, page):
    """The articles that a page names to somebody who may not see them."""
    return [f"{group} reads: {line}" for line in hidden_from(group, articles) if line in page]


def address_of(row, dispatch):
    if row.of:
        found = getattr(dispatch, row.of)
        return [found.pk if isinstance(found, Source) else found.first().pk]
    photo = photo_of_all()
    known = {"DIGEST": photo.digest, "WIDTH": renditions.WIDTHS[0]}
    return [dispatch.pk, *(known.get(each, each) for each in row.more)]


@pytest.mark.parametrize("name", ARTICLES)
def test_views_of_an_article(client, people, articles, name):
    wrong = []
    for place_of_group, group in enumerate(GROUPS):
        client.force_login(people[group])
        for row in ARTICLES[name]:
            expected, found = row.expected[place_of_group], ""
            for letter, subject in zip(expected, SUBJECTS, strict=True):
                if letter == "-":
                    found += letter
                    continue
                args = address_of(row, articles[subject])
                answer, page = served(client, name, args, row.method, row.data)
                found += "y" if answer else "n"
                wrong += named(group, articles, page)
            if found != expected:
                wrong.append(f"{group or 'outsider'}, {row.method}: {found}, not {expected}")
    assert not wrong


@pytest.mark.parametrize("model", MODELS)
def test_the_pages_of_each_model(client, people, articles, things, model):
    wrong = []
    for group, allowed in zip(GROUPS, MODELS[model], strict=True):
        client.force_login(people[group])
        for page, method, letter in LETTERS:
            args = [] if page in ("changelist", "add") else [things[model.split("_")[1]].pk]
            answer, words = served(client, f"{model}_{page}", args, method, {"post": "yes"})
            if answer != (letter in allowed):
                told = "served" if answer else "refused"
                wrong.append(f"{group or 'outsider'}: {page} ({method}) is {told}")
            wrong += named(group, articles, words)
    assert not wrong


@pytest.mark.parametrize("model", [*MODELS, "articles_dispatch"])
def test_nobody_deletes_in_bulk_what_they_may_not_delete(client, people, articles, things, model):
    thing = things[model.split("_")[1]]
    chosen = {"action": "delete_selected", "_selected_action": thing.pk, "post": "yes"}
    for group, allowed in zip(GROUPS, MODELS.get(model, [""] * 7), strict=True):
        client.force_login(people[group])
        if "d" not in allowed:
            client.post(reverse(f"admin:{model}_changelist"), chosen)
            assert type(thing).objects.filter(pk=thing.pk).exists(), group


@pytest.mark.parametrize("who", ["nobody", "a reader with an account"])
def test_whoever_is_not_of_the_desk_is_shown_its_door(client, articles, things, who):
    if who != "nobody":
        client.force_login(User.objects.create_user("lecteur"))
    asked = [
        (name, address_of(row, articles["live"]), row.method)
        for name, rows in ARTICLES.items()
        for row in rows
    ]
    for model in MODELS:
        pk = things[model.split("_")[1]].pk
        for page, method, _letter in LETTERS:
            args = [] if page in ("changelist", "add") else [pk]
            asked.append((f"{model}_{page}", args, method))
    for name, rows in PAGES.items():
        for _expected, method, args in rows:
            asked.append((name, [things[a].pk if a in things else a for a in args], method))
    door = {"login", "logout", "jsi18n"}
    open_to_all = [each for each in asked if each[0] not in door and served(client, *each)[0]]
    assert not open_to_all


@pytest.mark.parametrize("group", GROUPS)
def test_all_other_pages(client, people, articles, things, group):
    wrong = []
    for name, rows in PAGES.items():
        for expected, method, args in rows:
            client.force_login(people[group])
            given = [things[each].pk if each in things else each for each in args]
            answer, page = served(client, name, given, method)
            if answer != (expected[GROUPS.index(group)] == "y"):
                wrong.append(f"{name} ({method}): {'served' if answer else 'refused'}")
            wrong += named(group, articles, page)
    assert not wrong


BOXES = [
    ("articles", "dispatch", "translation_of"),
    ("articles", "event", "dispatch"),
    ("articles", "demand", "dispatch"),
    ("diplomacy", "citation", "source"),
]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("box", BOXES, ids="-".join)
def test_boxes_that_choose_an_article_offer_none_that_is_hidden(
    client, people, articles, box, group
):
    client.force_login(people[group])
    query = dict(zip(("app_label", "model_name", "field_name"), box, strict=True), term=SECRET)
    response = client.get(reverse("admin:autocomplete"), query)
    if response.status_code == 403:
        return
    offered = {row["text"] for row in response.json()["results"]}
    assert not offered & set(hidden_from(group, articles))
    if box[0] == "articles":
        assert articles["binned"].headline not in offered
