"""One remark of the checklist."""

import hashlib
from dataclasses import dataclass

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Finding:
    """An error keeps the story from readers; a warning is acknowledged by whoever publishes.

    `field` names the box it is about, `excerpt` the words, `mend` what could stand in their place
    (before, after), and `link` the page of the desk where the cause is.
    """

    code: str
    level: str
    field: str
    message: str
    excerpt: str = ""
    mend: tuple[str, str] | None = None
    link: str = ""

    @property
    def digest(self):
        """What an acknowledgement remembers: other words make another finding. In no language,
        so that it holds in both."""
        said = "\x00".join((self.code, self.field, self.excerpt, *(self.mend or ())))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def is_error(self):
        return self.level == ERROR
