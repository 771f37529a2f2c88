"""Boxes that know the names of what they hold, read already with the page: they ask for nothing more."""

from diplomacy.admin.boxes import ChooseMany, ChooseOne, ChosenMany, ChosenOne


class KnowsNames:
    known = {}  # {id as text: name}, of what the box may hold when the page is opened

    def optgroups(self, name, value, attr=None):
        chosen = [str(pk) for pk in value if pk not in (None, "")]
        if not set(chosen) <= self.known.keys():
            return super().optgroups(name, value, attr)
        options = [
            self.create_option(name, pk, self.known[pk], True, place)
            for place, pk in enumerate(chosen)
        ]
        if not self.is_required and not self.allow_multiple_selected:
            options.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, options, 0)]


class KnownSelect(KnowsNames, ChooseOne):
    pass


class KnownSelectMultiple(KnowsNames, ChooseMany):
    pass


class KnownChoice(ChosenOne):
    """What is in hand is not looked up again."""

    things = {}  # {id as text: thing}

    def to_python(self, value):
        return self.things.get(value) or super().to_python(value)


class KnownChoices(ChosenMany):
    """As KnownChoice, where all that was sent is in hand."""

    things = {}

    def clean(self, value):
        if value and set(value) <= self.things.keys():
            return [self.things[pk] for pk in dict.fromkeys(value)]
        return super().clean(value)


class KnownFields:
    """For a ModelAdmin or an inline: its `autocomplete_fields` become such boxes."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", KnownChoice)
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = KnownSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = KnownSelectMultiple(
                db_field, self.admin_site, using=kwargs.get("using")
            )
            kwargs["form_class"] = KnownChoices
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def know(field, things):
    """Tell `field` what it may hold, and its box what that is called; both remember all that they are
    told."""
    widget = getattr(field.widget, "widget", field.widget)
    field.things = field.things | {str(thing.pk): thing for thing in things}
    widget.known = {pk: str(thing) for pk, thing in field.things.items()}
