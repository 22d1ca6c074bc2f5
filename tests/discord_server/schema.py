"""Requests and answers held against Discord's own OpenAPI description, where a copy of it lies beside the project."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

SPEC = Path(__file__).resolve().parents[3] / "shared" / "discord" / "openapi.json"
HERE = "urn:discord"
UNTOLD = frozenset(("enforce_nonce", "username", "avatar_url", "thread_name", "applied_tags", "tts", "flags", "poll"))
"""Keys that Discord takes (its documentation says so) and that parts of the description leave out."""


@functools.cache
def _paths() -> dict[str, Any] | None:
    if not SPEC.exists():
        return None
    described: dict[str, Any] = json.loads(SPEC.read_bytes())
    return described


@functools.cache
def _registry() -> Registry[Any]:
    described = _paths()
    assert described is not None
    empty: Registry[Any] = Registry()
    filled: Registry[Any] = empty.with_resource(
        HERE, Resource.from_contents(described, default_specification=DRAFT202012)
    )
    return filled


@functools.cache
def _validator(template: str, method: str, answer: bool) -> jsonschema.Draft202012Validator | None:
    operation = (_paths() or {}).get("paths", {}).get(template, {}).get(method.lower())
    if operation is None:
        return None
    told: dict[str, Any] = (
        next((r for code, r in operation["responses"].items() if code.startswith("2")), {})
        if answer
        else operation.get("requestBody", {})
    )
    if "application/json" not in told.get("content", {}):
        return None
    where = ["paths", template, method.lower()]
    where += ["responses", next(c for c in operation["responses"] if c.startswith("2"))] if answer else ["requestBody"]
    pointer = "/".join(
        p.replace("~", "~0").replace("/", "~1") for p in [*where, "content", "application/json", "schema"]
    )
    return jsonschema.Draft202012Validator({"$ref": f"{HERE}#/{pointer}"}, registry=_registry())


def _as_described(value: Any, key: str = "") -> Any:
    """A body with ids as texts: Discord takes numbers too, its description tells only of texts."""
    if isinstance(value, dict):
        return {k: _as_described(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_as_described(v, key) for v in value]
    is_id = isinstance(value, int) and not isinstance(value, bool) and (key == "id" or key.endswith("_id"))
    return str(value) if is_id else value


def problems(template: str, method: str, body: Any, *, answer: bool = False) -> list[str]:
    """What in a body (or, with `answer`, in our answer) Discord's description does not allow."""
    return list(_problems(template, method, json.dumps(body, sort_keys=True), answer))


@functools.lru_cache(maxsize=200)
def _problems(template: str, method: str, told: str, answer: bool) -> list[str]:
    body = json.loads(told)
    if answer and template.endswith("/callback"):  # which it tells only of responses that do not defer
        return []
    validator = _validator(template, method, answer)
    if validator is None:
        return []
    found = [] if answer else _unknown_keys(validator, body)
    for error in validator.iter_errors(_as_described(body)):
        deepest = jsonschema.exceptions.best_match([error])
        found.append(f"{deepest.json_path}: {deepest.message[:300]}")
    return found


def _unknown_keys(validator: jsonschema.Draft202012Validator, body: Any) -> list[str]:
    """Keys at the top that no form of the request knows: Discord ignores them, so they are a slip of the sender's."""
    if not isinstance(body, dict):
        return []
    resolver = _registry().resolver(base_uri=HERE)
    schemas, known = [validator.schema], set(UNTOLD)
    while schemas:
        schema = schemas.pop()
        if "$ref" in schema:
            schemas.append(resolver.lookup(schema["$ref"].removeprefix(HERE)).contents)
        schemas += [s for key in ("anyOf", "oneOf", "allOf") for s in schema.get(key, [])]
        known |= set(schema.get("properties", {}))
    return [f"$: unknown key {key!r}" for key in body if key not in known]
