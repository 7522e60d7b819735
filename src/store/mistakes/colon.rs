//! A value with an indicator of YAML in it or at its start that ought to be quoted.

use super::{Failure, Stopped, line_at, overwritten, quoted, syntax};

/// `text: Refine: x`, where the parser stopped at the second colon.
pub(super) fn explain_second_colon(failure: &Failure) -> Option<Stopped> {
    let (line_start, line) = line_at(failure.text, failure.at);
    let (key, value) = line.split_once(": ")?;
    let word = key.trim_start().trim_start_matches("- ").trim_start();
    let plain = !value.trim_start().starts_with(['"', '\'', '[', '{', '|', '>']);
    let is_key = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let stopped_after = failure.at >= line_start + key.len() + 2;
    let start = line_start + key.len() + 2 + (value.len() - value.trim_start().len());
    let value = value.trim();
    if !(plain && is_key && stopped_after && (value.contains(": ") || value.ends_with(':'))) {
        return None;
    }
    let end = start + value.len();
    let problem = syntax(
        failure.place(start, end),
        "a second `: ` in one line: YAML reads it as another key",
        format!("Quote the value: `{}: {}`", key.trim_start(), quoted(value)),
    );
    let mut neutral = value.replace(": ", "; ");
    if neutral.ends_with(':') {
        neutral.replace_range(neutral.len() - 1.., ";");
    }
    Some(Stopped { problem, retry: Some(overwritten(failure.text, [(start..end, neutral)])) })
}

/// A value that begins with `@` or a backtick.
pub(super) fn explain_reserved_start(failure: &Failure) -> Option<Stopped> {
    let offset = failure.at;
    let indicator = failure.text[offset..].chars().next().filter(|next| matches!(next, '@' | '`'))?;
    let (line_start, line) = line_at(failure.text, offset);
    let (before, rest) = line.split_at(offset - line_start);
    let end = if before.contains(['[', '{']) { rest.find([',', ']', '}']) } else { None };
    let value = rest[..end.unwrap_or(rest.len())].trim_end();
    let corrected = format!("{before}{}{}", quoted(value), &rest[value.len()..]);
    let problem = syntax(
        failure.place(offset, offset + 1),
        format!("`{indicator}` cannot begin a value in YAML"),
        format!("Quote the value: `{}`", corrected.trim_start()),
    );
    Some(Stopped { problem, retry: Some(overwritten(failure.text, [(offset..offset + 1, "x".to_owned())])) })
}
