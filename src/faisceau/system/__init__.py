"""The system that the sources describe, and what would follow in it: signs and quoted chains, never weights or odds."""
