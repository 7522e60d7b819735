//! The exact cells, texts, links and blocks, and that none of them breaks out.

use std::time::Instant;

use comrak::nodes::NodeValue;
use comrak::{Arena, parse_document};
use proptest::prelude::*;

use super::{
    Cow, Escape, escape, escape_html, escape_on_one_line, escape_text, format_block, format_cell, format_html,
    format_link, is_contained, markdown_options, parse_cell, plain,
};

fn check_cases(given: fn(&str) -> String, cases: &[(&str, &str)]) {
    for (prose, expected) in cases {
        assert_eq!(given(prose), *expected, "{prose:?}");
    }
}

#[test]
fn endless_urls_are_not_linked() {
    assert!(format_cell("See <http://a and http://b.org.").contains("<http://b.org>"));
    let endless = format_cell(&"<http://a".repeat(20_000));
    assert!(!endless.contains("]("), "{}", &endless[..100]);
}

#[test]
fn prose_becomes_a_cell() {
    check_cases(
        format_cell,
        &[
            ("", ""),
            ("Plain words: it's (mostly) fine - 100%.", "Plain words: it's (mostly) fine - 100%."),
            ("Two\nlines\n\nand a paragraph\n", "Two lines<br/><br/>and a paragraph"),
            ("\n\nTwo\r\nlines\n\n\n\nand *a*\nparagraph", "Two lines<br/><br/>and *a* paragraph"),
            ("\n\nTwo\r\nlines\n\n\n\nand a\nparagraph  \n\n", "Two lines<br/><br/>and a paragraph"),
            ("Two \nlines  \nthree", "Two lines<br/>three"),
            ("hard\\\nbreak  \nagain", "hard<br/>break<br/>again"),
            ("*e* **s:** ~~d~~ `c d`", "*e* **s:** ~~d~~ `c d`"),
            ("`c|d` ``c`d`` `c\\`", "<code>c\\|d</code> <code>c\\`d</code> <code>c&#92;</code>"),
            ("a*b*c **d**e **f:**<br>g", "a*b*c **d**e <strong>f:</strong><br/>g"),
            ("**a *b* c** *d***e**", "**a <em>b</em> c** *d*<strong>e</strong>"),
            (
                "**(a)** *&c;* **[l](u)** **`a`**",
                "<strong>(a)</strong> <em>&amp;c;</em> <strong>[l](u)</strong> <strong>`a`</strong>",
            ),
            ("Why:\n- a\n- b\n  1. c\n\n     d", "Why:<ul><li>a</li><li>b<ol><li>c<br/>d</li></ol></li></ul>"),
            ("- *a* [b](u) `c` 2 * 3 *", "<ul><li><em>a</em> <a href=\"u\">b</a> <code>c</code> 2 * 3 &#42;</li></ul>"),
            ("3. x\n4. y\n\nz", "<ol start=\"3\"><li>x</li><li>y</li></ol>z"),
            ("- [ ] open\n- [x] done", "<ul><li>☐ open</li><li>☑ done</li></ul>"),
            (
                "```rs\nif a {\n    b  |  `c`;\n}\n```",
                "<pre><code>if a {<br/>    b  &#124;  &#96;c&#96;;<br/>}</code></pre>",
            ),
            ("    x\n\ty", "<pre><code>x<br/>y</code></pre>"),
            ("> a\n>\n> b", "<blockquote>a<br/><br/>b</blockquote>"),
            ("# H *e*\ntext\n\n---", "<strong>H *e*</strong><br/><br/>text<hr>"),
            ("# H\n\ntext", "**H**<br/><br/>text"),
            ("| a |\n| - |\n| b |", "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>"),
            ("[l](http://e.x/a|b?c&d)", "[l](http://e.x/a%7Cb?c&d)"),
            ("[l](/u \"a|b\") [f](#x) ![](u)!", "[l](/u \"a&#124;b\") [f](#x) <img src=\"u\" alt=\"\">!"),
            ("wow![l](u) [a](u)![b](v)", "wow<img src=\"u\" alt=\"l\"> [a](u)<img src=\"v\" alt=\"b\">"),
            ("wow\n\n\\![l](u)", "wow<br/><br/>!<a href=\"u\">l</a>"),
            ("wow\\![l](u)", "wow!<a href=\"u\">l</a>"),
            ("https://e.x <https://e.x/a_b>", "<https://e.x> <https://e.x/a_b>"),
            ("www.e.x", "[www&#46;e.x](http://www.e.x)"),
            ("me@e.xy", "<me@e.xy>"),
            ("[x](javascript:a) [y](JAVA&#115;cript&colon;a) <data:a>", "x y data:a"),
            ("![a|*b*](p.png)![c](data:x)", "<img src=\"p.png\" alt=\"a&#124;b\">c"),
            ("Say <insert name><br/>or <!-- not --> <script>", "Say &lt;insert name><br/>or  &lt;script>"),
            ("<div>\na|b<BR>\nc\n</div>", "&lt;div><br/>a\\|b<br/>c<br/>&lt;/div>"),
            ("<!-- x -->\n\ny", "y"),
            ("<!-- x", "&lt;!-- x"),
            ("@Eric Murray, #63 in C#", "@Eric Murray, #63 in C#"),
            ("a_b _c a -> b & c, R&D, AT&T", "a_b \\_c a -> b & c, R&D, AT&T"),
            ("\\&copy; &amp;#1; &amp;x", "&amp;copy; &amp;#1; &x"),
            ("x | y \\| z \\\\ w, c:\\d", "x \\| y \\| z &#92; w, c:\\d"),
            ("1\\. x", "1. x"),
            ("a\u{202E}b\u{7}c\0d&#x2066;e\u{fdd0}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e\u{FFFD}"),
            ("$x$ {y} [z] 2 * 3 ~4 a < b", "$x$ {y} \\[z\\] 2 * 3 \\~4 a < b"),
        ],
    );
}

#[test]
fn plain_text_shows_as_it_is() {
    check_cases(
        |plain| escape_text(plain).into_owned(),
        &[
            ("", ""),
            (" Jane  Doe\n", "Jane  Doe"),
            ("a\nb", "a b"),
            ("*a* [b](c) `d` <e> |", "\\*a\\* \\[b\\](c) \\`d\\` &lt;e> \\|"),
            ("- a", "\\- a"),
            ("-1", "-1"),
            ("1. a", "1\\. a"),
            ("1.5", "1.5"),
            ("# a", "\\# a"),
            ("#63", "#63"),
            ("> a", "\\> a"),
            ("---", "\\---"),
            ("a ##", "a #\\#"),
            ("C#", "C#"),
            ("me@e.xy http://e.x", "me@<!-- -->e.xy http&#58;//e.x"),
            ("&amp;", "&amp;amp;"),
            ("AT&T", "AT&T"),
        ],
    );
}

#[test]
fn links_lead_to_pages_alone() {
    for (label, url, expected) in [
        ("a [b]", "https://e.x/(c)?d=1&e=2", "[a \\[b\\]](https://e.x/(c)?d=1&e=2)"),
        ("a", "u)(v", "[a](u&#41;&#40;v)"),
        ("a", " #b c ", "[a](#b%20c)"),
        ("a", "R&D/x|y.md&copy;", "[a](R&D/x%7Cy.md&#38;copy;)"),
        ("", "http://e.x", "[http&#58;//e.x](http://e.x)"),
        ("a", "", "a"),
        ("a", "javascript:b", "a"),
        ("a", "Java\nScript:b", "a"),
        ("a", "\u{1}javascript:b", "a"),
        ("a", "javascript&#58;b", "a"),
        ("a", "javascript&colon;b", "a"),
        ("- a", "vbscript:b", "\\- a"),
        ("a", "HTTPS://e.x", "[a](HTTPS://e.x)"),
    ] {
        assert_eq!(format_link(label, url), expected, "{label:?} {url:?}");
    }
}

#[test]
fn contained_blocks_stay() {
    for prose in [
        "Words.",
        "- a\n\n  b\n- c",
        "```\ncode <b>\n```",
        "    code",
        "a<br>b <!-- c -->",
        "<!-- a\n\nb -->",
        "> quote\n\n| a |\n| - |",
        "> ```\n> unclosed in a quote",
        "http://e.x me@e.xy [a](#b)",
    ] {
        assert_eq!(format_block(prose), prose);
        assert_eq!(format_block(&format!("{}\r\n \n", prose.replace('\n', "\r\n"))), prose);
    }
}

#[test]
fn other_blocks_are_made_safe() {
    check_cases(
        format_block,
        &[
            ("```\nopen", "<pre><code>open</code></pre>"),
            ("<!-- open", "&lt;!-- open"),
            ("a <!-- b -- <i> -->", "a"),
            ("<pre>\na", "&lt;pre><br/>a"),
            ("say <b>x</b>", "say &lt;b>x&lt;/b>"),
            ("1. 2 < 3 [a](javascript:b)", "<ol><li>2 &lt; 3 a</li></ol>"),
            ("\\# <i>", "\\# &lt;i>"),
            ("\\- <i>", "\\- &lt;i>"),
            ("1\\. <i>", "1\\. &lt;i>"),
            ("[a](javascript:b)", "a"),
            ("[a]\n\n[b]: javascript:b", "\\[a\\]"),
            // It would also define the links of other blocks.
            ("[a]\n\n[a]: http://e.x", "[a](http://e.x)"),
            ("a[^1]\n\n[^1]: b", "a[^1](b)"),
            ("a\u{202E}b", "a\u{FFFD}b"),
            ("a&#x202E;b", "a\u{FFFD}b"),
        ],
    );
}

#[test]
fn hostile_nesting_is_flat_and_quick() {
    let many = 20_000;
    for part in [
        ">", "- ", "1. ", "*", "**a ", "_a ", "[", "![", "[a](", "![a](b", "`", "~", "~~a", "<", "<!--", "<b>", "&",
        "a@", "a@b.", "http://", "www.", "w", "_", "|", "\\", "|a", "# ", "a\n\n", ":", "<br>", "> a\n", "- a\n", "]:",
    ] {
        let prose = part.repeat(many);
        let start = Instant::now();
        let shown = format_cell(&prose);
        assert!(shown.matches("<blockquote>").count() <= super::MAX_DEPTH, "{part:?}");
        assert!(!shown.contains('\n'), "{part:?}");
        drop((format_block(&prose), escape_text(&prose)));
        assert!(start.elapsed().as_secs() < 20, "{part:?} took {:?}", start.elapsed());
    }
    let mut deep = String::new();
    for depth in 0..200 {
        deep += &("  ".repeat(depth) + "- a\n");
    }
    let quoted = "![".repeat(500) + "a" + &"](b)".repeat(500);
    for prose in [deep, quoted, "**a ".repeat(500) + &"b** ".repeat(500)] {
        assert!(format_cell(&prose).contains('a'));
    }
}

/// The number of cells in each row of a table that contains `cell`.
fn count_cells(cell: &str) -> Vec<usize> {
    let arena = Arena::new();
    let table = format!("| h |\n| --- |\n| {cell} |\n");
    let root = parse_document(&arena, &table, &markdown_options(&table));
    let first = root
        .first_child()
        .filter(|first| matches!(first.data().value, NodeValue::Table(_)) && first.next_sibling().is_none());
    first.iter().flat_map(|table| table.children()).map(|row| row.children().count()).collect()
}

fn is_tame(line: &str) -> bool {
    !line.contains(['\n', '\r', '\0', '\u{202E}'])
}

proptest! {
    #[test]
    fn anything_stays_in_its_cell(prose in prop_oneof![
        any::<String>(),
        "[ \n\t*_`~\\[\\]()<>|!#&;:/@.\\\\\\-+=1aw]{0,40}",
    ]) {
        for line in [
            format_cell(&prose), format_html(&prose), escape_text(&prose).into_owned(), escape_html(&prose), format_link(&prose, "u"),
            format_link("l", &prose),
        ] {
            prop_assert!(is_tame(&line), "{:?}", line);
            prop_assert_eq!(count_cells(&line), [1, 1]);
        }
        prop_assert_eq!(format_cell(&prose), format_cell(&prose));
    }

    #[test]
    fn a_text_that_needs_no_escape_is_what_escaping_gives(plain in "[aBw1é\u{a0}\t ,()#.:/;'\"?!%&@–*-]{0,10}|http://w|www\\.w") {
        let escaped = escape::guard_line_start(escape_on_one_line(&plain, Escape::Backslash));
        if let Cow::Borrowed(kept) = escape_text(&plain) {
            prop_assert_eq!(kept, escaped);
        }
    }

    #[test]
    fn the_fast_path_writes_what_the_parser_would(prose in "[A-Za-z][a-zA-Z0-9 .,:;/()!?%'-]{0,30}") {
        let arena = Arena::new();
        let root = parse_document(&arena, &prose, &markdown_options(&prose));
        let written = super::writer::write_cell(root, Escape::Backslash);
        prop_assert_eq!(format_cell(&prose), written);
    }

    #[test]
    fn plain_paragraphs_and_lists_are_what_the_parser_would_make_of_them(
        lines in prop::collection::vec("(|  |    | |   |- |  - |    - )([A-Za-z][a-z .,:/w-]{0,6}|)", 0..8)
    ) {
        let prose = lines.join("\n");
        let prose = prose.trim_end();
        if let Some(line) = plain::format_plain_cell(prose) {
            prop_assert_eq!(line, parse_cell(prose, Escape::Backslash));
            prop_assert!(prose.is_empty() || is_contained(prose));
        }
    }
}

#[test]
fn most_prose_is_plain() {
    let prose = "Why\nit is so:\n- a\n  - b\n- c\n\nd\n\n- e\n\nf";
    let line = "Why it is so:<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>d<ul><li>e</li></ul>f";
    assert_eq!(plain::format_plain_cell(prose).as_deref(), Some(line));
    assert_eq!(parse_cell(prose, Escape::Backslash), line);
    for other in ["- a\n\n- b", "- a\nb", "- a\n - b", "a\n  b", "a\n  - b", "- [ ] a", "a *b*", "1. a", "a  \nb"] {
        assert_eq!(plain::format_plain_cell(other), None, "{other:?}");
    }
}
