"""The API's manual, made from its own description: what a person needs before the first request."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings

EXAMPLE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: where it stands, what it may be."""

    name: str
    place: str
    description: str
    kind: str
    choices: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Property:
    """One field of an answer."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address of the API."""

    id: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answer: str
    properties: tuple[Property, ...]
    curl: str
    statuses: tuple[tuple[str, str], ...]


def operations(description: dict[str, Any]) -> list[Operation]:
    """Every operation in the order of the description."""
    return [
        _operation(path, found, description)
        for path, methods in description["paths"].items()
        for method, found in methods.items()
        if method == "get"
    ]


def _operation(path: str, found: dict[str, Any], description: dict[str, Any]) -> Operation:
    parameters = tuple(map(_parameter, found.get("parameters", [])))
    answer, properties = _answer(found["responses"].get("200", {}), description)
    return Operation(
        id=found["operationId"],
        path=path,
        summary=found.get("summary", ""),
        description=found.get("description", ""),
        parameters=parameters,
        answer=answer,
        properties=properties,
        curl=_curl(path, found),
        statuses=tuple((status, one.get("description", "")) for status, one in found["responses"].items()),
    )


def _parameter(found: dict[str, Any]) -> Parameter:
    schema = found.get("schema", {})
    inner = schema.get("items", schema)
    return Parameter(
        name=found["name"],
        place=found["in"],
        description=found.get("description", "") or schema.get("description", ""),
        kind=_kind(schema),
        choices=tuple(map(str, inner.get("enum", ()))),
        required=bool(found.get("required")),
    )


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(_kind(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))}[]"
    return str(schema.get("format") or schema.get("type") or "any")


def _answer(response: dict[str, Any], description: dict[str, Any]) -> tuple[str, tuple[Property, ...]]:
    """The name and the fields of what an answer holds; of a list, those of one item."""
    content = response.get("content", {}).get("application/json", {})
    schema = content.get("schema", {})
    name, found = _resolved(schema, description)
    items = found.get("properties", {}).get("items", {}).get("items") or found.get("items")
    if items:
        name, found = f"{_kind(items)}[]", _resolved(items, description)[1]
    fields = found.get("properties", {})
    return name, tuple(Property(key, _kind(one), one.get("description", "")) for key, one in fields.items())


def _resolved(schema: dict[str, Any], description: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if "$ref" not in schema:
        return _kind(schema), schema
    name = str(schema["$ref"]).rpartition("/")[2]
    return name, description["components"]["schemas"][name]


def _curl(path: str, found: dict[str, Any]) -> str:
    """A request a reader can paste: path examples come from the description, the first choice stands for a filter."""
    address = settings.SITE_URL + path
    pairs = []
    for one in found.get("parameters", []):
        schema = one.get("schema", {})
        if one["in"] == "path":
            examples = schema.get("examples") or [schema.get("example")]
            if examples[0]:
                address = address.replace("{" + one["name"] + "}", quote(str(examples[0])))
        elif one["name"] == "size":
            pairs.append("size=5")
    return f'curl "{address}{"?" + "&".join(pairs) if pairs else ""}"'
