"""Bytes to text, whatever the server says they are."""

from __future__ import annotations

import codecs
import re

_HEAD = 2048
_META = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^<>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,30})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,30})""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What browsers take these labels for; Python's codecs of the same name are narrower.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Text encodings only: Python also knows "codecs" that unpack archives or take quadratic time.
_KNOWN = re.compile(
    r"(?:utf-(?:8|16(?:-[lb]e)?)|iso8859-\d+|cp\d{3,4}|koi8-[ru]|gb18030|big5|euc_jp|iso2022_jp|mac-roman|tis-620)$"
)


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page: by its byte order mark, else the server's word, else its own, else UTF-8; a label that does
    not fit the bytes is passed over. What fits nothing is read as Windows text with marks for what is missing."""
    for mark, marked in _MARKS:
        if body.startswith(mark):
            return body.decode(marked, "replace")
    said = _HEADER.search(content_type)
    own = _META.search(body[:_HEAD]) or _XML.search(body[:_HEAD])
    labels = [said[1] if said else "", own[1].decode("ascii", "ignore") if own else "", "utf-8"]
    for label in labels:
        name = _codec(label)
        if name is None or (name.startswith("utf-16") and b"\0" not in body[:_HEAD]):
            continue  # a page in UTF-16 has zeros in its markup; other bytes would decode to nonsense without a fault
        try:
            return body.decode(name)
        except UnicodeError:
            if name == "utf-8" and _nearly_utf8(body):
                return body.decode(name, "replace")
    return body.decode("cp1252", "replace")


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label.strip().lower()).name if label else ""
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if _KNOWN.fullmatch(name) else None


def _nearly_utf8(body: bytes) -> bool:
    """True when a few damaged bytes (a body cut inside a letter, one bad entity) spoil what else is UTF-8."""
    return body.decode("utf-8", "replace").count("�") * 200 < len(body)
