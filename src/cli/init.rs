//! `backlog init`: create the repository of a group.

mod files;
mod questions;

use super::mode::{Mode, WriteArgs};
use super::session::Session;
use super::{ExitStatus, add_slot, line};
use crate::error::Error;
use crate::model::reference::is_repository;
use crate::model::spelling::suggest_word;
use crate::model::workgroup::MinutesStyle;
use crate::record::demo::demo_records;
use crate::record::new_group::{NewGroup, format_workgroup};
use crate::source::Source;
use crate::store::load::{self, WORKGROUP};
use crate::store::save::{self, SaveTarget};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Create the repository of a group
///
/// That is workgroup.yaml, .gitignore and .gitattributes. Existing files stay as they are, except that missing lines are added to .gitignore and .gitattributes. On a terminal, and without options about the group, it asks.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog init my-group
  backlog init my-group --repository camaraproject/APIBacklog \\
    --slot \"2nd thursday 09:00-10:30\" --slot \"4th thursday 15:00-16:30\"
  backlog init play --demo")]
pub struct Args {
    /// Folder of the repository, created if needed
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    folder: PathBuf,

    /// Set the name of the group [default: from the name of the folder]
    #[arg(long, value_name = "NAME", value_parser = line::parse_line)]
    name: Option<String>,

    /// Set the group's repository on GitHub, for links to issues and pull requests
    #[arg(long, value_name = "OWNER/REPO", value_parser = parse_repository)]
    repository: Option<String>,

    /// Set the group's time zone, such as Europe/Madrid [default: UTC]
    #[arg(long, value_name = "ZONE", value_parser = parse_zone)]
    timezone: Option<chrono_tz::Tz>,

    /// Set when the group meets, from today on; repeat it for several, such as "monday 15:00-16:00" or "every 2 weeks from 2026-01-05 08:00-09:00"
    #[arg(long, value_name = "SLOT")]
    slot: Vec<String>,

    /// Add a member; repeat it for several
    #[arg(long, value_name = "NAME", value_parser = line::parse_line)]
    organization: Vec<String>,

    /// Choose the style of the minutes [default: api-backlog]
    #[arg(long, value_name = "STYLE")]
    style: Option<StyleName>,

    /// Make a small group with two calls around today, to play with
    #[arg(long, conflicts_with_all = ["name", "repository", "timezone", "slot", "organization", "style"])]
    demo: bool,

    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StyleName {
    /// Discussion tables with the whole history of each proposal
    ApiBacklog,
    /// Prose, one discussion table, numbered action points
    Mom,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let root = session.directory().join(&args.folder);
    let shown = |name: &str| args.folder.join(name).display().to_string().trim_start_matches("./").to_owned();
    // Before questions, which would be in vain.
    if root.join(WORKGROUP).exists() {
        return Err(Error::Exists(PathBuf::from(shown(WORKGROUP))));
    }
    load::refuse_backlog_md(&root)?;
    let records = if args.demo {
        demo_records(session.moment_in(chrono_tz::UTC).day())
    } else {
        describe_group(&args, &root, session)?
    };
    session.mode = args.write.mode();
    let _lock = if session.mode == Mode::DryRun {
        None
    } else {
        std::fs::create_dir_all(&root).map_err(|source| Error::Io { action: "create", path: root.clone(), source })?;
        Some(save::take_lock(&root)?)
    };
    // The user may name the folder through links.
    let root = root.canonicalize().unwrap_or(root);
    let group = records.last().map(|record| record.text.clone()).unwrap_or_default();
    for file in files::plan_files(&root, records, session)? {
        if session.mode == Mode::Write {
            save::replace_file(&SaveTarget::in_repository(&root, &file.path)?, file.read.as_deref(), &file.text)?;
        }
        session.out.print(&format!("{}\n", shown(&file.path)));
    }
    if session.mode == Mode::DryRun {
        session.out.print_message("nothing was written");
        return Ok(ExitStatus::Clean);
    }
    session.out.print_message(&next_commands(&args, &group));
    Ok(ExitStatus::Clean)
}

/// The record of the group, from the options, or from the answers on a terminal if no option says anything of it.
fn describe_group(args: &Args, root: &Path, session: &Session) -> Result<Vec<Source>, Error> {
    let timezone = args.timezone.unwrap_or(chrono_tz::UTC);
    let today = session.moment_in(timezone).day();
    let mut group = NewGroup {
        name: args.name.clone().unwrap_or_else(|| group_name(root)),
        repository: args.repository.clone(),
        timezone,
        style: if args.style == Some(StyleName::Mom) { MinutesStyle::Mom } else { MinutesStyle::ApiBacklog },
        slots: add_slot::parse_slots(&args.slot, today)?,
        organizations: args.organization.clone(),
    };
    let says_nothing = args.name.is_none()
        && args.repository.is_none()
        && args.timezone.is_none()
        && args.style.is_none()
        && args.slot.is_empty()
        && args.organization.is_empty();
    if says_nothing && session.out.is_interactive() {
        group = questions::ask_new_group(group, today, session)?;
    }
    Ok(vec![Source { path: WORKGROUP.to_owned(), text: format_workgroup(&group)? }])
}

/// The three commands that usually come next.
fn next_commands(args: &Args, group: &str) -> String {
    const DEMO: &[(&str, bool)] = &[("status", true), ("show 7", true), ("agenda", true)];
    let is_empty = |key: &str| group.contains(&format!("\n{key}: []\n"));
    let own = [
        ("add-slot \"2nd thursday 09:00-10:30\"", is_empty("schedule")),
        ("add-organization NAME", is_empty("organizations")),
        ("add-person NAME --org ORG --role chair", true),
        ("add-proposal NAME --issue N --owner ORG", true),
        ("new-meeting", true),
    ];
    let commands = if args.demo { DEMO } else { &own }.iter().filter(|(_, is_next)| *is_next).take(3);
    let commands: String = commands.map(|(command, _)| format!("\n  backlog {command}")).collect();
    match args.folder.display().to_string() {
        here if here == "." => format!("next:{commands}"),
        folder => format!("next, in {folder}:{commands}"),
    }
}

/// The name of the group, from that of the folder.
fn group_name(root: &Path) -> String {
    let root = root.canonicalize().or_else(|_| std::path::absolute(root)).unwrap_or_default();
    let folder = root.file_name().map(|name| name.to_string_lossy().into_owned());
    let words = folder.unwrap_or_default().replace(['-', '_'], " ");
    if words.trim().is_empty() { "Working Group".to_owned() } else { words }
}

fn parse_zone(text: &str) -> Result<chrono_tz::Tz, String> {
    let known = || chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    text.parse().map_err(|_| match suggest_word(text, known()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "expected a time zone such as Europe/Madrid".to_owned(),
    })
}

fn parse_repository(text: &str) -> Result<String, String> {
    is_repository(text)
        .then(|| text.to_owned())
        .ok_or_else(|| "expected owner/repo, without the URL of GitHub".to_owned())
}
