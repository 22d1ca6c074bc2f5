"""A body off the wire in, its story out: HTML, plain text or PDF. `extract.page.reader.read_page` does it.

Nothing is imported here: the parsers are heavy and belong to the worker, the model and the addresses to everyone.
"""
