"""Many hands at once: editions follow each other, addresses are shared out, nothing is lost."""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from articles.models import Address, Dispatch, Edition, Move
from articles.readiness import NotReady
from diplomacy.models import Mention

from .conftest import make_draft

HANDS = 8


def all_at_once(*works):
    """Run each work in a thread with a connection of its own, started together; their failures."""
    start, failures = threading.Barrier(len(works)), []

    def run(work):
        close_old_connections()
        try:
            start.wait(timeout=30)
            work()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return failures


def assert_in_order(dispatch, count):
    editions = list(dispatch.editions.order_by("number"))
    assert [edition.number for edition in editions] == list(range(1, count + 1))
    moments = [edition.live_from for edition in editions]
    assert moments == sorted(set(moments))
    assert {edition.first_live for edition in editions} == {moments[0]}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestManyConnections:
    def test_eight_publications_of_one_dispatch_make_eight_editions_in_order(self, chief, mali):
        draft = make_draft()
        draft.actors.add(mali)

        def publish():
            Dispatch.objects.get(pk=draft.pk).publish(chief, kind="update", note="À jour.")

        assert all_at_once(*[publish] * HANDS) == []
        assert_in_order(draft, HANDS)
        numbers = Move.objects.order_by("pk").values_list("number", flat=True)
        assert list(numbers) == list(range(1, HANDS + 1))
        draft.refresh_from_db()
        assert draft.revision == HANDS
        assert Mention.objects.filter(actor=mali).count() == 1

    def test_publications_and_withdrawals_follow_each_other(self, chief, mali):
        draft = make_draft()
        draft.actors.add(mali)
        draft.publish(chief)

        def publish():
            Dispatch.objects.get(pk=draft.pk).publish(chief, kind="update", note="À jour.")

        def withdraw():
            with suppress(NotReady):  # another hand has withdrawn these versions already
                Dispatch.objects.get(pk=draft.pk).withdraw(chief, "Retiré.")

        assert all_at_once(*[publish, withdraw] * (HANDS // 2)) == []
        assert_in_order(draft, 1 + HANDS // 2)
        withdrawn = max(draft.withdrawals.values_list("through_number", flat=True))
        left = [edition.number for edition in Edition.objects.as_of(timezone.now())]
        assert sorted(left) == list(range(withdrawn + 1, 2 + HANDS // 2))
        source = Dispatch.objects.get().source
        assert (source.public_until is None) == bool(left)

    def test_eight_stories_that_want_one_address_get_eight(self, chief):
        drafts = [make_draft() for _ in range(HANDS)]
        works = [lambda draft=draft: draft.publish(chief) for draft in drafts]
        assert all_at_once(*works) == []
        slug = drafts[0].slug
        expected = {slug, *(f"{slug}-{number}" for number in range(2, HANDS + 1))}
        assert set(Address.objects.values_list("slug", flat=True)) == expected
        assert Edition.objects.values("address").distinct().count() == HANDS

    def test_stories_about_one_accord_do_not_block_each_other_for_ever(self, chief, commission):
        from diplomacy.models import Actor
        from diplomacy.tests.conftest import make_act

        drafts = [make_draft(f"Papier {number}") for number in range(HANDS)]
        for number, draft in enumerate(drafts):
            draft.accords.add(commission)
            actor = Actor.objects.create(name=f"État {number}")
            make_act(commission, actor, "accession", source=draft.source)
        works = [lambda draft=draft: draft.publish(chief) for draft in drafts]
        assert all_at_once(*works) == []
        forces = commission.phases.of_accords().filter(dimension="force", known_until=None)
        assert forces.count() == 1
        standings = commission.phases.filter(dimension="standing", known_until=None)
        assert standings.count() == HANDS


ON_SQLITE = """
import django; django.setup()
from articles.models import Dispatch, Edition
from articles.tests.conftest import make_draft
from articles.tests.test_concurrency import HANDS, all_at_once, assert_in_order

draft = make_draft()
def publish():
    Dispatch.objects.get(pk=draft.pk).publish(None, kind="update", note="À jour.")

assert all_at_once(*[publish] * HANDS) == []
assert_in_order(draft, HANDS)
others = [make_draft("Une seule adresse") for _ in range(HANDS)]
assert all_at_once(*[lambda one=one: one.publish(None) for one in others]) == []
assert Edition.objects.values("address").distinct().count() == HANDS + 1
"""


def test_a_file_of_sqlite_loses_nothing_either(tmp_path):
    """A process of its own: the suite's own SQLite lives in memory, where threads share one lock."""
    house = Path(__file__).resolve().parents[2]
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'desk.sqlite3'}"}
    for command in (["manage.py", "migrate", "--verbosity=0"], ["-c", ON_SQLITE]):
        done = subprocess.run(
            [sys.executable, *command], cwd=house, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
