"""Links, names and redirects that mean harm, and what each must get."""

from __future__ import annotations

from dataclasses import dataclass

from bot.refusals import RefusalCode
from tests.loopback_web import LoopbackWeb

STORY = (
    "<!DOCTYPE html><html><head><title>Closing note</title>"
    '<meta property="article:published_time" content="2026-02-25T15:48:00+09:00"></head><body><article>'
    "<h1>Closing note</h1><p>The Nikkei 225 closed 0.73% higher at 57,020.44 as makers of chip tools led.</p>"
    "<p>The broader Topix rose 0.41% to 3,871.90, while shippers fell on lower freight rates.</p>"
    "</article></body></html>"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile thing: what it is, its link, and the refusals that are right for it (none: it is read, harmlessly).
    `slow` ones only end when a time limit ends them."""

    name: str
    link: str
    refused: tuple[RefusalCode, ...]
    slow: bool = False


def _case(name: str, link: str, *refused: RefusalCode) -> Case:
    return Case(name, link, refused)


SCHEMES = [
    _case("a file of this machine", "file:///etc/passwd", "scheme"),
    _case("FTP", "ftp://news.example/story", "scheme"),
    _case("gopher", "gopher://news.example:70/_x", "scheme"),
    _case("a script", "javascript:alert(1)", "scheme"),
    _case("the page in the link", "data:text/html,<p>Dow 50,000", "scheme", "bad_address"),
    _case("no scheme", "//news.example/story", "scheme"),
    _case("no host", "http:///story", "bad_address"),
    _case("name and password", "http://user:secret@news.example/story", "credentials"),
    _case("a name only", "http://user@news.example/story", "credentials"),
    _case("backslash before the host", "http://news.example\\@127.0.0.1/", "bad_address"),
    _case("a line break in the link", "http://news.example/\r\nHost: 127.0.0.1", "bad_address"),
    _case("a link of 100,000 letters", "http://news.example/" + "a" * 100_000, "bad_address"),
    _case("SSH's port", "http://news.example:22/", "port"),
    _case("a database's port", "http://news.example:6379/", "port"),
    _case("port 0", "http://news.example:0/", "port"),
    _case("port 99999", "http://news.example:99999/", "bad_address"),
]

ADDRESSES = [
    _case("this machine", "http://127.0.0.1/", "private_address"),
    _case("this machine, short", "http://127.1/", "bad_address"),
    _case("decimal", "http://2130706433/", "bad_address"),
    _case("octal", "http://0177.0.0.1/", "bad_address"),
    _case("hexadecimal", "http://0x7f000001/", "bad_address"),
    _case("hexadecimal parts", "http://0x7f.0x0.0x0.0x1/", "bad_address"),
    _case("all zeros", "http://0.0.0.0/", "private_address"),
    _case("zero", "http://0/", "bad_address"),
    _case("full-width digits", "http://１２７.０.０.１/", "private_address"),
    _case("ideographic full stops", "http://127。0。0。1/", "private_address"),
    _case("percent-encoded dots", "http://127%2e0%2e0%2e1/", "bad_address"),
    _case("IPv6 loopback", "http://[::1]/", "private_address"),
    _case("IPv6 unspecified", "http://[::]/", "private_address"),
    _case("IPv4-mapped", "http://[::ffff:127.0.0.1]/", "private_address"),
    _case("IPv4-mapped in hex", "http://[::ffff:a9fe:a9fe]/", "private_address"),
    _case("IPv4-compatible", "http://[::127.0.0.1]/", "private_address"),
    _case("NAT64", "http://[64:ff9b::7f00:1]/", "private_address"),
    _case("NAT64, local", "http://[64:ff9b:1::7f00:1]/", "private_address"),
    _case("6to4", "http://[2002:7f00:1::]/", "private_address"),
    _case("Teredo", "http://[2001:0:7f00:1::]/", "private_address"),
    _case("IPv6 link-local with a zone", "http://[fe80::1%25eth0]/", "private_address"),
    _case("IPv6 unique local", "http://[fd00:ec2::254]/", "private_address"),
    _case("IPv6 site-local", "http://[fec0::1]/", "private_address"),
    _case("IPv6 documentation", "http://[3fff::1]/", "private_address"),
    _case("IPv6 multicast", "http://[ff02::1]/", "private_address"),
    _case("cloud metadata", "http://169.254.169.254/latest/meta-data/", "private_address"),
    _case("cloud metadata, carrier range", "http://100.100.100.200/", "private_address"),
    _case("cloud metadata, protocol range", "http://192.0.0.192/", "private_address"),
    _case("a cloud's host", "http://168.63.129.16/", "private_address"),
    _case("private, 10/8", "http://10.0.0.1/", "private_address"),
    _case("private, 172.16/12", "http://172.31.255.1/", "private_address"),
    _case("private, 192.168/16", "http://192.168.1.1/", "private_address"),
    _case("benchmarks", "http://198.18.0.1/", "private_address"),
    _case("multicast", "http://224.0.0.251/", "private_address"),
    _case("broadcast", "http://255.255.255.255/", "private_address"),
]

NAMES = [
    _case("localhost", "http://localhost/", "private_address"),
    _case("localhost with a dot", "http://localhost./", "private_address"),
    _case("under localhost", "http://news.localhost/", "private_address"),
    _case("localhost in circled letters", "http://ⓛocalhost/", "private_address"),
    _case("a printer", "http://printer.local/", "private_address"),
    _case("the metadata's name", "http://metadata.google.internal/", "private_address"),
    _case("a name of one label", "http://intranet/", "private_address"),
    _case("text turned around", "http://\u202enews.example/", "bad_address"),
    _case("a name nobody has", "http://nobody.example/", "unknown_host"),
    _case("a name without addresses", "http://empty.example/", "unknown_host"),
    _case("a name for this machine", "http://loop.example/", "private_address"),
    _case("a name for IPv6 loopback", "http://loop6.example/", "private_address"),
    _case("a name for a mapped address", "http://mapped.example/", "private_address"),
    _case("a name for the metadata", "http://metadata.example/", "private_address"),
    _case("one public and one private answer", "http://mixed.example/", "private_address"),
    _case("a name that is NAT64 only", "http://nat64.example/", "private_address"),
    _case("a name that answers differently the second time", "http://rebind.example/", "private_address"),
]

REDIRECTS = [
    _case("redirect to this machine", "http://hop.example/self", "private_address"),
    _case("redirect to a mapped address", "http://hop.example/mapped", "private_address"),
    _case("redirect to a private name", "http://hop.example/name", "private_address"),
    _case("redirect without a scheme", "http://hop.example/bare", "private_address"),
    _case("redirect to a file", "http://hop.example/file", "scheme"),
    _case("redirect to a port", "http://hop.example/port", "port"),
    _case("redirect with a password", "http://hop.example/password", "credentials"),
    _case("redirect to nonsense", "http://hop.example/nonsense", "bad_address"),
    _case("redirect to itself", "http://hop.example/loop", "too_many_redirects"),
    _case("a chain of twenty redirects", "http://hop.example/chain/0", "too_many_redirects"),
    _case("page that sends on to the metadata", "http://hop.example/refresh", "private_address"),
    _case("pages that send on to each other", "http://hop.example/ping", "too_many_redirects"),
]


def set_up(web: LoopbackWeb) -> list[Case]:
    """Put the names and redirects into the web; the cases that use them."""
    web.page("http://news.example/story", STORY)
    web.host("empty.example")
    web.names["empty.example"] = []
    for name, *addresses in (
        ("loop.example", "127.0.0.1"),
        ("loop6.example", "::1"),
        ("mapped.example", "::ffff:10.0.0.1"),
        ("metadata.example", "169.254.169.254"),
        ("mixed.example", "93.184.200.1", "192.168.0.1"),
        ("nat64.example", "64:ff9b::7f00:1"),
        ("rebind.example", "127.0.0.1"),
    ):
        web.host(name, *addresses)
    web.host("rebind-first.example", "93.184.200.2")
    # The first look-up is public and its page sends on to the same name; the second look-up is this machine.
    web.turns["rebind.example"] = [["93.184.200.2"]]
    web.redirect("http://rebind.example/", "http://rebind.example/again")
    for path, target in (
        ("self", "http://127.0.0.1/"),
        ("mapped", "http://[::ffff:127.0.0.1]/"),
        ("name", "http://loop.example/"),
        ("bare", "//127.0.0.1/"),
        ("file", "file:///etc/passwd"),
        ("port", "http://news.example:22/"),
        ("password", "http://user:secret@news.example/"),
        ("nonsense", "http://[/"),
        ("loop", "http://hop.example/loop"),
        *((f"chain/{n}", f"http://hop.example/chain/{n + 1}") for n in range(20)),
    ):
        web.redirect(f"http://hop.example/{path}", target)
    for path, target in (("refresh", "http://169.254.169.254/"), ("ping", "/pong"), ("pong", "/ping")):
        page = f'<html><head><title>Go on</title><meta http-equiv="refresh" content="0;url={target}"></head></html>'
        web.page(f"http://hop.example/{path}", page)
    return [*SCHEMES, *ADDRESSES, *NAMES, *REDIRECTS]
