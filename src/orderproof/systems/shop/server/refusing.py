"""What the shop says no with: a status of HTTP, a code for programs, a sentence for people."""

from __future__ import annotations


class RefusedError(Exception):
    """A request that is refused; nothing of it has happened."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code

    def body(self) -> dict[str, object]:
        """Give the answer's body."""
        return {"error": {"code": self.code, "message": str(self)}}
