"""How fast the program is, measured beside what it is built on."""
