"""A package, so that its test_uncertainty is not that of tests/ner."""
