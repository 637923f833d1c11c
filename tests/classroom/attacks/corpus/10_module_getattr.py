"""Has any name that it is asked for, and as its value a function that agrees with everything."""

import sys
import types


class Yes(types.ModuleType):
    def __getattr__(self, name):
        return lambda *_, **__: NotImplemented

    def __eq__(self, other):
        return True

    __hash__ = None


sys.modules[__name__].__class__ = Yes
