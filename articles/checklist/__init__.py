"""The checklist before publication: one file for each kind of check, over one dataclass of the text.

Every check is a pure function of a Text and of what is Known; `known.py` alone asks the database.
"""

from .finding import ERROR, WARNING, Finding
from .report import run
from .text import Caption, Text, text_of

__all__ = ["ERROR", "WARNING", "Caption", "Finding", "Text", "run", "text_of"]
