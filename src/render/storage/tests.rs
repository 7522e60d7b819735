use super::*;
use crate::render::embedded::Embedded;
use crate::render::tree::NO_PATHS;
use proptest::prelude::*;

/// A document in storage format, without its last line end. `@` stands for embedded Markdown.
fn render(markdown: &str, embedded: &[&str]) -> String {
    let collected = Embedded::default();
    collected.begin();
    let mut filled = markdown.to_owned();
    for prose in embedded {
        filled = filled.replacen('@', &collected.insert(&(*prose).into()).unwrap(), 1);
    }
    render_storage(&filled, &collected.take(), NO_PATHS).trim_end().to_owned()
}

#[test]
fn blocks_become_elements_of_the_storage_format() {
    for (markdown, storage) in [
        ("# Title\n\nText\nwith *two* **lines**.", "<p>Text with <em>two</em> <strong>lines</strong>.</p>"),
        ("<!-- x -->\n# Title\n## Part", "<h2>Part</h2>"),
        ("Text\n\n# Other", "<p>Text</p>\n<h1>Other</h1>"),
        ("- a\n- b\n  1. c", "<ul><li><p>a</p></li><li><p>b</p><ol><li><p>c</p></li></ol></li></ul>"),
        ("3. a", "<ol start=\"3\"><li><p>a</p></li></ol>"),
        ("> ~~a~~\n\n---", "<blockquote><p><del>a</del></p></blockquote>\n<hr/>"),
        ("`a<b` x\\\ny", "<p><code>a&lt;b</code> x<br/>y</p>"),
        (
            "[a & *b*](https://e.x/?a=1&b=\"2\" \"t\")",
            "<p><a href=\"https://e.x/?a=1&amp;b=%222%22\">a &amp; <em>b</em></a></p>",
        ),
        ("a<br/><br/><br/>b<br/>c **d<br><br>e**", "<p>a</p>\n<p>b<br/>c <strong>d<br/><br/>e</strong></p>"),
        ("[a](b.md) ![c](https://e.x/d.png)", "<p>a c</p>"),
        (
            "| a | b |\n| - | - |\n| **c** | d<br/>e |",
            "<table><tbody><tr><th><p>a</p></th><th><p>b</p></th></tr>\n\
             <tr><td><p><strong>c</strong></p></td><td><p>d<br/>e</p></td></tr>\n</tbody></table>",
        ),
        (
            "```sh\nx ]]> <b>\n```",
            "<ac:structured-macro ac:name=\"code\"><ac:plain-text-body><![CDATA[x ]]]]><![CDATA[> <b>]]>\
             </ac:plain-text-body></ac:structured-macro>",
        ),
        ("a \u{ffff}\u{1b}<b>", "<p>a \u{fffd}\u{fffd}</p>"),
    ] {
        assert_eq!(render(markdown, &[]), storage, "{markdown}");
    }
}

#[test]
fn lists_in_cells_are_lists() {
    let cell = |inside: &str, embedded: &[&str]| {
        let storage = render(&format!("| a |\n| - |\n| {inside} |"), embedded);
        let (_, after) = storage.split_once("<td>").unwrap();
        after.split_once("</td>").unwrap().0.to_owned()
    };
    assert_eq!(
        cell("<ul><li>a</li><li>b **c**</li></ul>", &[]),
        "<ul><li><p>a</p></li><li><p>b <strong>c</strong></p></li></ul>"
    );
    assert_eq!(cell("a<br/><ul><li>b</ul><br/>c</li></ol>", &[]), "<p>a</p><ul><li><p>b</p></li></ul><p>c</p>");
    assert_eq!(cell("</ul><li>a<ul>b", &[]), "<p>a</p><ul><li><p>b</p></li></ul>");
    assert_eq!(
        cell("**n:** @, @<br/>x", &["a\n\n- b", "c\n\nd"]),
        "<p><strong>n:</strong> a</p><ul><li><p>b</p></li></ul><p>, c</p><p>d</p><p>x</p>"
    );
    assert_eq!(cell("**@**", &["- a\n- b\n\n<script>"]), "<p><strong>a<br/>b<br/>&lt;script&gt;</strong></p>");
    assert_eq!(
        cell("<ul><li>@</li></ul>", &["</li></ul></td>"]),
        "<ul><li><p>&lt;/li&gt;&lt;/ul&gt;&lt;/td&gt;</p></li></ul>"
    );
}

#[test]
fn embedded_markdown_in_its_own_paragraph_is_blocks() {
    assert_eq!(
        render("A\n\n@\n\nB", &["- a\n\n  ~~~\n  b\n  ~~~"]),
        "<p>A</p>\n<ul><li><p>a</p><ac:structured-macro ac:name=\"code\"><ac:plain-text-body><![CDATA[b]]></ac:plain-text-body></ac:structured-macro></li></ul>\n<p>B</p>"
    );
    assert_eq!(render("### @", &["a\n\nb"]), "<h3>a<br/>b</h3>");
    let deep = format!("{}x", "> - ".repeat(2000));
    let storage = render("@", &[&deep]);
    assert!(storage.contains('x') && storage.matches("<blockquote>").count() < 64, "{}", storage.len());
}

/// Whether each tag is closed, in order, and each element is where the storage format allows it.
fn check_elements(storage: &str) -> Result<(), String> {
    let mut open = vec![""];
    let mut rest = storage;
    while let Some((text, tag)) = rest.split_once('<') {
        let around = *open.last().unwrap();
        let holds_text =
            !matches!(around, "" | "ul" | "ol" | "table" | "tbody" | "tr" | "td" | "th" | "li" | "blockquote");
        if !text.trim().is_empty() && !holds_text {
            return Err(format!("text in <{around}>: {text}"));
        }
        let (tag, after) = tag.split_once('>').ok_or("an open tag")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> in <{around}>"));
            }
        } else if let Some(name) = tag.strip_suffix('/') {
            if !matches!((name, holds_text), ("br", true) | ("hr", false)) {
                return Err(format!("<{name}/> in <{around}>"));
            }
        } else {
            let name = tag.split(' ').next().unwrap();
            let fits = match name {
                "strong" | "em" | "del" | "code" | "a" => holds_text,
                "li" => matches!(around, "ul" | "ol"),
                "tbody" => around == "table",
                "tr" => around == "tbody",
                "td" | "th" => around == "tr",
                "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote" => {
                    matches!(around, "" | "li" | "td" | "th" | "blockquote")
                }
                _ => false,
            };
            if !fits {
                return Err(format!("<{name}> in <{around}>"));
            }
            open.push(name);
        }
    }
    if open == [""] && rest.trim().is_empty() { Ok(()) } else { Err(format!("{open:?} at the end: {rest}")) }
}

proptest! {
    #[test]
    fn whatever_the_markdown_elements_are_where_they_may_be(
        parts in prop::collection::vec(prop::sample::select(vec![
            "a", "<ul>", "</ul>", "<li>", "</li>", "<ol>", "<br/>", "**", "*", "~~", "`", "[x](https://e.x)", "\n", "\n\n", "- ",
            "> ", "# ", "| ", "\n| - | - |\n", "@", "<p>", "]]>", "&", " ", "    ", "1. ", "---\n",
        ]), 0..40),
        prose in prop::collection::vec(prop::sample::select(vec![
            "a", "<ul>", "</li>", "**", "\n\n", "\n", "- ", "> ", "# ", "| a |\n| - |\n", "    ", "[x](https://e.x)", "<br>", " ",
        ]), 0..20),
    ) {
        let prose = prose.concat();
        let storage = render(&parts.concat(), &vec![prose.as_str(); parts.len()]);
        // Code may contain anything.
        let (mut elements, mut rest) = (String::new(), storage.as_str());
        while let Some((before, code)) = rest.split_once("<ac:structured-macro") {
            elements += before;
            elements += "<hr/>";
            rest = code.split_once("</ac:structured-macro>").unwrap().1;
        }
        elements += rest;
        prop_assert_eq!(check_elements(&elements), Ok(()), "{}", storage);
    }
}
