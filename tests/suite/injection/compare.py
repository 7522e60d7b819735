"""Compares generated documents as third-party parsers read them: cmark-gfm with html5lib, Python's email, icalendar.

compare.py CMARK HARMLESS HOSTILE... compares each folder of documents with the one made from harmless texts, and prints
a line for everything that is in only one of them, or that no document may contain.
"""

import email
import email.policy
import json
import pathlib
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections import Counter

import html5lib
import icalendar

# What the notation of the records may add: Markdown, without raw HTML.
INLINE = {
    "a": {"href", "title"},
    "blockquote": set(),
    "br": set(),
    "code": set(),
    "del": set(),
    "em": set(),
    "img": {"src", "alt", "title"},
    "p": set(),
    "pre": set(),
    "strong": set(),
}
BLOCKS = {
    "comment": set(),
    **{tag: set() for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "tbody", "thead", "tr", "table", "ul")},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}
# A page has headings of its own.
PAGES = {
    **{tag: set() for tag in ("comment", "hr", "li", "tbody", "thead", "tr", "table", "ul")},
    "p": {"class"},
    "ol": {"start"},
    "td": {"class"},
    "th": {"class", "scope"},
}
SCHEMES = {"", "http", "https", "mailto"}


def elements(html):
    for node in html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False).iter():
        if isinstance(node.tag, str):
            yield node.tag, node.attrib
        elif (node.text or "").strip():
            yield "comment", {}


def scheme(url):
    head = "".join(c for c in url if c > " ").split("/")[0].split("?")[0].split("#")[0]
    return head.split(":")[0].lower() if ":" in head else ""


def compare_html(harmless, hostile, notation):
    before, after = list(elements(harmless)), list(elements(hostile))
    known = {tag: set() for tag, _ in before} | {tag: set(names) for tag, names in notation.items()}
    for tag, attributes in before:
        known[tag] |= set(attributes)
    counts = Counter(tag for tag, _ in before)
    for tag, count in (Counter(tag for tag, _ in after)).items():
        if tag not in notation and count != counts[tag]:
            yield f"{count} {tag} instead of {counts[tag]}"
    for tag in counts.keys() - {tag for tag, _ in after} - notation.keys():
        yield f"no {tag}"
    styles = {attributes.get("style") for _, attributes in before}
    for tag, attributes in after:
        for name in attributes.keys() - known.get(tag, set()):
            yield f"an attribute {name} of {tag}"
        for name in attributes.keys() & {"href", "src"}:
            if scheme(attributes[name]) not in SCHEMES:
                yield f"a link to {attributes[name]}"
        if attributes.get("style") not in styles:
            yield f"a style {attributes['style']}"


def compare_mail(harmless, hostile):
    read = [email.message_from_bytes(text, policy=email.policy.default) for text in (harmless, hostile)]
    before, after = [[(part.get_content_type(), part.keys()) for part in mail.walk()] for mail in read]
    if before != after:
        yield f"{after} instead of {before}"
    for name in ("From", "To"):
        addresses = [[address.addr_spec for address in mail[name].addresses] for mail in read]
        if addresses[0] != addresses[1]:
            yield f"{name}: {addresses[1]} instead of {addresses[0]}"
    for part in read[1].walk():
        defects = part.defects + [defect for _, value in part.items() for defect in value.defects]
        if defects:
            yield f"defects {defects}"
    bodies = [[mail.get_body((kind,)).get_content() for kind in ("html", "plain")] for mail in read]
    yield from compare_html(bodies[0][0], bodies[1][0], INLINE | BLOCKS)
    yield from compare_characters(bodies[1][1].replace("\r\n", "\n"))


def compare_storage(hostile):
    """Well-formed, without elements and attributes that Markdown does not make; the only macro is that of code."""
    names = 'xmlns:ac="http://atlassian.com/content"'
    code = {"{http://atlassian.com/content}structured-macro", "{http://atlassian.com/content}plain-text-body"}
    for element in ElementTree.fromstring(f"<root {names}>{hostile}</root>").iter():
        allowed = (INLINE | BLOCKS | {"root": set()}).get(element.tag)
        if element.tag in code:
            if list(element.attrib.values()) not in (["code"], []):
                yield f"a macro {element.attrib}"
        elif allowed is None or not element.attrib.keys() <= allowed - {"title", "align"}:
            yield f"an element {element.tag} with {element.attrib}"
        if scheme(element.get("href", "")) not in SCHEMES:
            yield f"a link to {element.get('href')}"


def compare_calendar(harmless, hostile):
    def shape(text):
        calendar = icalendar.Calendar.from_ical(text)
        parts = [(part.name, [key for key, _ in part.property_items(recursive=False)]) for part in calendar.walk()]
        errors = [part.errors for part in calendar.walk() if getattr(part, "errors", None)]
        return parts, errors

    before, after = shape(harmless), shape(hostile)
    if before != after:
        yield f"{after} instead of {before}"


def compare_characters(text):
    for c in sorted(set(text)):
        if c not in "\n\t" and (unicodedata.category(c) == "Cc" or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"):
            yield f"a character U+{ord(c):04X}"


def judge(path, harmless, hostile, cmark):
    text = [document.decode("utf-8") for document in (harmless, hostile)]
    yield from compare_characters(text[1].replace("\r\n", "\n") if path.suffix in (".eml", ".ics") else text[1])
    if path.suffix == ".eml":
        yield from compare_mail(harmless, hostile)
    elif path.suffix == ".ics":
        yield from compare_calendar(*text)
    elif path.suffix == ".json":
        json.loads(text[1])
    elif path.suffix == ".html" and "pages" in path.parts:
        yield from compare_html(*text, INLINE | PAGES)
        parser = html5lib.HTMLParser()
        parser.parse(text[1])
        yield from (f"{code} at {place}" for place, code, _ in parser.errors)
    elif path.suffix in (".css", ".js"):
        if text[0] != text[1]:
            yield "another text"
    elif path.suffix == ".html":
        yield from compare_html(*text, INLINE | BLOCKS)
    elif path.suffix == ".xhtml":
        yield from compare_storage(text[1])
    elif path.suffix == ".md":
        extensions = [word for name in ("table", "strikethrough", "autolink", "tasklist") for word in ("-e", name)]
        command = [cmark, "--unsafe", *extensions]
        html = [subprocess.run(command, input=document, capture_output=True, check=True).stdout for document in (harmless, hostile)]
        # A table takes prose into its cells, minutes take it as blocks.
        notation = INLINE if path.stem in ("table", "README") else INLINE | BLOCKS
        yield from compare_html(*[document.decode("utf-8") for document in html], notation)


def main():
    cmark, harmless, *folders = sys.argv[1:]
    files = (path for path in pathlib.Path(harmless).rglob("*") if path.is_file() and ".git" not in path.parts)
    documents = sorted(path for path in files if path.suffix != ".yaml")
    for folder in folders:
        for path in documents:
            name = path.relative_to(harmless)
            other = pathlib.Path(folder) / name
            if not other.is_file():
                print(f"{folder}/{name}: missing")
                continue
            for problem in judge(path, path.read_bytes(), other.read_bytes(), cmark):
                print(f"{folder}/{name}: {problem}")


main()
