"""The garbage collector has nothing to do: a reading is freed when nobody holds it any more."""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
from datetime import UTC, datetime

from extract import Document, read

STORY = Document(
    "Harbour stocks slip as duties weigh\n\nSYDNEY (Wire) - The ASX 200 fell 0.6% to 8,412.30 on Tuesday, weighed "
    "down by fears of new tariffs.\n\nIt had risen 1.1% on Monday. Both the Nikkei and the Kospi gained after strong "
    "results from Norvik Bank, whose shares rose 3%.\n\nThe 10-year yield slipped to 4.2%. The Aussie dollar bought "
    "66.10 US cents. The jobs report is due on Friday.",
    datetime(2026, 3, 4, 9, tzinfo=UTC),
)


# in a process of its own: what other tests leave behind is collected here too
_ALONE = """
import gc, pickle, sys
from extract import read
story = pickle.load(sys.stdin.buffer)
read(story)  # what is loaded once makes its own
gc.collect()
gc.disable()
found = read(story)
assert found.moves and found.drivers and found.events
del found
print(gc.collect())
"""


def test_a_reading_leaves_no_cycles() -> None:
    told = subprocess.run([sys.executable, "-c", _ALONE], input=pickle.dumps(STORY), capture_output=True, check=True)
    assert told.stdout.split() == [b"0"]


def test_the_collector_goes_on_as_it_did() -> None:
    read(STORY)
    assert gc.isenabled()
    gc.disable()
    try:
        read(STORY)
        assert not gc.isenabled()
    finally:
        gc.enable()
