"""Fetches what was asked for into the inbox: pages, what feeds and maps of sites list, files. What fails is named, and the others go on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.articles.feeds import MAX_FEED
from pipelines.articles.sources import Source, find_source, load_sources, source_of
from pipelines.errors import UserError
from pipelines.ids import file_sha256
from pipelines.ingest.addresses import read_url
from pipelines.ingest.failure import Failure
from pipelines.ingest.fetch import CHUNK, Answer
from pipelines.ingest.forms import check_form, ending_of, ending_of_name
from pipelines.ingest.inbox import (
    LIST,
    Part,
    describe,
    find_known,
    folder_name,
    forget,
    keep,
    note_failures,
    part,
    place_name,
    slug,
)
from pipelines.ingest.listed import Listed, is_list, read_list
from pipelines.ingest.visit import Visitor

MAX_MAPS = 1000
"""Most maps of one site that are read."""
LOCAL = "local"


class Result(NamedTuple):
    """What became of one thing: saved, changed, unchanged, listed (a feed or a map of a site) or failed."""

    what: str
    outcome: str
    path: Path | None = None
    detail: str | None = None
    reason: str | None = None
    status: int | None = None


class Task(NamedTuple):
    """One thing to fetch."""

    what: str
    source: Source | None
    is_file: bool = False


@dataclass
class Ingest:
    """One run of `muster ingest`."""

    visitor: Visitor
    inbox: Path
    rights: str | None = None
    """Instead of those of the source."""
    limit: int | None = None
    """Most pages that are fetched of each feed, map of a site or source."""
    delay: float | None = None
    """Instead of that of the source."""
    seen: set[str] = field(default_factory=set)

    def run(self, whats: Sequence[str]) -> Iterator[Result]:
        """All results, as they come; what failed is noted in the inbox in the end, also of a run that is broken off.

        Raises:
            UserError: one of them is neither an address nor a file nor a source. Nothing has been fetched then.
        """
        tasks = [task for what in whats for task in tasks_of(what)]
        results: list[Result] = []
        try:
            for one in self._all(tasks):
                results.append(one)
                yield one
        finally:
            self._note(results)

    def _all(self, tasks: list[Task]) -> Iterator[Result]:
        for task in tasks:
            yield from [self._copy(task)] if task.is_file else self._fetch_all(task)

    def _note(self, results: list[Result]) -> None:
        at = _moment(self.visitor)
        failed = {
            one.what: {"reason": one.reason, "status": one.status, "detail": one.detail, "tried_at": at} for one in results if one.reason
        }
        note_failures(self.inbox, failed, {one.what for one in results if not one.reason})

    def _fetch_all(self, task: Task) -> Iterator[Result]:
        """A page; or a feed or map of a site, and then the pages that it and the maps in it list."""
        waiting = [task.what] if task.what not in self.seen else []
        n_pages, n_maps = 0, 0
        while waiting:
            n_maps += 1
            result, listed = self._once(waiting.pop(0), task.source)
            yield result
            if listed is None:
                continue
            for page in listed.pages:
                if n_pages == self.limit:
                    return
                if page not in self.seen:
                    n_pages += 1
                    yield self._listed_page(page, task.source)
            more = [one for one in listed.maps if one not in self.seen and one not in waiting]
            room = max(MAX_MAPS - n_maps - len(waiting), 0)
            waiting += more[:room]
            for one in more[room:]:
                yield Result(one, "failed", detail=f"More than {MAX_MAPS:,} maps of one site are not read.", reason="feed")

    def _listed_page(self, url: str, source: Source | None) -> Result:
        result, nested = self._once(url, source)
        if nested is None:
            return result
        return result._replace(outcome="failed", reason="feed", detail="It is a feed or a map of a site within a feed.")

    def _once(self, url: str, source: Source | None) -> tuple[Result, Listed | None]:
        self.seen.add(url)
        try:
            return self._fetch(url, source or source_of("", url))
        except Failure as failure:
            return Result(url, "failed", detail=failure.args[0], reason=failure.reason, status=failure.status), None
        except OSError as error:
            return Result(url, "failed", detail=f"It cannot be written: {error.strerror}.", reason="file"), None

    def _fetch(self, url: str, source: Source | None) -> tuple[Result, Listed | None]:
        place = read_url(url)
        folder = self.inbox / (source.id if source else folder_name(place.host))
        known, said = find_known(folder, place_name(url))
        delay = self.delay if self.delay is not None else source.delay_seconds if source else None
        with part(self.inbox) as made:
            answer = self.visitor.visit(
                url, made.write, delay=delay, validators=_validators(said), valid_for=said.get("final_url"), accept=check_form
            )
            if answer.status == 304:
                return Result(url, "unchanged", known), _listed_before(known, said)
            about = self._about(url, answer, made, source)
            if is_list(made.head):
                return self._list(folder, made, answer, about)
            ending = ending_of(answer)
            if ending.startswith((".xml", ".rss", ".atom")):
                raise Failure("media_type", "It is XML, but neither a feed nor a map of a site.")
            return self._keep(folder / f"{place_name(url)}{ending}", made, about, known, said), None

    def _keep(self, document: Path, made: Part, about: dict[str, Any], known: Path | None, said: dict[str, Any]) -> Result:
        if known == document and said.get("sha256") == made.sha256:
            describe(document, about)
            return Result(about["url"], "unchanged", document)
        keep(made, document, about)
        if known and known != document:
            forget(known)
        return Result(about["url"], "changed" if known else "saved", document)

    def _list(self, folder: Path, made: Part, answer: Answer, about: dict[str, Any]) -> tuple[Result, Listed]:
        """Reads a feed or a map of a site; its sidecar keeps what it lists, for the next time it has not changed."""
        if made.n_bytes > MAX_FEED:
            raise Failure("too_large", f"A feed or a map of a site is read up to {MAX_FEED:,} bytes.")
        made.file.flush()
        listed = read_list(made.path.read_bytes(), answer.charset)
        base = folder / f"{place_name(about['url'])}{LIST}"
        describe(base, {**about, "pages": listed.pages, "maps": listed.maps})
        return Result(about["url"], "listed", None, f"{len(listed.pages) + len(listed.maps)} addresses"), listed

    def _about(self, url: str | None, answer: Answer | None, made: Part, source: Source | None) -> dict[str, Any]:
        """What the sidecar says."""
        headers = answer.headers if answer else {}
        return {
            "url": url,
            "final_url": answer.place.url if answer else None,
            "retrieved_at": _moment(self.visitor),
            "status": answer.status if answer else None,
            "sha256": made.sha256,
            "n_bytes": made.n_bytes,
            "media_type": (answer.media_type or None) if answer else None,
            "charset": answer.charset if answer else None,
            "etag": headers.get("etag"),
            "last_modified": headers.get("last-modified"),
            "rights": self.rights or (source.rights if source else None),
            "source": source.id if source else None,
            "outlet": source.outlet if source else None,
        }

    def _copy(self, task: Task) -> Result:
        """Copies a file of this machine in, under its own name and its hash."""
        path = Path(task.what)
        try:
            ending = ending_of_name(path.name)
            if ending is None:
                raise Failure("media_type", f"The ending {path.suffix!r} is none of a text that can be read.")
            with path.open("rb") as file, part(self.inbox) as made:
                while chunk := file.read(CHUNK):
                    made.write(chunk)
                    if made.n_bytes > self.visitor.limits.max_bytes:
                        raise Failure("too_large", f"It is longer than {self.visitor.limits.max_bytes:,} bytes; see --max-size.")
                stem = slug(path.name.lower().removesuffix(ending))
                document = self.inbox / (task.source.id if task.source else LOCAL) / f"{stem}-{made.sha256[:8]}{ending}"
                if document.is_file() and file_sha256(document) == made.sha256:
                    return Result(task.what, "unchanged", document)
                keep(made, document, self._about(None, None, made, task.source))
                return Result(task.what, "saved", document)
        except Failure as failure:
            return Result(task.what, "failed", detail=failure.args[0], reason=failure.reason)
        except OSError as error:
            return Result(task.what, "failed", detail=f"It cannot be read or written: {error.strerror}.", reason="file")


def tasks_of(what: str) -> list[Task]:
    """What to fetch for one word of the call.

    Raises:
        UserError: it is neither an address nor a file nor a source, or a source that says nothing of where to fetch.
    """
    if "://" in what:
        try:
            read_url(what)
        except Failure as failure:
            raise UserError(f"{what!r} cannot be fetched: {failure.args[0]}") from failure
        return [Task(what, None)]
    if Path(what).is_file():
        return [Task(what, source_of(Path(what).name, None), is_file=True)]
    source = find_source(what)
    if source is None:
        known = ", ".join(one.id for one in load_sources() if one.feeds or one.sitemaps or one.urls)
        raise UserError(f"{what!r} is neither an address (https://...) nor a file nor a source that can be fetched; there are {known}.")
    if not (source.feeds or source.sitemaps or source.urls):
        raise UserError(f"The source {what!r} names no feeds, sitemaps or urls; add them to seeds/sources/{what}.toml.")
    return [Task(url, source) for url in (*source.feeds, *source.sitemaps, *source.urls)]


def _validators(said: dict[str, Any]) -> dict[str, str]:
    """Headers that ask only for what has changed since; a value with line ends is none of ours."""
    stated = {"If-None-Match": said.get("etag"), "If-Modified-Since": said.get("last_modified")}
    return {name: value for name, value in stated.items() if isinstance(value, str) and value.isprintable() and value.isascii()}


def _listed_before(known: Path | None, said: dict[str, Any]) -> Listed | None:
    """What a feed listed when it was read, if this is one."""
    if known is None or not known.name.endswith(LIST):
        return None
    pages, maps = said.get("pages"), said.get("maps")
    return Listed([one for one in pages or () if isinstance(one, str)], [one for one in maps or () if isinstance(one, str)])


def _moment(visitor: Visitor) -> str:
    return visitor.now().isoformat(timespec="seconds")
