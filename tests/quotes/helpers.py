"""A text of our own as a document, for the tests of quotations."""

from datetime import date

from pipelines.quotes.extract import quotations
from pipelines.quotes.mention import QuoteMention
from pipelines.text.document import Document
from pipelines.text.spans import Block, Window

DAY = date(2021, 4, 14)


def read(text: str, indirect: bool = False) -> list[QuoteMention]:
    """The quotations of a text, all of it body, printed on Wednesday 14 April 2021."""
    document = Document(text, [Block(0, len(text), "body")], Window(DAY, DAY))
    return [mention for mention in quotations(document) if (mention.kind == "indirect") == indirect]
