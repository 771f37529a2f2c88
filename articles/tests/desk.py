"""The stories' desk in tests: the page as the browser holds it, changed and sent back."""

from html.parser import HTMLParser

from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles.models import Dispatch
from diplomacy.tests.desk import shown

REPORTER, CHIEF = "rédacteur", "chef de rubrique"

__all__ = [
    "CHIEF", "REPORTER", "Page", "address", "errors", "hand_over", "only", "open_page", "shown", "sit_down",
    "told",
]  # fmt: skip


def sit_down(client, group):
    """Signs a member of this group in."""
    user = User.objects.create_user(f"{group} du soir", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return user


def hand_over(dispatch, user):
    """Make it the draft of `user`, as if they had opened it."""
    Dispatch.objects.filter(pk=dispatch.pk).update(created_by=user)
    dispatch.created_by = user


def address(name, *args):
    return reverse(f"admin:articles_{name}", args=args)


class _Boxes(HTMLParser):
    """The values that a browser would send for one form, its buttons left out."""

    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.inside, self.values = form_id, False, {}
        self.select = self.area = None
        self.buttons = set()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
        name = attrs.get("name") if self.inside else None
        if tag == "button" and name:
            self.buttons.add(name)
        elif tag == "input" and name and attrs.get("type") not in ("submit", "file"):
            if attrs.get("type") not in ("checkbox", "radio") or "checked" in attrs:
                self.values[name] = attrs.get("value") or ""
        elif tag == "textarea" and name:
            self.area, self.values[name] = name, ""
        elif tag == "select" and name:
            self.select = (name, "multiple" in attrs)
            self.values[name] = [] if "multiple" in attrs else ""
        elif tag == "option" and self.select and "selected" in attrs:
            name, many = self.select
            self.values[name] = [*self.values[name], attrs["value"]] if many else attrs["value"]

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area:
            self.values[self.area] = self.values[self.area].removeprefix("\n")
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.values[self.area] += data


class Page:
    """A form as somebody has it on the screen. `press` sends it, as often as it is pressed."""

    def __init__(self, client, url, response, form_id):
        self.client, self.url, self.response = client, url, response
        boxes = _Boxes(form_id)
        boxes.feed(response.content.decode())
        self.values, self.buttons = boxes.values, boxes.buttons

    def type(self, **values):
        self.values |= values
        return self

    def add(self, prefix, **row):
        """One more row in a table of forms."""
        number = int(self.values[f"{prefix}-TOTAL_FORMS"])
        self.values[f"{prefix}-TOTAL_FORMS"] = number + 1
        self.values |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
        return self

    def press(self, button="_continue", **upload):
        values = {name: value for name, value in self.values.items() if "__prefix__" not in name}
        return self.client.post(self.url, {**values, button: "1", **upload})


def open_page(client, dispatch=None):
    """The page of a dispatch, or the one that adds one."""
    url = address("dispatch_change", dispatch.pk) if dispatch else address("dispatch_add")
    response = client.get(url)
    shown(response)
    return Page(client, url, response, "dispatch_form")


def errors(response):
    """{field: [messages]} of a refused page; "figures-0-photo" and "bylines" for its tables."""
    context = response.context
    found = dict(context["adminform"].form.errors)
    for table in context["inline_admin_formsets"]:
        if table.formset.non_form_errors():
            found[table.formset.prefix] = table.formset.non_form_errors()
        for form in table.formset.forms:
            found |= {form.add_prefix(name): words for name, words in form.errors.items()}
    return found


def told(client, response):
    """What the desk says above the next page: (level, words)."""
    message = list(client.get(response.url).context["messages"])[-1]
    return message.level_tag, str(message)


def only():
    return Dispatch.objects.get()
