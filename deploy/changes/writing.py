"""Templates as files."""

from pathlib import Path

from deploy.assembly import as_json, margins
from deploy.changes.printing import margins_line
from deploy.environment import Environment
from deploy.rendering import render


def write(env: Environment, folder: Path | None, *, yaml: bool) -> list[str]:
    """Write one file a stack, or none without a folder, and return what to say about them."""
    from cfn_flip import to_yaml

    lines = []
    for stack, template in render(env).items():
        lines.append(margins_line(stack, margins(template)))
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{stack}.{'yaml' if yaml else 'json'}"
            text = as_json(template)
            path.write_text(to_yaml(text) if yaml else text)
            lines.append(f"  written to {path}")
    return lines
