"""The record's tables, one noun a file."""

from .accord import Accord
from .act import Act
from .actor import Actor
from .actor_relation import ActorRelation
from .citation import Citation
from .mention import Mention
from .merge import Merge
from .name_variant import NameVariant
from .office import Office
from .participation import Participation
from .person import Person
from .phase import Phase
from .relation import Relation
from .sheet_import import Import
from .signatory import Signatory
from .source import Source
from .tenure import Tenure

__all__ = [
    "Accord",
    "Act",
    "Actor",
    "ActorRelation",
    "Citation",
    "Import",
    "Mention",
    "Merge",
    "NameVariant",
    "Office",
    "Participation",
    "Person",
    "Phase",
    "Relation",
    "Signatory",
    "Source",
    "Tenure",
]
