"""The dossier: what a reader meets, arranged, in no language. Exporters put words and looks to it, and add nothing.

Everything that is said rests on notes: a note `[n]` is one claim's words in one article. A passage, a sentence or a row
without a note cannot be built. Notes are numbered in the order in which the page first cites them.
"""
