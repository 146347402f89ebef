"""The ordinal scale of the matrix of hypotheses, from what speaks against to what speaks for."""

from collections.abc import Sequence

#: The ratings on their scale, from worst to best; NA is no place on it.
SCALE = ("II", "I", "N", "C", "CC")


def steps_apart(given: Sequence[str]) -> int:
    """The steps between the worst and the best of several ratings; NA is none.

    >>> steps_apart(["C", "N", "I"]), steps_apart(["NA", "C", "C"])
    (2, 0)
    """
    places = [SCALE.index(rating) for rating in given if rating != "NA"]
    return max(places, default=0) - min(places, default=0)
