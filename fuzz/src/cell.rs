//! The cells of a table: whatever the prose, another Markdown parser finds one cell with the text of the prose.

use super::markdown::{assert_safe, is_hostile, options};
use backlog::render::cell::{escape_text, format_anchor, format_block, format_cell, format_link};
use comrak::nodes::NodeValue;
use comrak::{Arena, parse_document};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Writes the input as every kind of text that goes into a cell.
pub fn test_cell(input: &[u8]) {
    let prose = String::from_utf8_lossy(input);
    let (label, url) = prose.split_once('\n').unwrap_or((&prose, "https://e.x/y"));
    for output in [
        format_cell(&prose),
        escape_text(&prose).into_owned(),
        format_link(label, url),
        format_link(label, &format!("https://e.x/{url}")),
    ] {
        assert_one_cell(&output);
    }
    let html = format_anchor(label, url);
    assert!(!html.contains('\n') && html.matches("<a ").count() <= 1, "{html}");
    assert_safe(&html);
    assert_words(&prose);
    assert_plain(&prose);
    assert_contained(&prose);
}

/// A cell has the letters and digits of its prose, in their order.
fn assert_words(prose: &str) {
    let words_of = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let arena = Arena::new();
    let mut expected = String::new();
    for node in parse_document(&arena, &format!("{}\n", prose.trim_end()), &options()).descendants() {
        match &node.data().value {
            NodeValue::Text(text) => expected.push_str(text),
            NodeValue::Code(code) => expected.push_str(&code.literal),
            NodeValue::CodeBlock(code) => expected.push_str(&code.literal),
            // A cell shows these differently, and comrak takes `[x]*a*` for a task.
            NodeValue::HtmlInline(_) | NodeValue::HtmlBlock(_) | NodeValue::Image(_) | NodeValue::TaskItem(_) => return,
            _ => {}
        }
    }
    let table = format!("| a |\n| - |\n| {} |\n", format_cell(prose));
    let cells = texts_of(&table, |tag| matches!(tag, Tag::TableCell));
    assert_eq!(words_of(&cells[1]), words_of(&expected), "{table}");
}

/// Both parsers find a row with three cells, and nothing after the table.
fn assert_one_cell(output: &str) {
    assert!(!output.contains(['\n', '\r']), "{output:?}");
    let table = format!("| a | b | c |\n| - | - | - |\n| x | {output} | y |\n");
    assert_safe(&table);
    let arena = Arena::new();
    let root = parse_document(&arena, &table, &options());
    let blocks: Vec<_> = root.children().collect();
    assert!(blocks.len() == 1 && matches!(blocks[0].data().value, NodeValue::Table(_)), "{table}");
    let rows: Vec<usize> = blocks[0].children().map(|row| row.children().count()).collect();
    assert_eq!(rows, [3, 3], "{table}");
    let last = texts_of(&table, |tag| matches!(tag, Tag::TableCell));
    assert_eq!(last.len(), 6, "{table}");
    assert_eq!((last[3].as_str(), last[5].as_str()), ("x", "y"), "{table}");
}

/// The texts of the elements of a kind, as the second parser reads them.
fn texts_of(markdown: &str, is_wanted: fn(&Tag) -> bool) -> Vec<String> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let (mut texts, mut open, mut depth): (Vec<String>, bool, usize) = (Vec::new(), false, 0);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(tag) if !open && is_wanted(&tag) => {
                (open, depth) = (true, 0);
                texts.push(String::new());
            }
            Event::Start(_) if open => depth += 1,
            Event::End(TagEnd::TableCell | TagEnd::Paragraph) if open && depth == 0 => open = false,
            Event::End(_) if open => depth = depth.saturating_sub(1),
            Event::Text(text) | Event::Code(text) if open => texts.last_mut().unwrap().push_str(&text),
            Event::SoftBreak | Event::HardBreak if open => texts.last_mut().unwrap().push(' '),
            _ => {}
        }
    }
    texts
}

/// Plain text is texts_of unchanged, in a cell and in a paragraph.
fn assert_plain(plain: &str) {
    let output = escape_text(plain);
    let even = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = even(&plain.trim().replace(is_hostile, "\u{fffd}"));
    let table = format!("| a |\n| - |\n| {output} |\n");
    let cells = texts_of(&table, |tag| matches!(tag, Tag::TableCell));
    assert_eq!(even(&cells[1]), expected, "{table}");
    if !expected.is_empty() {
        let paragraphs = texts_of(&format!("{output}\n"), |tag| matches!(tag, Tag::Paragraph));
        assert_eq!(paragraphs.iter().map(|it| even(it)).collect::<Vec<_>>(), [expected], "{output}");
    }
}

/// Blocks of prose do not change what follows them.
fn assert_contained(prose: &str) {
    let document = format!("{}\n\nafter\n", format_block(prose));
    assert_safe(&document);
    let arena = Arena::new();
    let root = parse_document(&arena, &document, &options());
    let last = root.last_child().unwrap();
    let is_own = matches!(last.data().value, NodeValue::Paragraph)
        && last.children().all(|part| matches!(&part.data().value, NodeValue::Text(text) if text == "after"));
    assert!(is_own, "{document}");
    let paragraphs = texts_of(&document, |tag| matches!(tag, Tag::Paragraph));
    assert_eq!(paragraphs.last().map(String::as_str), Some("after"), "{document}");
}
