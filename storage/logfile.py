"""A file of lines that only grows, one writer at a time: what was appended is on the disk, or was never there."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from storage import StorageError

NAME = "journal.jsonl"
HEADER = b'{"market-briefer": "journal", "version": 1}\n'
_CHUNK = 1 << 20
_PORTION = 8 << 20
"""What a spare file hands to the disk at a time: else its last wait would hold up everybody else's for seconds."""
_sync = getattr(os, "fdatasync", os.fsync)  # macOS has no fdatasync


class Extent(NamedTuple):
    """Where a line lies in the file, in bytes, its line feed included."""

    offset: int
    length: int


class Pages:
    """A file that is open for as long as somebody holds on to it; so a reader is not disturbed by a compaction, which
    puts another file in its place. Any thread may read."""

    def __init__(self, handle: int) -> None:
        self.handle = handle

    def __del__(self) -> None:
        os.close(self.handle)

    def read(self, extent: Extent) -> bytes:
        """One line; OSError if it is not there."""
        read = b""
        while len(read) < extent.length:
            chunk = os.pread(self.handle, extent.length - len(read), extent.offset + len(read))
            if not chunk:
                raise OSError(errno.EIO, "the file is shorter than it was")
            read += chunk
        return read


class LogFile:
    """Every call blocks, and raises StorageError with the system's error as its cause; use it from one thread."""

    def __init__(self, directory: Path) -> None:
        """Open the file for writing, made if there is none; StorageError if another process has it."""
        directory = _home(directory)
        self.path = directory / NAME
        self._spare = directory / (NAME + ".new")
        self._uncertain = False
        try:
            _make(directory)
            self._lock = _lock(directory)
        except OSError as error:
            raise StorageError(f"cannot keep anything in {directory}: {error.strerror}") from error
        try:
            self.pages = self._open()
        except BaseException as error:
            os.close(self._lock)
            if isinstance(error, OSError):
                raise StorageError(f"cannot open {self.path}: {error.strerror}") from error
            raise

    def _open(self) -> Pages:
        self._spare.unlink(missing_ok=True)  # a compaction that did not end; the whole journal is still in place
        pages = Pages(os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600))
        self.size = os.fstat(pages.handle).st_size
        head = os.pread(pages.handle, len(HEADER), 0)
        if head != HEADER:
            if not HEADER.startswith(head):
                raise StorageError(_foreign(self.path, head))
            os.ftruncate(pages.handle, 0)  # new, or the crash came before the first line was whole
            _write(pages.handle, HEADER)
            os.fsync(pages.handle)
            _sync_directory(self.path.parent)
            self.size = len(HEADER)
        return pages

    def lines(self) -> Iterator[tuple[int, Extent, bytes]]:
        """Every line after the header with its number; a last line without its line feed was never acknowledged: it
        is cut off the file."""
        end = 0
        try:
            with self.path.open("rb", _CHUNK) as reader:
                for number, line in enumerate(reader, 1):
                    if not line.endswith(b"\n"):
                        break
                    if number > 1:
                        yield number, Extent(end, len(line)), line
                    end += len(line)
            if end < self.size:
                os.ftruncate(self.pages.handle, end)
                _sync(self.pages.handle)
                self.size = end
        except OSError as error:
            raise StorageError(f"cannot read {self.path}: {error.strerror}") from error

    def append(self, lines: Sequence[bytes]) -> list[Extent]:
        """Write the lines and wait for the disk. If that fails, the file is what it was before."""
        try:
            if self._uncertain:
                self._settle()
            self._uncertain = True
            _write(self.pages.handle, b"".join(lines))
            _sync(self.pages.handle)
        except OSError as error:
            with suppress(OSError):  # else it is tried again before the next line is written
                self._settle()
            raise StorageError(f"cannot write to {self.path}: {error.strerror}") from error
        self._uncertain = False
        extents = []
        for line in lines:
            extents.append(Extent(self.size, len(line)))
            self.size += len(line)
        return extents

    def _settle(self) -> None:
        """Bring the file back to what was last acknowledged."""
        os.ftruncate(self.pages.handle, self.size)
        os.fsync(self.pages.handle)
        _sync_directory(self.path.parent)
        self._uncertain = False

    def spare(self, pages: Pages, extents: Iterable[Extent]) -> Pages:
        """Another file on the disk with the header and these lines of `pages` alone; may run beside `append`."""
        try:
            spare = Pages(os.open(self._spare, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))
            _write(spare.handle, HEADER)
            unsynced = 0
            for run in _joined(extents):
                _copy(pages, spare, run)
                unsynced += run.length
                if unsynced >= _PORTION:
                    os.fsync(spare.handle)
                    unsynced = 0
            os.fsync(spare.handle)
        except OSError as error:
            raise self._not_rewritten(error) from error
        return spare

    def take(self, spare: Pages, pages: Pages, since: int) -> int:
        """Put a spare file in the place of `pages`, with all that was appended since they were `since` bytes long;
        returns by how much that moved. A crash leaves one whole file or the other."""
        if pages is not self.pages:
            raise StorageError(f"cannot rewrite {self.path}: it was rewritten meanwhile")
        try:
            if self._uncertain:
                self._settle()
            shift = os.fstat(spare.handle).st_size - since
            _copy(pages, spare, Extent(since, self.size - since))
            os.fsync(spare.handle)
            self._spare.replace(self.path)
        except OSError as error:
            raise self._not_rewritten(error) from error
        self.pages, self.size, self._uncertain = spare, self.size + shift, True
        with suppress(OSError):  # the new name may not be on the disk yet: no line is acknowledged until it is
            self._settle()
        return shift

    def _not_rewritten(self, error: OSError) -> StorageError:
        with suppress(OSError):
            self._spare.unlink(missing_ok=True)
        return StorageError(f"cannot rewrite {self.path}: {error.strerror}")

    def close(self) -> None:
        """Let go of the file and of the lock."""
        del self.pages
        os.close(self._lock)


def _home(directory: Path) -> Path:
    try:
        return directory.expanduser()
    except RuntimeError as error:
        raise StorageError(f"cannot tell where {directory} is: {error}") from error


def _make(directory: Path) -> None:
    if directory.is_dir():
        return
    directory.mkdir(mode=0o700, parents=True)
    _sync_directory(directory.parent)


def _lock(directory: Path) -> int:
    """A lock of its own, since the journal is replaced at a compaction; the system lets go of it with the process."""
    lock = os.open(directory / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
    except BlockingIOError as error:
        holder = os.pread(lock, 20, 0).decode(errors="replace") or "unknown"
        os.close(lock)
        raise StorageError(
            f"{directory} is in use by another Market Briefer (process {holder}): stop that one, or choose another "
            "directory with DATA_DIR"
        ) from error
    except BaseException:
        os.close(lock)
        raise
    return lock


def _foreign(path: Path, head: bytes) -> str:
    if head.startswith(HEADER[: HEADER.index(b"version")]):
        return f"{path} was written by another version of Market Briefer: start the version that wrote it"
    return f"{path} is no journal of Market Briefer: move it away, or choose another directory with DATA_DIR"


def _write(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


def _joined(extents: Iterable[Extent]) -> Iterator[Extent]:
    """Sorted extents, neighbors made one of up to a portion."""
    start = end = 0
    for offset, length in extents:
        if offset != end or end - start > _PORTION:
            if end > start:
                yield Extent(start, end - start)
            start = offset
        end = offset + length
    if end > start:
        yield Extent(start, end - start)


def _copy(source: Pages, target: Pages, extent: Extent) -> None:
    for offset in range(extent.offset, extent.offset + extent.length, _CHUNK):
        length = min(_CHUNK, extent.offset + extent.length - offset)
        _write(target.handle, source.read(Extent(offset, length)))


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
