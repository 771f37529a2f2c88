"""Maps drawn from what states are to accords: the world, and West Africa closer."""

from dataclasses import dataclass

from .places import PLACES
from .status import BOUND, STANDINGS

ON_THE_LEFT = 16, -8.5  # south of the one and west of the other, names stand in the sea
ON_THE_RIGHT = {"BJ"}  # where a name below would meet another
GONE = ("former", "left")


@dataclass(frozen=True)
class Sheet:
    """A map: the degree of its upper left corner, its scale in units to the degree, its size."""

    name: str
    west: float
    north: float
    scale: int
    width: int
    height: int

    def point(self, iso):
        """(x, y) of a country; None if it lies beyond the sheet, or nobody knows where."""
        if iso not in PLACES:
            return None
        latitude, longitude = PLACES[iso]
        x = round((longitude - self.west) * self.scale)
        y = round((self.north - latitude) * self.scale)
        return (x, y) if 0 <= x <= self.width and 0 <= y <= self.height else None


WORLD = Sheet("world", -180, 78, 2, 720, 268)
WEST_AFRICA = Sheet("west_africa", -25, 38, 14, 728, 518)


@dataclass(frozen=True)
class State:
    """A state on the map: `bound` accords in force for it, `begun` signed or consented to, not (yet)
    in force for it, `gone` that it has left; for one accord, its `standing` in words."""

    actor: object
    bound: int = 0
    begun: int = 0
    gone: int = 0
    standing: str = ""

    @property
    def look(self):
        """The end of a class name: whether the sign is full, hollow or crossed out."""
        return "bound" if self.bound else "begun" if self.begun else "gone"

    @property
    def number(self):
        return self.bound or self.begun or self.gone

    @property
    def name_side(self):
        latitude, longitude = PLACES[self.actor.iso]
        if self.actor.iso in ON_THE_RIGHT:
            return "right"
        south, west = ON_THE_LEFT
        return "left" if latitude < south and longitude < west else "below"


@dataclass(frozen=True)
class Spot:
    state: State
    x: int
    y: int
    size: float


def states(actors, standings):
    """The States among `actors`; `standings` are (actor, status, number of accords), for one accord 1."""
    found = {}
    for actor, status, number in standings:
        found.setdefault(actor, {})[status] = number
    return [_state(actor, found[actor.pk]) for actor in actors if actor.pk in found]


def _state(actor, numbers):
    bound = sum(number for status, number in numbers.items() if status in BOUND)
    gone = sum(number for status, number in numbers.items() if status in GONE)
    words = STANDINGS[next(iter(numbers))] if sum(numbers.values()) == 1 else ""
    return State(actor, bound, sum(numbers.values()) - bound - gone, gone, words)


def spots(sheet, found):
    """A Spot for each state that lies on the sheet; its area grows with its number."""
    most = max((state.number for state in found), default=1)
    placed = [(state, sheet.point(state.actor.iso)) for state in found]
    return [
        Spot(state, *point, round(2 + 3 * (state.number / most) ** 0.5, 1))
        for state, point in placed
        if point
    ]
