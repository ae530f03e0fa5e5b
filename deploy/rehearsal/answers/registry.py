"""ECR: repositories and images by tag or digest."""

import base64
import json
from typing import Any

from deploy.rehearsal.answers.kinds import Table
from deploy.rehearsal.digests import ACCOUNT
from deploy.rehearsal.wire import Refusal
from deploy.rehearsal.world import World

INDEX = "application/vnd.oci.image.index.v1+json"


def _repositories(world: World, asked: Any) -> Any:
    if asked["repositoryNames"] != [world.target.repository]:
        raise Refusal("RepositoryNotFoundException", "The repository does not exist")
    return {
        "repositories": [
            {
                "repositoryName": world.target.repository,
                "repositoryUri": world.uri("").rstrip("@"),
                "registryId": ACCOUNT,
            }
        ]
    }


def _images(world: World, asked: Any) -> Any:
    wanted = asked["imageIds"][0]
    digest = wanted.get("imageDigest") or world.tags.get(wanted.get("imageTag", ""), "")
    if digest not in world.images:
        return {"images": [], "failures": [{"imageId": wanted, "failureCode": "ImageNotFound"}]}
    platform = {"architecture": world.images[digest], "os": "linux"}
    manifest = {"schemaVersion": 2, "mediaType": INDEX, "manifests": [{"digest": digest, "platform": platform}]}
    return {"images": [{"imageId": {"imageDigest": digest}, "imageManifest": json.dumps(manifest)}]}


def _scan(_: World, __: Any) -> Any:
    return {"imageScanStatus": {"status": "COMPLETE"}, "imageScanFindings": {"findingSeverityCounts": {"LOW": 2}}}


def _token(_: World, __: Any) -> Any:
    return {"authorizationData": [{"authorizationToken": base64.b64encode(b"AWS:rehearsed").decode()}]}


TABLE: Table = {
    ("ecr", "DescribeRepositories"): _repositories,
    ("ecr", "BatchGetImage"): _images,
    ("ecr", "DescribeImageScanFindings"): _scan,
    ("ecr", "GetAuthorizationToken"): _token,
}
