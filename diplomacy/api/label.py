"""A code in words, beside the code itself."""

from django.utils.functional import cached_property
from rest_framework import serializers


class LabelField(serializers.CharField):
    """The words for the code that `of` names, in the language of the address; null where it is null.

    The words are gathered once for each serializer, which speaks one language: Django's get_…_display
    would translate and sort them out anew for every row.
    """

    def __init__(self, choices, of, **kwargs):
        self.choices = choices
        super().__init__(source=of, **kwargs)

    @cached_property
    def words(self):
        return {code: str(label) for code, label in self.choices}

    def to_representation(self, code):
        return self.words[code]
