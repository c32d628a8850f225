"""Cypher: one door for every store, and the engines behind it."""
