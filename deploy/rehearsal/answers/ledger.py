"""S3, as far as the ledger needs it: conditional writes."""

import hashlib
from typing import Any

from deploy.rehearsal.answers.kinds import Table
from deploy.rehearsal.wire import Refusal
from deploy.rehearsal.world import World


def _get(world: World, asked: Any) -> Any:
    if asked["Key"] not in world.objects:
        raise Refusal("NoSuchKey", "The specified key does not exist.", 404)
    body, mark = world.objects[asked["Key"]]
    return {"Body": body, "ETag": mark}


def _put(world: World, asked: Any) -> Any:
    mark = world.objects.get(asked["Key"], (b"", ""))[1]
    is_late = ("IfMatch" in asked and asked["IfMatch"] != mark) or ("IfNoneMatch" in asked and mark)
    if is_late:
        raise Refusal("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
    body = _bytes(asked["Body"])
    number = len(world.calls)  # two versions of the same words are two versions
    fresh = f'"{hashlib.sha256(body + str(number).encode()).hexdigest()[:32]}"'
    world.objects[asked["Key"]] = (body, fresh)
    return {"ETag": fresh}


def _bytes(body: Any) -> bytes:
    """Return a body's bytes; botocore may have made a file of them, to read it twice."""
    if isinstance(body, bytes):
        return body
    body.seek(0)
    found: bytes = body.read()
    body.seek(0)
    return found


def _list(world: World, asked: Any) -> Any:
    found = sorted(name for name in world.objects if name.startswith(asked["Prefix"]))
    return {"Contents": [{"Key": name} for name in found[: asked["MaxKeys"]]]}


TABLE: Table = {("s3", "GetObject"): _get, ("s3", "PutObject"): _put, ("s3", "ListObjectsV2"): _list}
