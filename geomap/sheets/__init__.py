"""Plain tables of any size in and out, every column and row kept: one module a format, independent of each other."""
