"""`python -m faisceau.cli`, where the program is not on the path."""

from faisceau.cli.app import main

if __name__ == "__main__":
    main()
