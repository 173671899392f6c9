"""Words the made-up reports: productions (phrases.txt), and the walk through them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

Productions = Mapping[str, Sequence[str | tuple[str, ...]]]

SKEW = 1.4
"""How much more often the earlier productions come."""
SYLLABLES = (
    *("ba", "be", "bo", "da", "de", "do", "ka", "ke", "ko", "la", "le", "lo", "ma", "me", "mo", "na", "ne", "no", "ra", "re", "ro", "sa"),
    *("se", "so", "ta", "te", "to", "va", "ve", "vo", "za", "ze", "zo", "shi", "chu", "gri", "tal", "mon", "ber", "dan", "fel", "gor"),
    *("hus", "mar", "nik", "ost", "pel", "rin", "sul", "tor", "vel", "wen", "yar", "zim", "bru", "cas", "dor", "fen", "hal", "iv", "jor"),
)


class Speaker:
    """Makes sentences: the productions of the file, with those of a war or a story put in."""

    def __init__(self, rng: Random, own: Productions) -> None:
        self.rng = rng
        self.own = own
        self._random = rng.random
        self._options = {**COMMON, **own}

    def say(self, symbol: str) -> str:
        """One of the things that a symbol stands for, the earlier ones more often."""
        options = self._options[symbol]
        option = options[int(self._random() ** SKEW * len(options))]
        if type(option) is str:
            return option
        parts = list(option)
        for place in range(1, len(parts), 2):
            parts[place] = self.say(parts[place])
        return "".join(parts)

    def sentence(self, symbol: str = "sentence") -> str:
        """The same with a capital letter."""
        made = self.say(symbol)
        at = 1 if made[0] == "“" else 0
        return made[:at] + made[at].upper() + made[at + 1 :]


def make_name(rng: Random, least: int = 2, most: int = 3) -> str:
    """A name that means nothing."""
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(least, most))).capitalize()


def _read(path: Path) -> Productions:
    """Productions as a plain string, or as literal, symbol, literal and so on."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    options: dict[str, str] = {}
    symbol = ""
    for line in lines:
        if line.startswith(" "):
            options[symbol] += line.strip()
        else:
            symbol = line.removesuffix(":")
            options[symbol] = ""
    return {
        symbol: tuple(tuple(option.replace("}", "{").split("{")) if "{" in option else option for option in joined.split("|"))
        for symbol, joined in options.items()
    }


COMMON = _read(Path(__file__).with_name("phrases.txt"))
