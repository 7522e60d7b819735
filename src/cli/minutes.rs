//! `backlog minutes`: print the minutes of a call, or their draft.

use super::call::NamedCall;
use super::format::FormatArgs;
use super::mode::WriteArgs;
use super::session::{Needs, Session};
use super::{ExitStatus, reissue};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::record::call::find_call_on;
use crate::render::document::{Document, DocumentForm};
use crate::render::line_ends::{is_same_text, with_line_ends_of};
use crate::render::minutes::MARKER;
use crate::render::outputs;
use crate::render::seal::without_digest;
use crate::report::agenda::AgendaOrder;
use crate::report::json;
use crate::store::git::path_in_work_tree;
use crate::store::load;
use crate::store::save::{self, SaveTarget};
use crate::view::Views;
use crate::view::approvals::call_to_record::CallToRecord;
use chrono::NaiveDate;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Print the minutes of a call, or their draft
#[derive(clap::Args)]
#[command(
    mut_arg("date", |date| date.help("Day of the call [default: the running call or today's, otherwise the last one \
                                      held whose minutes are not approved]")),
    mut_arg("format", |format| format.help("Choose the output format [default: md]")),
    mut_arg("dry_run", |flag| {
        flag.requires("reissue").help("With --reissue: show what would change, without writing it")
    }),
    after_help = "Examples:
  backlog minutes 2026-02-12
  backlog minutes 2026-02-12 --format html --out minutes.html
  backlog minutes 2026-02-12 --reissue --reason \"The link of the recap was wrong.\""
)]
pub struct Args {
    #[command(flatten)]
    call: NamedCall,

    /// Write to FILE instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Write approved minutes again, and record the correction in the call's file
    #[arg(long, requires = "reason", conflicts_with_all = ["out", "format", "json"])]
    reissue: bool,

    /// Describe the correction, as Markdown; the minutes end with it
    #[arg(long, alias = "why", value_name = "TEXT", requires = "reissue")]
    reason: Option<String>,

    #[command(flatten)]
    format: FormatArgs<MinutesFormat>,

    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MinutesFormat {
    /// Markdown, as `render` writes it
    Md,
    /// A page for browsers, with a button that copies it
    Html,
    /// The storage format of Confluence
    Confluence,
    /// The record of the call, as `show --json` prints it
    Json,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let date = args.call.day();
    if let (true, Some(why)) = (args.reissue, &args.reason) {
        session.mode = args.write.mode();
        return reissue::run(date, why, session);
    }
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllFiles)?;
    let meeting = match date {
        Some(date) => find_call_on(date, &views)?,
        None => {
            let chosen = find_default_call(&views)?;
            session.out.print_message(&format!("the call of {}", chosen.date.value));
            chosen
        }
    };
    let out = args.out.as_deref();
    let form = match args.format.chosen_format() {
        Some(MinutesFormat::Json) => {
            return write_or_print_json(&json::format_meeting(meeting, AgendaOrder::OfTheCall, &views)?, out, session);
        }
        Some(MinutesFormat::Html) => Some(DocumentForm::Html),
        Some(MinutesFormat::Confluence) => Some(DocumentForm::Storage),
        Some(MinutesFormat::Md) | None => None,
    };
    let text = outputs::render_minutes(&views, meeting)?;
    let root = &repository.files.root;
    if let Some(by) = find_differing_approval(&views, meeting, &text, root)? {
        let shown = session.display_path(&outputs::minutes_path(meeting));
        session.out.print_warning(&match form {
            None => format!(
                "the call of {by} approved different minutes: {shown} stays as approved; to write it again, add --reissue"
            ),
            Some(_) => format!("the call of {by} approved different minutes: they are in {shown}"),
        });
    }
    if let Some(form) = form {
        let folder = views.links.page_folder(&path_in_work_tree(root), "minutes");
        let document = Document::from_minutes(meeting, &views)?;
        let text = document.render(form, &folder);
        let status = write_or_print(&text, out, session, |now| Ok(document.replace(now, &text)))?;
        if form == DocumentForm::Storage {
            session.out.print_message(&format!("the title of the page: {}", document.title));
        }
        return Ok(status);
    }
    // Only this call's own minutes are overwritten, and not after their approval.
    let own = format!("{MARKER}minutes/{}.yaml", meeting.stem);
    let open = views.approvals.approving_call(meeting).is_none();
    write_or_print(&text, out, session, |now| {
        let is_own = |now: &str| is_same_text(&without_digest(now), &text) || (open && now.starts_with(&own));
        Ok(now.is_none_or(is_own).then(|| with_line_ends_of(now.unwrap_or_default(), &text).into_owned()))
    })
}

/// The call that approved the minutes on the disk, if they differ from `text`.
pub fn find_differing_approval(
    views: &Views,
    meeting: &Meeting,
    text: &str,
    root: &Path,
) -> Result<Option<NaiveDate>, Error> {
    let Some(by) = views.approvals.approving_call(meeting) else { return Ok(None) };
    let approved = load::read_optional(root, &outputs::minutes_path(meeting))?;
    Ok(approved.filter(|approved| !is_same_text(&without_digest(approved), text)).map(|_| by.date.value))
}

/// Today's call, otherwise the last one held that is not sealed, otherwise the next one with a file.
fn find_default_call<'g>(views: &Views<'g>) -> Result<&'g Meeting, Error> {
    let today = views.now.day();
    let next = || views.group.meetings.iter().find(|meeting| meeting.date.value > today);
    let recorded = match views.approvals.call_to_record() {
        CallToRecord::Filed(meeting) => Some(meeting),
        CallToRecord::WithoutFile { .. } => views.approvals.last_unapproved_before(today),
        CallToRecord::Nothing => None,
    };
    recorded.or_else(next).ok_or_else(|| {
        Error::not_allowed("there are no calls yet", "Create the file of the next one: `backlog new-meeting`.")
    })
}

/// Writes JSON to stdout, or to the file that the user gave.
pub fn write_or_print_json(text: &str, out: Option<&Path>, session: &mut Session) -> Result<ExitStatus, Error> {
    let is_ours = |now: &str| now.starts_with("{\n  \"schema_version\"");
    write_or_print(text, out, session, |now| Ok(now.is_none_or(is_ours).then(|| text.to_owned())))
}

/// Writes the result to stdout, or to the file that the user gave. `over` returns the new text of the file from its
/// present one; `None` when this program did not generate that, and therefore does not overwrite it.
pub fn write_or_print(
    text: &str,
    out: Option<&Path>,
    session: &mut Session,
    over: impl FnOnce(Option<&str>) -> Result<Option<String>, Error>,
) -> Result<ExitStatus, Error> {
    match out {
        None => session.out.print_document(text),
        Some(path) => {
            let there = load::read_user_file(path)?;
            let foreign = || Error::Exists(path.to_owned());
            // A file that is not UTF-8 was not generated by this program.
            let now = there.as_deref().map(std::str::from_utf8).transpose().map_err(|_| foreign())?;
            let expected = over(now)?.ok_or_else(foreign)?;
            save::replace_file(&SaveTarget::from_user_path(path), there.as_deref(), expected.as_bytes())?;
            session.out.print(&format!("{}\n", path.display()));
        }
    }
    Ok(ExitStatus::Clean)
}
