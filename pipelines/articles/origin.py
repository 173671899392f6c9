"""Where documents come from: what the sidecar of their file and their source say of them, added to what the file itself says."""

from collections.abc import Iterable, Iterator

from pipelines.articles.find import Found
from pipelines.articles.raw import RawDocument
from pipelines.articles.records import Fields
from pipelines.articles.sidecar import Sidecar, read_sidecar
from pipelines.articles.sources import Source, find_source, source_of


def with_origin(found: Found, documents: Iterable[RawDocument]) -> Iterator[RawDocument]:
    """The documents of a file, with address and encoding by its sidecar, and with `stated`: outlet, address, paths of fields and time zone.

    The address and encoding of a file are those of the document in it, not of each record of many.

    Raises:
        UserError: the description of a source is not as it must be.
    """
    sidecar = None if found.problem else read_sidecar(found.path)
    for document in documents:
        if sidecar and document.source == found.source:
            document.url = document.url or sidecar.url
            document.charset = document.charset or sidecar.charset
        document.stated = _stated(document, sidecar, _source(found, document, sidecar))
        yield document


def _source(found: Found, document: RawDocument, sidecar: Sidecar | None) -> Source | None:
    """What a source.toml says comes first, then what it was fetched for, then what its path or address says."""
    fetched_for = find_source(sidecar.source) if sidecar and sidecar.source and not found.described else None
    return fetched_for or source_of(document.source, document.url or (sidecar.url if sidecar else None), found.described)


def _stated(document: RawDocument, sidecar: Sidecar | None, source: Source | None) -> Fields | None:
    said = document.stated or Fields()
    said.url = said.url or document.url
    said.outlet = said.outlet or (source.outlet if source else sidecar.outlet if sidecar else None)
    if source:
        said.paths, said.time_zone = source.fields, source.time_zone
    return said if said != Fields() else None
