"""The report of a study in a real browser: accessible, nothing from outside, wide, narrow and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.simulate.report import write_report
from tests.simulate.made_studies import study
from web.vendor import NODE_MODULES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report in each language, one of them of a single seed."""
    made = {"da": study(), "en": study(["first_come", "husrum", "more-need", "more-fit"], seeds=1)}
    folders = {lang: tmp_path_factory.mktemp(lang) for lang in made}
    for lang, one in made.items():
        write_report(one, folders[lang], lang)
    return {lang: folder / "report.html" for lang, folder in folders.items()}


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page without JavaScript of its own to run; what it asks for and complains of is kept."""
    context = chromium.new_context()
    opened = context.new_page()
    opened.asked, opened.wrong = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("console", lambda message: opened.wrong.append(message.text))
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    yield opened
    context.close()


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("width", [1200, 800, 390])
def test_the_report_is_accessible_and_fits_and_asks_no_one(
    page: Any, reports: dict[str, Path], lang: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reports[lang].as_uri())
    assert page.asked == [reports[lang].as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate((NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8"))
    found = [
        f"{breach['impact']} {breach['id']} {[node['html'][:120] for node in breach['nodes'][:2]]}"
        for breach in page.evaluate("axe.run()")["violations"]
    ]
    assert found == []
    assert page.wrong == []


@pytest.mark.parametrize("width", [1200, 390])
def test_one_drawing_of_each_figure_is_seen(page: Any, reports: dict[str, Path], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reports["da"].as_uri())
    seen = page.evaluate(
        "[...document.querySelectorAll('figure')].map(f =>"
        " [...f.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().width > 0).length)"
    )
    assert len(seen) >= 8
    assert set(seen) == {1}


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("width", [1200, 390])
def test_no_text_of_a_figure_covers_another_or_is_cut_off(
    page: Any, reports: dict[str, Path], lang: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reports[lang].as_uri())
    faults = page.evaluate(
        """() => {
          const faults = [];
          for (const svg of document.querySelectorAll('svg')) {
            const frame = svg.getBoundingClientRect();
            if (!frame.width) continue;
            const box = t => [t.textContent, t.getBoundingClientRect()];
            const texts = [...svg.querySelectorAll('text')].map(box);
            texts.forEach(([word, box], i) => {
              if (box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2)
                faults.push(`cut: ${word} in ${svg.querySelector('title').id}`);
              for (const [other, next] of texts.slice(i + 1)) {
                const across = Math.min(box.right, next.right) - Math.max(box.left, next.left);
                const down = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
                if (across > 1 && down > 5) faults.push(`${word} / ${other}`);
              }
            });
          }
          return faults;
        }"""
    )
    assert faults == []


def test_the_report_prints(page: Any, reports: dict[str, Path]) -> None:
    """On paper every section is there and everything fits the width of a sheet."""
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 within the usual margins
    page.goto(reports["da"].as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    assert page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    hidden = page.evaluate(
        "[...document.querySelectorAll('section, table, .conclusion')].filter(e => !e.offsetHeight).length"
    )
    assert hidden == 0
    assert len(page.pdf(format="A4")) > 50_000
