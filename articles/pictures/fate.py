"""What becomes of a file offered to the library: one bad file never loses the others."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from articles.pictures import intake


@dataclass(frozen=True)
class Fate:
    """`kind` is "taken", "known" (it was in the library already) or "refused", and `told` why."""

    kind: str
    photo: int | None = None
    told: str = ""


def offer(file, *, by, given):
    """Take `file` into the library, or say why not."""
    try:
        with intake.faults_told(file.name):
            return Fate("taken", intake.take(file, by=by, given=given).pk)
    except intake.Duplicate as known:
        return Fate("known", known.twin.pk)
    except ValidationError as refusal:
        return Fate("refused", told=" ".join(refusal.messages))
