"""What may be dialed: http, https, the allowed ports, public addresses; checked on link, name and socket."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.refusals import FetchRefused

AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]
Dial = Callable[[AddressInfo], socket.socket]
"""Makes the socket for an address that has passed the guard."""
Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""All addresses of a name; OSError when it has none."""

LONGEST_LINK = 2048

# The registries of special-purpose addresses, in whole blocks, and where clouds serve their machines' secrets.
# The standard library's own `is_global` lets several of these through.
_DENIED_4 = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carriers' own; one cloud's metadata
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # one cloud's host, on a public address
        "169.254.0.0/16",  # link-local; most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; one cloud's metadata
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_UNICAST_6 = ipaddress.IPv6Network("2000::/3")  # everything else is local, mapped, translated or unassigned
_DENIED_6 = tuple(
    ipaddress.IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries any IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PRIVATE_SUFFIXES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".onion")
_NUMERIC_LABEL = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")


def is_public(address: str) -> bool:
    """True for an address of the open Internet. IPv4 mapped into IPv6 is judged as IPv4."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        if ip.ipv4_mapped is None:
            return ip in _UNICAST_6 and not any(ip in block for block in _DENIED_6)
        ip = ip.ipv4_mapped
    return not any(ip in block for block in _DENIED_4)


def check_link(link: str, ports: Sequence[int]) -> URL:
    """The link as an address that may be looked up; FetchRefused when nothing it leads to may be opened."""
    link = link.strip()
    if len(link) > LONGEST_LINK or _CONTROL.search(link):
        raise FetchRefused("bad_address")
    try:
        url = URL(link)
        host, port = url.raw_host, url.port
    except (ValueError, TypeError, UnicodeError) as error:
        raise FetchRefused("bad_address", str(error)) from None
    if url.scheme not in ("http", "https"):
        raise FetchRefused("scheme", url.scheme)
    if "@" in url.raw_authority or url.user is not None or url.password is not None:
        raise FetchRefused("credentials")
    if not host:
        raise FetchRefused("bad_address", "no host")
    if port not in ports:
        raise FetchRefused("port", str(port))
    _check_host(host)
    return url.with_fragment(None)


def _check_host(host: str) -> None:
    """Literals must be public and written the plain way; a name must be one of the public tree."""
    name = host.rstrip(".").lower()
    try:
        ipaddress.ip_address(name)
    except ValueError:
        pass
    else:
        if not is_public(name):
            raise FetchRefused("private_address", name)
        return
    labels = name.split(".")
    # "2130706433", "0x7f.1" and "127.1" are addresses in disguise: a name whose last label is a number is no name.
    if _NUMERIC_LABEL.fullmatch(labels[-1]) or "%" in name or ":" in name:
        raise FetchRefused("bad_address", name)
    if len(labels) == 1 or name.endswith(_PRIVATE_SUFFIXES):
        raise FetchRefused("private_address", name)
    if not all(0 < len(label) <= 63 for label in labels) or len(name) > 253:
        raise FetchRefused("bad_address", "no such host name")


class PrivateAddress(OSError):
    """The guard's refusal, in the only kind of error that aiohttp carries through its connection attempts. All of them
    read the same, so that several refused addresses of one name stay one refusal."""

    def __init__(self) -> None:
        super().__init__("not a public address")


def guarded(dial: Dial) -> Dial:
    """`dial`, behind a last look at the very address that is about to be connected to."""

    def guard(info: AddressInfo) -> socket.socket:
        if info[0] not in (socket.AF_INET, socket.AF_INET6) or not is_public(str(info[4][0])):
            raise PrivateAddress
        return dial(info)

    return guard


def dial_directly(info: AddressInfo) -> socket.socket:
    """A plain socket for the address; aiohttp connects it."""
    return socket.socket(info[0], info[1], info[2])


class SystemNames:
    """Asks the system's resolver, in threads of its own: a name server that never answers holds up nothing else."""

    def __init__(self, threads: int = 8) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="names")

    async def __call__(self, host: str) -> Sequence[str]:
        """Every address of the name."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _look_up, host)
        return list(dict.fromkeys(found))

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str) -> list[str]:
    try:
        return [str(info[4][0]) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except UnicodeError as error:
        raise OSError(f"not a host name: {error}") from None


class GuardedResolver(AbstractResolver):
    """A resolver for aiohttp that gives public addresses only. One private answer spoils the name: no honest site gives
    both, and a name that means harm may. `public_only` is lifted for the operator's own proxy alone."""

    def __init__(self, resolve: Resolve, *, public_only: bool = True) -> None:
        self._resolve = resolve
        self._public_only = public_only

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The name's addresses; PrivateAddress when it does not lead to the public Internet."""
        answers = await self._resolve(host)
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "a name without addresses")
        addresses = [address for address in answers if not _translated(address)]
        if not addresses or (self._public_only and not all(is_public(a) for a in addresses)):
            raise PrivateAddress
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing to let go of: the names belong to the caller."""


def _translated(address: str) -> bool:
    """An IPv6 form that the local network made up for an IPv4 address (NAT64): never dialed, the IPv4 one is."""
    try:
        return ipaddress.ip_address(address) in _NAT64
    except ValueError:
        return False
