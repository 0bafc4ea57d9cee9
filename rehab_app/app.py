"""Composition root: the one module that sees everything."""
