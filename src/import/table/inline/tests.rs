//! Links, lines and escapes of cells.

use super::*;
use crate::import::table::source::TableSource;
use crate::source::FileId;

fn parse_cell(text: &str) -> TableCell<'_> {
    read_cell(text, Place::from_range(FileId(0), 0..text.len()), &LinkDefinitions::default())
}

#[test]
fn reference_links_are_resolved() {
    let links = "[a b]: <https://e.x/a>\n[C]: https://e.x/c \"Title\"\n[^n]: note\n";
    for (cell, expected) in [
        ("[T][A  B] x", "[T](https://e.x/a) x"),
        ("[c][], [a\\]][c]", "[c](https://e.x/c), [a]](https://e.x/c)"),
        ("[C] (d)", "[C](https://e.x/c) (d)"),
        ("[c](https://e.x/d) [^n] [T][d]", "[c](https://e.x/d) [^n] [T][d]"),
    ] {
        let text = format!("{cell}\n{links}");
        let source = TableSource::new(&text, FileId(0));
        assert_eq!(source.read_cell(0..cell.len()).to_markdown(), expected, "{cell}");
    }
}

#[test]
fn links_are_read_in_every_notation() {
    for (text, expected) in [
        ("[Link](https://e.x/a%20b.md)", "[Link](https://e.x/a%20b.md)"),
        ("[Link]([https://e.x/a](https://e.x/b))", "[Link](https://e.x/b)"),
        ("[Link](https://e.x/a (1).md) then", "[Link](https://e.x/a%20(1).md) then"),
        ("<a href='https://e.x/?a=1&amp;b=2'>T\n <b>x</b></a>", "[T x](https://e.x/?a=1&b=2)"),
        ("see https://e.x/a, now", "see [https://e.x/a](https://e.x/a) now"),
        ("2026/004/08https://e.x/a", "2026/004/08[https://e.x/a](https://e.x/a)"),
        ("xhttps://e.x/a", "xhttps://e.x/a"),
        ("Https://e.x/a", "[Https://e.x/a](Https://e.x/a)"),
        ("a [b] c ] (d) [e](", "a [b] c ] (d) [e]("),
        ("[https://e.x/a", "[[https://e.x/a](https://e.x/a)"),
        ("[https://e.x/a] b", "[[https://e.x/a](https://e.x/a)] b"),
        ("[see https://e.x/a.](https://e.x/b)", "[see https://e.x/a.](https://e.x/b)"),
        ("<a href=x>one<br>two</a>", "[one](x)\n[two](x)"),
        ("<a href='https://e.x/a\r\n\tb'>T</a>", "[T](https://e.x/ab)"),
        ("see <a title=\"a>b\" href=\"https://e.x/p\">the page</a>", "see [the page](https://e.x/p)"),
        ("<https://e.x/a> <APIname>", "[https://e.x/a](https://e.x/a) <APIname>"),
        ("<a>open", "[open]()"),
        ("one\n <a href=x>two</a>", "one [two](x)"),
    ] {
        assert_eq!(parse_cell(text).to_markdown(), expected, "{text}");
    }
}

#[test]
fn lines_and_items_are_separated() {
    let cell = parse_cell("A*, B\r\n<div>C<br/> D</div><ul><li>One</li><li>&amp; two</li></ul>");
    assert_eq!(cell.to_markdown(), "A*, B\nC\nD\n- One\n- & two");
    assert_eq!(cell.lines_before_block, Some(1));
    let text = "<p>a\u{200b}<div>\u{feff}b</div></p>";
    let cell = parse_cell(text);
    assert_eq!((&*cell.text(), cell.lines_before_block), ("a b", Some(1)));
}

#[test]
fn escapes_stars_and_entities_are_decoded() {
    assert_eq!(
        parse_cell("Telef&oacute;nica\\*, **AT&T** &nbsp; &#42;x &nosuch; 5 < 6").text(),
        "Telefónica*, AT&T *x &nosuch; 5 < 6"
    );
}

#[test]
fn what_was_an_entity_or_an_escape_is_no_markup() {
    for (text, expected) in [
        ("&lt;b&gt;x&lt;/b&gt; 1 &lt; 2", "\\<b>x\\</b> 1 < 2"),
        ("\\*a\\* *b* A&amp;B & &amp;lt;", "\\*a\\* *b* A&B & \\&lt;"),
        ("https://e.x/a\\*b <a href=x>&lt;b&gt;</a>", "<https://e.x/a\\*b> [\\<b>](x)"),
        ("&eacute;&nbsp;&nosuch; &; &#96;x&#96;", "é &nosuch; &; \\`x\\`"),
    ] {
        assert_eq!(parse_cell(text).to_markdown(), expected, "{text}");
    }
    assert_eq!(parse_cell("A&amp;B <a href=https://e.x>c</a> d").lines[0].text_without_links(), "A&B d");
}
