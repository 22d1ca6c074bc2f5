"""Nothing is ever dialed but what is public: the guard at each of its three places, and all hostile things at once."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.hostile import measure
from bot.addresses import (
    AddressInfo,
    GuardedResolver,
    PrivateAddress,
    check_link,
    guarded,
    is_public,
)
from bot.fetch import FetchRefused
from tests.loopback_web import LoopbackWeb

PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.0.1",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::1.2.3.4",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2001:10::1",
    "2002:7f00:1::",
    "2002:5db8:d822::",
    "2620:4f:8000::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%eth0",
    "fec0::1",
    "ff02::1",
    "1000::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.1",
    "126.255.255.255",
    "128.0.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "198.17.0.1",
    "198.20.0.1",
    "223.255.255.255",
    "168.63.129.15",
    "2606:4700::1111",
    "2a00:1450:4001::200e",
    "2001:4860:4860::8888",
    "::ffff:8.8.8.8",
]


def info(address: str) -> AddressInfo:
    six = ":" in address
    where = (address, 80, 0, 0) if six else (address, 80)
    return socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", where


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_known_and_never_dialed(address: str) -> None:
    dialed: list[AddressInfo] = []

    def dial(told: AddressInfo) -> socket.socket:
        dialed.append(told)
        return socket.socket()

    assert not is_public(address)
    with pytest.raises(PrivateAddress):
        guarded(dial)(info(address))
    assert dialed == []


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_dialed(address: str) -> None:
    assert is_public(address)
    with guarded(lambda told: socket.socket(told[0], told[1]))(info(address)) as made:
        assert made.type == socket.SOCK_STREAM


@pytest.mark.parametrize("text", ["", "localhost", "1.2.3", "0x7f000001", "1.2.3.4/8", "999.1.1.1", " 1.1.1.1"])
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(text)


def test_the_guard_dials_nothing_but_the_internet() -> None:
    with pytest.raises(PrivateAddress):
        guarded(lambda _: socket.socket())((socket.AF_UNIX, socket.SOCK_STREAM, 0, "", ("/var/run/docker.sock",)))


@given(st.ip_addresses())
def test_no_form_of_a_private_address_is_public(address: object) -> None:
    public = is_public(str(address))
    if ":" not in str(address):
        assert is_public(f"::ffff:{address}") == public
        assert not is_public(f"64:ff9b::{address}")
        assert not is_public(f"::{address}")


@pytest.mark.parametrize(
    ("answers", "given"),
    [
        (["93.184.0.1"], ["93.184.0.1"]),
        (["93.184.0.1", "2606:4700::1"], ["93.184.0.1", "2606:4700::1"]),
        (["93.184.0.1", "64:ff9b::5db8:1"], ["93.184.0.1"]),
        (["93.184.0.1", "10.0.0.1"], None),
        (["64:ff9b::5db8:1"], None),
        (["::ffff:127.0.0.1"], None),
    ],
)
async def test_one_private_answer_spoils_a_name(answers: list[str], given: list[str] | None) -> None:
    async def resolve(_: str) -> Sequence[str]:
        return answers

    resolver = GuardedResolver(resolve)
    if given is None:
        with pytest.raises(PrivateAddress):
            await resolver.resolve("a.example", 80)
    else:
        assert [found["host"] for found in await resolver.resolve("a.example", 80)] == given


async def test_the_dial_is_guarded_even_when_the_resolver_is_fooled(monkeypatch: pytest.MonkeyPatch) -> None:
    async with LoopbackWeb() as web:
        web.host("a.example", "127.0.0.1")
        fetcher = web.fetcher()
        monkeypatch.setattr("bot.transport.GuardedResolver", None)
        fetcher._transport._dialed_names = GuardedResolver(web.resolve, public_only=False)
        with pytest.raises(FetchRefused) as refused:
            await fetcher.fetch("http://a.example/")
        assert refused.value.code == "private_address"
        assert web.asked == ["a.example"] and web.dialed == []
        await fetcher.close()


@given(st.text(max_size=80))
def test_any_text_is_a_link_or_a_refusal(text: str) -> None:
    for link in (
        text,
        f"http://{text}",
        f"http://a.example/{text}",
        f"http://{text}@a.example",
        f"http://a.example:{text}/",
    ):
        try:
            url = check_link(link, (80, 443))
        except FetchRefused:
            continue
        assert url.scheme in ("http", "https") and url.port in (80, 443) and url.user is None


async def test_every_hostile_link_and_server_gets_what_it_must() -> None:
    outcomes, web = await measure()
    assert len(outcomes) >= 60
    wrong = [(outcome.case.name, outcome.code, outcome.case.refused) for outcome in outcomes if not outcome.right]
    assert wrong == []
    assert web.dialed and all(is_public(address) and port in (80, 443) for address, port in web.dialed)
