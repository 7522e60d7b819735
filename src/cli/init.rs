//! `backlog init`: create the repository of a group.

use super::mode::{Mode, WriteArgs};
use super::session::Session;
use super::{ExitStatus, line};
use crate::error::Error;
use crate::model::reference::is_repository;
use crate::model::spelling::suggest_word;
use crate::model::workgroup::MinutesStyle;
use crate::render::outputs;
use crate::report::schema::RecordKind;
use crate::store::load::{self, Files, WORKGROUP};
use crate::store::save::{self, SaveTarget};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Create the repository of a group
///
/// That is workgroup.yaml, backlog/, schemas for editors, .gitignore and .gitattributes. Existing files stay as they are, except that missing lines are added to .gitignore and .gitattributes.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog init my-group --repository camaraproject/APIBacklog
  backlog init my-group --style mom --timezone Europe/Madrid")]
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

    /// Set the group's time zone, such as Europe/Madrid
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = parse_zone)]
    timezone: chrono_tz::Tz,

    /// Choose the style of the minutes
    #[arg(long, value_name = "STYLE", default_value = "api-backlog")]
    style: StyleName,

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

/// A configuration file of git.
struct GitFile {
    path: &'static str,
    lines: &'static [&'static str],
    /// Whether the lines go first: of two lines about a file the later one wins, and that should be the group's own.
    is_first: bool,
}

const GIT_FILES: [GitFile; 2] = [
    GitFile { path: ".gitignore", lines: &[".backlog.lock", ".backlog-*"], is_first: false },
    // Other line ends in a working copy would make every generated file look changed. Calendars have their own.
    GitFile {
        path: ".gitattributes",
        lines: &[
            "* text=auto eol=lf",
            "*.ics -text",
            "minutes/*.md linguist-generated",
            "backlog/README.md linguist-generated",
            "schema/*.json linguist-generated",
        ],
        is_first: true,
    },
];

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let root = session.directory().join(&args.folder);
    let style = match args.style {
        StyleName::ApiBacklog => MinutesStyle::ApiBacklog,
        StyleName::Mom => MinutesStyle::Mom,
    };
    let shown = |name: &str| args.folder.join(name).display().to_string().trim_start_matches("./").to_owned();
    session.mode = args.write.mode();
    let _lock = if session.mode == Mode::DryRun {
        None
    } else {
        std::fs::create_dir_all(&root).map_err(|source| Error::Io { action: "create", path: root.clone(), source })?;
        Some(save::take_lock(&root)?)
    };
    // The user may name the folder through links.
    let root = root.canonicalize().unwrap_or(root);
    if root.join(WORKGROUP).exists() {
        return Err(Error::Exists(PathBuf::from(shown(WORKGROUP))));
    }
    let name = args.name.unwrap_or_else(|| group_name(&root));
    let group = workgroup_text(&name, args.repository.as_deref(), args.timezone, style);
    for file in planned_files(&root, group, session)? {
        if session.mode == Mode::Write {
            save::replace_file(&SaveTarget::in_repository(&root, file.path)?, file.read.as_deref(), &file.text)?;
        }
        session.out.print(&format!("{}\n", shown(file.path)));
    }
    if session.mode == Mode::DryRun {
        session.out.print_message("nothing was written");
        return Ok(ExitStatus::Clean);
    }
    session.out.print_message(&format!(
        "next: set the schedule in {}, add the members with `backlog add-organization`, then run `backlog new-meeting`",
        shown(WORKGROUP)
    ));
    Ok(ExitStatus::Clean)
}

/// A file to write.
struct PlannedFile {
    /// From the root.
    path: &'static str,
    /// Its present bytes, which need not be UTF-8; `None` when it does not exist.
    read: Option<Vec<u8>>,
    text: Vec<u8>,
}

/// The files that are missing or lack lines, in the order of writing. `workgroup.yaml` comes last: it makes the folder
/// a repository, so an interrupted `init` can be run again.
fn planned_files(root: &Path, group: String, session: &Session) -> Result<Vec<PlannedFile>, Error> {
    let mut planned = Vec::new();
    for GitFile { path, lines, is_first } in GIT_FILES {
        let read = load::read_optional_bytes(root, path)?;
        let there = read.as_deref().unwrap_or_default();
        if let Some(text) = add_missing_lines(there, lines, is_first) {
            planned.push(PlannedFile { path, read, text });
        }
    }
    let schemas = RecordKind::ALL.into_iter().filter(|kind| !root.join(kind.path()).exists());
    planned.extend(schemas.map(|kind| PlannedFile {
        path: kind.path(),
        read: None,
        text: kind.schema_json().into_bytes(),
    }));
    if load::read_optional(root, outputs::TABLE)?.is_none() {
        let records = records_in(root)?.with_record(WORKGROUP, group.clone()).decode_group();
        if let Some(own) = &records.workgroup {
            let views = session.new_views(&records, own);
            let text = outputs::render_table_file(&outputs::render_table(&views)?, &views)?;
            planned.push(PlannedFile { path: outputs::TABLE, read: None, text: text.into_bytes() });
        }
    }
    planned.push(PlannedFile { path: WORKGROUP, read: None, text: group.into_bytes() });
    Ok(planned)
}

/// The existing records. In a dry run the folder itself may be missing.
fn records_in(root: &Path) -> Result<Files, Error> {
    if root.exists() { load::read_files(root) } else { Ok(Files::from_bytes(root, Vec::new())) }
}

/// A file with its missing lines added at the beginning or the end; `None` when none are missing.
fn add_missing_lines(there: &[u8], lines: &[&str], is_first: bool) -> Option<Vec<u8>> {
    let text = String::from_utf8_lossy(there);
    let missing: Vec<&str> = lines.iter().copied().filter(|line| !text.lines().any(|it| it.trim() == *line)).collect();
    if missing.is_empty() {
        return None;
    }
    let missing: String = missing.iter().map(|line| format!("{line}\n")).collect();
    let missing = missing.into_bytes();
    let end: &[u8] = if there.is_empty() || there.ends_with(b"\n") { b"" } else { b"\n" };
    Some(if is_first { [&missing, there].concat() } else { [there, end, &missing].concat() })
}

/// The name of the group, from that of the folder.
fn group_name(root: &Path) -> String {
    let folder =
        root.canonicalize().ok().and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
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

fn workgroup_text(name: &str, repository: Option<&str>, zone: chrono_tz::Tz, style: MinutesStyle) -> String {
    let repository = match repository {
        Some(repository) => format!("repository: {repository}"),
        None => "# repository: owner/repo        # for links to issues and pull requests".to_owned(),
    };
    let zone = match zone {
        chrono_tz::UTC => "timezone: UTC                   # or any zone such as Europe/Madrid".to_owned(),
        zone => format!("timezone: {zone}"),
    };
    let name = serde_json::to_string(name).unwrap_or_default();
    format!(
        r#"{modeline}# Facts about the group. `backlog check` reports what is missing or wrong.
name: {name}
{repository}
{zone}
minutes: {{ style: {style} }}

# When the group meets. A slot may also be {{ every: 2 weeks, from: 2026-01-05, start: "08:00", end: "09:00" }}.
schedule:
  - {{ slot: 2nd thursday, start: "09:00", end: "10:30" }}
  - {{ slot: 4th thursday, start: "15:00", end: "16:30" }}

agenda: {{ closes-days-before: 7 }}

# Members: `backlog add-organization`, `backlog add-person`, or `organizations` and `people` here.
# Canceled and moved calls: `backlog cancel-meeting`, `backlog move-meeting`, or `not-held` and `moved` here.
"#,
        modeline = RecordKind::Workgroup.modeline(),
        style = style.record_key(),
    )
}
