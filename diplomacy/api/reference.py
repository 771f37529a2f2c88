"""How one object of the record names another: its slug, its name, and its page."""

from rest_framework import serializers


def address_of(thing, request):
    """The absolute address of a thing's public page, in the language that was asked."""
    return request.build_absolute_uri(thing.get_absolute_url())


class AddressField(serializers.URLField):
    """The page of a thing, or of the accord that `of` names."""

    def __init__(self, of="*"):
        super().__init__(source=of)

    def to_representation(self, thing):
        return address_of(thing, self.context["request"])


class Reference(serializers.Serializer):
    """A named thing of the record: `name` is in the language of the address that was asked."""

    slug = serializers.CharField()
    name = serializers.CharField(source="label")
    url = AddressField()

    def to_representation(self, thing):
        """Written once for all the rows that name it."""
        told = self.context.setdefault("references", {})
        key = (type(thing), thing.pk)
        if key not in told:
            told[key] = super().to_representation(thing)
        return told[key]
