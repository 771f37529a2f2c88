"""The table of `rights_table.py`, tried: every view of the desk, for every group, on every article."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles import pictures
from articles.models import (
    Author,
    Delegation,
    Demand,
    Dispatch,
    Event,
    HouseRule,
    Rate,
    Section,
    Topic,
    Withdrawal,
)
from diplomacy.models import Accord, Actor, Office, Person, Source

from .conftest import make_act, make_draft, make_photo, place
from .rights_table import ARTICLES, GROUPS, MODELS, PAGES, SUBJECTS

SECRET = "zibeline"
LETTERS = {"changelist": "v", "change": "v", "history": "v", "add": "a", "delete": "d"}


def views_of_the_desk():
    """The name of every view under /admin/, ours and Django's."""

    def walk(patterns):
        for pattern in patterns:
            yield from walk(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]

    return {each.name for each in walk(admin.site.get_urls()) if each.name}


def test_every_view_of_the_desk_has_its_row():
    rows = {*ARTICLES, *PAGES, *(f"{model}_{page}" for model in MODELS for page in LETTERS)}
    assert views_of_the_desk() - rows == set(), "give each a row in rights_table.py"
    assert rows - views_of_the_desk() == set(), "rows of views that are no more"


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
    ends = timezone.now() + timedelta(days=1)
    return {
        "photo": photo_of_all(),
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
        "rate": Rate.objects.create(day=day, francs=563),
        "event": Event.objects.create(title="Sommet", day=day),
        "accord": accord,
        "act": make_act(accord, kind="entry"),
        "actor": Actor.objects.create(name="Mali"),
        "office": Office.objects.create(name="ministre", actor=Actor.objects.get()),
        "person": Person.objects.create(name="Sanou"),
        "source": Source.objects.create(title="Communiqué"),
        "user": people[""],
        "group": Group.objects.first(),
    }


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
        return [getattr(dispatch, row.of).first().pk]
    photo = photo_of_all()
    known = {"DIGEST": photo.digest, "WIDTH": pictures.WIDTHS[0]}
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
        for page, letter in LETTERS.items():
            args = [] if page in ("changelist", "add") else [things[model.split("_")[1]].pk]
            answer, words = served(client, f"{model}_{page}", args)
            if answer != (letter in allowed):
                told = "served" if answer else "refused"
                wrong.append(f"{group or 'outsider'}: {page} is {told}")
            wrong += named(group, articles, words)
    assert not wrong


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
