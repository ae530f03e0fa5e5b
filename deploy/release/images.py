"""One digest end to end: what a tag or digest means in the registry, and for which machines it was built."""

import json
from dataclasses import dataclass
from typing import Any

from deploy.release.aws import Aws
from deploy.release.refusals import Refused
from deploy.release.target import Target

MANIFESTS = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)
ECS_NAMES = {"amd64": "X86_64", "arm64": "ARM64"}
NOT_FOUND = {"ImageNotFoundException", "RepositoryNotFoundException"}


class ImageMissing(Exception):
    """The registry has no such image."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image by its digest; `architectures` as ECS names them."""

    uri: str
    digest: str
    architectures: frozenset[str]


def find(aws: Aws, target: Target, reference: str) -> Image:
    """Return the image a tag, a digest or a whole reference names.

    Raises:
        ImageMissing: there is none.
    """
    last = reference.rpartition("/")[2]
    _, _, digest = last.partition("@") if "@" in last else ("", "", last if last.startswith("sha256:") else "")
    by = {"imageDigest": digest} if digest else {"imageTag": last.rpartition(":")[2] or last}
    try:
        registry = aws.ask("ecr", "describe_repositories", repositoryNames=[target.repository])
        found = aws.ask(
            "ecr",
            "batch_get_image",
            repositoryName=target.repository,
            imageIds=[by],
            acceptedMediaTypes=[*MANIFESTS],
        )
    except Refused as refused:
        if refused.code in NOT_FOUND:
            raise ImageMissing(f"The repository {target.repository} does not exist.") from refused
        raise
    if not found["images"]:
        raise ImageMissing(f"{target.repository} has no image {digest or by['imageTag']}.")
    image, repository = found["images"][0], registry["repositories"][0]["repositoryUri"]
    digest = str(image["imageId"]["imageDigest"])
    return Image(f"{repository}@{digest}", digest, _architectures(aws, target, json.loads(image["imageManifest"])))


def _architectures(aws: Aws, target: Target, manifest: Any) -> frozenset[str]:
    if "manifests" in manifest:
        found = {entry.get("platform", {}).get("architecture", "") for entry in manifest["manifests"]}
    else:
        layer = manifest["config"]["digest"]
        place = aws.ask("ecr", "get_download_url_for_layer", repositoryName=target.repository, layerDigest=layer)
        found = {json.loads(aws.fetch(place["downloadUrl"]).body)["architecture"]}
    return frozenset(ECS_NAMES.get(name, name) for name in found if name not in {"", "unknown"})
