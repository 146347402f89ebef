"""Numbers as the prose prints them."""

_WORDS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def in_words(count: int) -> str:
    """A count in words up to twelve, in figures above; nought is “none”.

    >>> in_words(0), in_words(7), in_words(37)
    ('none', 'seven', '37')
    """
    return _WORDS[count] if 0 <= count < len(_WORDS) else str(count)


def percent(share: float) -> str:
    """A share between 0 and 1 in whole per cent.

    >>> percent(0.5148)
    '51 per cent'
    """
    return f"{share * 100:.0f} per cent"
