"""A thing chosen by its name, typed where no script runs to search for it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from diplomacy.spelling import fold

MOST = 50  # of those that a few letters may mean
TOLD = 5
LONGEST = 300


class Finder:
    """Finds what the search box of `admin` would find for whoever asks."""

    def __init__(self, admin, request):
        self.admin, self.request = admin, request

    def __call__(self, words):
        """The key of the one thing that is called so, or else of the one whose name holds the words.

        Raises ValidationError with what there is to choose from, if it is none or several.
        """
        found = self._found(words)
        meant = [thing for thing in found if self._is_called(thing, words)] or found
        if len(meant) == 1:
            return meant[0].pk
        if not meant:
            raise ValidationError(_("Nothing is called “%(words)s”.") % {"words": words})
        names = " · ".join(str(thing) for thing in meant[:TOLD])
        told = _("“%(words)s” may be several: %(names)s. Type more of the name.")
        raise ValidationError(told % {"words": words, "names": names})

    def _found(self, words):
        sound = len(words) <= LONGEST and "\x00" not in words
        if not (sound and self.admin.has_view_permission(self.request)):
            return []
        seen = self.admin.get_queryset(self.request)
        found, may_repeat = self.admin.get_search_results(self.request, seen, words)
        return list((found.distinct() if may_repeat else found)[:MOST])

    def _is_called(self, thing, words):
        return fold(str(thing)) == fold(words) or getattr(thing, "slug", None) == words
