"""What tantivy raises, as the error of an engine."""

from collections.abc import Iterator
from contextlib import contextmanager

from search.engines import EngineError


@contextmanager
def its_errors(what: str) -> Iterator[None]:
    """`what`, as a sentence without its end, is what the index does not do. A panic of Rust is no Exception."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise EngineError(f"{what}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise EngineError(f"{what}: {error}") from error
