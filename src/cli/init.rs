//! `backlog init`: create the repository of a group.

mod files;
mod questions;

use super::mode::{Mode, WriteArgs};
use super::session::Session;
use super::{ExitStatus, add_slot, line};
use crate::error::Error;
use crate::model::minutes_terms::MinutesStyle;
use crate::model::record::{Form, RecordValue, plain_docs};
use crate::model::reference::is_repository;
use crate::model::spelling::suggest_word;
use crate::record::demo::demo_records;
use crate::record::new_group::{NewGroup, format_workgroup};
use crate::source::Source;
use crate::store::load::{self, WORKGROUP};
use crate::store::save::{self, SaveTarget};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
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

    #[command(flatten)]
    group: Option<GroupOptions>,

    /// Make a small group with two calls around today, to play with
    #[arg(long, conflicts_with_all = ["name", "repository", "timezone", "slot", "organization", "style"])]
    demo: bool,

    #[command(flatten)]
    write: WriteArgs,
}

/// What the options say of the group.
#[derive(clap::Args, Default)]
struct GroupOptions {
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
    #[arg(long, value_name = "STYLE", value_parser = style_parser())]
    style: Option<MinutesStyle>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let root = session.directory().join(&args.folder);
    let shown = |name: &str| args.folder.join(name).display().to_string().trim_start_matches("./").to_owned();
    // Before questions, which would be in vain.
    if root.join(WORKGROUP).exists() {
        return Err(Error::Exists(PathBuf::from(shown(WORKGROUP))));
    }
    load::refuse_backlog_md(&root)?;
    let (records, next) = if args.demo {
        (demo_records(session.clock.moment_in(chrono_tz::UTC).day()), vec!["status", "show 7", "agenda"])
    } else {
        let group = describe_group(args.group, &root, session)?;
        (vec![Source { path: WORKGROUP.to_owned(), text: format_workgroup(&group)? }], next_commands(&group))
    };
    let new_files = files::add_generated(records, session)?;
    session.mode = args.write.mode();
    let _lock = if session.mode == Mode::DryRun {
        None
    } else {
        std::fs::create_dir_all(&root).map_err(|source| Error::Io { action: "create", path: root.clone(), source })?;
        Some(save::take_lock(&root)?)
    };
    // The user may name the folder through links.
    let root = root.canonicalize().unwrap_or(root);
    for file in files::plan_files(&root, new_files)? {
        if session.mode == Mode::Write {
            save::replace_file(&SaveTarget::in_repository(&root, &file.path)?, file.read.as_deref(), &file.text)?;
        }
        session.out.print(&format!("{}\n", shown(&file.path)));
    }
    if session.mode == Mode::DryRun {
        session.out.print_message("nothing was written");
        return Ok(ExitStatus::Clean);
    }
    let next: String = next.iter().map(|command| format!("\n  backlog {command}")).collect();
    session.out.print_message(&match args.folder.display().to_string() {
        here if here == "." => format!("next:{next}"),
        folder => format!("next, in {folder}:{next}"),
    });
    Ok(ExitStatus::Clean)
}

/// The group, from the options, or from the answers on a terminal if no option says anything of it.
fn describe_group(options: Option<GroupOptions>, root: &Path, session: &Session) -> Result<NewGroup, Error> {
    let says_nothing = options.is_none();
    let options = options.unwrap_or_default();
    let timezone = options.timezone.unwrap_or(chrono_tz::UTC);
    let group = NewGroup {
        name: options.name.unwrap_or_else(|| group_name(root)),
        repository: options.repository,
        timezone,
        style: options.style.unwrap_or(MinutesStyle::ApiBacklog),
        slots: add_slot::parse_slots(&options.slot, session.clock.moment_in(timezone).day())?,
        organizations: options.organization,
    };
    if says_nothing && session.out.is_interactive() { questions::ask_new_group(group, session) } else { Ok(group) }
}

/// The three commands that usually come next.
fn next_commands(group: &NewGroup) -> Vec<&'static str> {
    let commands = [
        ("add-slot \"2nd thursday 09:00-10:30\"", group.slots.is_empty()),
        ("add-organization NAME", group.organizations.is_empty()),
        ("add-person NAME --org ORG --role chair", true),
        ("add-proposal NAME --issue N --owner ORG", true),
        ("new-meeting", true),
    ];
    commands.into_iter().filter(|(_, is_next)| *is_next).map(|(command, _)| command).take(3).collect()
}

/// The styles of minutes, each with its description.
fn list_styles() -> Vec<(&'static str, String)> {
    let words = match MinutesStyle::FORM {
        Form::Word(list) => list.words,
        _ => &[],
    };
    words.iter().map(|(key, docs)| (*key, plain_docs(docs).trim_end_matches('.').to_owned())).collect()
}

fn style_parser() -> impl TypedValueParser<Value = MinutesStyle> {
    let values = list_styles().into_iter().map(|(key, docs)| PossibleValue::new(key).help(docs));
    PossibleValuesParser::new(values).try_map(|key| key.parse())
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

/// The name of a repository on GitHub.
pub fn parse_repository(text: &str) -> Result<String, String> {
    is_repository(text)
        .then(|| text.to_owned())
        .ok_or_else(|| "expected owner/repo, without the URL of GitHub".to_owned())
}
