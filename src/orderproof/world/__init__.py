"""The world around a system under test: gateway, warehouse, carrier and inbox, each with a book of its own."""
