"""Files that people hand over: what Discord tells of them, and the bytes that it serves."""

from __future__ import annotations

from dataclasses import dataclass, field

from .components import JSON
from .places import snowflake


@dataclass(eq=False)
class File:
    """A file of a person's. `announced` is the size that Discord tells, where it is not the true one.

    An `endless` one is served over and over, until whoever fetches it goes away.
    """

    name: str
    content: bytes
    announced: int | None = None
    endless: bool = False
    id: int = field(default_factory=snowflake)
    fetched: int = 0

    @property
    def path(self) -> str:
        """Where it is served."""
        return f"/attachments/1/{self.id}/{self.name}"

    def payload(self, cdn: str) -> JSON:
        """The file as an attachment object; `cdn` is where attachments are served."""
        size = len(self.content) if self.announced is None else self.announced
        address = f"{cdn}{self.path}"
        about: JSON = {"id": str(self.id), "filename": self.name, "size": size, "ephemeral": True}
        return about | {"url": address, "proxy_url": address, "content_type": "application/octet-stream"}
