//! What is not recorded, with the line and the reason: on stderr, and as comments in the text that comes back.

use crate::cli::session::Session;
use crate::error::Error;
use crate::model::wording::format_count;
use crate::text::notation::Numbered;

/// What a comment of ours begins with, so that it can be removed again.
const SHEET_MARK: &str = "%! ";

/// Words of other commands, and what to write in a sheet instead.
const IN_A_SHEET: [(&str, &str); 4] = [
    ("To treat it anyway, add --exception WHY.", "To treat it anyway, add `(exception: WHY)` to its heading."),
    ("Add --owner WHO.", "Write the owner after `AP`: `AP OWNER: TEXT`."),
    ("Add the organization: --org ORG.", "Write the organization after the name: `Name (Organization)`."),
    ("add --org ORG", "write `Name (Organization)`"),
];

/// The reasons of a refusal, one per line.
pub fn describe_refusal(error: &Error) -> Vec<String> {
    let in_a_sheet = |help: &String| IN_A_SHEET.iter().fold(help.clone(), |help, (old, new)| help.replace(old, new));
    match error {
        Error::Refused { findings, .. } => {
            let describe = |found: &crate::finding::Finding| {
                let help = found.help.as_ref().map(|help| format!(" {}", in_a_sheet(help))).unwrap_or_default();
                format!("{} ({}).{help}", found.message, found.rule)
            };
            findings.iter().map(describe).collect()
        }
        Error::NotAllowed { message, help } | Error::Usage { message, help } => {
            let help = help.as_ref().map(|help| format!(" {}", in_a_sheet(help))).unwrap_or_default();
            vec![format!("{message}.{help}")]
        }
        other => vec![other.to_string()],
    }
}

/// Prints what is not recorded, each with its line.
pub fn print_refusals(text: &str, refusals: &[Numbered<String>], session: &mut Session) {
    let lines: Vec<&str> = text.lines().collect();
    let mut before = 0;
    for Numbered { line, value } in refusals {
        if std::mem::replace(&mut before, *line) != *line {
            let written = lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
            session.out.print_warning(&format!("line {line}: {written}"));
        }
        session.out.print_warning(&format!("  {value}"));
    }
    let mut numbers: Vec<usize> = refusals.iter().map(|refusal| refusal.line).collect();
    numbers.dedup();
    if !numbers.is_empty() {
        session.out.print_warning(&format!("not recorded: {}", format_count(numbers.len() as u64, "line")));
    }
}

/// The text with the reasons as comments above the lines.
pub fn annotate(text: &str, refusals: &[Numbered<String>]) -> String {
    let mut annotated = String::new();
    for (at, line) in text.lines().enumerate() {
        for refusal in refusals.iter().filter(|refusal| refusal.line == at + 1) {
            for reason in refusal.value.lines() {
                annotated += &format!("{SHEET_MARK}{reason}\n");
            }
        }
        annotated += &format!("{line}\n");
    }
    annotated
}

/// The text without our comments.
pub fn without_reasons(text: &str) -> String {
    let is_ours = |line: &&str| line.starts_with(SHEET_MARK.trim_end());
    text.lines().filter(|line| !is_ours(line)).map(|line| format!("{line}\n")).collect()
}
