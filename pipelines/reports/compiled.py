"""Loops over numbers, compiled to machine code when they are first called (numba) and kept beside the source."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import numba

Given = ParamSpec("Given")
Result = TypeVar("Result")


def compiled(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """The function as machine code, run without Python's lock: nothing but numbers and arrays goes in or out."""
    made: Any = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return cast("Callable[Given, Result]", made)
