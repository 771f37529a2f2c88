"""The tables of the record that anybody may read, in the order in which a download writes them."""

from .accord import ACCORDS
from .act import ACTS
from .actor import ACTORS
from .citation import CITATIONS
from .person import PEOPLE

TABLES = (ACCORDS, ACTORS, PEOPLE, ACTS, CITATIONS)
