"""The API object: renderer, rate limit, problems, and a description that says all of it."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import NinjaAPI

from quanheng.kernel.api.problems import CONTENT_TYPE, Problem, ProblemFault, install, titles
from quanheng.kernel.api.renderer import Renderer
from quanheng.kernel.api.throttle import ClientThrottle

ALWAYS = (400, 414, 429, 500)


class OpenAPI(NinjaAPI):
    """开放接口: read-only, so every operation shares its errors and headers."""

    def __init__(self, *, title: str, version: str, description: str, namespace: str) -> None:
        super().__init__(
            title=title,
            version=version,
            description=description,
            urls_namespace=namespace,
            renderer=Renderer(),
            throttle=[ClientThrottle()],
            docs_url=None,
            openapi_url=None,
        )
        install(self)

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The function's name: short, and stable when modules move."""
        return str(operation.view_func.__name__)

    def described(self, path_prefix: str) -> dict[str, Any]:
        """The OpenAPI 3.1 description as plain values, problems and headers of every operation included."""
        schema: dict[str, Any] = _plain(self.get_openapi_schema(path_prefix=path_prefix))
        for path, operations in schema["paths"].items():
            for operation in operations.values():
                _complete(operation, with_path="{" in path)
        components = schema["components"].setdefault("schemas", {})
        for model in (ProblemFault, Problem):
            described = model.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
            described.pop("$defs", None)
            components[model.__name__] = described
        return schema


def _complete(operation: dict[str, Any], *, with_path: bool) -> None:
    answers = operation["responses"]
    names = {one["name"] for one in operation.get("parameters", [])}
    listed = "sort" in names  # a register's list reads its own parameters; the others are read by their types
    wanted = [*ALWAYS, *([404] if with_path or "page" in names else []), *([422] if names and not listed else [])]
    for status in wanted:
        answers[str(status)] = {
            "description": titles()[status],
            "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    answers["429"]["headers"] = {"Retry-After": {"schema": {"type": "string"}, "description": _("秒")}}
    answers["304"] = {"description": _("没有变化（If-None-Match）")}
    headers = answers.get("200", {}).setdefault("headers", {})
    headers["ETag"] = {"schema": {"type": "string"}, "description": _("内容摘要")}
    operation["responses"] = dict(sorted(answers.items()))


def _plain(value: Any) -> Any:
    """Lazy text as text, keys as strings: what JSON can hold and a snapshot can be compared with."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
