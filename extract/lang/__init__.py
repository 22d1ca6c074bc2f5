"""The words of each language, a folder a language."""
