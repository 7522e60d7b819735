//! A text for GitHub that mentions nobody and no thread elsewhere by chance.
//!
//! GitHub notifies whoever a text names with `@`, and writes into each issue that a text names. A comment between the
//! character and the name is invisible and prevents both; the host `redirect.github.com` prevents it for a URL.

use crate::model::github_url::parse_github_url;
use crate::model::reference::is_repository;
use crate::text::html::{comment_length, decode_first_entity};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::mem;
use std::ops::Range;

const PAUSE: &str = "<!-- -->";
const HOST: &str = "https://github.com/";
const QUIET_HOST: &str = "https://redirect.github.com/";

/// The text as it may be sent to a repository. A bare `#1` in it is a number of the group's own repository, `own`.
pub fn silence_mentions(markdown: &str, target: &str, own: Option<&str>) -> String {
    let repositories = Repositories { target, own };
    // Bytes that are replaced, in order; empty ranges are where a text is inserted.
    let mut replaced: Vec<(Range<usize>, &str)> = Vec::new();
    let mut text = ShownText::default();
    // GitHub reads no mentions within code, links and images. A block of HTML is read as a whole.
    let mut unread = 0_usize;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(markdown, options | Options::ENABLE_FOOTNOTES).into_offset_iter() {
        if let Event::Text(part) = &event {
            // Escapes and entities separate a text into parts.
            if unread == 0 {
                text.push(part, range);
            }
            continue;
        }
        repositories.find_mentions(&mem::take(&mut text), &mut replaced);
        match event {
            Event::Start(Tag::HtmlBlock) => {
                unread += 1;
                for (at, between) in texts_between_tags(&markdown[range.clone()]) {
                    repositories.find_mentions(&ShownText::from_html(between, range.start + at), &mut replaced);
                }
            }
            Event::Start(Tag::CodeBlock(_) | Tag::Link { .. } | Tag::Image { .. }) => unread += 1,
            Event::End(TagEnd::HtmlBlock | TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image) => unread -= 1,
            _ => {}
        }
    }
    let hosts = find_hosts(markdown).into_iter().filter(|host| repositories.is_elsewhere(&markdown[host.end..]));
    replaced.extend(hosts.map(|host| (host, QUIET_HOST)));
    replaced.sort_by_key(|(range, _)| range.start);
    let mut silent = String::with_capacity(markdown.len() + replaced.len() * PAUSE.len());
    let mut done = 0;
    for (range, with) in replaced.into_iter().filter(|(range, _)| range.end <= markdown.len()) {
        if range.start >= done {
            silent.push_str(&markdown[done..range.start]);
            silent.push_str(with);
            done = range.end;
        }
    }
    silent + &markdown[done..]
}

/// A text without markup as GitHub shows it.
#[derive(Default)]
struct ShownText {
    text: String,
    /// Where each part of it ends, and its place in the Markdown.
    parts: Vec<(usize, Range<usize>)>,
}

impl ShownText {
    /// The text between two tags of HTML, which is at a byte of the Markdown.
    fn from_html(html: &str, start: usize) -> Self {
        let mut shown = Self::default();
        let mut at = 0;
        while at < html.len() {
            let rest = &html[at..];
            let (part, length) = decode_first_entity(rest).filter(|_| rest.starts_with('&')).unwrap_or_else(|| {
                let length = rest.match_indices('&').map(|(at, _)| at).find(|at| *at > 0).unwrap_or(rest.len());
                (rest[..length].to_owned(), length)
            });
            shown.push(&part, start + at..start + at + length);
            at += length;
        }
        shown
    }

    fn push(&mut self, part: &str, range: Range<usize>) {
        self.text.push_str(part);
        self.parts.push((self.text.len(), range));
    }

    /// The place in the Markdown that is before a byte of the text; `None` within an entity.
    fn place_before(&self, at: usize) -> Option<usize> {
        let part = self.parts.partition_point(|(end, _)| *end < at);
        let (end, range) = self.parts.get(part)?;
        let start = if part == 0 { 0 } else { self.parts[part - 1].0 };
        (end - start == range.len() || at == *end).then(|| range.end - (end - at))
    }
}

struct Repositories<'r> {
    target: &'r str,
    own: Option<&'r str>,
}

impl Repositories<'_> {
    fn is_target(&self, repository: &str) -> bool {
        repository.eq_ignore_ascii_case(self.target)
    }

    /// The places after the characters that would mention somebody, or a thread elsewhere.
    fn find_mentions(&self, shown: &ShownText, found: &mut Vec<(Range<usize>, &str)>) {
        let mut start = 0;
        for part in shown.text.split_inclusive(|c: char| c.is_whitespace() || c == '<') {
            let url = find_bare_url(part).unwrap_or(part.len());
            for (at, character) in part[..url].match_indices(['@', '#']) {
                if self.is_mention(&part[..at], character, &part[at + 1..])
                    && let Some(place) = shown.place_before(start + at + 1)
                {
                    found.push((place..place, PAUSE));
                }
            }
            start += part.len();
        }
    }

    fn is_mention(&self, before: &str, character: &str, after: &str) -> bool {
        if character == "@" {
            // For GitHub, `é` is not a part of a word.
            let joins = |c: char| c.is_ascii_alphanumeric() || c == '_';
            return !before.ends_with(joins) && after.starts_with(|c: char| c.is_ascii_alphanumeric());
        }
        let word = before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || "-_./".contains(c))).next();
        let word = word.unwrap_or_default();
        let is_target = match is_repository(word) {
            true => self.is_target(word),
            // `owner#1` is a number of that owner's repository of the same name.
            false => word.is_empty() && self.own.is_some_and(|own| self.is_target(own)),
        };
        after.starts_with(|c: char| c.is_ascii_digit()) && !is_target
    }

    /// Whether the rest of a URL, after the host, leads to a thread of another repository.
    fn is_elsewhere(&self, path: &str) -> bool {
        let end = path.find(|c: char| c.is_whitespace() || "()[]<>\"'".contains(c)).unwrap_or(path.len());
        let path = path[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
        let is_discussion = path.split('/').nth(2) == Some("discussions");
        let repository: String = path.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
        (is_discussion || parse_github_url(&format!("{HOST}{path}")).is_some()) && !self.is_target(&repository)
    }
}

/// The places of `https://github.com/` and of its other forms.
fn find_hosts(markdown: &str) -> Vec<Range<usize>> {
    const STARTS: [&str; 5] = ["https://www.", "https://", "http://www.", "http://", "www."];
    let lower = markdown.to_ascii_lowercase();
    let hosts = lower.match_indices("github.com/").filter_map(|(at, host)| {
        let mut starts = STARTS.iter().filter_map(|start| lower[..at].strip_suffix(start));
        let before = starts.next()?;
        // Without a scheme it has to be the start of a word.
        let is_host = lower[before.len()..].starts_with("http")
            || !before.ends_with(|c: char| c.is_alphanumeric() || "-./:@".contains(c));
        is_host.then_some(before.len()..at + host.len())
    });
    hosts.collect()
}

/// Where a URL begins in a word, if GitHub makes a link of it.
fn find_bare_url(word: &str) -> Option<usize> {
    let has_scheme = |before: &str| {
        let scheme = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        ["http", "https", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    };
    let is_host = |text: &str| {
        let after = text.trim_start_matches(|c: char| c.is_alphanumeric() || c == '-' || c == '.');
        text.starts_with(char::is_alphanumeric) && !after.starts_with('_')
    };
    let www = word.len() - word.trim_start_matches(['*', '_', '~', '(']).len();
    let www = word[www..].starts_with("www.").then_some(www + "www.".len());
    let schemes = word.match_indices("://").filter(|(at, _)| has_scheme(&word[..*at])).map(|(at, end)| at + end.len());
    www.into_iter().chain(schemes).find(|host| is_host(&word[*host..]))
}

/// The texts between the tags and the comments of HTML, each with its place.
fn texts_between_tags(html: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let text = html.get(at..).filter(|rest| !rest.is_empty())?;
        let mut brackets = text.match_indices('<').map(|(at, _)| at);
        let end = brackets.find(|at| is_markup(&text[*at..])).unwrap_or(text.len());
        let (between, markup) = text.split_at(end);
        let found = (at, between);
        at += end + if markup.starts_with("<!--") { comment_length(markup) } else { tag_length(markup) };
        Some(found)
    })
}

/// Whether `<` begins a tag or a comment.
fn is_markup(html: &str) -> bool {
    html[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c))
}

/// The length of the tag at the start of HTML. A `>` in the quoted value of an attribute does not end it.
fn tag_length(html: &str) -> usize {
    let mut quote = None;
    let mut last = ' ';
    for (at, c) in html.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        match quote {
            None if c == '>' => return at + 1,
            None if last == '=' && (c == '"' || c == '\'') => quote = Some(c),
            Some(open) if c == open => quote = None,
            _ => {}
        }
        last = c;
    }
    html.len()
}

#[cfg(test)]
mod tests;
