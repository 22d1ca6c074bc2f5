"""Unpacking as it arrives, never further than a limit."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.refusals import FetchRefused
from bot.unpack import Body


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS = {
    "": lambda body: body,
    "identity": lambda body: body,
    "gzip": gzip.compress,
    "x-gzip": lambda body: gzip.compress(body[:5]) + gzip.compress(body[5:]) + b"\0" * 8,
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
    "br": brotli.compress,
}


@given(st.binary(max_size=3000), st.sampled_from(sorted(PACKERS)), st.integers(1, 500))
def test_what_was_packed_comes_out(body: bytes, encoding: str, step: int) -> None:
    packed = PACKERS[encoding](body)
    growing = Body(encoding, 10_000, 10_000)
    for start in range(0, len(packed), step):
        growing.add(packed[start : start + step])
    assert growing.whole() == body


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "Deflate", "br"])
def test_a_packing_cut_short_is_refused(encoding: str) -> None:
    packed = PACKERS[encoding](b"The Nikkei closed higher. " * 50)
    growing = Body(encoding, 10_000, 10_000)
    growing.add(packed[:-4])
    with pytest.raises(FetchRefused) as refused:
        growing.whole()
    assert refused.value.code == "broken"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_bomb_is_refused_before_it_fills_the_memory(encoding: str) -> None:
    packed = PACKERS[encoding](b"\0" * 20_000_000)
    growing = Body(encoding, 2_000_000, 500_000)
    with pytest.raises(FetchRefused) as refused:
        growing.add(packed)
    assert refused.value.code == "bomb"
    assert len(growing._parts) < 1_500_000  # brotli gives whole blocks


def test_limits_hold_on_the_wire_and_after_it() -> None:
    for encoding, body, wire, limit in (("", b"x" * 101, 1000, 100), ("", b"x" * 101, 100, 1000)):
        with pytest.raises(FetchRefused) as refused:
            Body(encoding, wire, limit).add(body)
        assert refused.value.code == "too_large"
    whole = Body("", 100, 100)
    whole.add(b"x" * 100)
    assert whole.whole() == b"x" * 100


@pytest.mark.parametrize("encoding", ["zstd", "compress", "gzip, br", "gzip, gzip", "rot13", "\x00"])
def test_other_packings_are_refused(encoding: str) -> None:
    with pytest.raises(FetchRefused) as refused:
        Body(encoding, 100, 100)
    assert refused.value.code == "encoding"


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate", "br"]))
def test_any_bytes_are_a_body_or_a_refusal(packed: bytes, encoding: str) -> None:
    growing = Body(encoding, 1000, 100_000)
    try:
        growing.add(packed)
        growing.whole()
    except FetchRefused as refused:
        assert refused.code in ("broken", "bomb", "too_large")
