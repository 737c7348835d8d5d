"""The order of the stages, what is already done, what went wrong. Only this package knows the order."""
