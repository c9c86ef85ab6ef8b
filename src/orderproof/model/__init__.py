"""The words of the trade: money, ledgers, profile and verdicts. Knows no file, clock or database."""
