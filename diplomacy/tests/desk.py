"""Who sits at the desk, and what the desk answers."""

from html import unescape

from django.contrib.auth.models import Group, User
from django.urls import reverse

GROUPS = (
    "rédacteur", "secrétaire de rédaction", "iconographe", "documentaliste", "chef de rubrique",
    "administrateur",
)  # fmt: skip


def sit_down(client, group="documentaliste"):
    """Signs a member of this group in."""
    user = User.objects.create_user(group.split()[0], is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return user


def desk(page, *args):
    return reverse(f"admin:diplomacy_{page}", args=args)


def shown(response):
    """The page as somebody reads it."""
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode())


def found(client, model, words, through):
    """What the search box of `through`, "model.field", offers for these words."""
    model_name, field = through.split(".")
    query = {"term": words, "app_label": "diplomacy", "model_name": model_name, "field_name": field}
    answer = client.get(reverse("admin:autocomplete"), query).json()
    ids = [each["id"] for each in answer["results"]]
    return list(model.objects.filter(pk__in=ids))


def table(prefix, *rows, kept=0):
    """The data of a table of forms, the first `kept` of which were there before."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": kept}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data
