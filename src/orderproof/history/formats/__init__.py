"""The formats in which recorded orders lie about: one module each, and none of them guesses."""
