"""The verbs of a story, as data: docs/notation.md is this table in words."""

from __future__ import annotations

from orderproof.errors import NotationError
from orderproof.history.notation.grammar import EDIT, PLACE, ROW, WAIT, Slot, Texts, Verb
from orderproof.model.suggestion import allowed_instead

ORDER = Slot("ORDER", ("order_id",))
ORDER_IF_ANY = Slot("ORDER", ("order_id",), optional=True)
AMOUNT = Slot("AMOUNT", ("amount",))
AMOUNT_IF_ANY = Slot("AMOUNT", ("amount",), optional=True)
TOTAL = Slot("TOTAL", ("total",), optional=True)
GROSS = Slot("GROSS", ("gross",), optional=True)
PRICE = Slot("PRICE", ("price",))
CURRENCY = Slot("CURRENCY", ("currency",))
CURRENCY_IF_OTHER = Slot("CURRENCY", ("currency",), optional=True)
UNITS = Slot("[LINE:]UNITS", ("line_id", "quantity"), separator=":", lone="quantity", other="1")
UNITS_IF_ANY = Slot("[LINE:]UNITS", ("line_id", "quantity"), optional=True, separator=":", lone="quantity", other="1")
STOCK = Slot("SKU@LOCATION", ("sku", "location"), separator="@", lone="sku")
STOCK_ANYWHERE = Slot("SKU[@LOCATION]", ("sku", "location"), separator="@", lone="sku")
QUANTITY = Slot("QUANTITY", ("quantity",))
QUANTITY_IF_ANY = Slot("QUANTITY", ("quantity",), optional=True)
SKU = Slot("SKU", ("sku",))
PARCEL = Slot("PARCEL", ("parcel_id",))
DOCUMENT = Slot("DOCUMENT", ("document_id",))


def find_verb(name: str, words: tuple[str, ...], where: str) -> Verb:
    """Find a verb; `adjust` is of stock where its first word names a location. NotationError for an unknown one."""
    named = [verb for verb in VERBS if verb.name == name]
    if not named:
        known = dict.fromkeys(verb.name for verb in VERBS)
        raise NotationError(f"`{name}` is no verb", where, allowed_instead(name, known))
    of_stock = bool(words) and STOCK.separator in words[0]
    return next((verb for verb in named if (STOCK in verb.words) == of_stock), named[0])


def _payment(kind: str, says: str, example: str, amount: Slot = AMOUNT, usual: Texts | None = None) -> Verb:
    return Verb(
        name=kind,
        ledger="payments",
        words=(ORDER, amount, CURRENCY_IF_OTHER),
        says=says,
        example=example,
        fixed={"kind": kind},
        usual={"state": "succeeded", "payment_id": "p1", **(usual or {})},
    )


def _units(name: str, change: str, says: str) -> Verb:
    return Verb(name, "line_changes", (ORDER, UNITS), says, f"{name} A 2:1", {"change": change})


def _stock(name: str, kind: str, says: str, quantity: str = "5") -> Verb:
    return Verb(name, "stock_moves", (STOCK, QUANTITY), says, f"{name} MUG@MAIN {quantity}", {"kind": kind})


def _parcel(name: str, event: str, says: str) -> Verb:
    words = (ORDER, PARCEL, UNITS_IF_ANY)
    return Verb(name, "parcels", words, says, f"{name} A P1 2", {"event": event}, {"line_id": "1"})


def _document(name: str, kind: str, says: str, example: str) -> Verb:
    return Verb(name, "documents", (ORDER, DOCUMENT, GROSS, CURRENCY_IF_OTHER), says, example, {"kind": kind})


VERBS: tuple[Verb, ...] = (
    Verb(
        "place", "orders", (ORDER,),
        "an order, and a line for every item; `UNITSxSKU` is followed by the price of one unit",
        "place A 2xMUG 10.00 1xCAP 5.00 EUR channel=web",
        usual={"placed_at": "+0s"}, shape=PLACE,
    ),
    Verb(
        "edit", "lines", (ORDER,),
        "a line more or less: `LINE +1` (or -1) of a line that exists, or `+1xSKU PRICE` for a new one",
        "place A 1xMUG 10.00 EUR | edit A 1 +1 | edit A +1xPEN 2.00",
        shape=EDIT,
    ),
    Verb(
        "total", "order_totals", (ORDER, TOTAL), "totals that a surface shows",
        "total A 22.00 items=20.00 shipping=2.00", usual={"surface": "order"},
    ),
    Verb("discount", "discounts", (ORDER, AMOUNT), "a discount on the order, or on `line=`", "discount A 2.00 line=1"),
    Verb(
        "tax", "taxes", (ORDER, AMOUNT), "a tax on the order, or on `line=`; `rate=` is in millionths",
        "tax A 1.90 rate=190000 base=10.00",
    ),
    _payment("authorize", "money set aside", "authorize A 20.00 expires=+7d"),
    _payment("adjust", "an authorization raised or lowered", "adjust A 25.00"),
    _payment("capture", "money taken", "gateway:adyen: capture? A 20.00"),
    _payment("void", "an authorization given up", "void A", AMOUNT_IF_ANY, {"amount": "0"}),
    _payment("refund", "money given back", "refund A 5.00 refund=R1"),
    _payment("refund_reverse", "a refund that came back", "refund_reverse A 5.00"),
    _payment("chargeback", "money taken back by the bank", "chargeback A 20.00"),
    _payment("settle", "money paid out to the merchant", "settle A 19.70"),
    _units("cancel", "cancelled", "units cancelled"),
    _units("backorder", "backordered", "units backordered"),
    _units("allocate", "allocated", "units allocated"),
    _units("pick", "picked", "units picked"),
    _units("ship", "shipped", "units shipped"),
    _units("deliver", "delivered", "units delivered"),
    _units("return_request", "return_requested", "a return of units asked for"),
    _units("return", "returned", "units returned"),
    _units("restock", "restocked", "returned units put back on the shelf"),
    _units("scrap", "scrapped", "returned units thrown away"),
    _parcel("plan", "planned", "a parcel planned"),
    _parcel("release", "released", "a parcel released to the warehouse"),
    _parcel("pack", "packed", "a parcel packed"),
    _parcel("hand_over", "handed_over", "a parcel handed over to its carrier"),
    _parcel("drop_parcel", "cancelled", "a parcel given up"),
    Verb("scan", "scans", (PARCEL, Slot("STATUS", ("status",))), "a carrier's scan", "scan P1 in_transit"),
    Verb(
        "status", "statuses", (ORDER, Slot("STATUS", ("canonical",), optional=True)),
        "a status that is told; of the order, unless `of=` and `object=` name another thing",
        "status A captured of=payment object=p1",
        usual={"object_type": "order", "object_id": "{order_id}"},
    ),
    _stock("receive", "receive", "units received"),
    _stock("ship_stock", "ship", "units that left"),
    _stock("restock_stock", "restock", "units that came back"),
    _stock("adjust", "adjust", "a correction, signed", "-1"),
    _stock("transfer_in", "transfer_in", "units from another location"),
    _stock("transfer_out", "transfer_out", "units to another location"),
    _stock("scrap_stock", "scrap", "units thrown away"),
    _stock("count", "count", "a stock count: the difference it found, signed", "-2"),
    _stock("reserve", "reserve", "units promised; `reservation=`, `order=`, `line=`"),
    _stock("unreserve", "release", "units no longer promised"),
    _stock("expire", "expire", "a reservation that lapsed"),
    Verb(
        "level", "stock_levels", (STOCK_ANYWHERE,), "a stock level that is told",
        "level MUG@MAIN on_hand=5 reserved=1 available=4 safety=0", usual={"surface": "list"},
    ),
    Verb(
        "price", "prices", (SKU, PRICE, CURRENCY), "a price in force, always or `from=` and `until=`",
        "price MUG 10.00 EUR from=0s until=30d",
    ),
    Verb("list", "listings", (SKU,), "a SKU that can be bought", "list MUG channel=web", {"sellable": "yes"}),
    Verb("delist", "listings", (SKU,), "a SKU that cannot be bought", "delist MUG from=2d", {"sellable": "no"}),
    Verb(
        "bundle", "bom", (SKU, Slot("UNITS", ("units",)), Slot("PART", ("component",))), "a part of a bundle",
        "bundle SET 2 CUP",
    ),
    Verb(
        "allot", "allocations", (SKU, Slot("UNITS", ("units",))), "units that a channel may sell",
        "allot MUG 5 channel=web from=0s until=30d",
    ),
    Verb(
        "serve", "locations", (Slot("LOCATION", ("location",)),), "where a location may ship to",
        "serve MAIN country=DE method=express", {"may_ship": "yes"},
    ),
    Verb(
        "bar", "locations", (Slot("LOCATION", ("location",)),), "where a location may not ship to",
        "bar MAIN country=US sku=BATTERY", {"may_ship": "no"},
    ),
    _document("invoice", "invoice", "an invoice", "invoice A D1 20.00 net=16.81 tax=3.19 number=1 series=2026"),
    _document("credit", "credit_note", "a credit note", "credit A D2 20.00 refers=D1"),
    _document("void_document", "void", "a document voided", "void_document A D3 refers=D1"),
    Verb(
        "docline", "document_lines", (DOCUMENT, Slot("LINE", ("line_id",)), QUANTITY_IF_ANY),
        "a line of a document, in the document's currency", "invoice A D1 20.00 | docline D1 1 2 net=20.00 tax=0.00",
    ),
    Verb(
        "doctax", "document_taxes", (Slot("DOCUMENT", ("document_id",)), AMOUNT_IF_ANY),
        "a line of a document's tax breakdown; `rate=` is in millionths",
        "invoice A D1 11.90 | doctax D1 1.90 rate=190000 base=10.00 category=standard",
    ),
    Verb(
        "docoff", "document_adjustments", (Slot("DOCUMENT", ("document_id",)), AMOUNT),
        "something taken off a whole document", "invoice A D1 9.00 | docoff D1 1.00", {"kind": "allowance"},
    ),
    Verb(
        "docadd", "document_adjustments", (Slot("DOCUMENT", ("document_id",)), AMOUNT),
        "something added to a whole document", "invoice A D1 11.00 | docadd D1 1.00", {"kind": "charge"},
    ),
    Verb(
        "debit", "postings", (Slot("ENTRY", ("entry_id",)), Slot("ACCOUNT", ("account",)), Slot("AMOUNT", ("debit",))),
        "an amount posted on the left", "debit E1 receivable 11.90 order=A document=D1",
        usual={"credit": "0", "currency": "EUR"},
    ),
    Verb(
        "credit_to", "postings",
        (Slot("ENTRY", ("entry_id",)), Slot("ACCOUNT", ("account",)), Slot("AMOUNT", ("credit",))),
        "an amount posted on the right", "credit_to E1 revenue 10.00 order=A document=D1",
        usual={"debit": "0", "currency": "EUR"},
    ),
    Verb(
        "tax_rate", "tax_rates", (Slot("JURISDICTION", ("jurisdiction",)), Slot("RATE", ("rate",))),
        "a tax rate in force, in millionths, always or `from=` and `until=`",
        "tax_rate DE 190000 category=standard from=0s",
    ),
    Verb(
        "ship_price", "shipping_prices", (Slot("METHOD", ("shipping_method",)), PRICE, CURRENCY),
        "a price of a shipping method in force, always or `from=` and `until=`", "ship_price parcel 4.90 EUR",
    ),
    Verb(
        "exchange", "rates",
        (Slot("BOOK", ("book",)), Slot("FROM", ("from_currency",)), Slot("TO", ("to_currency",)),
         Slot("FACTOR", ("factor",))),
        "an exchange rate in force, in billionths of the smallest units, always or `from=` and `until=`",
        "exchange ecb EUR USD 1080000000 from=0s until=1d",
    ),
    Verb(
        "notice", "notices",
        (ORDER, Slot("TEMPLATE", ("template",)), Slot("NOTICE", ("notice_id",), optional=True)),
        "a message to a person; `told.total=20.00` is a fact in it, kept as text",
        "notice A confirmation M1 told.total=20.00",
        usual={"event": "sent", "notice_id": "m{n}"},
    ),
    Verb("promise", "promises", (ORDER,), "a date promised", "promise A ship_by=+2d deliver_by=+5d"),
    Verb("hold", "holds", (ORDER,), "an order held", "hold A reason=fraud", {"event": "held"}),
    Verb("unhold", "holds", (ORDER,), "an order let go", "unhold A", {"event": "released"}),
    Verb("send_to", "destinations", (ORDER, Slot("ADDRESS", ("address",))), "where an order goes from now on",
         "send_to A home"),
    Verb("consent", "consents", (ORDER, Slot("ABOUT", ("about",))), "something that the customer agreed to",
         "consent A substitution line=1"),
    Verb(
        "return_event", "returns",
        (ORDER, Slot("RETURN", ("return_id",)), Slot("EVENT", ("event",)), UNITS_IF_ANY),
        "a return moving on", "return_event A R1 requested 1",
    ),
    Verb(
        "remedy", "remedies",
        (ORDER, Slot("REMEDY", ("remedy_id",)), Slot("WHAT", ("remedy",)), UNITS_IF_ANY),
        "what is granted for goods that came back, were lost or damaged", "remedy A M1 refund 1 amount=10.00",
    ),
    Verb(
        "balance", "balances",
        (Slot("ACCOUNT", ("account_id",)), Slot("KIND", ("kind",)), AMOUNT, CURRENCY_IF_OTHER),
        "a gift card or store credit gains or loses value", "balance G1 issue 50.00 EUR balance=50.00",
    ),
    Verb(
        "ask", "commands", (Slot("VERB", ("verb",)), ORDER_IF_ANY),
        "a command of the driver; `ask?` got no answer: its outcome is unknown, that it was asked is certain",
        "ask capture A amount=20.00 key=k1",
        usual={"outcome": "ok", "command_id": "c{n}", "invoked_at": "+0s", "answered_at": "+1s"},
        unanswered={"outcome": "unknown", "answered_at": None},
    ),
    Verb(
        "read", "reads", (Slot("CLIENT", ("client",)), Slot("SUBJECT", ("subject",))),
        "somebody looks at an order or a SKU", "read bob A version=3",
        usual={"read_id": "r{n}", "asked_at": "+0s", "answered_at": "+1s"},
    ),
    Verb(
        "address", "addresses", (ORDER, Slot("USE", ("use",)), Slot("ADDRESS", ("address",))),
        "an address in force, always or `from=` and `until=`", "address A contact ann until=2d",
    ),
    Verb(
        "webhook", "deliveries",
        (Slot("SUBSCRIBER", ("subscriber",)), Slot("EVENT", ("event",)), Slot("ID", ("event_id",))),
        "an event told to a subscriber, or due to be", "webhook erp due E1 | webhook erp accepted E1",
    ),
    Verb("row", "", (), "any row of any ledger", "row lines order=A line=1 sku=MUG quantity=2 seq=1", shape=ROW),
    Verb("wait", "", (), "nothing but time: the next step, or the end of the story, is that much later", "wait 3d",
         shape=WAIT),
)  # fmt: skip
"""Every verb, in the order of the page."""
