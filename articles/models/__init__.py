"""The stories' tables, one noun a file."""

from .address import Address
from .author import Author
from .byline import DispatchByline, EditionByline
from .dispatch import Dispatch
from .edition import Edition
from .figure import DispatchFigure, EditionFigure
from .move import Move
from .photo import Photo
from .section import Section
from .subject import Subject
from .topic import Topic
from .withdrawal import Withdrawal

__all__ = [
    "Address",
    "Author",
    "Dispatch",
    "DispatchByline",
    "DispatchFigure",
    "Edition",
    "EditionByline",
    "EditionFigure",
    "Move",
    "Photo",
    "Section",
    "Subject",
    "Topic",
    "Withdrawal",
]
