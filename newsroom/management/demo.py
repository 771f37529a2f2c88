"""The demo newsroom: its accounts, and how its database is told from a desk's own."""

import json

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.utils.crypto import get_random_string

from articles.models import Dispatch, Photo
from diplomacy.models import Accord

FIXTURE = settings.BASE_DIR / "fixtures" / "demo.json"
# One account for each group of the desk; the last one may do everything.
ACCOUNTS = {
    "redacteur": "rédacteur",
    "secretaire": "secrétaire de rédaction",
    "iconographe": "iconographe",
    "documentaliste": "documentaliste",
    "chef": "chef de rubrique",
    "admin": "administrateur",
}
# By their mail addresses, which no mail reaches, the demo knows the accounts that it made.
MAIL = "@demo.invalid"
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def own_work():
    """What a desk has put into this database: [(name of the things, how many)]; [] for the demo's.

    Once the demo has made its accounts the database is the demo's, whatever is written in it later.
    """
    if Dispatch._meta.db_table not in connection.introspection.table_names():
        return []
    if User.objects.filter(email__endswith=MAIL).exists():
        return []
    found = [(User._meta.verbose_name_plural, User.objects.count())]
    for model, key in ((Dispatch, "uid"), (Photo, "digest"), (Accord, "slug")):
        ours = model.objects.exclude(**{f"{key}__in": _in_fixture(model, key)})
        found.append((model._meta.verbose_name_plural, ours.count()))
    return [(name, count) for name, count in found if count]


def is_loaded():
    return Dispatch.objects.filter(uid__in=_in_fixture(Dispatch, "uid")).exists()


def make_accounts(password, renew):
    """The accounts, made where missing: {username: the password set now, None if it stays}.

    `password` is set on every account if given; else a random one on the new ones, and with `renew`
    on all of them.
    """
    fresh = password or get_random_string(12, LETTERS)
    return {
        username: fresh if _make_account(username, group, fresh, renew or bool(password)) else None
        for username, group in ACCOUNTS.items()
    }


def write_back(path=FIXTURE):
    """Write the stories and the record into the fixture: all that has a key of its own. What belongs
    to people stays out (moves, saves, comments, planning), and so does what is computed."""
    models = [
        model._meta.label
        for app in ("articles", "diplomacy")
        for model in apps.get_app_config(app).get_models()
        if hasattr(model, "natural_key")
    ]
    natural = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    call_command("dumpdata", *models, **natural, indent=1, output=str(path), verbosity=0)


def _make_account(username, group, password, renew):
    """Whether the account has the password now because it was set by this call."""
    account, created = User.objects.get_or_create(
        username=username,
        defaults={
            "email": username + MAIL,
            "is_staff": True,
            "is_superuser": group == "administrateur",
        },
    )
    if created:
        account.groups.add(Group.objects.get(name=group))
    if created or renew:
        account.set_password(password)
        account.save(update_fields=["password"])
    return created or renew


def _in_fixture(model, key):
    rows = json.loads(FIXTURE.read_text())
    return [row["fields"][key] for row in rows if row["model"] == model._meta.label_lower]
