"""The one exception that a user may see."""


class AltutorError(Exception):
    """A mistake that the user can mend.

    Its message is one sentence or two: what was wrong (which file, line or option, what was expected) and what to type
    next. The command line prints it without a traceback and exits with code 2.
    """
