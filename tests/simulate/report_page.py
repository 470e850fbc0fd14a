"""Reading a report back: its parts checked as HTML, its tables as rows of text."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """A page read strictly: every element closed in its place."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.tables: list[list[list[str]]] = []
        self.captions: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")
        if tag == "caption":
            self.captions.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-3:]}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self.open), data))
        if "caption" in self.open:
            self.captions[-1] += data
        elif ("td" in self.open or "th" in self.open) and "small" not in self.open:
            self.tables[-1][-1][-1] += data

    def words(self, inside: str = "") -> str:
        """What is read on the page, figures and style aside; of one kind of element only when named."""
        return " ".join(
            text
            for path, text in self.texts
            if not {"svg", "style"} & set(path) and (not inside or inside in path)
        )

    def table(self, caption: str) -> list[list[str]]:
        """The rows of the table with this caption."""
        return self.tables[self.captions.index(caption)]
