"""The profile: what one system or data set declares about itself, as TOML. Data, never code.

`Profile` holds it, `parse_profile` reads it and refuses every wrong key or value with file, key and what is allowed.
"""

from orderproof.model.profile.declared import STOCK_FORMULAS, Clock, OwedNotice, Profile, SourceClock
from orderproof.model.profile.reading import parse_profile

__all__ = ["STOCK_FORMULAS", "Clock", "OwedNotice", "Profile", "SourceClock", "parse_profile"]
