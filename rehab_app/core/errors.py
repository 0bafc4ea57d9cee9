"""Errors a user can act on: what is wrong, where, and what to do."""


class RehabError(Exception):
    """An expected error. Its text is shown as it is, in the language of the application.

    Args:
        problem: what is wrong, one sentence.
        where: file, row, field or dwelling concerned; empty when there is none.
        remedy: what the user can do; empty when there is nothing to do.
    """

    def __init__(self, problem: str, where: str = "", remedy: str = "") -> None:
        self.problem = problem
        self.where = where
        self.remedy = remedy
        super().__init__(self.text)

    @property
    def told(self) -> str:
        """Problem and remedy, for a message that stands beside what it is about."""
        return f"{self.problem} {self.remedy}".strip()

    @property
    def text(self) -> str:
        """One line: where, problem, remedy."""
        return f"{self.where}: {self.told}" if self.where else self.told


class Cancelled(RehabError):
    """The user stopped the work; nothing of it is kept unless its report says otherwise."""
