"""Learning the network that decides with the weights: what it takes, the network, its fitting, and what ships of it."""
