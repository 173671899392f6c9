"""Loops over numbers, compiled to machine code when they are first called (numba) and kept beside the source."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar, cast

import numba

Given = ParamSpec("Given")
Result = TypeVar("Result")


def compiled(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """The function as machine code, run without Python's lock: nothing but numbers and arrays goes in or out.

    What was compiled is kept in __pycache__, or in the user's cache where that cannot be written, or else not at all.
    """
    compiler: Any = numba.njit(nogil=True, error_model="numpy")(function)
    with suppress(RuntimeError):  # there is no place to keep it
        compiler.enable_caching()
    return cast("Callable[Given, Result]", compiler)
