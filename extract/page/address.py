"""The one address a page is known by, however it was linked to."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

_AMP_CACHE = re.compile(r"^/(?:[a-z]+/)+?(?:(s)/)?([^/]+\.[^/]+/.*)$")
_AMP_PATHS = (
    (re.compile(r"/amp/?$"), ""),
    (re.compile(r"^/amp(?=/)"), ""),
    (re.compile(r"(?<=[^/])/amp(?=/)"), ""),
    (re.compile(r"\.amp(\.html?)?$"), r"\1"),
)

_LONGEST = 4096


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("extract.page").joinpath("address.toml").read_text(encoding="utf-8"))


def canonical(url: str) -> str:
    """`url` without tracking parameters, fragment, default port, AMP and mobile forms; as it is when it is no link.

    >>> canonical("https://m.news.example/amp/story-1?utm_source=x&id=7#top")
    'https://www.news.example/story-1?id=7'
    """
    url = unwrapped(url.strip())
    try:
        parts = urlsplit(url)
        if len(url) > _LONGEST or parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return url
        host = _host(parts.hostname.rstrip(".").lower(), parts)
    except ValueError:
        return url
    return urlunsplit((parts.scheme.lower(), host, _path(parts.path), _query(parts.query), ""))


def unwrapped(url: str) -> str:
    """The page's own address, where `url` is an AMP cache's or a redirector's that carries it; else `url` itself."""
    for _ in range(4):  # one carrier may carry another
        if len(url) > _LONGEST:
            return url
        try:
            inner = _carried(urlsplit(url))
        except ValueError:
            return url
        if inner is None:
            return url
        url = inner
    return url


def same_site(one: str, other: str) -> bool:
    """True when both addresses belong to one registered domain, as far as their names tell."""
    try:
        hosts = [(urlsplit(url).hostname or "").rstrip(".").lower() for url in (one, other)]
    except ValueError:
        return False
    return bool(hosts[0]) and _registered(hosts[0]) == _registered(hosts[1])


def _registered(host: str) -> str:
    labels, hosts = host.split("."), _words()["hosts"]
    if ".".join(labels[-2:]) in hosts["lent"]:
        return host
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in hosts["second_level"]:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])


def _carried(parts: SplitResult) -> str | None:
    """The address inside an AMP cache's or a redirector's."""
    host = (parts.hostname or "").lower()
    cached = f".{host}".endswith(".cdn.ampproject.org") or (
        _registered(host).startswith(("google.", "bing.")) and parts.path.startswith("/amp/")
    )
    if cached:
        found = _AMP_CACHE.match(parts.path)
        if found:
            query = f"?{parts.query}" if parts.query else ""
            return f"http{found[1] or ''}://{unquote(found[2])}{query}"
    for carrier in _words()["carriers"]:
        if _registered(host) == carrier["host"] and parts.path == carrier["path"]:
            given = dict(parse_qsl(parts.query, max_num_fields=50))
            for name in carrier["parameters"]:
                if given.get(name, "").startswith(("http://", "https://")):
                    return given[name]
    return None


def _host(host: str, parts: SplitResult) -> str:
    labels = host.split(".")
    mobile = _words()["hosts"]["mobile"]
    if len(labels) > 2 and _registered(host) != host:
        if labels[0] in mobile:
            rest = labels[1:]
            labels = ["www", *rest] if _registered(".".join(rest)) == ".".join(rest) else rest
        elif labels[1] == "m" and len(labels) > 3:
            labels.pop(1)
    port = parts.port
    default = {"http": 80, "https": 443}[parts.scheme.lower()]
    name = f"[{host}]" if ":" in host else ".".join(labels)
    return name if port in (None, default) else f"{name}:{port}"


def _path(path: str) -> str:
    for pattern, kept in _AMP_PATHS:
        path = pattern.sub(kept, path, count=1)
    return path or "/"


def _query(query: str) -> str:
    if not query:
        return ""
    try:
        given = parse_qsl(query, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return query
    kept = [(name, value) for name, value in given if not _is_tracking(name.lower(), value.lower())]
    return query if len(kept) == len(given) else urlencode(kept)


def _is_tracking(name: str, value: str) -> bool:
    words = _words()
    if name in words["tracking"] or name.startswith(tuple(words["tracking_prefixes"])):
        return True
    forms = words["amp_parameters"].get(name)
    return forms is not None and (not forms or value in forms)
