"""The stories' tables, one noun a file."""

from .address import Address
from .agency import Agency
from .author import Author
from .autosave import Autosave
from .byline import DispatchByline, EditionByline
from .comment import Comment
from .delegation import Delegation
from .demand import Demand
from .depicted import Depicted
from .dispatch import Dispatch
from .edition import Edition
from .event import Event
from .figure import DispatchFigure, EditionFigure
from .front_order import FrontOrder, FrontSlot
from .house_rule import HouseRule
from .inquiry import Inquiry
from .move import Move
from .notice import Notice
from .paper_page import PaperPage
from .photo import Photo
from .presence import Presence
from .rate import Rate
from .revision import Revision
from .section import Section
from .share_link import ShareLink, ShareOpening
from .shingle import Shingle
from .subject import Subject
from .subscription import Subscription
from .topic import Topic
from .upload import Upload
from .withdrawal import Withdrawal

__all__ = [
    "Address",
    "Agency",
    "Author",
    "Autosave",
    "Comment",
    "Delegation",
    "Demand",
    "Depicted",
    "Dispatch",
    "DispatchByline",
    "DispatchFigure",
    "Edition",
    "EditionByline",
    "EditionFigure",
    "Event",
    "FrontOrder",
    "FrontSlot",
    "HouseRule",
    "Inquiry",
    "Move",
    "Notice",
    "PaperPage",
    "Photo",
    "Presence",
    "Rate",
    "Revision",
    "Section",
    "ShareLink",
    "ShareOpening",
    "Shingle",
    "Subject",
    "Subscription",
    "Topic",
    "Upload",
    "Withdrawal",
]
