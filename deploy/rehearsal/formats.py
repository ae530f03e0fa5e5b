"""What AWS would put on the wire: JSON, query XML, EC2 XML, S3 XML; each after botocore's own model."""

import json
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from botocore.validate import ParamValidator

JSON, EC2, S3 = "json", "ec2", "rest-xml"


class Unlike(Exception):
    """The simulated AWS was asked, or would answer, what the real one never would."""


def check(value: Any, shape: Shape | None, what: str) -> None:
    """Compare a request or an answer with its model.

    Raises:
        Unlike: naming the field.
    """
    if shape is None:
        return
    report = ParamValidator().validate(value, shape)
    if report.has_errors():
        raise Unlike(f"{what}: {report.generate_report()}")
    _check_words(value, shape, what)


def _check_words(value: Any, shape: Shape, what: str) -> None:
    """Refuse a word that is not in its enumeration; botocore lets those pass."""
    if isinstance(shape, StructureShape):
        for name, found in value.items():
            _check_words(found, shape.members[name], f"{what}.{name}")
    elif isinstance(shape, ListShape):
        for found in value:
            _check_words(found, shape.member, what)
    elif shape.type_name == "string" and shape.enum and value not in shape.enum:
        raise Unlike(f"{what}: {value!r} is not one of {', '.join(shape.enum)}")


def answer(model: OperationModel, value: Any) -> tuple[dict[str, str], bytes]:
    """Return headers and body of an answer."""
    protocol = model.service_model.resolved_protocol
    if protocol == JSON:
        return {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(_json(value, model.output_shape)).encode()
    if protocol == S3:
        return _s3(model, value)
    return {"Content-Type": "text/xml"}, ET.tostring(_envelope(model, value))


def refusal(model: OperationModel, code: str, message: str) -> tuple[dict[str, str], bytes]:
    """Return headers and body of a refusal."""
    protocol = model.service_model.resolved_protocol
    if protocol == JSON:
        headers = {"Content-Type": "application/x-amz-json-1.1", "x-amzn-errortype": code}
        return headers, json.dumps({"__type": code, "message": message}).encode()
    around = {"ec2": ("Response", "Errors"), "query": ("ErrorResponse",), S3: ()}[protocol]
    error = ET.Element("Error")
    ET.SubElement(error, "Code").text = code
    ET.SubElement(error, "Message").text = message
    for name in reversed(around):
        outer = ET.Element(name)
        outer.append(error)
        error = outer
    return {"Content-Type": "text/xml"}, ET.tostring(error)


def _json(value: Any, shape: Shape | None) -> Any:
    if isinstance(shape, StructureShape):
        return {
            shape.members[name].serialization.get("name", name): _json(v, shape.members[name])
            for name, v in value.items()
        }
    if isinstance(shape, ListShape):
        return [_json(item, shape.member) for item in value]
    if isinstance(shape, MapShape):
        return {key: _json(item, shape.value) for key, item in value.items()}
    return value.timestamp() if isinstance(value, datetime) else value


def _s3(model: OperationModel, value: Any) -> tuple[dict[str, str], bytes]:
    headers = {"ETag": value["ETag"]} if "ETag" in value else {}
    if "Body" in value:
        return {**headers, "Content-Length": str(len(value["Body"]))}, value["Body"]
    if model.name == "PutObject":
        return headers, b""
    root = ET.Element(f"{model.name}Result")
    _fill(root, value, model.output_shape, is_ec2=False)
    return {**headers, "Content-Type": "application/xml"}, ET.tostring(root)


def _envelope(model: OperationModel, value: Any) -> ET.Element:
    root = ET.Element(f"{model.name}Response")
    shape = model.output_shape
    inner = root
    if shape is not None and shape.serialization.get("resultWrapper"):
        inner = ET.SubElement(root, shape.serialization["resultWrapper"])
    _fill(inner, value, shape, is_ec2=model.service_model.resolved_protocol == EC2)
    return root


def _fill(parent: ET.Element, value: Any, shape: Any, *, is_ec2: bool) -> None:
    for name, found in value.items():
        member = shape.members[name]
        tag = member.serialization.get("name", name)
        if isinstance(member, ListShape) and member.serialization.get("flattened"):
            for item in found:
                _put(parent, tag, item, member.member, is_ec2=is_ec2)
        else:
            _put(parent, tag, found, member, is_ec2=is_ec2)


def _put(parent: ET.Element, tag: str, value: Any, shape: Shape, *, is_ec2: bool) -> None:
    element = ET.SubElement(parent, tag)
    if isinstance(shape, StructureShape):
        _fill(element, value, shape, is_ec2=is_ec2)
    elif isinstance(shape, ListShape):
        default = "item" if is_ec2 else "member"
        for item in value:
            _put(element, shape.member.serialization.get("name", default), item, shape.member, is_ec2=is_ec2)
    else:
        element.text = _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else str(value)
