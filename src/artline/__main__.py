"""`python -m artline`: the command line."""

import sys

from artline.cli import main

if __name__ == "__main__":
    sys.exit(main())
