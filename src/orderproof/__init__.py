"""Quality assurance for order management systems: the package, which by itself loads nothing."""

__version__ = "0.1.0"
