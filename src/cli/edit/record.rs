//! A record as YAML.

use super::keep::keep_text;
use super::refusal::without_marked;
use crate::cli::mode::Mode;
use crate::cli::session::{Needs, Session};
use crate::cli::{ExitStatus, ask};
use crate::error::Error;
use crate::record::proposal::resolve_proposal;
use crate::record::step::plan_texts;
use crate::source::Source;

/// What a comment of ours begins with, so that it can be removed again.
const MARK: &str = "#! ";

/// Opens a record in the editor, again and again while it is refused and the user goes on: the one of a path, or of the
/// proposal that words name.
pub fn edit_record(path: Option<String>, words: &str, session: &mut Session) -> Result<ExitStatus, Error> {
    let mut opened = session.read_repository()?;
    let path = match path {
        Some(path) => path,
        None => {
            let views = session.derive_views(&opened, Needs::AllRecords)?;
            let proposal = resolve_proposal(words, &views)?;
            views.group.sources.file(proposal.file).path.clone()
        }
    };
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
            keep_text(&without_marked(&text, MARK), &name, session)?;
            return Ok(ExitStatus::Findings);
        };
        is_first = false;
        let written = without_marked(&saved, MARK);
        let (before, _lock) = session.lock_repository()?;
        if before.record_text(&path) != opened.record_text(&path) {
            keep_text(&written, &name, session)?;
            return Err(Error::Changed(before.files.root.join(&path)));
        }
        let record = Source { path: path.clone(), text: written.clone() };
        match plan_texts(&before, std::slice::from_ref(&record), session.clock) {
            Ok(step) => {
                session.write_described(&[(path, "edited".to_owned())], &step)?;
                return Ok(ExitStatus::Clean);
            }
            Err(error @ Error::Refused { .. }) => {
                text = with_reasons(&written, &error);
                session.report_error(session.with_display_path(error));
                if session.mode == Mode::DryRun {
                    return Ok(ExitStatus::Findings);
                }
                opened = before;
            }
            Err(error) => {
                keep_text(&written, &name, session)?;
                return Err(error);
            }
        }
    }
}

/// The text with the reasons of a refusal as comments at the top, each with the line that it has below them.
fn with_reasons(text: &str, error: &Error) -> String {
    let Error::Refused { findings, sources, .. } = error else { return text.to_owned() };
    let mut comments: Vec<String> = Vec::new();
    for found in findings {
        let source = &sources.file(found.place.file).text;
        let line = source.get(..found.place.start as usize).map_or(1, |before| before.matches('\n').count() + 1);
        let place = if source == text { format!("line {}: ", line + findings.len()) } else { String::new() };
        let help = found.help.as_ref().map(|help| format!(" {help}")).unwrap_or_default();
        comments.push(
            format!("{MARK}{place}{} ({}).{help}\n", found.message, found.rule)
                .replace('\n', " ")
                .trim_end()
                .to_owned()
                + "\n",
        );
    }
    comments.concat() + text
}
