"""SPARQL over the RDF dataset."""
