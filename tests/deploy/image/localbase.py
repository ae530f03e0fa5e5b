"""A stand-in for python:3.12-slim where no registry is reachable: this machine's Python and a shell, in a folder."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

TOOLS = (
    "sh", "cat", "chmod", "chown", "cp", "env", "id", "ls", "mkdir", "rm", "groupadd", "useradd",
)  # fmt: skip
# Wheels expect them, python:3.12-slim has them.
LIBRARIES = (
    "libstdc++.so.6", "libgcc_s.so.1", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libresolv.so.2", "libutil.so.1",
)  # fmt: skip
UNUSED = shutil.ignore_patterns("test", "idlelib", "tkinter", "site-packages", "__pycache__", "config-*", "*.a")


def make(root: Path) -> None:
    """Fill a folder with what the Dockerfile needs of its base."""
    for folder in ("bin", "etc", "tmp", "usr/local", "usr/sbin", "var/log", "dev", "proc", "sys", "lib64"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "usr/bin").symlink_to("../bin")
    (root / "tmp").chmod(0o1777)
    (root / "etc/passwd").write_text("root:x:0:0:root:/tmp:/bin/sh\n")
    (root / "etc/group").write_text("root:x:0:\n")
    (root / "etc/ld.so.conf").write_text("/usr/local/lib\n/lib/x86_64-linux-gnu\n")
    shutil.copy("/etc/login.defs", root / "etc/login.defs")
    found = [Path(path).resolve() for path in map(shutil.which, TOOLS) if path]
    for name, path in zip(TOOLS, found, strict=True):
        shutil.copy(path, root / "bin" / name)
    extensions = [*_python(root).glob("lib/python3.12/lib-dynload/*.so")]
    _copy_libraries([*found, Path(sys.executable).resolve(), *extensions, *_named(LIBRARIES)], root)
    subprocess.run(["/sbin/ldconfig", "-r", str(root)], check=True)


def _python(root: Path) -> Path:
    """Copy Python itself, without the packages somebody installed beside it; return where it came from."""
    source, target = Path(sys.base_prefix), root / "usr/local"
    (target / "bin").mkdir()
    shutil.copy(Path(sys.executable).resolve(), target / "bin/python3.12")
    for name in ("python", "python3"):
        (target / "bin" / name).symlink_to("python3.12")
    shutil.copytree(source / "lib/python3.12", target / "lib/python3.12", ignore=UNUSED)
    for library in source.glob("lib/libpython3*.so*"):
        shutil.copy(library, target / "lib")
    return source


def _copy_libraries(programs: Iterable[Path], root: Path) -> None:
    for program in programs:
        said = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=False).stdout
        own = [str(program)] if program.name in LIBRARIES else []
        for path in (*own, *re.findall(r"(/\S+) \(0x", said)):
            target = root / ("lib64" if "ld-linux" in path else "lib/x86_64-linux-gnu") / Path(path).name
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                shutil.copy(Path(path).resolve(), target)


def _named(names: tuple[str, ...]) -> list[Path]:
    """Return where the loader finds libraries."""
    cache = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    return [Path(hit) for name in names for hit in re.findall(rf"{re.escape(name)} .*x86-64.* => (\S+)", cache)[:1]]
