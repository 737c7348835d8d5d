"""The values that every stage, store, view and exporter speaks: frozen structs, no input or output, no clock."""
