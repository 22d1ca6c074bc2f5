"""What people call things."""

from __future__ import annotations

import pytest

from bot.desk import names
from extract import lexicon

DIRECTORY = names.load()


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("nikkei", "nikkei225"),
        ("Index:Nikkei", "nikkei225"),
        ("^N225", "nikkei225"),
        ("s&p 500", "sp500"),
        ("S & P 500", "sp500"),
        ("the Dow", "dow"),
        ("dax index", "dax"),
        ("FTSE", "ftse100"),
        ("CSI300", "csi300"),
        ("asx 200", "asx200"),
        ("hang seng", "hangseng"),
        ("日経平均", "nikkei225"),
        ("gold", "gold"),
        ("  topix  ", "topix"),
    ],
)
def test_names_aliases_and_codes(asked: str, meant: str) -> None:
    found = DIRECTORY.resolve(asked)
    assert found is not None
    assert found.id == meant


@pytest.mark.parametrize("asked", ["", " ", "?", "nikkie", "oil", "stocks", "a" * 5000])
def test_what_is_no_name_is_not_guessed(asked: str) -> None:
    assert DIRECTORY.resolve(asked) is None


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("nikkie", "nikkei225"),
        ("kopsi", "kospi"),
        ("hang sang", "hangseng"),
        ("nasdaqq", "nasdaq"),
        ("oil", "wti"),
        ("japan", "nikkei225"),
    ],
)
def test_nearest_names(asked: str, nearest: str) -> None:
    assert DIRECTORY.near(asked)[0].id == nearest


def test_a_regions_name_is_met_with_its_indices() -> None:
    assert [i.id for i in DIRECTORY.near("Japan")][:2] == ["nikkei225", "topix"]
    assert {"shanghai", "csi300"} <= {i.id for i in DIRECTORY.near("the chinese")}
    assert [i.id for i in DIRECTORY.near("wall street")][:3] == ["sp500", "dow", "nasdaq"]


def test_nothing_is_near_to_noise() -> None:
    assert DIRECTORY.near("qqqqqq") == ()
    assert DIRECTORY.near("x") == ()
    assert DIRECTORY.near("") == ()


def test_every_name_and_alias_means_itself_or_an_earlier_row() -> None:
    for instrument_id in ("nikkei225", "sp500", "nasdaq", "dow", "ftse100", "dax", "wti", "usdjpy"):
        instrument = DIRECTORY.get(instrument_id)
        assert instrument is not None
        assert DIRECTORY.resolve(instrument.name) == instrument
        assert DIRECTORY.resolve(instrument.id) == instrument


def test_slips_of_the_finger_in_plain_talk() -> None:
    for word, meant in {"nikkie": "nikkei225", "kopsi": "kospi", "nasdak": "nasdaq", "Hangsengg": "hangseng"}.items():
        assert meant in [i.id for i in DIRECTORY.slips(word)], word
    for word in ("weather", "hello", "thanks", "sun", "", "q" * 5000):
        assert DIRECTORY.slips(word) == (), word


def test_suggestions_fit_discord_and_begin_with_what_was_typed() -> None:
    everything = DIRECTORY.suggest("")
    assert len(everything) == 25
    assert {"sp500", "nikkei225", "stoxx600"} <= {i for _, i in everything}
    assert DIRECTORY.suggest("nik")[0] == ("Nikkei 225", "nikkei225")
    assert DIRECTORY.suggest("NAS")[0][1] == "nasdaq"
    assert DIRECTORY.suggest("shangai")[0][1] == "shanghai"
    assert [i for _, i in DIRECTORY.suggest("footsi")] == ["ftse100"]
    assert DIRECTORY.suggest("y" * 3000) == []
    for typed in ("", "s", "index", "10"):
        offered = DIRECTORY.suggest(typed)
        assert len(offered) <= 25
        assert len({i for _, i in offered}) == len(offered)
        assert all(0 < len(label) <= 100 for label, _ in offered)


def test_regions_and_their_indices() -> None:
    asia = DIRECTORY.region("Asia")
    assert asia is not None
    assert [i.id for i in DIRECTORY.indices(asia)[:2]] == ["nikkei225", "topix"]
    wall_street = DIRECTORY.region("Wall Street")
    assert wall_street is not None
    assert wall_street.id == "us"
    japan = DIRECTORY.region("Japanese")
    assert japan is not None
    assert {i.id for i in DIRECTORY.indices(japan)} == {"nikkei225", "topix", "mothers", "jpx400", "tsestandard"}
    assert DIRECTORY.region("atlantis") is None
    assert DIRECTORY.wide_region("japan") == "asia"


def test_every_index_named_by_a_region_exists() -> None:
    for region in DIRECTORY.regions:
        for index in (*region.main, *region.missing):
            known = DIRECTORY.get(index)
            assert known is not None, index
            assert known.region in region.parts, index


def test_every_index_belongs_to_one_wide_region_or_the_world() -> None:
    rows = lexicon.load().instruments.values()
    stray = {i.region for i in rows if i.kind == "index" and DIRECTORY.wide_region(i.region) is None}
    assert stray == {"global"}
