"""Market texts by the thousand, put together from parts, each of which knows the facts that it states.

`parts.toml` holds who and when, `grammar.toml` how it is told. A text is written by `writing`, its figures are drawn by
`scene`, and `scoring` holds what the reader read against what was written. Nothing here asks the reader.
"""
