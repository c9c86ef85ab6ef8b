"""report.html in a real browser: quiet, reachable by keyboard, readable by day and by night, small and large."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.report.digest import digest
from orderproof.report.webpage import webpage
from tests.report.hostile import HOSTILE, hostile_page
from tests.report.judgements import JUDGEMENT, REFUND, STATEMENT
from tests.report.test_webpage import CAMPAIGN, MATTER

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SIZES = {"phone": (375, 812), "desk": (1440, 900)}
CONTRAST_MIN = 4.5
TABS_MAX = 120

if not Path(CHROMIUM).is_file():
    pytest.skip(f"there is no browser at {CHROMIUM}", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PALEST = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((each) => each / 255)
      .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (of) => {
    for (let each = of; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  let palest = [99, ''];
  for (const each of document.body.querySelectorAll('*')) {
    const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !each.checkVisibility()) continue;
    const pair = [light(getComputedStyle(each).color), light(ground(each))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < palest[0]) palest = [ratio, each.outerHTML.slice(0, 120)];
  }
  return palest;
}"""
"""The lowest contrast between a text and its ground on the page, and whose it is."""

FOCUSED = """() => {
  const on = document.activeElement, style = getComputedStyle(on);
  return {tag: on.tagName, finding: on.parentElement?.classList.contains('finding') ? on.parentElement.id : '',
          text: on.textContent.trim(), ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2};
}"""


class Seen:
    """A page that was opened, with everything it said or asked for."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(dialog.message))
        page.on("request", lambda request: self.asked.append(request.url))

    def width(self) -> tuple[int, int]:
        """Give the width of what can be scrolled to, and of the window."""
        wide, window = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        return wide, window


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    campaign, rows = CAMPAIGN, MATTER
    usual = webpage(digest(JUDGEMENT, {REFUND: STATEMENT}), rows, "0.1.0")
    told, matter, _ = hostile_page()
    pages = {"usual": usual, "hostile": webpage(told, matter, campaign.system)}
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in pages}


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    width, height = SIZES[request.param]
    return {"width": width, "height": height}


def opened(browser: Any, address: str, **context: Any) -> Seen:
    seen = Seen(browser.new_context(**context).new_page())
    seen.page.goto(address)
    return seen


@pytest.mark.parametrize("name", ["usual", "hostile"])
def test_a_page_says_nothing_asks_for_nothing_and_fits_its_window(
    browser: Any, files: dict[str, str], size: dict[str, int], name: str
) -> None:
    seen = opened(browser, files[name], viewport=size)
    seen.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    wide, window = seen.width()
    assert wide <= window
    assert seen.asked == [files[name]]
    assert seen.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(
    browser: Any, files: dict[str, str], size: dict[str, int], scheme: str
) -> None:
    seen = opened(browser, files["usual"], viewport=size, color_scheme=scheme)
    seen.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    ratio, whose = seen.page.evaluate(PALEST)
    assert ratio >= CONTRAST_MIN, whose


def test_dark_is_dark_and_light_is_light(browser: Any, files: dict[str, str]) -> None:
    grounds = {
        scheme: opened(browser, files["usual"], color_scheme=scheme).page.evaluate(
            "getComputedStyle(document.documentElement).backgroundColor"
        )
        for scheme in ("light", "dark")
    }
    assert grounds == {"light": "rgb(251, 250, 248)", "dark": "rgb(20, 22, 26)"}


def test_the_keyboard_reaches_every_finding_and_opens_it(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["usual"]).page
    every = page.evaluate("[...document.querySelectorAll('.finding')].map((each) => each.id)")
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    assert (first["text"], first["ringed"]) == ("Skip to the findings", True)
    reached: list[str] = []
    for _ in range(TABS_MAX):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["tag"] == "BODY":
            break
        assert at["ringed"], at
        if at["finding"]:
            reached.append(at["finding"])
            was = page.evaluate("document.activeElement.parentElement.open")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.parentElement.open") is not was
    assert reached == every


def test_the_skip_link_leads_past_everything_before_the_findings(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["usual"]).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "findings"


def test_hostile_texts_are_shown_letter_by_letter_and_run_nothing(browser: Any, files: dict[str, str]) -> None:
    seen = opened(browser, files["hostile"])
    seen.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    text = seen.page.evaluate("document.body.innerText")
    shown = [each for each in HOSTILE if each.isascii() and each.isprintable()]
    assert [each for each in shown if each not in text] == []
    assert seen.page.evaluate("window.hit") is None
    assert seen.page.evaluate("document.querySelectorAll('script, img, iframe, body style, form').length") == 0
    assert seen.said == []


def test_even_a_script_that_got_onto_the_page_would_not_run(browser: Any, files: dict[str, str]) -> None:
    """The content policy is the second lock; the first is the escaping."""
    page = opened(browser, files["usual"]).page
    page.set_content(page.content().replace("</main>", "<script>window.hit=1</script></main>"))
    assert page.evaluate("document.querySelectorAll('script').length") == 1
    assert page.evaluate("window.hit") is None


def test_print_shows_what_is_folded_away(browser: Any, files: dict[str, str]) -> None:
    page = opened(browser, files["usual"]).page
    shown = "document.querySelector('.finding:not([open]) .body .facts').checkVisibility()"
    assert page.evaluate(shown) is False
    page.emulate_media(media="print")
    assert page.evaluate(shown) is True
