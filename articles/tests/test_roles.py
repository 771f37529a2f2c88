"""The desk's groups: made by every migration, once, and never made poorer."""

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext


def rights(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def test_a_migration_gives_each_group_its_rights_and_leaves_what_was_added(db):
    reporters = Group.objects.get(name="rédacteur")
    reporters.permissions.add(Permission.objects.get(codename="publish_dispatch"))
    reporters.permissions.remove(Permission.objects.get(codename="add_dispatch"))
    call_command("migrate", verbosity=0)
    assert {"add_dispatch", "publish_dispatch"} <= rights("rédacteur")


def test_a_migration_makes_the_groups_once(db):
    with CaptureQueriesContext(connection) as asked:
        call_command("migrate", verbosity=0)
    groups = [each for each in asked if "auth_group" in each["sql"] and "rédacteur" in each["sql"]]
    assert len(groups) == 1


def test_nobody_below_the_chief_publishes(db):
    may_publish = {
        group.name for group in Group.objects.all() if "publish_dispatch" in rights(group.name)
    }
    assert may_publish == {"chef de rubrique", "administrateur"}
