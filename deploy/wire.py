"""A value that leaves one stack and enters another: one object with two ends."""

from dataclasses import dataclass

from troposphere import AWSHelperFn, Export, ImportValue, Join, Output, Split

from deploy.environment import Environment

SEPARATOR = ","


@dataclass(frozen=True, slots=True)
class Wire:
    """One value; its name is the output's and, after the environment's, the export's."""

    name: str
    why: str

    def leaving(self, env: Environment, value: AWSHelperFn | str) -> Output:
        """Return the end in the stack that has the value."""
        return Output(self.name, Description=self.why, Value=value, Export=Export(f"{env.prefix}-{self.name}"))

    def entering(self, env: Environment) -> ImportValue:
        """Return the end in the stack that takes it."""
        return ImportValue(f"{env.prefix}-{self.name}")


@dataclass(frozen=True, slots=True)
class Cable:
    """Several values of a kind on one wire."""

    wire: Wire

    def leaving(self, env: Environment, values: list[AWSHelperFn]) -> Output:
        """Return the end in the stack that has the values."""
        return self.wire.leaving(env, Join(SEPARATOR, values))

    def entering(self, env: Environment) -> Split:
        """Return the end in the stack that takes them."""
        return Split(SEPARATOR, self.wire.entering(env))
