"""Why a link was not read: a code for the program, a short sentence for the reader."""

from __future__ import annotations

from typing import Literal, get_args

from extract.page.model import PageCode

LinkCode = Literal[
    "scheme",
    "credentials",
    "port",
    "bad_address",
    "private_address",
    "unknown_host",
    "unreachable",
    "insecure",
    "too_slow",
    "too_many_redirects",
    "too_large",
    "bomb",
    "encoding",
    "http_error",
    "busy",
    "no_feed",
]
RefusalCode = LinkCode | PageCode

REASONS: dict[RefusalCode, str] = {
    "scheme": "I only open http and https links.",
    "credentials": "That link carries a user name or password, so I did not open it.",
    "port": "That link uses a port I do not open.",
    "bad_address": "That is not a link I can open.",
    "private_address": "That link does not lead to a public address, so I did not open it.",
    "unknown_host": "There is no site by that name.",
    "unreachable": "The site did not answer.",
    "insecure": "The site's certificate or encryption is not in order, so I did not read it.",
    "too_slow": "The site took too long to answer.",
    "too_many_redirects": "That link leads from one address to the next without end.",
    "too_large": "That page is too large to read.",
    "bomb": "That page unpacks to far more than it should, so I did not read it.",
    "encoding": "The site sent its page packed in a way I do not read.",
    "http_error": "The site answered with an error.",
    "busy": "I have many links to read right now. Try again in a minute.",
    "no_feed": "I found no feed there. Give the address of an RSS, Atom or JSON feed, or of a page that names one.",
    "consent": "The site asks for cookie consent before it shows the story. Paste its text instead.",
    "paywall": "That story is behind a paywall. Paste what you can read of it instead.",
    "robot_check": "The site only lets people in, not bots. Paste the story's text instead.",
    "error_page": "That page only says that something went wrong or is missing.",
    "index_page": "That page lists stories. Post the link of the one you mean.",
    "empty": "I found no story on that page. Paste its text instead.",
    "not_a_page": "That link is not a page, a text or a PDF I can read.",
    "broken": "The page arrived incomplete or damaged.",
    "too_complex": "That page is too heavy to read. Paste its text instead.",
}

CODES: tuple[RefusalCode, ...] = (*get_args(LinkCode), *get_args(PageCode))


class FetchRefused(Exception):
    """A link, page or file that was not read. `reason` may be shown to the reader; `detail` is for the log only.
    `retry_after` is how many seconds the server asked to be left alone, if it did."""

    def __init__(
        self, code: RefusalCode, detail: str = "", *, reason: str | None = None, retry_after: float | None = None
    ) -> None:
        self.code: RefusalCode = code
        self.reason = reason or REASONS[code]
        self.detail = detail
        self.retry_after = retry_after
        super().__init__(f"{code}: {detail}" if detail else f"{code}: {self.reason}")
