//! What a section is about: `## #293 Trustworthiness Intent`, `## Table update PR#280 [review]`, `## AOB`.

use crate::model::spelling::fold_name;
use crate::model::typed_reference::TypedReference;
use crate::model::when::parse_day;
use crate::text::characters::{collapse_spaces, strip_word};
use crate::text::links::parse_destination;
use chrono::NaiveDate;

/// What a section is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// `Approval of the minutes of DATE`: earlier minutes, by default those of the last call.
    Approval(Option<NaiveDate>),
    /// `Recap: WHERE FROM`: news from elsewhere.
    Recap {
        /// Where the news is from.
        heading: String,
        /// The URL of `[WHERE FROM](URL)`.
        link: Option<String>,
    },
    /// A text of the call.
    Text(CallText),
    /// An item of the agenda, or another topic.
    Item(ItemHeading),
}

/// A text of a call that belongs to no item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallText {
    /// What was planned.
    Outline,
    /// What was said before the items.
    Discussion,
    /// Any other business.
    Aob,
}

impl CallText {
    /// All of them, with the heading of each, in the order of the minutes.
    pub const ALL: [(&'static str, Self); 3] =
        [("Outline", Self::Outline), ("Discussion", Self::Discussion), ("AOB", Self::Aob)];
}

/// An item of the agenda, or another topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemHeading {
    /// The number of an issue or a PR.
    pub number: Option<TypedReference>,
    /// Whether the number is at the start: it is the item then, and the title is for the reader only.
    pub leads: bool,
    /// In one line; may be empty after a number.
    pub title: String,
    /// The kind of a topic, from `[KIND]` at the end.
    pub kind: Option<String>,
    /// Why it is treated although it is late, from `(exception: WHY)` at the end.
    pub exception: Option<String>,
}

/// Parses the text of a heading.
///
/// # Errors
/// When it has neither a number nor a title: a lower-case phrase.
pub fn parse_heading(text: &str) -> Result<Heading, String> {
    let text = text.trim();
    if let Some(heading) = parse_own_heading(text).filter(|_| !text.starts_with('\\')) {
        return Ok(heading);
    }
    let (number, title) = match text.strip_prefix('\\') {
        Some(title) => (None, title),
        None => split_leading_number(text).map_or((None, text), |(number, rest)| (Some(number), rest)),
    };
    let mut item = ItemHeading { leads: number.is_some(), number, ..ItemHeading::default() };
    let mut title = title.trim().to_owned();
    while let Some((at, ending)) = find_ending(&title, &item) {
        let before = &title[..at];
        if let Some(unescaped) = before.strip_suffix('\\') {
            title = format!("{unescaped}{}", &title[at..]);
            break;
        }
        match ending {
            Ending::Kind(kind) => item.kind = Some(kind),
            Ending::Exception(why) => item.exception = Some(why),
            Ending::Number(number) => item.number = Some(number),
        }
        title = before.trim_end().to_owned();
    }
    item.title = title;
    match item.title.is_empty() && item.number.is_none() {
        true => Err("a heading needs a number or a title".to_owned()),
        false => Ok(Heading::Item(item)),
    }
}

/// The headings that are not items.
fn parse_own_heading(text: &str) -> Option<Heading> {
    match fold_name(text).as_str() {
        "aob" | "anyotherbusiness" => return Some(Heading::Text(CallText::Aob)),
        "discussion" => return Some(Heading::Text(CallText::Discussion)),
        "outline" => return Some(Heading::Text(CallText::Outline)),
        "recap" => return Some(Heading::Recap { heading: "Recap".to_owned(), link: None }),
        _ => {}
    }
    if let Some(heading) = strip_word(text, "Recap:").map(str::trim) {
        let linked = heading.strip_prefix('[').and_then(|heading| heading.rsplit_once("]("));
        let link = linked.and_then(|(label, url)| Some((label, url.strip_suffix(')')?)));
        let link = link.filter(|(_, url)| parse_destination(&format!("({url})")).is_some());
        let (heading, link) = link.map_or((heading, None), |(label, url)| (label, Some(url.to_owned())));
        return Some(Heading::Recap { heading: heading.to_owned(), link });
    }
    let rest = strip_word(text, "Approval")?;
    let day = rest.rsplit_once(' ').and_then(|(words, day)| Some((words, parse_day(day)?)));
    let (words, day) = day.map_or((rest, None), |(words, day)| (words, Some(day)));
    let known = ["", "of", "oftheminutes", "oftheminutesof", "ofminutes", "ofminutesof"];
    known.contains(&fold_name(words).as_str()).then_some(Heading::Approval(day))
}

/// The most words of a number: `Pull request #64`.
const MOST_WORDS: usize = 3;

/// The number at the start of a text, and the rest.
fn split_leading_number(text: &str) -> Option<(TypedReference, &str)> {
    let mut ends = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]).take(MOST_WORDS);
    ends.find_map(|end| Some((parse_number(text[..end].trim_end_matches([':', ',']))?, &text[end..])))
}

/// A number that cannot be part of a title: it has a `#`, or it is a URL.
fn parse_number(words: &str) -> Option<TypedReference> {
    let (before, last) = words.rsplit_once(' ').unwrap_or(("", words));
    let is_number = last.matches('#').count() == 1 || last.contains("://");
    let is_start = |c: char| c.is_alphanumeric() || matches!(c, '#' | '<');
    let is_clear = is_number
        && words.starts_with(is_start)
        && last.starts_with(is_start)
        && before.chars().all(|c| c.is_alphabetic() || c == ' ');
    TypedReference::parse(words).filter(|_| is_clear)
}

/// What may follow a title.
enum Ending {
    Kind(String),
    Exception(String),
    Number(TypedReference),
}

/// The last ending of a title, of those that the item does not have yet, with the byte where it starts.
fn find_ending(title: &str, item: &ItemHeading) -> Option<(usize, Ending)> {
    const EXCEPTION: &str = "(exception:";
    if let (None, Some(inner)) = (&item.kind, title.strip_suffix(']')) {
        let at = inner.rfind('[')?;
        let kind = inner[at + 1..].trim();
        return (!kind.is_empty()).then(|| (at, Ending::Kind(kind.to_owned())));
    }
    if let (None, Some(inner)) = (&item.exception, title.strip_suffix(')')) {
        let at = inner.to_ascii_lowercase().rfind(EXCEPTION)?;
        let why = inner[at + EXCEPTION.len()..].trim();
        return (!why.is_empty()).then(|| (at, Ending::Exception(why.to_owned())));
    }
    if item.number.is_some() {
        return None;
    }
    let starts = title.rmatch_indices(' ').map(|(at, _)| at + 1).chain([0]).take(MOST_WORDS);
    let numbers = starts.filter_map(|at| {
        let start = at + title[at..].len() - title[at..].trim_start_matches('\\').len();
        Some((start, Ending::Number(parse_number(&title[start..])?)))
    });
    // The longest one: the word `PR` belongs to its number.
    numbers.last()
}

impl Heading {
    /// The line, with its end.
    pub fn format(&self) -> String {
        let text = match self {
            Self::Approval(None) => "Approval of the minutes".to_owned(),
            Self::Approval(Some(day)) => format!("Approval of the minutes of {day}"),
            Self::Recap { heading, link: None } => format!("Recap: {heading}"),
            Self::Recap { heading, link: Some(link) } => format!("Recap: [{heading}]({link})"),
            Self::Text(text) => {
                let known = CallText::ALL.iter().find(|(_, known)| known == text);
                known.map_or_else(String::new, |(heading, _)| (*heading).to_owned())
            }
            Self::Item(item) => item.format_text(),
        };
        format!("## {text}\n")
    }
}

impl ItemHeading {
    fn format_text(&self) -> String {
        let number = self.number.as_ref().map(format_number);
        let (before, after) = if self.leads { (number, None) } else { (None, number) };
        let kind = self.kind.as_ref().map(|kind| format!("[{kind}]"));
        let exception = self.exception.as_ref().map(|why| format!("(exception: {why})"));
        let title = collapse_spaces(&self.title, char::is_whitespace);
        let title = match find_ending(&title, self) {
            Some((at, _)) => format!("{}\\{}", &title[..at], &title[at..]),
            None => title,
        };
        let is_other = |title: &str| parse_own_heading(title).is_some() || split_leading_number(title).is_some();
        let title = match !self.leads && (title.starts_with('\\') || is_other(&title)) {
            true => format!("\\{title}"),
            false => title,
        };
        let parts = before.into_iter().chain([title]).chain(after).chain(kind).chain(exception);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// `#63`, `PR#64`.
fn format_number(number: &TypedReference) -> String {
    if number.is_pr == Some(true) { number.reference.pr_label() } else { number.reference.to_string() }
}
