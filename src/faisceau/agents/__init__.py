"""A story for programs that ask: tools of the Model Context Protocol, read only, each answer with the words that bear it out."""
