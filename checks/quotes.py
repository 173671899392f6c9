"""What a row of `quote_mentions` and of `quotes` is. How they are made stands in pipelines/quotes/quotes.py."""

from typing import Annotated

import polars as pl

from checks.columns import Consolidated, Mention, Table, column, day, key, link, offset, one_of

KINDS = ["direct", "partial", "indirect"]
ATTITUDES = ["says", "thinks", "wants", "knows"]
BASES = ["named", "role", "pronoun", "surname", "continued", "collective", "unnamed", "unresolved"]
Variants = Annotated[pl.List, pl.Struct({"text": pl.String, "n_mentions": pl.Int64, "n_articles": pl.Int64})]


class Speech(Table):
    """What a mention and an utterance share: who said it, to whom, how and when."""

    kind: str = one_of(
        "whole sentences in marks, some words in marks, or reported without marks; of an utterance, its fullest version", KINDS
    )
    speaker_id: str = link("entities", nullable=True)
    speaker_name: str = column("who said it, by the fullest name known; null where it cannot be told", nullable=True)
    speaker_role: str = column("office or function, as printed: secretary-general, spokesman", nullable=True)
    speaker_org: str = column("country, alliance or body spoken for, by name", nullable=True)
    cue: str = column("the word that says that something was said: said, told, tweeted; of an utterance, the commonest", nullable=True)
    attitude: str = one_of(
        "what the speaker does with it, by that word: believes and hopes are thinks, plans and refuses are wants", ATTITUDES, nullable=True
    )
    addressee: str = column("who was told, as printed: ARD public television", nullable=True)
    medium: str = column(
        "statement, press conference, post, interview, letter, speech, testimony, phone call, broadcast, article, book, report",
        nullable=True,
    )
    given_to: str = column("outlet or agency that it was given to, by name", nullable=True)
    said_earliest: pl.Date = day("first day on which it can have been said; null where it is only known by when")
    said_latest: pl.Date = day("last day on which it can have been said")


class QuoteMentions(Speech, Mention):
    """One quotation where one article prints it."""

    surface: str = column(
        "the words themselves: text[char_start:char_end]; null in a release for indirect speech, whose words are the reporter's",
        withheld=True,
        str_length={"min_value": 1},
    )
    surface_sha256: str = column("hash of the words in UTF-8", str_matches=r"^[0-9a-f]{64}$")
    quote_id: str = link("quotes")
    speaker_surface: str = column("the speaker as this article prints it beside the quotation", nullable=True, build_only=True)
    speaker_start: int = offset("where that stands", nullable=True)
    speaker_end: int = offset("one past its last character", nullable=True)
    speaker_basis: str = one_of("how the speaker was found", BASES)


class Quotes(Speech, Consolidated):
    """One utterance, however many reports print it."""

    quote_id: str = key("utterance", "quo")
    text: str = column(
        "the fullest direct version, without marks; null in a release for indirect speech, whose words are the reporter's",
        withheld=True,
        str_length={"min_value": 1},
    )
    text_sha256: str = column("hash of that version in UTF-8", str_matches=r"^[0-9a-f]{64}$")
    variants: Variants = column("every wording printed, commonest first, with its counts; empty in a release for indirect speech")
    disputed: bool = column("reports disagree on the speaker, or on a number, a name or a 'not' in otherwise equal words")
