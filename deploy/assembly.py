"""From the fields of dataclasses to a CloudFormation template: what a stack holds is what its components name."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from troposphere import AWSObject, BaseAWSObject, Output, Parameter, Template

MOST_TEMPLATE_BYTES = 51_200  # inline; larger ones go through S3
MOST_S3_BYTES = 1_000_000
MOST_RESOURCES = 500
MOST_OUTPUTS = 200
MOST_PARAMETERS = 200


@dataclass(frozen=True, slots=True)
class Margins:
    """What a template uses of what CloudFormation takes."""

    bytes_used: int
    resources: int
    outputs: int
    parameters: int

    @property
    def is_inline(self) -> bool:
        """Whether it may be sent as it is, without S3."""
        return self.bytes_used <= MOST_TEMPLATE_BYTES


def assemble(stack: object, *, description: str) -> Template:
    """Return a template of every resource, parameter and output found in a dataclass, at any depth.

    Raises:
        ValueError: two things have one logical name.
    """
    template = Template(Description=description)
    seen: set[int] = set()  # two components may hold one resource
    for found in _parts(stack):
        if id(found) in seen:
            continue
        seen.add(id(found))
        if isinstance(found, Output):
            template.add_output(found)
        elif isinstance(found, Parameter):
            template.add_parameter(found)
        elif isinstance(found, AWSObject):
            template.add_resource(found)
    return template


def as_json(template: Template) -> str:
    """Return the template as it is committed: sorted, two spaces, one line break at the end."""
    return json.dumps(template.to_dict(), indent=2, sort_keys=True) + "\n"


def minified(template: Template) -> str:
    """Return the template as it is sent."""
    return json.dumps(template.to_dict(), separators=(",", ":"), sort_keys=True)


def margins(template: Template) -> Margins:
    """Measure a template against CloudFormation's limits."""
    return Margins(
        len(minified(template).encode()),
        len(template.resources),
        len(template.outputs),
        len(template.parameters),
    )


def _parts(holder: object) -> Iterator[BaseAWSObject]:
    if isinstance(holder, BaseAWSObject):
        yield holder
    elif isinstance(holder, tuple):
        for item in holder:
            yield from _parts(item)
    elif is_dataclass(holder):
        for named in fields(holder):
            yield from _parts(getattr(holder, named.name))
