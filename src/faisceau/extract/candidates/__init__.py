"""What the rules make of each clause and event noun, claim or not; which of them are claims, learnt weights decide."""
