//! The title of an agenda item.

use crate::import::minutes::cell::cell_to_markdown;
use crate::import::minutes::lines::has_text;
use crate::import::minutes::words::plain_text;
use crate::text::characters::is_dash;
use crate::text::references::NamedReference;

/// The title next to the number, and the rest of the cell.
pub fn split_title(cell: &str, named: &[NamedReference]) -> (Option<String>, String) {
    let mut rest = String::with_capacity(cell.len());
    let mut from = 0;
    for one in named {
        rest.push_str(&cell[from..one.range.start]);
        from = one.range.end;
    }
    rest.push_str(&cell[from..]);
    let text = cell_to_markdown(&rest);
    let mut lines = text.lines().skip_while(|line| !has_text(line));
    let first = plain_text(lines.next().unwrap_or_default().trim_end_matches('\\'));
    let title = first.trim_matches(|c: char| c.is_whitespace() || is_dash(c) || matches!(c, ':' | '(' | ')' | ','));
    // Balanced parentheses belong to the title, also where trimming removed one of them.
    let (open, close) = (title.matches('(').count(), title.matches(')').count());
    let is_whole = open == close && title.find('(') <= title.find(')');
    let title = match is_whole {
        true => title,
        false => first.trim_matches(|c: char| c.is_whitespace() || is_dash(c) || matches!(c, ':' | ',')),
    };
    let title = title.to_owned();
    let more: Vec<&str> = lines.collect();
    // `Issues #12 & #13`, `PR #14`: the words between numbers are not a title.
    let is_between = |word: &str| matches!(word.to_lowercase().as_str(), "issue" | "issues" | "pr" | "prs" | "and");
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    if named.len() > 1 && words.all(is_between) {
        return (None, more.join("\n").trim().to_owned());
    }
    (Some(title).filter(|title| has_text(title)), more.join("\n").trim().to_owned())
}

/// The bold title at the start of a text, and the text after it.
pub fn split_bold_title(text: &str) -> (Option<String>, String) {
    let split = text.strip_prefix("**").and_then(|text| text.split_once("**"));
    match split {
        Some((title, rest))
            if has_text(title)
                && !title.contains('\n')
                && !rest.trim_start().starts_with(':')
                && !title.ends_with(':') =>
        {
            let rest = rest.trim_start_matches(['.', ' ', '\\', '\n']);
            (Some(plain_text(title)), rest.to_owned())
        }
        _ => (None, text.to_owned()),
    }
}
