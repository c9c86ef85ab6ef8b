"""What the shop keeps: an order is one document under a lock, stock is a row for each place, all else hangs on them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()
KEY = BigInteger().with_variant(Integer, "sqlite")

shoppers = Table(
    "shoppers", metadata,
    Column("shopper_id", String, primary_key=True),
    Column("token_hash", String, unique=True, nullable=False),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
)  # fmt: skip
carts = Table(
    "carts", metadata,
    Column("cart_id", String, primary_key=True),
    Column("shopper_id", ForeignKey("shoppers.shopper_id"), nullable=False),
    Column("channel", String, nullable=False),
    Column("document", Text, nullable=False),
    Column("order_id", String),
)  # fmt: skip
orders = Table(
    "orders", metadata,
    Column("order_id", String, primary_key=True),
    Column("shopper_id", ForeignKey("shoppers.shopper_id"), nullable=False, index=True),
    Column("placed_at", String, nullable=False),
    Column("status", String, nullable=False),
    Column("complete_at", String, index=True),
    Column("document", Text, nullable=False),
)  # fmt: skip
stock = Table(
    "stock", metadata,
    Column("sku", String, primary_key=True),
    Column("location", String, primary_key=True),
    Column("on_hand", Integer, nullable=False),
    Column("reserved", Integer, nullable=False),
)  # fmt: skip
backorders = Table(
    "backorders", metadata,
    Column("number", KEY, primary_key=True, autoincrement=True),
    Column("sku", String, nullable=False, index=True),
    Column("order_id", String, nullable=False),
)  # fmt: skip
journal = Table(
    "journal", metadata,
    Column("seq", KEY, primary_key=True, autoincrement=True),
    Column("order_id", String),
    Column("entry", Text, nullable=False),
)  # fmt: skip
jobs = Table(
    "jobs", metadata,
    Column("job_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("order_id", String),
    Column("payload", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("result", Text),
    Index("waiting_jobs", "state"),
)  # fmt: skip
keys = Table(
    "keys", metadata,
    Column("shopper_id", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("body_hash", String, nullable=False),
    Column("job_id", String, nullable=False),
)  # fmt: skip
events = Table("events", metadata, Column("event_id", String, primary_key=True))
numbers = Table(
    "numbers", metadata,
    Column("series", String, primary_key=True),
    Column("last", Integer, nullable=False),
)  # fmt: skip
