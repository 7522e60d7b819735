//! The links of a Markdown text, including broken ones.

use super::parser_options;
use pulldown_cmark::{BrokenLink, Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// A link, or a broken one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its byte range in the text.
    pub at: Range<usize>,
    /// What it is.
    pub kind: MarkKind,
}

/// The kind of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// A link with its text and its URL; either may be empty.
    Link {
        /// The plain text, with `!` for an image.
        label: String,
        /// As parsed from Markdown.
        url: String,
    },
    /// A link inside the brackets of another one: only one of the two works.
    Nested,
    /// Brackets with a URL that contains a space, which is not a link.
    SpaceInUrl,
    /// A URL, linked or not, whose scheme lacks its first letter: `ttps://`.
    CutScheme,
    /// Brackets without a URL and without a definition: `[#328]`.
    Unresolved {
        /// The text in the brackets.
        label: String,
    },
}

/// The maximum length of a URL in bytes; longer ones are ignored.
const LONGEST: usize = 2000;

/// Finds all links of a text, in order. Takes time linear in its length.
pub fn find_marks(markdown: &str) -> Vec<Mark> {
    let mut unresolved: Vec<Mark> = Vec::new();
    let callback = |link: BrokenLink| {
        let label = link.reference.to_string();
        unresolved.push(Mark { at: link.span, kind: MarkKind::Unresolved { label } });
        None
    };
    let mut marks = Vec::new();
    // The ranges that are not plain text, sorted and disjoint, each with whether it is a link.
    let mut covered: Vec<(Range<usize>, bool)> = Vec::new();
    let mut open: Option<(Range<usize>, String, String)> = None;
    let parser = Parser::new_with_broken_link_callback(markdown, parser_options(), Some(callback));
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                push_covered(&mut covered, range.clone(), true);
                open = Some((range, String::new(), dest_url.to_string()));
            }
            Event::End(TagEnd::Link) => {
                if let Some((at, label, url)) = open.take() {
                    marks.push(Mark { at, kind: MarkKind::Link { label, url } });
                }
            }
            Event::Text(text) | Event::Code(text) if open.is_some() => {
                open.iter_mut().for_each(|(_, label, _)| label.push_str(&text));
            }
            Event::Start(Tag::Image { .. }) => match &mut open {
                Some((_, label, _)) => label.push('!'),
                None => push_covered(&mut covered, range, false),
            },
            Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::CodeBlock(_)) => {
                push_covered(&mut covered, range, false);
            }
            _ => {}
        }
    }
    find_broken_marks(markdown, &covered, &mut marks);
    // Brackets followed by a URL are reported above; those in code are ignored.
    let is_free = |mark: &Mark| {
        let within = covered.partition_point(|(range, _)| range.end <= mark.at.start);
        let is_covered = covered.get(within).is_some_and(|(range, is_link)| range.contains(&mark.at.start) && !is_link);
        !is_covered && !markdown[mark.at.end..].starts_with('(')
    };
    marks.extend(unresolved.into_iter().filter(is_free));
    marks.sort_by_key(|mark| (mark.at.start, mark.at.end));
    marks.dedup();
    marks
}

/// Adds a range that is not plain text, unless it is inside another one.
fn push_covered(covered: &mut Vec<(Range<usize>, bool)>, range: Range<usize>, is_link: bool) {
    if covered.last().is_none_or(|(last, _)| last.end <= range.start) {
        covered.push((range, is_link));
    }
}

/// Finds brackets that did not become a link, and URLs without their first letter, outside of links and code.
fn find_broken_marks(text: &str, covered: &[(Range<usize>, bool)], marks: &mut Vec<Mark>) {
    let bytes = text.as_bytes();
    let mut covered = covered.iter().peekable();
    // The open brackets, and the last link since the start of the paragraph.
    let (mut open, mut last_link): (Vec<usize>, Option<usize>) = (Vec::new(), None);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        while covered.peek().is_some_and(|(range, _)| range.end <= at) {
            covered.next();
        }
        if let Some((range, is_link)) = covered.peek().filter(|(range, _)| range.contains(&at)) {
            if *is_link {
                last_link = Some(range.start);
            }
            at = range.end.max(at + 1);
            continue;
        }
        match byte {
            b'\\' => at += 1,
            b'\n' if text[at + 1..].trim_start_matches(' ').starts_with('\n') => open.clear(),
            b'[' => open.push(at),
            b']' => {
                if let (Some(start), Some(rest)) = (open.pop(), text[at + 1..].strip_prefix('(')) {
                    let near = &rest[..rest.floor_char_boundary(LONGEST)];
                    let line = &near[..near.find('\n').unwrap_or(near.len())];
                    let inner = line.find(')').map_or(line, |end| &line[..end]);
                    let end = at + 2 + inner.len() + usize::from(inner.len() < line.len());
                    let nested = last_link.is_some_and(|link| start < link);
                    if nested || has_space_in_url(inner) {
                        let kind = if nested { MarkKind::Nested } else { MarkKind::SpaceInUrl };
                        marks.push(Mark { at: start..end, kind });
                    }
                }
            }
            b't' if is_cut_scheme(&text[at..])
                && !at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphanumeric()) =>
            {
                let end =
                    text[at..].find(|c: char| c.is_whitespace() || c == ')').map_or(text.len(), |length| at + length);
                marks.push(Mark { at: at..end, kind: MarkKind::CutScheme });
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Whether a URL begins with `ttps://` or `ttp://`.
pub fn is_cut_scheme(url: &str) -> bool {
    url.starts_with("ttps://") || url.starts_with("ttp://")
}

/// Whether the text in parentheses was meant as a URL but contains a space.
fn has_space_in_url(inner: &str) -> bool {
    let inner = inner.trim();
    let is_file = || {
        let ending = inner.rsplit_once('.').map_or("", |(_, ending)| ending);
        inner.contains('/')
            && (2..=4).contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    inner.contains(' ') && (inner.starts_with("https://") || inner.starts_with("http://") || is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe_marks(text: &str) -> Vec<String> {
        let line = |mark: Mark| {
            let raw = &text[mark.at];
            match mark.kind {
                MarkKind::Link { label, url } => format!("link {label} > {url}"),
                MarkKind::Unresolved { label } => format!("unresolved {label}: {raw}"),
                kind => format!("{kind:?}: {raw}"),
            }
        };
        find_marks(text).into_iter().map(line).collect()
    }

    #[test]
    fn links_and_broken_links() {
        for (text, expected) in [
            ("[**a** `b`](c) and [x]() or [](y)", vec!["link a b > c", "link x > ", "link  > y"]),
            ("[![logo](a.png)](b) ![i](c)", vec!["link !logo > b"]),
            ("[a [b](c) d](e)", vec!["Nested: [a [b](c) d](e)", "link b > c"]),
            ("[a]([b](c))", vec!["link a > [b](c)"]),
            (
                "[t](documentation/API proposals/A.md) [n](see the note)",
                vec!["SpaceInUrl: [t](documentation/API proposals/A.md)"],
            ),
            ("see (ttps://x.org/a) now, xttps://", vec!["CutScheme: ttps://x.org/a"]),
            ("[a](ttps://x)", vec!["link a > ttps://x"]),
            ("[#328], [1] and \\[#3\\], `[#4](x y/a.md)`", vec!["unresolved #328: [#328]", "unresolved 1: [1]"]),
            ("[#5] text\n\n[#5]: https://x", vec!["link #5 > https://x"]),
            ("- [x] done\n- [ ] open", vec![]),
        ] {
            assert_eq!(describe_marks(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_brackets_are_parsed_quickly() {
        for part in ["[", "]", "[a](", "[[#1]](", "\\", "ttps://"] {
            assert!(find_marks(&part.repeat(20_000)).len() <= 20_000, "{part}");
        }
    }
}
