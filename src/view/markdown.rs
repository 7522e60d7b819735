//! What rules read from Markdown: its plain text, its code, the lines of its blocks.

pub mod marks;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The maximum number of characters of a quoted text.
const LONGEST: usize = 80;

/// The GitHub extensions of Markdown that prose uses.
fn parser_options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// The text without markup on one line, for a message; a long one is shortened.
pub fn plain_text(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, parser_options()) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell) => text.push(' '),
            _ => {}
        }
        if text.len() > 8 * LONGEST {
            break;
        }
    }
    shorten_text(&text)
}

/// A text on one line, for a message; a long one is shortened.
pub fn shorten_text(text: &str) -> String {
    // One word more than fits shows that the text continues.
    let words: Vec<&str> = text.split_whitespace().take(LONGEST + 1).collect();
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// The start of a text that says what it is about: its first paragraph, or the first sentence of a long one. The whole text
/// if it begins with something else.
pub fn headline(markdown: &str) -> &str {
    /// The most characters of a paragraph that is printed whole.
    const LONGEST_HEADLINE: usize = 240;
    let paragraph = first_paragraph(markdown);
    if paragraph.chars().nth(LONGEST_HEADLINE).is_some() { first_sentence(paragraph) } else { paragraph }
}

/// A paragraph up to the first full stop before a capital letter that is not within markup. `e.g.` ends no sentence.
fn first_sentence(paragraph: &str) -> &str {
    let is_markup = |event: &Event| match event {
        Event::Start(tag) => !matches!(tag, Tag::Paragraph),
        event => matches!(event, Event::Code(_)),
    };
    let events = Parser::new_ext(paragraph, parser_options()).into_offset_iter();
    let markup: Vec<Range<usize>> = events.filter(|(event, _)| is_markup(event)).map(|(_, range)| range).collect();
    let ends = |at: usize| {
        let (before, after) = (&paragraph[..at], &paragraph[at + 1..]);
        let is_word = before.chars().rev().take(3).filter(|c| c.is_alphanumeric() || *c == ')').count() == 3;
        let next = after.trim_start();
        is_word && next.len() < after.len() && next.starts_with(char::is_uppercase)
    };
    let mut stops = paragraph.match_indices('.').map(|(at, _)| at);
    let stop = stops.find(|at| ends(*at) && !markup.iter().any(|range| range.contains(at)));
    stop.map_or(paragraph, |at| &paragraph[..=at])
}

/// The first paragraph of a text, if a text of several blocks begins with one; otherwise, the whole text.
fn first_paragraph(markdown: &str) -> &str {
    let parser = Parser::new_ext(markdown, parser_options());
    // A paragraph may need the definitions of links below it.
    if parser.reference_definitions().iter().next().is_some() {
        return markdown;
    }
    match parser.into_offset_iter().next() {
        Some((Event::Start(Tag::Paragraph), range)) => markdown[range].trim_end(),
        _ => markdown,
    }
}

/// The byte ranges of code and comments, which are not prose, in order.
pub fn code_ranges(markdown: &str) -> Vec<Range<usize>> {
    let is_code = |event: &Event| match event {
        Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => true,
        Event::Html(html) | Event::InlineHtml(html) => html.starts_with("<!--"),
        _ => false,
    };
    let events = Parser::new_ext(markdown, parser_options()).into_offset_iter();
    events.filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect()
}

/// Whether a byte is in one of the ranges, which are sorted and disjoint.
pub fn is_in_ranges(ranges: &[Range<usize>], at: usize) -> bool {
    let before = ranges.partition_point(|range| range.start <= at);
    before.checked_sub(1).and_then(|last| ranges.get(last)).is_some_and(|range| at < range.end)
}

/// The byte ranges of empty list items, in order.
pub fn empty_items(markdown: &str) -> Vec<Range<usize>> {
    let is_empty = |range: &Range<usize>| {
        let item = markdown[range.clone()].trim();
        let said = item.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['-', '*', '+', '.', ')']);
        said.is_some_and(|said| matches!(said.trim(), "" | "[ ]" | "[x]" | "[X]"))
    };
    let events = Parser::new_ext(markdown, parser_options()).into_offset_iter();
    let items = events.filter(|(event, _)| matches!(event, Event::Start(Tag::Item))).map(|(_, range)| range);
    items.filter(is_empty).collect()
}

/// The start of a line of prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineStart {
    /// The byte offset in the text, after the marker of a list item or heading.
    pub at: usize,
    /// Whether a paragraph, an item, a cell or a line after a hard break begins here; otherwise, a paragraph continues.
    pub opens: bool,
}

/// The starts of the lines of prose, in order; code has none.
pub fn line_starts(markdown: &str) -> Vec<LineStart> {
    let mut starts = Vec::new();
    let mut next: Option<bool> = None;
    for (event, range) in Parser::new_ext(markdown, parser_options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell) | Event::HardBreak => {
                next = Some(true);
            }
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => next = Some(true),
            Event::SoftBreak => next = Some(false),
            Event::TaskListMarker(_) => {}
            Event::Text(_) | Event::Start(Tag::Strong | Tag::Emphasis | Tag::Strikethrough | Tag::Link { .. }) => {
                starts.extend(next.take().map(|opens| LineStart { at: range.start, opens }));
            }
            _ => next = None,
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_text_is_one_line() {
        assert_eq!(
            plain_text("**no** [answer](https://x.org)\nfrom `MTN` &amp; co\n\n- one\n- two"),
            "no answer from MTN & co one two"
        );
        assert_eq!(plain_text(&"é".repeat(100)), format!("{}…", "é".repeat(80)));
    }

    #[test]
    fn the_first_paragraph_is_the_text_before_other_blocks() {
        for (text, first) in [
            ("a\nb\n\nc", "a\nb"),
            ("Do it:\n1. x\n2. y\n", "Do it:"),
            ("a\n", "a"),
            ("- a\n- b\n", "- a\n- b\n"),
            ("[a][1]\n\n[1]: https://x.org\n", "[a][1]\n\n[1]: https://x.org\n"),
            ("", ""),
        ] {
            assert_eq!(first_paragraph(text), first, "{text}");
        }
    }

    #[test]
    fn the_headline_of_a_long_paragraph_is_its_first_sentence() {
        let long = "and more words ".repeat(16);
        let text = format!("See e.g. *Part one. Two* first.\nThen go on, {long}.");
        assert_eq!(headline(&text), "See e.g. *Part one. Two* first.");
        assert_eq!(headline("One. Two.\n\nThree."), "One. Two.");
        assert_eq!(headline(&long), long.trim_end());
    }

    #[test]
    fn code_and_comments_are_not_prose() {
        let text = "a `b` c\n\n    d\n\n<!-- e -->\n\n```\nf\n```\n";
        let found = code_ranges(text);
        assert_eq!(
            found.iter().map(|range| text[range.clone()].trim()).collect::<Vec<_>>(),
            ["`b`", "d", "<!-- e -->", "```\nf\n```"]
        );
        assert!(is_in_ranges(&found, 3) && !is_in_ranges(&found, 0) && !is_in_ranges(&found, 6));
    }

    #[test]
    fn items_without_text_are_empty() {
        let empty = |text: &str| empty_items(text).len();
        for (text, count) in [
            ("- a\n-\n- b", 1),
            ("1. \n2. b", 1),
            ("- [ ]\n- [x] a", 1),
            ("- a\n\n  -\n", 1),
            ("-", 1),
            ("- - a\n- x\n- `a`", 0),
            ("a\n-\n", 0),
        ] {
            assert_eq!(empty(text), count, "{text}");
        }
    }

    #[test]
    fn lines_open_or_continue_blocks() {
        let text = "a\nb\\\nc\n\n- **d**\n  - e<br>f\n\n# g\n\n    code\n\n`h` i\n";
        let lines: Vec<String> = line_starts(text)
            .iter()
            .map(|line| {
                format!(
                    "{}{}",
                    if line.opens { "" } else { "~" },
                    text[line.at..].split(['\n', '<', '\\']).next().unwrap()
                )
            })
            .collect();
        assert_eq!(lines, ["a", "~b", "c", "**d**", "e", "f", "g"]);
    }
}
