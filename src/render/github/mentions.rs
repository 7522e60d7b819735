//! A text for GitHub that mentions nobody and no thread elsewhere by chance.
//!
//! GitHub notifies whoever a text names with `@`, and writes into each issue that a text names. A comment between the
//! character and the name is invisible and prevents both; the host `redirect.github.com` prevents it for a URL.

use crate::model::github_url::parse_github_url;
use crate::model::reference::is_repository;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

const PAUSE: &str = "<!-- -->";
const HOST: &str = "https://github.com/";
const QUIET_HOST: &str = "https://redirect.github.com/";

/// The text as it may be sent to a repository. A bare `#1` in it is a number of the group's own repository, `own`.
pub fn silence_mentions(markdown: &str, target: &str, own: Option<&str>) -> String {
    let repositories = Repositories { target, own };
    // Bytes that are replaced, in order; empty ranges are where a text is inserted.
    let mut replaced: Vec<(Range<usize>, &str)> = Vec::new();
    let mut code = 0_usize;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code += 1,
            Event::End(TagEnd::CodeBlock) => code -= 1,
            Event::Text(text) if code == 0 => {
                if *text == markdown[range.clone()] {
                    repositories.find_mentions(&text, range.start, &mut replaced);
                } else if text.ends_with(['@', '#']) {
                    // The character is an entity.
                    replaced.push((range.end..range.end, PAUSE));
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                for (at, text) in texts_between_tags(&html) {
                    repositories.find_mentions(text, range.start + at, &mut replaced);
                }
            }
            _ => {}
        }
    }
    let hosts = markdown.match_indices(HOST).filter(|(at, _)| repositories.is_elsewhere(&markdown[*at..]));
    replaced.extend(hosts.map(|(at, host)| (at..at + host.len(), QUIET_HOST)));
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

struct Repositories<'r> {
    target: &'r str,
    own: Option<&'r str>,
}

impl Repositories<'_> {
    fn is_target(&self, repository: &str) -> bool {
        repository.eq_ignore_ascii_case(self.target)
    }

    /// The places in a plain text after the characters that would mention somebody, or a thread elsewhere.
    fn find_mentions(&self, text: &str, start: usize, found: &mut Vec<(Range<usize>, &str)>) {
        for (at, character) in text.match_indices(['@', '#']) {
            let (before, after) = (&text[..at], &text[at + 1..]);
            let word = before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || "-_./".contains(c))).next();
            let word = word.unwrap_or_default();
            let is_mention = if character == "@" {
                let joins = |c: char| c.is_alphanumeric() || c == '_';
                !before.ends_with(joins) && after.starts_with(|c: char| c.is_ascii_alphanumeric())
            } else {
                let is_target = match is_repository(word) {
                    true => self.is_target(word),
                    // `owner#1` is a number of that owner's repository of the same name.
                    false => word.is_empty() && self.own.is_some_and(|own| self.is_target(own)),
                };
                after.starts_with(|c: char| c.is_ascii_digit()) && !is_target
            };
            if is_mention {
                let at = start + at + 1;
                found.push((at..at, PAUSE));
            }
        }
    }

    /// Whether a URL is that of a thread of another repository.
    fn is_elsewhere(&self, url: &str) -> bool {
        let end = url.find(|c: char| c.is_whitespace() || "()[]<>\"'".contains(c)).unwrap_or(url.len());
        let url = url[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
        let path = url.trim_start_matches(HOST);
        let is_discussion = path.split('/').nth(2) == Some("discussions");
        let repository: String = path.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
        (is_discussion || parse_github_url(url).is_some()) && !self.is_target(&repository)
    }
}

/// The texts between the tags and the comments of HTML, each with its place.
fn texts_between_tags(html: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let text = html.get(at..).filter(|rest| !rest.is_empty())?;
        let end = text.find('<').unwrap_or(text.len());
        let found = (at, &text[..end]);
        let closing = if text[end..].starts_with("<!--") { "-->" } else { ">" };
        at = text[end..].find(closing).map_or(html.len(), |close| at + end + close + closing.len());
        Some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn silence(markdown: &str) -> String {
        silence_mentions(markdown, "o/r", Some("o/r"))
    }

    #[test]
    fn nobody_is_mentioned() {
        for (text, silent) in [
            ("@all read this", "@<!-- -->all read this"),
            ("for (@o/team)", "for (@<!-- -->o/team)"),
            (r"\@all and &#64;all", r"\@<!-- -->all and &#64;<!-- -->all"),
            ("**@all**", "**@<!-- -->all**"),
            ("| a |\n| --- |\n| @all |\n", "| a |\n| --- |\n| @<!-- -->all |\n"),
            ("<div>@all</div>\n", "<div>@<!-- -->all</div>\n"),
            ("<b title=\"@all\">@all</b>", "<b title=\"@all\">@<!-- -->all</b>"),
        ] {
            assert_eq!(silence(text), silent, "{text}");
        }
        for same in ["`@all`", "    @all\n", "a@example.org", "@ all", "```\n@all\n```\n", "<!-- @all -->\n", "5 @"] {
            assert_eq!(silence(same), same);
        }
    }

    #[test]
    fn only_threads_of_the_repository_are_named() {
        for (text, silent) in [
            ("x/y#1 and #2", "x/y#<!-- -->1 and #2"),
            ("x#1", "x#<!-- -->1"),
            ("see https://github.com/x/y/issues/1.", "see https://redirect.github.com/x/y/issues/1."),
            ("[a](https://github.com/x/y/pull/1)", "[a](https://redirect.github.com/x/y/pull/1)"),
            ("https://github.com/x/y/discussions/1", "https://redirect.github.com/x/y/discussions/1"),
        ] {
            assert_eq!(silence(text), silent, "{text}");
        }
        for same in ["O/R#1", "[#1](https://github.com/o/r/issues/1)", "https://github.com/x/y", "# 1", "#one"] {
            assert_eq!(silence(same), same);
        }
        assert_eq!(silence_mentions("#1 and x/y#1", "x/y", Some("o/r")), "#<!-- -->1 and x/y#1");
    }

    proptest! {
        #[test]
        fn nothing_else_changes_and_nothing_is_left_to_silence(text in "([@#a-z0-9/ .\\n*`&;é\\\\|-]|https://github.com/x/y/issues/1|<b>){0,40}") {
            let silent = silence(&text);
            prop_assert_eq!(silent.replace(PAUSE, "").replace(QUIET_HOST, HOST), text);
            prop_assert_eq!(&silence(&silent), &silent);
        }
    }

    #[test]
    fn texts_of_html_are_between_its_tags() {
        let texts: Vec<_> = texts_between_tags("a<b c='d'>e<!-- > f -->g<h").collect();
        assert_eq!(texts, [(0, "a"), (10, "e"), (23, "g")]);
    }
}
