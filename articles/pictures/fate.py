"""What becomes of a file offered to the library: one bad file never loses the others."""

import logging
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.pictures import intake

log = logging.getLogger("django.photos")


@dataclass(frozen=True)
class Fate:
    """`kind` is "taken", "known" (it was in the library already) or "refused", and `told` why."""

    kind: str
    photo: int | None = None
    told: str = ""


def offer(file, *, by, given):
    """Take `file` into the library, or say why not."""
    try:
        return Fate("taken", intake.take(file, by=by, given=given).pk)
    except intake.Duplicate as known:
        return Fate("known", known.twin.pk)
    except ValidationError as refusal:
        return Fate("refused", told=" ".join(refusal.messages))
    except Exception:
        log.exception("A photo could not be taken: %s", file.name)
        return Fate("refused", told=_("The server could not read this file; the fault is noted."))
