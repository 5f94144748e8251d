"""Reads what stands in addresses and forms, where anything may stand."""


def whole_number(typed: str | None, *, digits: int = 17) -> int | None:
    """The number that is written in so many Latin digits at most, which every database can hold; else None."""
    if typed is None or not (typed.isascii() and typed.isdigit() and len(typed) <= digits):
        return None
    return int(typed)
