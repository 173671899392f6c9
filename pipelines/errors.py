"""Errors that whoever called can put right. Standard library only."""


class UserError(Exception):
    """The message says in one sentence what is wrong and what to do. The command line prints it and ends with exit code 2."""
