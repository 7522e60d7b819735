//! Topics in a list or in paragraphs: `(Information) A title #297: what was said`.

use super::agenda::decisions;
use super::lines::{SourceLine, dedent, has_text, join_lines, some_text};
use super::list_item::ListItem;
use super::next_call::strip_list_marker;
use super::parts::heading_text;
use super::source::SourceDoubts;
use super::words::plain_text;
use crate::model::meeting::Item;
use crate::model::slug::slug_from_name;
use crate::source::Spanned;
use crate::text::characters::is_dash;
use crate::text::references::{NamedReference, find_references};
use std::borrow::Cow;

/// The longest title of a topic; a longer one is prose.
const LONGEST_TITLE: usize = 160;

/// Reads the topics in some lines: each starts with a heading, or with a line that is not indented where there are no
/// headings. Gives the lines that are prose, too.
pub fn read_topics<'t>(
    lines: &[SourceLine<'t>],
    is_plain: bool,
    doubts: &SourceDoubts,
) -> (Vec<Item>, Vec<SourceLine<'t>>) {
    let is_heading = |line: &SourceLine| heading_text(line.text).is_some();
    let has_headings = lines.iter().any(is_heading);
    let is_start = |at: usize| {
        if has_headings {
            return is_heading(&lines[at]);
        }
        let line = lines[at];
        let text = line.text;
        let follows_empty = at == 0 || lines[at - 1].is_empty();
        has_text(text)
            && !text.starts_with([' ', '\t'])
            && (strip_list_marker(text).len() < text.trim().len()
                || text.starts_with('(')
                || follows_empty
                || is_plain && starts_topic(text))
    };
    let starts: Vec<usize> = (0..lines.len()).filter(|at| is_start(*at)).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let mut rest = lines[..starts.first().copied().unwrap_or(lines.len())].to_vec();
    let mut topics = Vec::new();
    for (start, end) in starts.iter().zip(ends) {
        match read_topic(lines[*start], &lines[start + 1..end], doubts) {
            found if found[0].title.as_ref().is_none_or(|title| title.len() <= LONGEST_TITLE) => topics.extend(found),
            _ => rest.extend(&lines[*start..end]),
        }
    }
    (topics, rest)
}

/// Whether a line of copied text starts a topic: a title, its number, and what was said.
fn starts_topic(text: &str) -> bool {
    let near = &text[..text.floor_char_boundary(120)];
    find_references(near).first().is_some_and(|number| {
        let said = near[number.range.end..].trim_start();
        number.range.start > 10 && (said.is_empty() || said.starts_with(|c: char| is_dash(c) || c == ':'))
    })
}

/// A text without the pair of marks that it begins with.
fn strip_marks(text: &str) -> Cow<'_, str> {
    let inner = |mark: &str| text.strip_prefix(mark)?.split_once(mark);
    ["**", "__", "~~"]
        .into_iter()
        .find_map(inner)
        .map_or(Cow::Borrowed(text), |(marked, rest)| Cow::Owned(format!("{marked}{rest}")))
}

/// The topic that starts with a line. Further issues that its number begins a list of come after it.
fn read_topic(first: SourceLine, rest: &[SourceLine], doubts: &SourceDoubts) -> Vec<Item> {
    let text = ListItem::parse(heading_text(first.text).unwrap_or(first.text)).text;
    let (kind, text) = match text.strip_prefix('(').and_then(|text| text.split_once(')')) {
        Some((kind, rest)) if kind.len() < 40 => {
            (Some(slug_from_name(&plain_text(kind))).filter(|kind| !kind.is_empty()), rest.trim())
        }
        _ => (None, text),
    };
    let text = &*strip_marks(text);
    let edges = |c: char| c.is_whitespace() || is_dash(c) || c == ':';
    let listed = find_listed_references(text);
    let (title, said) = match (&listed[..], heading_text(first.text)) {
        // The heading of an issue is its title.
        ([number, ..], Some(_)) if number.range.start == 0 => (&text[listed[listed.len() - 1].range.end..], ""),
        ([number, .., last], _) | ([number @ last], _) => (&text[..number.range.start], &text[last.range.end..]),
        _ => match text.split_once(": ").filter(|(title, _)| title.len() <= LONGEST_TITLE) {
            Some((title, said)) => (title, said),
            None => (text, ""),
        },
    };
    // `A title (#12): what was said`.
    let (title, said) = match (title.strip_suffix('('), said.strip_prefix(')')) {
        (Some(title), Some(said)) => (title, said),
        _ => (title, said),
    };
    let is_review = kind.as_ref().is_some_and(|kind| kind.contains("pr"));
    let mut numbers = listed.iter().map(|number| {
        let reference = Some(Spanned::from(doubts.shorten_reference(&number.reference)));
        if number.is_pr || is_review { (None, reference) } else { (reference, None) }
    });
    let (issue, pr) = numbers.next().unwrap_or_default();
    let more = dedent(&join_lines(rest));
    let said = said.trim_start_matches(edges).trim_end();
    let update = [said, &more].into_iter().filter(|part| has_text(part)).collect::<Vec<_>>().join("\n\n");
    let (update, decisions) = decisions::extract_decisions(&update);
    let with = listed.first().map(|number| format!("With {}.", doubts.shorten_reference(&number.reference)));
    let title = some_text(plain_text(title).trim_matches(edges));
    let main = Item { kind, issue, pr, title, notes: some_text(update), decisions, ..Item::default() };
    // The first issue has the text.
    let others = numbers.map(|(issue, pr)| {
        let notes = with.as_deref().and_then(some_text);
        Item { issue, pr, notes, ..Item::default() }
    });
    std::iter::once(main).chain(others).collect()
}

/// The first number near the start of a text, and those listed after it: `#12, #13 and #14`.
fn find_listed_references(text: &str) -> Vec<NamedReference> {
    let mut listed: Vec<NamedReference> = Vec::new();
    for number in find_references(text).into_iter().filter(|number| number.range.start < 200) {
        let between = listed.last().map(|last| text[last.range.end..number.range.start].trim());
        if between.is_some_and(|between| !matches!(between, "," | ";" | "/" | "&" | "and" | ", and")) {
            break;
        }
        listed.push(number);
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::minutes::lines::split_lines;
    use crate::source::FileId;

    fn describe_topics(text: &str) -> Vec<String> {
        let line = |item: &Item| {
            let number =
                item.issue.as_ref().map(|issue| issue.to_string()).or(item.pr.as_ref().map(|pr| pr.pr_label()));
            let texts = item.title.iter().chain(&item.notes).chain(&item.decisions).map(|text| text.value.clone());
            item.kind.clone().into_iter().chain(number).chain(texts).collect::<Vec<_>>().join(" / ")
        };
        let (found, _) = read_topics(&split_lines(text), false, &SourceDoubts::new(FileId(0), None));
        found.iter().map(line).collect()
    }

    #[test]
    fn topics_have_a_kind_a_number_and_a_title() {
        let text = "(Information) A paper: it is out\n\n(Review PR) The table #280\n\n- A proposal #262 - it is there\n  - more\n  - Decision: take it\n\nA line\n";
        assert_eq!(
            describe_topics(text),
            [
                "information / A paper / it is out",
                "review-pr / PR#280 / The table",
                "#262 / A proposal / it is there\n\n- more / take it",
                "A line"
            ]
        );
    }

    #[test]
    fn issues_are_listed_in_many_marks() {
        let text = "- [x] #3 done\n- **#4** Maps: kept\n- **Roads #5**: open\n- #6, #7 and #8: to join\n- Rails (#9 / PR #10): open\n- ~~#11~~ shut\n";
        assert_eq!(
            describe_topics(text),
            ["#3 / done", "#4 / Maps: kept", "#5 / Roads / open", "#6 / to join", "#7 / With #6.", "#8 / With #6."]
                .into_iter()
                .chain(["#9 / Rails / open", "PR#10 / With #9.", "#11 / shut"])
                .collect::<Vec<_>>()
        );
        let text = "### #4 Maps\n- kept\n\nFor long.\n### Roads (#5)\n### #6\nopen\n";
        assert_eq!(describe_topics(text), ["#4 / Maps / - kept\n\nFor long.", "#5 / Roads", "#6 / open"]);
    }
}
