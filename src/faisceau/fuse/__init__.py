"""Claims to events: what is one event, who is an independent witness, where accounts differ."""
