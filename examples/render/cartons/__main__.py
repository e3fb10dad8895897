"""`python -m examples.render.cartons`."""

from examples.render.cartons import main

main()
