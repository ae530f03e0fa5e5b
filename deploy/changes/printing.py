"""What infra says, as lines for people."""

from collections.abc import Iterable, Iterator, Mapping

from deploy.assembly import MOST_RESOURCES, MOST_S3_BYTES, MOST_TEMPLATE_BYTES, Margins
from deploy.changes.apply import Event
from deploy.changes.cost import Estimate
from deploy.changes.drift import Drifted
from deploy.changes.plan import Plan, Planned

GROUPS = {
    "Remove": "Would be removed",
    "Replace": "Would be made anew",
    "Modify": "Would change",
    "Add": "Would be added",
}


def margins_line(stack: str, found: Margins) -> str:
    """Return a stack's size and how far the limits are."""
    how = "sent with the call" if found.is_inline else f"sent through S3, over {MOST_TEMPLATE_BYTES:,}"
    size = f"{found.bytes_used:,} bytes minified ({100 * found.bytes_used // MOST_S3_BYTES} % of the limit, {how})"
    share = 100 * found.resources // MOST_RESOURCES
    return f"{stack}: {size}, {found.resources} resources ({share} %), {found.outputs} outputs"


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield a plan, grouped by what happens, the worst first."""
    if not plan.changes:
        yield f"{plan.stack}: nothing would change."
        return
    yield f"{plan.stack}:"
    for group, title in GROUPS.items():
        inside = [change for change in plan.changes if group_of(change) == group]
        if inside:
            yield f"  {title} ({len(inside)})"
        for change in inside:
            what = f": {', '.join(change.properties)}" if change.properties else ""
            yield f"    {'!! HOLDS DATA ' if change.loses_data else ''}{change.name} ({change.kind}){what}"


def group_of(change: Planned) -> str:
    """Return which group a change is shown in."""
    return "Replace" if change.act == "Modify" and change.replaces != "False" else change.act


def cost_lines(name: str, found: Estimate) -> Iterator[str]:
    """Yield an estimate, the dearest first."""
    yield f"{name}: about {found.usd:,.0f} USD a month (prices read on {found.read_on})"
    for line in sorted(found.lines, key=lambda line: -line.usd):
        yield f"  {line.usd:9.2f}  {line.what} × {line.count:g}"
    yield "Assumed a month: " + ", ".join(f"{key.replace('_', ' ')} {value:g}" for key, value in found.assumed.items())


def output_lines(outputs: Mapping[str, str], form: str) -> Iterator[str]:
    """Yield outputs as a table, or as lines for a shell."""
    width = max(map(len, outputs), default=0)
    for name, value in sorted(outputs.items()):
        yield f"{name}={value}" if form == "env" else f"{name:<{width}}  {value}"


def drift_lines(drifted: Iterable[Drifted]) -> Iterator[str]:
    """Yield what was changed by hand."""
    for one in drifted:
        yield f"{one.stack}/{one.name} ({one.kind}): {one.status.lower()}"
        for path, written, found in one.differences:
            yield f"    {path}: {written} → {found}"


def event_line(event: Event) -> str:
    """Return an event as one line."""
    why = f"  {event.reason}" if event.reason else ""
    return f"{event.at}  {event.status:<28} {event.name} ({event.kind}){why}"
