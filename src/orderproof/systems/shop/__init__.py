"""The embedded shop: its adapter here, its server and its planted defects in folders of their own."""
