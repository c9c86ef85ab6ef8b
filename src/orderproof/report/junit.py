"""junit.xml: every rule as a test case, so that a build server shows broken promises where it shows failing tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from orderproof.model.verdict import Verdict
from orderproof.model.words import PILLARS
from orderproof.report.exits import is_accepted
from orderproof.report.summary import doubt_text
from orderproof.report.wording import accepted_words, figure, moneys, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderproof.model.verdict import RuleVerdict
    from orderproof.report.digest import Digest, Group

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Letters that XML 1.0 cannot hold, even escaped."""


def junit(digest: Digest, rules: Sequence[RuleVerdict]) -> str:
    """Write the document: a suite per pillar, its rules in the order given. No clock and no durations stand in it.

    Broken is a failure with the first sentences; not exercised, not applicable and in doubt are skipped, with why; a
    rule that failed by our own fault is an error, also where it has no verdict.
    """
    failed = digest.judgement.failed
    root = Element("testsuites", name=_text(digest.judgement.source))
    groups = {each.rule.rule: each for each in (*digest.groups, *digest.suspects)}
    pillars = [*PILLARS, *sorted({each.pillar for each in rules} - set(PILLARS))]
    for pillar in pillars:
        cases = [_case(each, digest, groups.get(each.rule)) for each in rules if each.pillar == pillar]
        cases += [_crashed(name) for name in _unheard(failed, rules) if name.partition("/")[0] == pillar]
        if cases:
            root.append(_suite(pillar, cases))
    strays = [_crashed(name) for name in _unheard(failed, rules) if name.partition("/")[0] not in pillars]
    if strays:
        root.append(_suite("rules", strays))
    _sum_up(root, list(root))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(name: str, cases: Sequence[Element]) -> Element:
    suite = Element("testsuite", name=_text(name))
    suite.extend(cases)
    told = {"tests": "testcase", "failures": "testcase/failure", "errors": "testcase/error"}
    for count, path in (told | {"skipped": "testcase/skipped"}).items():
        suite.set(count, str(len(suite.findall(path))))
    return suite


def _sum_up(root: Element, suites: Sequence[Element]) -> None:
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(each.get(count, "0")) for each in suites)))


def _case(rule: RuleVerdict, digest: Digest, group: Group | None) -> Element:
    case = Element("testcase", classname=_text(rule.pillar), name=_text(rule.rule))
    if rule.rule in digest.judgement.failed:
        SubElement(case, "error", type="own fault", message=_text(rule.reason or "the rule failed by our own fault"))
    elif rule.verdict is Verdict.BROKEN and is_accepted(rule):
        SubElement(case, "skipped", message=_text(f"accepted: {_broken(rule)}"))
    elif rule.verdict is Verdict.BROKEN:
        failure = SubElement(case, "failure", type=_text(rule.severity), message=_text(_broken(rule)))
        told = () if group is None else group.told
        lines = [rule.reason or "", group.statement if group else ""]
        for each in told:
            lines += [f"{each.roles}: {each.finding.says} [{each.finding.fingerprint}]"]
            lines += [accepted_words(each.finding.accepted)] if each.finding.accepted else []
        failure.text = "\n".join(_text(line) for line in lines if line)
    elif rule.verdict is Verdict.UNKNOWN:
        SubElement(case, "skipped", message=_text(f"unknown: {doubt_text(rule)}"))
    elif rule.verdict is not Verdict.HOLDS:
        SubElement(case, "skipped", message=_text(_silence(rule, digest)))
    return case


def _crashed(name: str) -> Element:
    case = Element("testcase", classname=_text(name.partition("/")[0]), name=_text(name))
    SubElement(case, "error", type="own fault", message="the rule failed by our own fault")
    return case


def _broken(rule: RuleVerdict) -> str:
    told = f"{figure(rule.broken)} of {figure(rule.subjects)} broken, at {rule.handoff}"
    money = f", {moneys(rule.at_risk)} at risk" if rule.at_risk else ""
    known = f", {figure(rule.accepted)} accepted" if rule.accepted else ""
    return told + known + money + (" (suspect: rule, mapping or convention?)" if rule.suspect else "")


def _silence(rule: RuleVerdict, digest: Digest) -> str:
    missed = " (the profile says it must be exercised)" if rule.rule in digest.judgement.must_exercise_missed else ""
    return f"{rule.verdict.value}: {rule.reason or 'no reason was given'}{missed}"


def _unheard(failed: Sequence[str], rules: Sequence[RuleVerdict]) -> list[str]:
    heard = {each.rule for each in rules}
    return [name for name in failed if name not in heard]


def _text(text: object) -> str:
    """Spell any text so that XML can hold it, on one line: what it cannot hold is spelled out."""
    return _FORBIDDEN.sub(lambda found: found.group(0).encode("ascii", "backslashreplace").decode(), one_line(text))
