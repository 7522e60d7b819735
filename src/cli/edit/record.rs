//! A record as YAML.

use super::keep::keep_text;
use crate::cli::mode::Mode;
use crate::cli::session::{Needs, Session};
use crate::cli::{ExitStatus, ask};
use crate::error::Error;
use crate::finding::Finding;
use crate::record::proposal::resolve_proposal;
use crate::record::step::plan_texts;
use crate::source::Source;
use crate::store::load::WORKGROUP;
use crate::store::merge::merge_lines;
use crate::store::repository::GroupRepository;
use std::mem::ManuallyDrop;

/// What a comment of ours begins with, so that it can be removed again.
const MARK: &str = "#! ";

/// Opens the record that words name in the editor, again and again while it is refused and the user goes on.
pub fn edit_record(words: &str, session: &mut Session) -> Result<ExitStatus, Error> {
    let mut opened = session.read_repository()?;
    let path = find_path(words, &opened, session)?;
    let mut text = opened.record_text(&path).to_owned();
    let mut is_first = true;
    let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
    loop {
        let saved = ask::open_editor(&text, ".yaml")?.filter(|saved| saved.trim_end() != text.trim_end());
        let Some(saved) = saved else {
            if is_first {
                session.out.print_message("nothing to record: the text is unchanged");
                return Ok(ExitStatus::Clean);
            }
            keep_text(without_reasons(&text), &name, session)?;
            return Ok(ExitStatus::Findings);
        };
        is_first = false;
        let written = without_reasons(&saved).to_owned();
        let (before, _lock) = session.lock_repository()?;
        // What others changed meanwhile stays, where it is on other lines.
        let Ok(merged) = merge_lines(opened.record_text(&path), &written, before.record_text(&path)) else {
            keep_text(&written, &name, session)?;
            return Err(Error::Changed(before.files.root.join(&path)));
        };
        let record = Source { path: path.clone(), text: merged.clone() };
        match plan_texts(&before, std::slice::from_ref(&record), session.clock) {
            Ok(step) => {
                session.write_described(&[(path, "edited".to_owned())], &step)?;
                return Ok(ExitStatus::Clean);
            }
            Err(error @ Error::Refused { .. }) => {
                text = with_reasons(&merged, &error);
                session.report_error(session.with_display_path(error));
                if session.mode == Mode::DryRun {
                    return Ok(ExitStatus::Findings);
                }
                opened = ManuallyDrop::new(before);
            }
            Err(error) => {
                keep_text(&written, &name, session)?;
                return Err(error);
            }
        }
    }
}

/// The path of the record that words name: also of one that cannot be read, by its slug.
fn find_path(words: &str, repository: &GroupRepository, session: &mut Session) -> Result<String, Error> {
    if words == "workgroup" {
        return Ok(WORKGROUP.to_owned());
    }
    let by_slug = format!("backlog/{words}.yaml");
    if repository.files.find_record(&by_slug).is_some() {
        return Ok(by_slug);
    }
    let views = session.derive_views(repository, Needs::AllRecords)?;
    let proposal = resolve_proposal(words, &views)?;
    Ok(views.group.sources.file(proposal.file).path.clone())
}

/// The text without the comments that [`with_reasons`] put at its top.
fn without_reasons(mut text: &str) -> &str {
    while let Some(rest) = text.strip_prefix(MARK) {
        text = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    text
}

/// The text with the reasons of a refusal as comments at the top, each with the line that it has below them.
fn with_reasons(text: &str, error: &Error) -> String {
    let Error::Refused { findings, sources, .. } = error else { return text.to_owned() };
    let comment = |found: &Finding| {
        let source = &sources.file(found.place.file).text;
        let line = source.get(..found.place.start as usize).map_or(1, |before| before.matches('\n').count() + 1);
        let place = if source == text { format!("line {}: ", line + findings.len()) } else { String::new() };
        let help = found.help.as_ref().map(|help| format!(" {help}")).unwrap_or_default();
        let comment = format!("{MARK}{place}{} ({}).{help}", found.message, found.rule);
        comment.split_whitespace().collect::<Vec<_>>().join(" ") + "\n"
    };
    findings.iter().map(comment).collect::<String>() + text
}
