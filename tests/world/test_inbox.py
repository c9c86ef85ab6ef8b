"""The inbox keeps of each mail what it tells of an order: once for each Message-ID, and nothing of whom it reached."""

from __future__ import annotations

import base64
import contextlib
import itertools
import quopri
import smtplib
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.world.books import hashed
from orderproof.world.inbox import BYTES_MAX
from orderproof.world.letters import facts_of
from tests.world.asked import HASH_KEY
from tests.world.ear import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.world.asked import Asked

NUMBERS = itertools.count()
ANN = "ann.example@mail.test"


def mail(body: bytes = b"Order: o-1\r\n", *, name: str | None = None, **headers: Any) -> bytes:
    """Write a mail with a Message-ID of its own, or with `name`; headers with _ for -."""
    lines = [f"Message-ID: {name or fresh()}", "From: shop@shop.test", f"To: {ANN}"]
    lines += [f"{header.replace('_', '-')}: {value}" for header, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def fresh() -> str:
    return f"<m{next(NUMBERS)}@shop.test>"


def send(world: Asked, raw: bytes, to: str = ANN) -> int:
    """Hand a mail over; the code of the answer, 0 where none came."""
    server = smtplib.SMTP("127.0.0.1", world.ports["inbox"], timeout=10)
    with contextlib.closing(server):
        server.ehlo()
        server.mail("shop@shop.test")
        server.rcpt(to)
        try:
            return server.data(raw)[0]
        except smtplib.SMTPServerDisconnected:
            return 0


def notices(world: Asked, name: str) -> list[Any]:
    return [row for row in world.rows("inbox", "notices") if row.notice_id == name]


def test_a_mail_is_kept_with_what_its_headers_and_its_text_say(world: Asked) -> None:
    name, text = fresh(), "Hello Ann,\r\nStatus: shipped\r\nTotal: 12.34 EUR\r\nTracking: TRK1\r\nDate: 2026-01-05\r\n"
    headers = {"X_Order": "o-7", "X_Template": "shipped", "X_Cause": "F1", "Content_Language": "de"}
    assert send(world, mail(text.encode(), name=name, **headers)) == 250
    (row,) = notices(world, name)
    assert (row.source, row.row_id, row.order_id, row.template, row.cause_id) == ("inbox", name, "o-7", "shipped", "F1")
    assert (row.event, row.medium, row.locale) == ("sent", "mail", "de")
    assert row.told == {
        "status": "shipped", "total": "1234", "currency": "EUR", "tracking": "TRK1", "date": "2026-01-05",
    }  # fmt: skip


def test_without_headers_the_text_says_which_order_it_is(world: Asked) -> None:
    name = fresh()
    send(world, mail(b"Order: o-8\r\nItems: 2\r\n", name=name))
    (row,) = notices(world, name)
    assert (row.order_id, row.template, row.cause_id, row.told) == ("o-8", "unknown", None, {"items": "2"})


def test_the_same_message_again_is_the_same_row_again(world: Asked) -> None:
    name = fresh()
    for body in (b"Order: o-9\r\n", b"Order: other\r\n"):
        send(world, mail(body, name=name))
    first, again = notices(world, name)
    assert first == again
    assert (first.row_id, first.order_id) == (name, "o-9")


def test_a_lost_answer_was_kept_and_the_second_try_is_answered(world: Asked) -> None:
    name = fresh()
    assert send(world, mail(name=name), "lostmail@mail.test") == 0
    assert len(notices(world, name)) == 1
    assert send(world, mail(name=name), "lostmail@mail.test") == 250
    assert {row.row_id for row in notices(world, name)} == {name}


def test_a_busy_inbox_keeps_nothing_of_the_first_try(world: Asked) -> None:
    name = fresh()
    assert send(world, mail(name=name), "busymail@mail.test") == 451
    assert notices(world, name) == []
    assert send(world, mail(name=name), "busymail@mail.test") == 250
    assert len(notices(world, name)) == 1


def test_a_second_mail_of_one_cause_is_no_first_try_whatever_it_calls_itself(world: Asked) -> None:
    headers: dict[str, Any] = {"X_Order": "o-10", "X_Template": "placed", "X_Cause": "c-10"}
    codes = [send(world, mail(**headers), "lostmail@mail.test") for _ in range(2)]
    assert codes == [0, 250]


def test_nothing_personal_stands_in_the_book(world: Asked) -> None:
    name = fresh()
    send(world, mail(b"Dear Ann Example, Main Street 5\r\nName: Ann Example\r\nOrder: o-11\r\n", name=name))
    (row,) = notices(world, name)
    assert row.recipient == hashed(ANN, HASH_KEY)
    written = b"".join(each.read_bytes() for each in (world.folder / "books" / "inbox").rglob("*") if each.is_file())
    assert [word for word in (b"Example", b"ann.example", b"Street", HASH_KEY.encode()) if word in written] == []


@pytest.mark.parametrize("way", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_the_text_is_read_however_it_was_packed(world: Asked, way: str, charset: str) -> None:
    name, plain = fresh(), "Grüße\r\nOrder: o-12\r\nTotal: 5.00 EUR\r\nStatus: zurückgezahlt\r\n".encode(charset)
    packers: dict[str, Callable[[bytes], bytes]] = {
        "base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes,
    }  # fmt: skip
    packed = packers[way](plain)
    send(world, mail(packed, name=name, Content_Transfer_Encoding=way, Content_Type=f"text/plain; charset={charset}"))
    (row,) = notices(world, name)
    assert row.told == {"total": "500", "currency": "EUR", "status": "zurückgezahlt"}


def test_of_a_mail_in_parts_the_plain_one_is_read(world: Asked) -> None:
    name = fresh()
    body = (
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>Total: 9.99 EUR</p>\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nTotal: 1.00 EUR\r\n--b--\r\n"
    )
    send(world, mail(body, name=name, MIME_Version="1.0", Content_Type='multipart/alternative; boundary="b"'))
    (row,) = notices(world, name)
    assert row.told == {"total": "100", "currency": "EUR"}


@pytest.mark.parametrize(
    ("written", "minor"),
    [
        ("12.34 EUR", "1234"), ("1234 JPY", "1234"), ("1.234 KWD", "1234"), ("12 EUR", "1200"), ("12.3 EUR", "1230"),
        ("-5.00 USD", "-500"), ("0.00 EUR", "0"),
        ("1.5 JPY", "1.5 JPY"), ("12.345 EUR", "12.345 EUR"), ("1.00 XYZ", "1.00 XYZ"), ("12,34 EUR", "12,34 EUR"),
        ("٣.00 EUR", "٣.00 EUR"),
    ],
)  # fmt: skip
def test_amounts_become_minor_units_by_the_exponent_of_their_currency(written: str, minor: str) -> None:
    assert facts_of(f"Total: {written}")["total"] == minor
    assert facts_of(f"Refund: {written}") == {"refund": minor}


def test_the_first_line_of_a_label_counts_and_strange_labels_do_not() -> None:
    text = "Total: 1.00 EUR\nTotal: 2.00 USD\nPassword: x\nStatus:\n  status : no\n ITEMS: 3 \nhttp://a: b"
    assert facts_of(text) == {"total": "100", "currency": "EUR", "items": "3"}


HOSTILE = {
    "surrogates of utf-7": mail(b"Status: +2AA-\r\n", X_Order="h", Content_Type="text/plain; charset=utf-7"),
    "surrogates of escapes": mail(b"Status: \\ud800\r\n", Content_Type="text/plain; charset=unicode_escape"),
    "no such charset": mail(b"Status: x\r\n", Content_Type="text/plain; charset=\x00nonsense"),
    "no text charset": mail(b"Status: x\r\n", Content_Type="text/plain; charset=hex"),
    "broken base64": mail(b"=====\xff!!", Content_Transfer_Encoding="base64"),
    "broken quoted-printable": mail(b"Status: =ZZ=\r\n=", Content_Transfer_Encoding="quoted-printable"),
    "parts without a boundary": mail(b"x", Content_Type="multipart/mixed"),
    "parts in parts": mail(
        b"".join(b"--%d\r\nContent-Type: multipart/mixed; boundary=%d\r\n\r\n" % (n, n + 1) for n in range(200)),
        Content_Type="multipart/mixed; boundary=0",
    ),
    "bytes in headers": mail(X_Order="o\udcff".encode("utf-8", "surrogatepass").decode("latin-1"), X_Template="é"),
    "an empty disposition": mail(Content_Disposition=";=;", Content_Type=";;;=", Content_Transfer_Encoding=";"),
    "encoded words": mail(X_Order="=?utf-8?b?/////w==?= =?x?q?=FF?=", Content_Language="=?utf-7?q?+2AA-?="),
    "zero bytes": mail(b"Order: o\x00\r\nStatus: \x00\r\n"),
    "many labels": mail(b"Status: x\r\n" * 50_000),
    "no colon": b"Message-ID: <nocolon@h>\r\nnothing\r\n\r\nOrder: x\r\n",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_mail_is_kept_as_far_as_it_can_be_read(world: Asked, kind: str) -> None:
    before = len(world.rows("inbox"))
    assert send(world, HOSTILE[kind]) == 250
    assert len(world.rows("inbox")) == before + 1


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"Subject: x\r\n\r\nOrder: o\r\n", b"\xff\xfe\x00"])
def test_a_mail_without_a_message_id_is_refused(world: Asked, raw: bytes) -> None:
    before = len(world.rows("inbox"))
    assert send(world, raw) == 550
    assert len(world.rows("inbox")) == before


@pytest.mark.parametrize(
    "raw",
    [mail(X_Order="o" * 20_000), mail(b"Status: " + b"x" * 900_000 + b"\r\n"), mail(name="<a@[b>@\xff<<")],
    ids=["an endless header", "an endless line", "a strange name"],
)
def test_a_mail_that_no_rule_allows_is_refused_and_the_next_one_kept(world: Asked, raw: bytes) -> None:
    before = len(world.rows("inbox"))
    assert send(world, raw) in {500, 550}
    assert send(world, mail()) == 250
    assert len(world.rows("inbox")) == before + 1


def test_a_mail_of_more_than_one_megabyte_is_refused_and_the_next_one_kept(world: Asked) -> None:
    name = fresh()
    with contextlib.suppress(smtplib.SMTPException, ConnectionError):
        assert send(world, mail((b"x" * 98 + b"\r\n") * (BYTES_MAX // 100 + 10), name=name)) == 552
    assert notices(world, name) == []
    assert send(world, mail(name=name)) == 250


def test_nonsense_instead_of_commands_leaves_the_inbox_standing(world: Asked) -> None:
    with contextlib.closing(smtplib.SMTP("127.0.0.1", world.ports["inbox"], timeout=10)) as server:
        assert server.docmd("NONSENSE")[0] >= 500
        assert server.docmd("DATA")[0] >= 500
        server.docmd("EHLO", "x")
        assert server.docmd("RCPT", "TO:<>")[0] >= 500
    assert send(world, mail()) == 250


def test_an_address_in_the_text_is_no_fact_and_is_not_kept(world: Asked) -> None:
    name = fresh()
    send(world, mail(f"Order: {ANN}\r\nStatus: sent to {ANN}\r\nItems: 1\r\n".encode(), name=name))
    (row,) = notices(world, name)
    assert (row.order_id, row.told) == ("unknown", {"items": "1"})


def test_only_the_part_before_the_at_decides_what_happens(world: Asked) -> None:
    assert [send(world, mail(), f"ann@{fault}.test") for fault in ("lostmail", "busymail")] == [250, 250]


def test_a_mail_that_is_coming_in_is_pending_until_it_is_kept_or_given_up(world: Asked) -> None:
    def pending() -> int:
        return int(world.ask("GET", "gateway", "/quiet")[1]["pending"])

    for is_finished in (True, False):
        with contextlib.closing(smtplib.SMTP("127.0.0.1", world.ports["inbox"], timeout=10)) as server:
            server.ehlo()
            server.mail("shop@shop.test")
            server.rcpt(ANN)
            assert server.docmd("DATA")[0] == 354
            server.send(b"Message-ID: " + fresh().encode() + b"\r\n")
            assert pending() == 1
            if is_finished:
                server.send(b"\r\nOrder: o\r\n.\r\n")
                assert server.getreply()[0] == 250
        until(lambda: pending() == 0)
