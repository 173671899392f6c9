"""dataset.jsonld: what search engines for data read (schema.org). Knows nothing of Dagster."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from checks.tables import COMPARED, TABLES
from pipelines.dataset import Dataset
from pipelines.release.datapackage import LICENCES
from pipelines.release.documents import Days, citation_line, doc, released_on

FORMATS = {"parquet": "application/vnd.apache.parquet", "gz": "application/gzip", "duckdb": "application/vnd.duckdb"}


def jsonld(dataset: Dataset, files: Sequence[Mapping[str, Any]], cover: Days | None) -> str:
    """The description.

    Args:
        dataset: what the release is of.
        files: path, sha256 and n_bytes of the files that are in it.
        cover: first and last day on which an article can have been published, if any is known.
    """
    said: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": dataset.title,
        "alternateName": dataset.name,
        "description": dataset.description,
        "version": dataset.version,
        "datePublished": released_on(dataset),
        "license": LICENCES[dataset.licence][1] if dataset.licence in LICENCES else None,
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "creator": [{"@type": "Organization", "name": creator} for creator in dataset.creators],
        "keywords": list(dataset.keywords),
        "citation": citation_line(dataset),
        "temporalCoverage": "/".join(cover) if cover else None,
        "variableMeasured": [{"@type": "PropertyValue", "name": name, "description": doc(TABLES[name].model)} for name in COMPARED],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file["path"],
                "contentUrl": file["path"],
                "encodingFormat": FORMATS[str(file["path"]).rsplit(".", 1)[-1]],
                "contentSize": f"{file['n_bytes']} B",
                "sha256": file["sha256"],
            }
            for file in files
            if str(file["path"]).rsplit(".", 1)[-1] in FORMATS
        ],
    }
    return json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False, indent=1) + "\n"
