"""The text of a small PDF."""

from __future__ import annotations

from extract.page.address import canonical
from extract.page.dates import When, find_time
from extract.page.model import Page, PageRefused
from extract.page.text import tidy

_MOST_PAGES = 20
_MOST_CHARACTERS = 200_000
_HEAD_LINES = 12


def read_pdf(body: bytes, url: str) -> Page:
    """The story of a PDF, from its first pages. Its date is one printed in its head: the file's own dates say when it
    was made, which may be long after it was written."""
    written, title = _written(body)
    text = tidy(written)[:_MOST_CHARACTERS]
    if len(text) < 40:
        raise PageRefused("empty", "a PDF without text")
    title = (title or "").strip()[:300]
    address = canonical(url) if url else ""
    return Page(url=url, canonical_url=address, title=title or None, text=text, published_at=_printed(text), form="pdf")


def _written(body: bytes) -> tuple[str, str | None]:
    """The text of a PDF's first pages as it stands there, and the title that the file has."""
    from io import BytesIO

    import pypdf  # slow to import, and few links need it
    from pypdf.errors import PyPdfError

    try:
        document = pypdf.PdfReader(BytesIO(body))
        if document.is_encrypted and not document.decrypt(""):
            raise PageRefused("paywall", "the PDF is encrypted")
        parts, length = [], 0
        for page in document.pages[:_MOST_PAGES]:
            parts.append(page.extract_text())
            length += len(parts[-1])
            if length > _MOST_CHARACTERS:
                break
        title = document.metadata.title if document.metadata else None
    except PageRefused:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        NotImplementedError,
        OSError,
    ) as error:
        raise PageRefused("broken", f"PDF: {error}"[:200]) from error
    return "\n".join(parts), title


def _printed(text: str) -> When | None:
    return next((when for line in text.split("\n")[:_HEAD_LINES] if (when := find_time(line))), None)
