"""Why something could not be fetched. Standard library only."""

REASONS = {
    "address": "its address is none that is fetched: of another protocol, private, or not to be found",
    "robots": "the robots.txt of its host forbids it, or could not be had",
    "status": "the server answered with another status than 200",
    "redirects": "it was redirected too often, or to nowhere",
    "media_type": "it is no text: an image, a PDF, a video",
    "too_large": "it is longer than --max-size",
    "timeout": "it took too long, or the server asks to come back later",
    "network": "the connection failed",
    "feed": "it is a feed or map of a site that cannot be read",
    "file": "the file cannot be read or written",
}
"""Codes of failures, as failed.meta.json has them."""


class Failure(Exception):
    """One thing could not be fetched; the others can."""

    def __init__(self, reason: str, detail: str, status: int | None = None) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.status = reason, detail, status
