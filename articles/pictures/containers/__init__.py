"""How files hold pictures: each kind's own way to keep the pixels, byte for byte, and drop the rest."""


class Unknown(ValueError):
    """A form of the container that is not understood here, or not worth it: make the file afresh."""
