"""Discord's limits in code: what a message, its embeds and components, a command and its choices may be."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from tests.discord_server.messages import COMPONENTS_V2
from tests.discord_server.objects import Json

NAME = re.compile(r"^[-_'\w]{1,32}$")
ROW, BUTTON, SELECTS, TEXT_DISPLAY = 1, 2, {3, 5, 6, 7, 8}, 10
SUBCOMMAND, SUBCOMMAND_GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10


def message(body: Json, *, files: int = 0, new: bool = True) -> Iterator[str]:
    """What is wrong with a message to be sent or edited."""
    content, embeds, components = body.get("content"), body.get("embeds") or [], body.get("components") or []
    if content is not None and len(content) > 2000:
        yield f"content has {len(content)} characters, 2000 are allowed"
    if new and not (content and content.strip()) and not embeds and not components and not files:
        yield "an empty message cannot be sent"
    yield from _embeds(embeds)
    yield from _components(components, v2=bool((body.get("flags") or 0) & COMPONENTS_V2))
    if (body.get("flags") or 0) & COMPONENTS_V2 and (content or embeds):
        yield "components v2 go with neither content nor embeds"
    for told in body.get("attachments") or []:
        if new and not str(told.get("id", "")).isdigit():
            yield "an attachment needs an id"
    nonce = body.get("nonce")
    if isinstance(nonce, str) and len(nonce) > 25:
        yield "a nonce has 25 characters at most"
    yield from _allowed_mentions(body.get("allowed_mentions"))


def _allowed_mentions(allowed: Json | None) -> Iterator[str]:
    for kind in ("users", "roles"):
        if allowed and allowed.get(kind) and kind in (allowed.get("parse") or []):
            yield f"allowed_mentions: parse {kind!r} and a list of {kind} exclude each other"


def _too_long(where: str, text: Any, most: int) -> Iterator[str]:
    if text is not None and (not isinstance(text, str) or len(text) > most):
        yield f"{where} is longer than {most} characters"


def _embeds(embeds: list[Json]) -> Iterator[str]:
    if len(embeds) > 10:
        yield "more than 10 embeds"
    total = 0
    for embed in embeds:
        footer, author = embed.get("footer") or {}, embed.get("author") or {}
        yield from _too_long("embed title", embed.get("title"), 256)
        yield from _too_long("embed description", embed.get("description"), 4096)
        yield from _too_long("embed footer", footer.get("text"), 2048)
        yield from _too_long("embed author", author.get("name"), 256)
        texts = [embed.get("title"), embed.get("description"), footer.get("text"), author.get("name")]
        if len(embed.get("fields") or []) > 25:
            yield "more than 25 fields in an embed"
        for told in embed.get("fields") or []:
            for key, most in (("name", 256), ("value", 1024)):
                if not (told.get(key) or "").strip():
                    yield f"an embed field's {key} is empty"
                yield from _too_long(f"embed field {key}", told.get(key), most)
                texts.append(told.get(key))
        for url in (embed.get("url"), *((embed.get(k) or {}).get("url") for k in ("image", "thumbnail"))):
            if url is not None and not re.match(r"(https?|attachment)://\S+$", url):
                yield f"not a URL: {url[:80]!r}"
        if not any(texts) and not any(embed.get(k) for k in ("image", "thumbnail")):
            yield "an embed without any content"
        total += sum(len(text) for text in texts if text)
    if total > 6000:
        yield f"embeds of {total} characters in all, 6000 are allowed"


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, the inner ones too."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        if component.get("accessory"):
            yield from walk([component["accessory"]])


def _components(components: list[Json], *, v2: bool) -> Iterator[str]:
    every = list(walk(components))
    if v2:
        if len(every) > 40:
            yield "more than 40 components"
        if sum(len(c.get("content") or "") for c in every if c.get("type") == TEXT_DISPLAY) > 4000:
            yield "more than 4000 characters of text in components"
    else:
        if len(components) > 5:
            yield "more than 5 action rows"
        if any(c.get("type") != ROW for c in components):
            yield "only action rows stand at the top of components"
    ids = [c["custom_id"] for c in every if c.get("custom_id")]
    if len(ids) != len(set(ids)):
        yield "a custom_id occurs twice"
    for component in every:
        yield from _component(component)


def _component(component: Json) -> Iterator[str]:
    kind = component.get("type")
    if kind == ROW:
        inner = component.get("components") or []
        if not 1 <= len(inner) <= 5 or (any(c.get("type") in SELECTS for c in inner) and len(inner) > 1):
            yield "an action row holds 1 to 5 buttons or one select"
    if kind == BUTTON:
        if not component.get("label") and not component.get("emoji"):
            yield "a button needs a label or an emoji"
        yield from _too_long("button label", component.get("label"), 80)
        if bool(component.get("url")) == bool(component.get("custom_id")) or (component.get("style") == 5) != bool(
            component.get("url")
        ):
            yield "a link button has a url, any other a custom_id"
    if kind in SELECTS:
        options = component.get("options") or []
        if kind == 3 and not 1 <= len(options) <= 25:
            yield "a select has 1 to 25 options"
        for option in options:
            yield from _too_long("select option label", option.get("label"), 100)
            yield from _too_long("select option description", option.get("description"), 100)
    if "custom_id" in component:
        yield from _too_long("custom_id", component["custom_id"], 100)


def commands(told: list[Json]) -> Iterator[str]:
    """What is wrong with a list of application commands."""
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        names = [c["name"] for c in told if (c.get("type") or 1) == kind]
        if len(names) > most or len(names) != len(set(names)):
            yield f"more than {most} commands of type {kind}, or two of one name"
    for command in told:
        if (command.get("type") or 1) != 1:
            if command.get("description") or command.get("options"):
                yield f"context menu command {command['name']!r} has neither description nor options"
            continue
        yield from _described(command)
        if _weight(command) > 8000:
            yield f"command {command['name']!r} has more than 8000 characters"


def _described(node: Json) -> Iterator[str]:
    name, options = node["name"], node.get("options") or []
    if not NAME.match(name) or name != name.lower():
        yield f"not a command or option name: {name!r}"
    if not 1 <= len(node.get("description") or "") <= 100:
        yield f"{name!r} needs a description of 1 to 100 characters"
    if len(options) > 25 or len({o["name"] for o in options}) != len(options):
        yield f"{name!r} has more than 25 options or two of one name"
    plain = [o for o in options if o["type"] not in (SUBCOMMAND, SUBCOMMAND_GROUP)]
    if any(late.get("required") and not early.get("required") for early, late in itertools.pairwise(plain)):
        yield f"{name!r}: required options come first"
    if len(node.get("choices") or []) > 25:
        yield f"{name!r} has more than 25 choices"
    if node.get("choices") and node.get("autocomplete"):
        yield f"{name!r} has choices and autocomplete"
    for option in options:
        yield from _described(option)


def _weight(node: Json) -> int:
    own = len(node["name"]) + len(node.get("description") or "")
    own += sum(len(c["name"]) + len(str(c["value"])) for c in node.get("choices") or [])
    return own + sum(_weight(option) for option in node.get("options") or [])


def choices(told: list[Json], option: Json) -> Iterator[str]:
    """What is wrong with what autocomplete offers for an option."""
    if len(told) > 25:
        yield f"{len(told)} choices, 25 are allowed"
    for choice in told:
        if not 1 <= len(choice["name"]) <= 100:
            yield f"a choice's name has 1 to 100 characters, not {len(choice['name'])}"
        value, kind = choice["value"], option["type"]
        if kind == STRING and not (isinstance(value, str) and len(value) <= 100):
            yield f"a choice's value is a text of at most 100 characters, not {value!r}"
        if kind in (INTEGER, NUMBER) and not isinstance(value, int | float):
            yield f"a choice's value is a number, not {value!r}"


def unguarded(body: Json) -> Iterator[str]:
    """What in a message could ping somebody, were its words others."""
    allowed = body.get("allowed_mentions")
    if allowed is None or allowed.get("parse") != [] or any(allowed.get(k) for k in ("users", "roles", "replied_user")):
        yield f"allowed_mentions are not empty but {allowed}"


def doubling(body: Json) -> Iterator[str]:
    """What in a new message of a channel lets it stand there twice when it is sent again: a reply goes by the id of
    what it replies to, so that it is known even after a restart."""
    nonce, pointer = body.get("nonce"), body.get("message_reference")
    if nonce is None or not body.get("enforce_nonce"):
        yield "no nonce that Discord is to enforce"
    elif pointer and str(nonce) != str(pointer["message_id"]):
        yield f"a reply's nonce is the id of its message, not {nonce!r}"


def pings(body: Json, replied_to: str | None) -> set[str]:
    """Who is notified by a message: user and role ids, and `everyone`."""
    content, allowed = body.get("content") or "", body.get("allowed_mentions")
    named = {
        "users": set(re.findall(r"<@!?(\d+)>", content)),
        "roles": set(re.findall(r"<@&(\d+)>", content)),
        "everyone": {"everyone"} if re.search(r"@(everyone|here)\b", content) else set(),
    }
    if allowed is None:
        return set().union(*named.values(), {replied_to} if replied_to else set())
    hit = set().union(*(ids for kind, ids in named.items() if kind in (allowed.get("parse") or [])))
    for kind in ("users", "roles"):
        hit |= named[kind] & set(map(str, allowed.get(kind) or []))
    return hit | ({replied_to} if replied_to and allowed.get("replied_user") else set())
