"""Posts in: read, kept once, replaced, withdrawn, erased."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime

import pytest

from bot.answers import CloseAnswer, NothingKnown
from bot.desk import Post
from bot.desk.intake import wrap
from extract import read
from storage.record import Query
from tests.bot.stories import NOW, SCOPE, WEDNESDAY, Room, driver, event, move

TEXT = "The Nikkei 225 closed at 58,583.12 on Wednesday."


async def stories(room: Room, scope: str = SCOPE):
    return await room.store.find(Query((scope,)))


async def test_a_story_is_read_once_a_server() -> None:
    room = Room()
    first = await room.share(*WEDNESDAY, text="same words\n" + WEDNESDAY[0][1], message_id="1")
    second = await room.share(*WEDNESDAY, text="same words\n" + WEDNESDAY[0][1], message_id="2")
    other = await room.share(*WEDNESDAY, text="same words\n" + WEDNESDAY[0][1], message_id="3", scope="guild:2")
    assert [first.outcome, second.outcome, other.outcome] == ["new", "again", "new"]
    assert second.wrap_id == first.wrap_id
    assert second.card.lines == first.card.lines
    assert len(await stories(room)) == 1


async def test_nothing_is_kept_of_a_text_without_facts() -> None:
    room = Room()
    got = await room.share(text="good morning everyone")
    assert (got.outcome, got.card) == ("nothing", None)
    lone_reason = await room.share(driver("Markets are nervous", "us"))
    assert lone_reason.outcome == "nothing"
    dated = await room.share(event("retail sales", "2026-02-26", "Retail sales are due on Thursday"))
    assert dated.outcome == "new"
    assert len(await stories(room)) == 1


async def test_only_quotes_are_kept_of_a_text() -> None:
    room = Room()
    await room.share(*WEDNESDAY, text=f"A private remark.\n\n{WEDNESDAY[0][1]}. Another remark.\n{WEDNESDAY[1][1]}.")
    (kept,) = await stories(room)
    assert "remark" not in repr(kept)


async def test_an_edit_replaces_and_an_edit_to_nothing_withdraws() -> None:
    room = Room()
    await room.share(*WEDNESDAY, message_id="5")
    corrected = move("nikkei225", "2026-02-25", "The Nikkei ended at 58,000.00", level="58000.00")
    got = await room.share(corrected, message_id="5", replace=True)
    assert got.outcome == "new"
    answer = await room.close("nikkei")
    assert (str(answer.told.move.level), answer.agreement.verdict) == ("58000.00", "single")
    assert (await room.share(text="never mind", message_id="5", replace=True)).outcome == "nothing"
    assert isinstance(await room.close("nikkei"), NothingKnown)


async def test_a_deleted_message_and_an_erased_author_take_their_facts_along() -> None:
    room = Room()
    await room.share(*WEDNESDAY, message_id="5", author_id="7")
    await room.share(move("kospi", "2026-02-25", "The Kospi ended flat at 5,000", level="5000"), author_id="8")
    assert await room.desk.withdraw(SCOPE, message_ids=["5", "6"]) == 1
    assert isinstance(await room.close("nikkei"), NothingKnown)
    assert isinstance(await room.close("kospi"), CloseAnswer)
    assert await room.desk.forget(author_id="8") == 1
    assert isinstance(await room.close("kospi"), NothingKnown)


async def test_a_card_tells_figures_of_indices_first() -> None:
    room = Room()
    got = await room.share(
        move("Nissan Motor", "2026-02-25", "Nissan Motor fell 1.22%", kind="stock", percent="-1.22"),
        move("nikkei225", "2026-02-25", "The Nikkei opened higher", phase="open", direction="up"),
        move("wti", "2026-02-25", "WTI settled at $65.48", kind="commodity", level="65.48"),
        *WEDNESDAY,
    )
    assert [told.statement.move.instrument for told in got.card.lines] == ["nikkei225", "wti"]
    assert (got.card.moves, got.card.drivers, got.card.events) == (4, 1, 0)
    stocks = await room.share(move("Sony", "2026-02-25", "Sony fell 1%", kind="stock", percent="-1"))
    assert [told.instrument for told in stocks.card.lines] == [None]


def test_a_wrap_goes_in_and_out_of_another_process() -> None:
    post = Post(SCOPE, TEXT, NOW, message_id="1")
    made = wrap(read, pickle.loads(pickle.dumps(post)))
    assert made is not None
    assert pickle.loads(pickle.dumps(made)) == made
    assert made.id == wrap(read, post).id


@pytest.mark.parametrize(
    "text", ["", "\x00", "\ud800 Nikkei closed at 58,583.12\x00 on Wednesday", "🙂" * 3000, "\n" * 9999]
)
def test_any_text_can_be_read(text: str) -> None:
    made = wrap(read, Post(SCOPE, text, NOW, title="a\x00\ud83d", url="https://wire.example/\x00"))
    if made is not None:
        repr(made).encode()
        assert "\x00" not in repr(made.origin.title)


def test_a_quote_of_a_sentence_without_end_is_cut_around_its_evidence() -> None:
    sentence = "and so on " * 5000 + "the Nikkei 225 closed at 58,583.12 on Wednesday " + "and so on " * 5000
    made = wrap(read, Post(SCOPE, sentence, datetime(2026, 2, 25, 9, tzinfo=UTC)))
    assert made is not None
    for _, quote in made.moves:
        assert len(quote) < 500
        assert quote.startswith("…")
        assert "58,583.12" in quote
