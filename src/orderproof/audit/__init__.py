"""Judging a history: survey it, prepare its ledgers, fold each view once, count all rules, tell what broke."""
