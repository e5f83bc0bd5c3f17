"""A verification as JUnit's XML, which CI systems draw: one test case for each check."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from corsac.core.findings import Text
from corsac.diagnose.verify.check import Level
from corsac.diagnose.verify.report import Outcome
from corsac.render.story import accused, placed
from corsac.render.verification import words
from corsac.render.verification.shown import counts, report_of, verdict

if TYPE_CHECKING:
    from corsac.core.findings import Finding
    from corsac.diagnose.verify.report import Result, Verification
    from corsac.render.catalogue import Catalogue
    from corsac.render.look import Look


def render(verification: Verification, look: Look) -> str:
    """Give the verification as one test suite, ended by a line feed.

    JUnit knows no warnings: what should hold and does not is skipped, with a message.
    """
    report = report_of(verification)
    say = look.catalogue
    found = {finding.code: finding for finding in report.findings}
    cases = [_case(each, found.get(each.rule.code), say) for each in verification.results]
    numbers = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": sum(case.find("error") is not None for case in cases),
        "skipped": sum(case.find("skipped") is not None for case in cases),
    }
    attributes = {name: str(number) for name, number in numbers.items()}
    suites = ET.Element("testsuites", {"name": "corsac verify", **attributes})
    suite = ET.SubElement(suites, "testsuite", {"name": report.request.url, **attributes})
    suite.extend(cases)
    told = [verdict(verification), counts(verification), *report.notes]
    ET.SubElement(suite, "system-out").text = "\n".join(say.say(each) for each in told)
    ET.indent(suites)
    return ET.tostring(suites, "unicode", xml_declaration=True) + "\n"


def _case(result: Result, finding: Finding | None, say: Catalogue) -> ET.Element:
    name = f"{result.rule.code} {say.label(result.rule.title)}"
    case = ET.Element("testcase", {"classname": f"corsac.{result.level.value}", "name": name})
    if finding is not None:
        message = say.say(finding.message)
        if result.level is Level.SHOULD:
            text = say.say(Text.of(words.NOT_MET, message=message))
            ET.SubElement(case, "skipped", {"message": text})
        else:
            failure = ET.SubElement(
                case, "failure", {"message": message, "type": result.level.value}
            )
            lines = [say.say(note) for note in finding.notes]
            lines += [
                f"{placed(each, say)}{say.colon}{accused(each, say)}" for each in finding.culprits
            ]
            lines += [
                f"{say.say(fix.title)}\n{fix.snippet}" for fix in finding.fixes if fix.snippet
            ]
            failure.text = "\n".join(lines)
    elif result.outcome is Outcome.SKIPPED:
        ET.SubElement(case, "skipped", {"message": say.label(words.SKIPPED)})
    elif result.outcome is Outcome.UNDECIDED:
        ET.SubElement(case, "error", {"message": say.label(words.UNDECIDED)})
    return case
