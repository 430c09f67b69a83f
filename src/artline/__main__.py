"""`python -m artline`: the command line."""

from artline.cli import main

if __name__ == "__main__":
    main()
