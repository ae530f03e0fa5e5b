"""Assembly and wires: what a dataclass holds is what the template has, and misuse raises."""

import inspect
import pkgutil
from dataclasses import dataclass, fields
from importlib import import_module
from typing import Any

import pytest
from troposphere import Output, Parameter, Ref, ecs, s3, sns

from deploy import components, wires
from deploy.assembly import assemble
from deploy.components.buckets import Shape
from deploy.environment import Environment, load
from deploy.excuses import Excuse, metadata
from deploy.wire import Cable, Wire

MODULES = [import_module(f"deploy.components.{found.name}") for found in pkgutil.iter_modules(components.__path__)]


@dataclass(frozen=True)
class Inner:
    topic: sns.Topic


@dataclass(frozen=True)
class Outer:
    inner: Inner
    more: tuple[sns.Topic, ...]
    nothing: Inner | None
    parameter: Parameter
    output: Output
    text: str = "not a resource"


def _outer(name: str) -> Outer:
    topics = (sns.Topic("B"), sns.Topic(name))
    return Outer(Inner(sns.Topic("A")), topics, None, Parameter("P", Type="String"), Output("O", Value="x"))


def test_resources_are_found_at_any_depth() -> None:
    found = assemble(_outer("C"), description="Sample").to_dict()
    assert set(found["Resources"]) == {"A", "B", "C"}
    assert (set(found["Parameters"]), set(found["Outputs"])) == ({"P"}, {"O"})


def test_two_resources_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="duplicate"):
        assemble(_outer("A"), description="Sample")


def test_both_ends_of_a_wire_have_one_name() -> None:
    env = load("dev")
    leaving = wires.VPC.leaving(env, Ref("Vpc")).to_dict()
    assert leaving["Export"]["Name"] == wires.VPC.entering(env).to_dict()["Fn::ImportValue"] == "rung-dev-VpcId"
    cable = Cable(Wire("Many", "Several"))
    assert cable.leaving(env, [Ref("A"), Ref("B")]).to_dict()["Value"] == {
        "Fn::Join": [",", [{"Ref": "A"}, {"Ref": "B"}]]
    }
    assert cable.entering(env).to_dict() == {"Fn::Split": [",", {"Fn::ImportValue": "rung-dev-Many"}]}


def test_an_unknown_or_mistyped_property_raises() -> None:
    with pytest.raises(AttributeError, match="does not support attribute Publik"):
        s3.Bucket("Bucket", Publik=True)
    with pytest.raises(TypeError):
        ecs.ContainerDefinition("Web", Image=3)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_component_refuses_what_is_not_an_environment(module: Any) -> None:
    for name, build in inspect.getmembers(module, inspect.isfunction):
        wanted = [p for p in inspect.signature(build).parameters.values() if p.annotation is Environment]
        if not name.startswith("build_") or not wanted or build.__module__ != module.__name__:
            continue
        others = {p.name: None for p in inspect.signature(build).parameters.values() if p.annotation is not Environment}
        with pytest.raises((AttributeError, TypeError)):
            build("prod", **others)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_no_component_has_an_argument_that_opens_it(module: Any) -> None:
    builders = [found for name, found in inspect.getmembers(module, inspect.isfunction) if name.startswith("build_")]
    named = {name for build in builders for name in inspect.signature(build).parameters}
    assert not {name for name in named if any(word in name for word in ("public", "encrypt", "open", "tls", "private"))}


def test_a_bucket_has_nothing_that_opens_it() -> None:
    assert not {"public", "acl", "encryption", "versioning"} & {found.name for found in fields(Shape)}


def test_an_excuse_speaks_to_every_checker() -> None:
    found = metadata(Excuse("ours", "Because.", checkov=("CKV_1",), guard=("G",), cfn_nag=("W1",)))
    assert found == {
        "Excuses": [{"Rule": "ours", "Reason": "Because."}],
        "checkov": {"skip": [{"id": "CKV_1", "comment": "Because."}]},
        "cfn_nag": {"rules_to_suppress": [{"id": "W1", "reason": "Because."}]},
        "guard": {"SuppressedRules": ["G"]},
    }
