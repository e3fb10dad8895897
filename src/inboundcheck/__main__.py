"""`python -m inboundcheck`."""

from inboundcheck.cli import main

if __name__ == "__main__":
    main()
