//! The title of an item, and the text next to it.

use super::is_another_issue;
use crate::import::minutes::cell::cell_to_markdown;
use crate::import::minutes::group_words::TEMPLATE_SENTENCE;
use crate::import::minutes::lines::{has_text, join_texts};
use crate::import::minutes::words::plain_text;
use crate::model::proposal::ProposalTemplate;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::{is_dash, strip_word};
use crate::text::references::{NamedReference, find_references};

/// Labels of lines that describe an item, unlike its title.
const LABELS: &str =
    "status state owner owners who due date update note notes priority label labels milestone assignee type";
/// The words around numbers.
const NUMBER_WORDS: &str = "issue issues pr prs and with the no number";

/// The title next to the number, and the rest of the cell as Markdown. The main reference, and other issues, which are items
/// of their own, are left out.
pub fn split_item_cell(
    cell: &str,
    named: &[NamedReference],
    main: Option<&NamedReference>,
) -> (Option<String>, String) {
    let Some(main) = main else { return split_lines(&cell_to_markdown(cell), String::new()) };
    let (mut before, mut after) = (String::new(), String::new());
    let mut from = 0;
    for one in named.iter().filter(|one| *one == main || is_another_issue(one, main) || one.reference == main.reference)
    {
        let text = &cell[from..one.range.start];
        if one.range.start <= main.range.start {
            before.push_str(text)
        } else {
            after.push_str(text)
        }
        from = one.range.end;
    }
    after.push_str(&cell[from..]);
    let says_more = |text: &str| {
        let plain = plain_text(text);
        let mut words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.any(|word| !is_listed(&word.to_lowercase(), NUMBER_WORDS))
    };
    let before = Some(plain_text(&before)).filter(|before| says_more(before)).unwrap_or_default();
    let after = if says_more(&after) { cell_to_markdown(&after) } else { String::new() };
    // A single word before a number is not a title, but one that links the number is.
    match before.contains(' ') || !before.is_empty() && cell[main.range.start..].starts_with(']') {
        true => (Some(trim_title(&before)), after.trim().to_owned()),
        false => split_lines(&after, before),
    }
}

/// Splits off the first line that may be a title, and puts `front` before the rest.
fn split_lines(text: &str, front: String) -> (Option<String>, String) {
    let mut lines: Vec<&str> = text.trim().lines().collect();
    // A labeled line is not a title, and may come before it.
    let is_label = |line: &&str| {
        let plain = plain_text(line.trim_start_matches('('));
        plain.split_once(':').is_some_and(|(label, _)| is_listed(&fold_name(label), LABELS))
    };
    let at = lines.iter().position(|line| has_text(line) && !is_label(line));
    let title = at.filter(|at| find_references(lines[*at]).is_empty());
    let title = title.map(|at| trim_title(&plain_text(lines.remove(at).trim_end_matches('\\'))));
    let rest = lines.join("\n");
    let rest = rest.trim_start_matches([',', '/', '&', ' ', '\n']).trim_end_matches(['\\', ' ', '\n']);
    let inner = rest.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    (title, join_texts([front, inner.unwrap_or(rest).to_owned()]))
}

/// A title without what separates it from the number. Balanced parentheses belong to it.
fn trim_title(text: &str) -> String {
    let is_edge = |c: char| c.is_whitespace() || is_dash(c) || matches!(c, ':' | ',' | '*');
    let title = text.trim_matches(|c: char| is_edge(c) || matches!(c, '(' | ')'));
    let (open, close) = (title.matches('(').count(), title.matches(')').count());
    let is_whole = open == close && title.find('(') <= title.find(')');
    if is_whole { title.to_owned() } else { text.trim_matches(is_edge).to_owned() }
}

/// The cell of a summary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemSummary {
    /// The name of the item.
    pub title: Option<String>,
    /// The template that it names.
    pub template: Option<ProposalTemplate>,
    /// What else it says, as Markdown.
    pub rest: String,
}

/// Reads a summary: a name, where its template is, and other text.
pub fn split_summary(text: &str) -> ItemSummary {
    // Copied text has the name and the sentence on one line.
    let sentence = text.find(TEMPLATE_SENTENCE);
    let (name, after) = text.split_at(sentence.unwrap_or(text.len()));
    let (title, more) = name.trim_start().split_once('\n').unwrap_or((name.trim(), ""));
    let (template, rest) = split_template(after);
    let title = trim_title(&plain_text(title.trim_end_matches('\\')));
    let rest = join_texts([more.trim().trim_end_matches('\\').to_owned(), rest]);
    ItemSummary { title: Some(title).filter(|title| has_text(title)), template, rest }
}

/// The template in `The API template is available at #263`, and the text after it; all of it where the sentence says more.
fn split_template(text: &str) -> (Option<ProposalTemplate>, String) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let said = line.strip_prefix(TEMPLATE_SENTENCE).unwrap_or_default();
    let pr = find_references(said).into_iter().next();
    let until = pr.as_ref().map_or(said.len(), |pr| pr.range.start);
    let after = pr.as_ref().map_or("", |pr| &said[pr.range.end..]);
    let plain = plain_text(&said[..until]);
    let is_known = matches!(
        fold_name(&plain).as_str(),
        "available" | "availableat" | "availablein" | "notavailableyet" | "notyet" | ""
    );
    if !is_known || has_text(after) {
        return (None, text.trim().to_owned());
    }
    let template = pr.map(|pr| ProposalTemplate { pr: Some(pr.reference.into()), ..ProposalTemplate::default() });
    (template, rest.trim().to_owned())
}

/// The bold title at the start of a text, and the text after it.
pub fn split_bold_title(text: &str) -> (Option<String>, String) {
    let split = text.strip_prefix("**").and_then(|text| text.split_once("**"));
    match split {
        Some((title, rest))
            if has_text(title)
                && !title.contains('\n')
                && !rest.trim_start().starts_with(':')
                && !title.ends_with(':')
                && strip_word(title, "Update ").is_none() =>
        {
            let rest = rest.trim_start_matches(['.', ' ', '\\', '\n']);
            (Some(plain_text(title)), rest.to_owned())
        }
        _ => (None, text.to_owned()),
    }
}
