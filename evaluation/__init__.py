"""What is measured against hand-made reference data beside the repository, and the floors that may not be gone below."""
