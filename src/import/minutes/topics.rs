//! Topics in a list or in paragraphs: `(Information) A title #297: what was said`.

use super::agenda::decisions;
use super::lines::{SourceLine, dedent, has_text, join_lines, some_text};
use super::next_call::strip_list_marker;
use super::source::SourceDoubts;
use super::words::plain_text;
use crate::model::meeting::Item;
use crate::model::slug::slug_from_name;
use crate::source::Spanned;
use crate::text::characters::is_dash;
use crate::text::references::find_references;

/// The longest title of a topic; a longer one is prose.
const LONGEST_TITLE: usize = 160;

/// Reads the topics in some lines: each starts with a line that is not indented. Gives the lines that are prose, too.
pub fn read_topics<'t>(
    lines: &[SourceLine<'t>],
    is_plain: bool,
    doubts: &SourceDoubts,
) -> (Vec<Item>, Vec<SourceLine<'t>>) {
    let is_start = |at: usize| {
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
            topic if topic.title.as_ref().is_none_or(|title| title.len() <= LONGEST_TITLE) => topics.push(topic),
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

fn read_topic(first: SourceLine, rest: &[SourceLine], doubts: &SourceDoubts) -> Item {
    let text = strip_list_marker(first.text);
    let (kind, text) = match text.strip_prefix('(').and_then(|text| text.split_once(')')) {
        Some((kind, rest)) if kind.len() < 40 => {
            (Some(slug_from_name(&plain_text(kind))).filter(|kind| !kind.is_empty()), rest.trim())
        }
        _ => (None, text),
    };
    let number = find_references(text).into_iter().next().filter(|number| number.range.start < 200);
    let (title, said) = match &number {
        Some(number) => (&text[..number.range.start], &text[number.range.end..]),
        None => match text.split_once(": ").filter(|(title, _)| title.len() <= LONGEST_TITLE) {
            Some((title, said)) => (title, said),
            None => (text, ""),
        },
    };
    let edges = |c: char| c.is_whitespace() || is_dash(c) || c == ':';
    let is_review = kind.as_ref().is_some_and(|kind| kind.contains("pr"));
    let reference = number.as_ref().map(|number| Spanned::from(doubts.shorten_reference(&number.reference)));
    let is_pr = number.as_ref().is_some_and(|number| number.is_pr) || is_review;
    let more = dedent(&join_lines(rest));
    let said = said.trim_start_matches(edges).trim_end();
    let update = [said, &more].into_iter().filter(|part| has_text(part)).collect::<Vec<_>>().join("\n\n");
    let (update, decisions) = decisions::extract_decisions(&update);
    Item {
        kind,
        issue: reference.clone().filter(|_| !is_pr),
        pr: reference.filter(|_| is_pr),
        title: some_text(plain_text(title).trim_matches(edges)),
        notes: some_text(update),
        decisions,
        ..Item::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::minutes::lines::split_lines;
    use crate::source::FileId;

    #[test]
    fn topics_have_a_kind_a_number_and_a_title() {
        let text = "(Information) A paper: it is out\n\n(Review PR) The table #280\n\n- A proposal #262 - it is there\n  - more\n  - Decision: take it\n\nA line\n";
        let line = |item: &Item| {
            let number =
                item.issue.as_ref().map(|issue| issue.to_string()).or(item.pr.as_ref().map(|pr| pr.pr_label()));
            let texts = item.title.iter().chain(&item.notes).chain(&item.decisions).map(|text| text.value.clone());
            item.kind.clone().into_iter().chain(number).chain(texts).collect::<Vec<_>>().join(" / ")
        };
        let (found, _) = read_topics(&split_lines(text), false, &SourceDoubts::new(FileId(0), None));
        assert_eq!(
            found.iter().map(line).collect::<Vec<_>>(),
            [
                "information / A paper / it is out",
                "review-pr / PR#280 / The table",
                "#262 / A proposal / it is there\n\n- more / take it",
                "A line"
            ]
        );
    }
}
