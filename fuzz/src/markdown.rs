//! Markdown as a parser reads it.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};

/// Markdown with the extensions that GitHub has.
pub fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options
}

/// Characters that control a terminal or change the direction of writing: U+FFFD is written instead.
pub fn is_hostile(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Tags that run or load something, which no text of a record may put into Markdown.
const UNSAFE: [&str; 9] = ["<script", "<style", "<iframe", "<object", "<embed", "<form", "<svg", "<math", "<base"];

/// Nothing in a document runs, loads or links to a script.
pub fn assert_safe(markdown: &str) {
    let arena = Arena::new();
    for node in parse_document(&arena, markdown, &options()).descendants() {
        match &node.data().value {
            NodeValue::HtmlInline(html) => assert_safe_html(html),
            NodeValue::HtmlBlock(block) => assert_safe_html(&block.literal),
            NodeValue::Link(link) | NodeValue::Image(link) => assert_safe_url(&link.url),
            _ => {}
        }
    }
}

fn assert_safe_html(html: &str) {
    let lower = without_comments(&html.to_ascii_lowercase());
    assert!(UNSAFE.iter().all(|tag| !lower.contains(tag)), "{html}");
    for tag in lower.split('<').skip(1) {
        let attributes = tag.split_once('>').map_or(tag, |(attributes, _)| attributes);
        // Quoted values may hold anything.
        let outside: String = attributes.split('"').step_by(2).collect();
        let is_handler = |word: &str| word.starts_with("on") && word.contains('=');
        assert!(!outside.split_ascii_whitespace().skip(1).any(is_handler), "{html}");
    }
    for link in lower.split("href=\"").skip(1) {
        assert_safe_url(link.split('"').next().unwrap_or_default());
    }
}

/// HTML without comments, as far as every parser ends them at the same place.
fn without_comments(html: &str) -> String {
    let mut parts = html.split("<!--");
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let closed = part.split_once("-->");
        let plain = closed.filter(|(comment, _)| !comment.starts_with(['>', '-']) && !comment.contains("--"));
        rest.push_str(plain.map_or(part, |(_, after)| after));
    }
    rest
}

fn assert_safe_url(url: &str) {
    let url: String = url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let scheme = url.split(':').next().unwrap_or_default().to_ascii_lowercase();
    assert!(!["javascript", "vbscript", "data", "file"].contains(&scheme.as_str()) || !url.contains(':'), "{url}");
}
