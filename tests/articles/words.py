"""Texts of our own that several tests use."""

LEAD = "The last convoy of the Norbridge contingent left the valley on Tuesday, said Colonel Maria Lund, who led it for two years."
SECOND = "About 400 soldiers of the battalion are to be home by the end of June, according to the ministry of defence in the capital."
THIRD = "The mayor of the town thanked them and said that the bridge they had built would stay in use for a long time to come."
BODY = f"{LEAD}\n\n{SECOND}\n\n{THIRD}\n"
TITLE = "Norbridge battalion leaves valley after two years"


def more(number: int) -> str:
    """BODY with a sentence of its own."""
    return f"{BODY}\nBridge number {number} of the valley opens on Monday, the mayor said in the town hall.\n"
