"""The schema, once, for SQLite and PostgreSQL. Times are whole microseconds since 1970 UTC, money whole minor units."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import CHAR

metadata = MetaData()
# SQLite numbers rows by itself only in a column called INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")
_Currency = CHAR(3)


def _time(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


def _text(name: str, **more: object) -> Column[str]:
    return Column(name, Text, nullable=False, **more)  # type: ignore[arg-type]


setting = Table("setting", metadata, Column("key", Text, primary_key=True), _text("value"))

category = Table(
    "category", metadata, Column("id", Text, primary_key=True), Column("position", Integer, nullable=False),
    _text("titles"), _text("emoji"),
)

product = Table(
    "product", metadata, Column("id", Text, primary_key=True), _text("code", unique=True),
    Column("position", Integer, nullable=False), Column("category_id", Text, ForeignKey("category.id"), nullable=False),
    _text("texts"), Column("picture", Text), _text("hs_code"), _text("customs_description"), _text("origin"),
    _text("tax_class"), _text("attributes"), _text("gift_for"),
)

variant = Table(
    "variant", metadata, Column("sku", Text, primary_key=True),
    Column("product_id", Text, ForeignKey("product.id"), nullable=False), Column("position", Integer, nullable=False),
    _text("options"), Column("price", BigInteger, nullable=False), Column("currency", _Currency, nullable=False),
    Column("weight_g", Integer, nullable=False),
    CheckConstraint("price >= 0"), CheckConstraint("weight_g >= 0"),
)

stock = Table(
    "stock", metadata, Column("sku", Text, ForeignKey("variant.sku"), primary_key=True),
    Column("received", Integer, nullable=False), Column("available", Integer, nullable=False),
    Column("held", Integer, nullable=False, server_default="0"), Column("sold", Integer, nullable=False, server_default="0"),
    CheckConstraint("available >= 0 AND held >= 0 AND sold >= 0"),
    CheckConstraint("available + held + sold = received", name="stock_is_conserved"),
)
Index(
    "stock_scarce", stock.c.available, sqlite_where=text("available <= 5"), postgresql_where=text("available <= 5"),
)

buyer = Table(
    "buyer", metadata, Column("id", Text, primary_key=True), _text("channel"), _text("account"), _text("handle"),
    _text("language"), Column("currency", _Currency, nullable=False), Column("home", Text), _text("home_status"),
    Column("destination", Text), _text("destination_status"), Column("region", Text),
    Column("subscribed", Integer, nullable=False, server_default="0"), _time("created_at"),
    UniqueConstraint("channel", "account", "handle"),
)

buyer_secret = Table(  # what identifies a person, encrypted; erasing a buyer deletes these rows
    "buyer_secret", metadata, Column("buyer_id", Text, ForeignKey("buyer.id"), primary_key=True),
    Column("kind", Text, primary_key=True), Column("sealed", LargeBinary, nullable=False),
)

chat_memory = Table(
    "chat_memory", metadata, Column("chat", Text, primary_key=True),
    Column("buyer_id", Text, ForeignKey("buyer.id"), nullable=False), Column("data", LargeBinary, nullable=False),
    _time("updated_at"),
)

basket_line = Table(
    "basket_line", metadata, Column("buyer_id", Text, ForeignKey("buyer.id"), primary_key=True),
    Column("number", Integer, primary_key=True), Column("sku", Text, ForeignKey("variant.sku"), nullable=False),
    Column("quantity", Integer, nullable=False), UniqueConstraint("buyer_id", "sku"), CheckConstraint("quantity > 0"),
)

basket_coupon = Table(
    "basket_coupon", metadata, Column("buyer_id", Text, ForeignKey("buyer.id"), primary_key=True), _text("code"),
)

coupon = Table(
    "coupon", metadata, Column("code", Text, primary_key=True), Column("percent", Integer), Column("amount", BigInteger),
    Column("currency", _Currency), _text("funded_by"), _time("valid_from"), _time("valid_until"),
    Column("minimum", BigInteger),
)

quote = Table(
    "quote", metadata, Column("id", Text, primary_key=True),
    Column("buyer_id", Text, ForeignKey("buyer.id"), nullable=False), _time("at"), _time("valid_until"),
    _text("option"), _text("incoterm"), _text("country"), _text("lines"), _text("quote"),
    Column("claims", Text, nullable=False, server_default="[]"),
)

orders = Table(
    "orders", metadata, Column("id", Text, primary_key=True), _text("code", unique=True),
    _text("effect_key", unique=True), Column("buyer_id", Text, ForeignKey("buyer.id"), nullable=False), _text("channel"),
    _text("order_status"), _text("payment_status"), _text("fulfilment_status"),
    Column("currency", _Currency, nullable=False), Column("total", BigInteger, nullable=False),
    Column("refunded", BigInteger, nullable=False, server_default="0"), _time("placed_at"), _time("expires_at"),
    _text("country"), Column("address", LargeBinary), _text("option"), _text("incoterm"), _text("quote"),
    CheckConstraint("refunded >= 0 AND refunded <= total"),
)
Index("orders_of_buyer", orders.c.buyer_id, orders.c.placed_at)
Index("orders_by_time", orders.c.placed_at)

order_line = Table(
    "order_line", metadata, Column("order_id", Text, ForeignKey("orders.id"), primary_key=True),
    Column("number", Integer, primary_key=True), _text("sku"), _text("product_id"), _text("title"),
    Column("quantity", Integer, nullable=False), Column("unit", BigInteger, nullable=False),
    CheckConstraint("quantity > 0"),
)

order_event = Table(
    "order_event", metadata, Column("order_id", Text, ForeignKey("orders.id"), primary_key=True),
    Column("number", Integer, primary_key=True), _text("type"), _time("at"), _text("actor"), _text("data"),
)

show = Table(  # one room has at most one show that is not over
    "show", metadata, Column("id", Text, primary_key=True), _text("room"), _text("title"), _text("status"),
    Column("pinned", Text), Column("comments", Integer, nullable=False, server_default="0"),
    Column("version", Integer, nullable=False, server_default="0"), _time("started_at", nullable=True),
    _time("ended_at", nullable=True), CheckConstraint("status IN ('draft', 'open', 'closed')"),
)
Index("shows_of_room", show.c.room, show.c.id)
Index(
    "one_show_in_a_room", show.c.room, unique=True,
    sqlite_where=text("status <> 'closed'"), postgresql_where=text("status <> 'closed'"),
)

show_item = Table(
    "show_item", metadata, Column("show_id", Text, ForeignKey("show.id"), primary_key=True),
    Column("code", Text, primary_key=True), Column("position", Integer, nullable=False),
    Column("product_id", Text, ForeignKey("product.id"), nullable=False), Column("sku", Text, ForeignKey("variant.sku")),
    Column("price", BigInteger), Column("currency", _Currency), UniqueConstraint("show_id", "product_id"),
    CheckConstraint("price > 0"), CheckConstraint("(price IS NULL) = (currency IS NULL)"),
)

comment = Table(  # the room's one ordered stream; a message that comes again has its number already
    "comment", metadata, Column("show_id", Text, ForeignKey("show.id"), primary_key=True),
    Column("number", Integer, primary_key=True), _text("key"),
    Column("buyer_id", Text, ForeignKey("buyer.id"), nullable=False), _text("name"), _text("text"), _text("language"),
    _time("at"), _text("outcome"), Column("withdrawn", Text), _time("withdrawn_at", nullable=True),
    UniqueConstraint("show_id", "key"), CheckConstraint("withdrawn IN ('edited', 'deleted')"),
)

claim = Table(  # what a viewer has of one SKU in one show: units held for them, and units they wait for in order
    "claim", metadata, Column("id", _Id, primary_key=True),
    Column("show_id", Text, ForeignKey("show.id"), nullable=False),
    Column("buyer_id", Text, ForeignKey("buyer.id"), nullable=False),
    Column("sku", Text, ForeignKey("variant.sku"), nullable=False), _text("code"), _text("name"),
    Column("price", BigInteger, nullable=False), Column("currency", _Currency, nullable=False),
    Column("hold_minutes", Integer, nullable=False), Column("held", Integer, nullable=False),
    Column("waiting", Integer, nullable=False), Column("number", Integer, nullable=False),
    Column("said", Integer, nullable=False), _time("since", nullable=True), _text("status"),
    UniqueConstraint("show_id", "buyer_id", "sku"), CheckConstraint("held >= 0 AND waiting >= 0"),
    CheckConstraint("status IN ('open', 'ordered', 'released', 'expired')"),
    CheckConstraint("(status = 'open') = (held + waiting > 0)", name="an_open_claim_has_units"),
    CheckConstraint("waiting = 0 OR since IS NOT NULL"),
)
Index("open_claims", claim.c.buyer_id, sqlite_where=text("status = 'open'"), postgresql_where=text("status = 'open'"))
Index(
    "waitlist", claim.c.sku, claim.c.since, claim.c.number,
    sqlite_where=text("waiting > 0"), postgresql_where=text("waiting > 0"),
)

hold = Table(  # units kept for an order or for a claim until a time; a claim's hold passes to its order as one row
    "hold", metadata, Column("id", _Id, primary_key=True), Column("order_id", Text, ForeignKey("orders.id")),
    Column("claim_id", Integer, ForeignKey("claim.id")),
    Column("sku", Text, ForeignKey("variant.sku"), nullable=False), Column("quantity", Integer, nullable=False),
    _time("ends_at"), Column("ended", Text), CheckConstraint("quantity > 0"),
    CheckConstraint("ended IN ('sold', 'released')"),
    CheckConstraint("(order_id IS NULL) <> (claim_id IS NULL)", name="a_hold_has_one_owner"),
)
Index("open_holds", hold.c.order_id, sqlite_where=text("ended IS NULL"), postgresql_where=text("ended IS NULL"))
Index(
    "one_open_hold_of_a_claim", hold.c.claim_id, unique=True,
    sqlite_where=text("ended IS NULL"), postgresql_where=text("ended IS NULL"),
)
Index(
    "claim_holds_by_end", hold.c.ends_at, sqlite_where=text("ended IS NULL AND claim_id IS NOT NULL"),
    postgresql_where=text("ended IS NULL AND claim_id IS NOT NULL"),
)

payment = Table(
    "payment", metadata, Column("key", Text, primary_key=True),
    Column("order_id", Text, ForeignKey("orders.id"), nullable=False), _text("provider"), _text("method"),
    _text("status"), Column("amount", BigInteger, nullable=False), Column("currency", _Currency, nullable=False),
    Column("reference", Text), Column("outcome", Text), _time("at"),
)
Index("payments_of_order", payment.c.order_id)

refund = Table(
    "refund", metadata, Column("key", Text, primary_key=True),
    Column("order_id", Text, ForeignKey("orders.id"), nullable=False), Column("amount", BigInteger, nullable=False),
    Column("currency", _Currency, nullable=False), _text("status"), _time("at"), CheckConstraint("amount > 0"),
)

shipment = Table(
    "shipment", metadata, Column("order_id", Text, ForeignKey("orders.id"), primary_key=True), _text("carrier"),
    _text("tracking_code"), _time("handed_over_at"),
)

shipment_event = Table(
    "shipment_event", metadata, Column("order_id", Text, ForeignKey("shipment.order_id"), primary_key=True),
    Column("at", BigInteger, primary_key=True), Column("status", Text, primary_key=True), _text("place"),
)

inbox = Table(  # one row a turn: what was said and answered, encrypted
    "inbox", metadata, Column("key", Text, primary_key=True), _text("chat"),
    Column("said", LargeBinary, nullable=False), Column("reply", LargeBinary, nullable=False), _time("at"),
)
Index("inbox_of_chat", inbox.c.chat, inbox.c.at)

effect = Table("effect", metadata, Column("key", Text, primary_key=True), _text("result"), _time("at"))

outbox = Table(
    "outbox", metadata, Column("id", _Id, primary_key=True), _text("type"), Column("version", Integer, nullable=False),
    _text("subject"), _text("data"), _time("at"), _time("published_at", nullable=True),
)
Index(
    "outbox_unpublished", outbox.c.id,
    sqlite_where=text("published_at IS NULL"), postgresql_where=text("published_at IS NULL"),
)

job = Table(
    "job", metadata, Column("id", _Id, primary_key=True), _text("kind"), _text("key", unique=True), _time("due_at"),
    _time("leased_until", nullable=True), Column("attempts", Integer, nullable=False, server_default="0"),
    _text("payload"), Column("last_error", Text), _time("finished_at", nullable=True),
)
Index("job_due", job.c.due_at, sqlite_where=text("finished_at IS NULL"), postgresql_where=text("finished_at IS NULL"))

past_import = Table(  # a file's sales count only while it is complete; what was replaced or given up is swept away later
    "past_import", metadata, Column("number", _Id, primary_key=True), _text("source"), _text("status"),
    _time("started_at"), Column("report", Text),
    CheckConstraint("status IN ('open', 'complete', 'retired', 'swept')"),
)
Index(
    "one_complete_import", past_import.c.source, unique=True,
    sqlite_where=text("status = 'complete'"), postgresql_where=text("status = 'complete'"),
)

past_sale = Table(
    "past_sale", metadata, Column("import_number", Integer, ForeignKey("past_import.number"), primary_key=True),
    Column("line", Integer, primary_key=True), _text("invoice"), _text("kind"), _text("product"),
    Column("quantity", Integer, nullable=False), _text("unit_price"), Column("currency", _Currency, nullable=False),
    Column("customer", Text), Column("country", Text), _time("at"),
    CheckConstraint("kind IN ('sale', 'return')"), CheckConstraint("quantity > 0"),
    sqlite_with_rowid=False,
)

past_product = Table(  # what the products of an import are called there
    "past_product", metadata, Column("import_number", Integer, ForeignKey("past_import.number"), primary_key=True),
    Column("product", Text, primary_key=True), _text("description"), sqlite_with_rowid=False,
)

demand = Table(  # units per product and country, counted from past_sale when an import ends
    "demand", metadata, Column("import_number", Integer, ForeignKey("past_import.number"), primary_key=True),
    Column("country", Text, primary_key=True), Column("product", Text, primary_key=True),
    Column("units", Integer, nullable=False), Column("invoices", Integer, nullable=False), sqlite_with_rowid=False,
)

staff = Table(  # `totp` is sealed; it counts once it is confirmed, and each of its steps once
    "staff", metadata, Column("name", Text, primary_key=True), _text("role"), _text("password_hash"),
    Column("totp", LargeBinary), Column("totp_confirmed", Integer, nullable=False, server_default="0"),
    Column("totp_step", BigInteger, nullable=False, server_default="0"),
)

recovery_code = Table(
    "recovery_code", metadata, Column("name", Text, ForeignKey("staff.name"), primary_key=True),
    Column("digest", Text, primary_key=True),
)

staff_session = Table(
    "staff_session", metadata, Column("id", Text, primary_key=True),
    Column("name", Text, ForeignKey("staff.name"), nullable=False), _text("device"), _time("opened_at"), _time("seen_at"),
    _time("ends_at"),
)
Index("sessions_of_staff", staff_session.c.name)

audit = Table(  # who changed what of the shop itself; never changed, never deleted
    "audit", metadata, Column("id", _Id, primary_key=True), _time("at"), _text("actor"), _text("what"),
    Column("before", Text), Column("after", Text),
)

promotion = Table(
    "promotion", metadata, Column("id", Text, primary_key=True), _text("texts"), Column("product", Text), _text("status"),
    Column("runs", Integer, nullable=False), _text("created_by"), _time("created_at"),
    CheckConstraint("status IN ('draft', 'sending', 'paused', 'done')"),
)

promotion_delivery = Table(  # one row a buyer: the key is why nobody gets a promotion twice
    "promotion_delivery", metadata, Column("promotion_id", Text, ForeignKey("promotion.id"), primary_key=True),
    Column("buyer_id", Text, ForeignKey("buyer.id"), primary_key=True), _text("channel"), _text("status"),
    _time("at", nullable=True),
    CheckConstraint("status IN ('queued', 'sending', 'sent', 'stopped', 'unreachable', 'failed', 'unknown')"),
)
Index("promotion_queue", promotion_delivery.c.promotion_id, promotion_delivery.c.channel, promotion_delivery.c.status)
