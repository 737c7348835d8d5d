"""Articles to layers: sentences, words, furniture, quotations, times, quantities, mentions."""
