"""The words that the library proposes for a photo, and the uses whose words are others."""

from dataclasses import dataclass
from hashlib import blake2s

from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _

from articles import comparison
from articles.languages import prefix_of

WORDS = ("caption", "alt")


@dataclass
class Copy:
    """The caption or the alternative text (`part`) of a use, `old`, where the library has `new`."""

    figure: object
    part: str
    old: str
    new: str
    is_ticked: bool = False

    @property
    def key(self):
        """Other words on either side make another key: what was seen is what is renewed."""
        said = blake2s(f"{self.old}\0{self.new}".encode(), digest_size=8).hexdigest()
        return f"{self.figure.pk}-{self.part}-{said}"

    @property
    def label(self):
        return self.figure._meta.get_field(self.part).verbose_name

    @property
    def pieces(self):
        return comparison.words(self.old, self.new)


def proposed(photo):
    """{part: words}: the caption, with who is shown unless it names them all, in the languages that we
    can say it in; the alternative text."""
    prefetch_related_objects([photo], "depicted__person")
    caption = photo.caption.strip()
    spoken = prefix_of(photo.language)
    with translation.override(spoken):
        names = [str(shown) for shown in photo.depicted.all()]
        unnamed = len(names) > 1 and not all(name in caption for name in names)
        if unnamed and spoken == photo.language:
            row = _("From left to right: %(names)s.") % {"names": ", ".join(names)}
            caption = f"{caption} {row}".strip()
    return {"caption": caption, "alt": photo.alt.strip()}


def remember(photo, before):
    """After a change of a photo that proposed the words `before`: write them down if it proposes others,
    to know again the uses that have them still. Returns whether it does."""
    if proposed(photo) == before:
        return False
    photo.earlier_words = before
    type(photo).objects.filter(pk=photo.pk).update(earlier_words=before)
    return True


def differing(figure, words):
    """The Copies of one use, a figure of a working copy or of an edition; what the library leaves empty
    is nothing to renew with."""
    return [
        Copy(figure, part, getattr(figure, part), words[part])
        for part in WORDS
        if words[part] and getattr(figure, part).strip() != words[part]
    ]
