"""Planted defects: one file each, swapped in by name where the shop is put together."""
