"""A journal without its dead lines, made while the journal goes on being written."""

from __future__ import annotations

from storage.extents import Extents
from storage.logfile import HEADER, Extent, LogFile, Pages


class Compaction:
    """Made where changes are noted; `copy` may then run beside the writer, and `finish` in its place."""

    def __init__(self, file: LogFile, pages: Pages, extents: Extents) -> None:
        self._file = file
        self._pages = pages
        self._end = extents.end
        self._lines = extents.lines()
        self._spare: Pages
        self._places: dict[int, Extent] = {}

    def copy(self) -> None:
        """Copy what counts now into a spare file. StorageError if the disk does not take it; nothing was changed."""
        self._lines.sort()
        self._spare = self._file.spare(self._pages, self._lines)
        end = len(HEADER)
        for offset, length in self._lines:
            self._places[offset] = Extent(end, length)
            end += length

    def finish(self, extents: Extents) -> Extents:
        """Add the lines that were written since, and put the spare file in the journal's place; returns where the lines
        lie in it. StorageError if that fails; nothing was changed."""
        shift = self._file.take(self._spare, self._pages, self._end)
        return extents.moved(self._places, shift)
