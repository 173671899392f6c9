"""Which surname of a document a misspelt one stands for: Millie for Milley. Standard library only."""

import re
from collections.abc import Iterable

SOUNDS = (("ph", "f"), ("ck", "k"), ("gh", "g"), ("kh", "k"), ("zh", "j"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("q", "k"), ("c", "k"))
VOWELS = re.compile(r"[aeiouyj]+")
DOUBLED = re.compile(r"(.)\1+")
SHORTEST = 5  # letters of a surname that may be misspelt; shorter ones are too much alike


def sound(word: str) -> str:
    """How a surname in lower case sounds, roughly: vowels do not tell, but where they stand does."""
    for letters, sounds in SOUNDS:
        word = word.replace(letters, sounds)
    return DOUBLED.sub(r"\1", VOWELS.sub("a", word))


def _shorter(word: str) -> Iterable[str]:
    """The word, and the word without each of its letters."""
    yield word
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


class Spellings:
    """Surnames by sound and by one letter left out, so that a lookup takes no longer in a document of many names."""

    def __init__(self, surnames: Iterable[str]) -> None:
        """`surnames` in lower case."""
        self._near: dict[str, set[str]] = {}
        for surname in surnames:
            if SHORTEST <= len(surname) <= 24:
                for key in (f"={sound(surname)}", *_shorter(surname)):
                    self._near.setdefault(key, set()).add(surname)

    def near(self, surname: str) -> str | None:
        """The one surname that sounds the same, or else differs by one letter; None where there is none or several."""
        if not SHORTEST <= len(surname) <= 24:
            return None
        same = {other for other in self._near.get(f"={sound(surname)}", ()) if other[0] == surname[0]}
        if not same:
            same = {other for key in _shorter(surname) for other in self._near.get(key, ()) if other[0] == surname[0]}
        return same.pop() if len(same) == 1 else None
