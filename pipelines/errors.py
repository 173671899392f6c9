"""Errors that whoever called can put right. Standard library only."""


class UserError(Exception):
    """The message says in one sentence what is wrong and what to do. The command line prints it and ends with exit code 2."""


class Refused(Exception):
    """A release that must not be published. The message has a line for each reason; exit code 1."""
