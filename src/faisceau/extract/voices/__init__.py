"""Who vouches: the speaker of each quotation and the source of each clause, with the words that say so.

Whatever names a speaker (a verb with its content clause, a remark, "according to", a quotation, a signature) gives a zone
of the text that is told in that voice; a clause is told by the smallest zone that holds it.
"""
