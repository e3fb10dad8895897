"""The parts of docs/generate.py: each module has `pages()`, which returns texts by their path in docs/."""
