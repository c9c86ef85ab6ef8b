"""The one pinned table of minor-unit exponents: ISO 4217 list one, every currency that has a minor unit.

As published on 2026-01-01, plus BGN, which the euro replaced on that day: recorded orders outlive it. Metals, bond
units, the SDR, test and no-currency codes have no minor unit and are no money here. Thirteen currencies keep the ISO
exponent that CLDR, and with it most localisation libraries, drops: AFN ALL IQD IRR KPW LAK LBP MGA MMK RSD SOS SYP YER.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_EXPONENT: Mapping[int, str] = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
        CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR
        ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV
        MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD
        SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

EXPONENTS: Mapping[str, int] = {
    currency: exponent for exponent, currencies in _BY_EXPONENT.items() for currency in currencies.split()
}
"""Minor-unit digits of every currency: EUR 2, JPY 0, KWD 3."""
