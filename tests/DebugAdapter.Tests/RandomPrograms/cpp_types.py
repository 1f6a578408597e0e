"""Types that only C++ has."""
import dataclasses
from declarations import Array, Function, Pointer, Record


@dataclasses.dataclass(frozen=True)
class Reference(Pointer):
    sign: str = "&"

    def declare(self, inner):
        inner = self.sign + inner
        if self.qualifiers:
            return f"{self.qualifiers} {self.target.declare(inner)}"
        return self.target.declare(f"({inner})" if isinstance(self.target, (Array, Function)) else inner)


@dataclasses.dataclass(frozen=True)
class MemberPointer:
    owner: str
    target: object

    def declare(self, inner):
        inner = f"{self.owner}::*{inner}"
        return self.target.declare(f"({inner})" if isinstance(self.target, (Array, Function)) else inner)


@dataclasses.dataclass(frozen=True)
class Class(Record):
    """A class with a constructor from one int; `members` are those that the program may name outside of it."""
    bases: tuple = ()  # (class, access, is virtual)
    virtuals: tuple = ()
    methods: tuple = ()  # (name, function, is static)
    is_abstract: bool = False
    own: tuple = ()  # the public members that no base has
    constant: tuple = ()  # names of const member functions

    names: tuple = ()  # of all members but those of bases

    def every(self):
        """The names of all members."""
        return {*self.names, *(n for a, _ in self.ancestors() for n in a.names)}

    def ancestors(self):
        for base, _, is_virtual in self.bases:
            yield base, is_virtual
            yield from base.ancestors()


def as_operand(t):
    """What a name of that type is in an expression."""
    return t.target if isinstance(t, Reference) else t
