"""The order systems that can be tested: a folder each."""
