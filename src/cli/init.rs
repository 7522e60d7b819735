//! `backlog init`: the repository of a new group.

use super::Status;
use super::session::Session;
use crate::error::Error;
use crate::model::workgroup::Style;
use crate::render::{outputs, table};
use crate::store::load::{self, WORKGROUP};
use crate::store::save;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Start the repository of a group: workgroup.yaml, backlog/ and .gitignore
#[derive(clap::Args)]
pub struct Args {
    /// The folder; it is made if it is not there
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    folder: PathBuf,

    /// How the minutes are written
    #[arg(long, value_name = "STYLE", default_value = "api-backlog")]
    style: StyleName,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StyleName {
    /// Discussion tables with the whole history of each proposal
    ApiBacklog,
    /// Prose, one discussion table, numbered action points
    Mom,
}

/// What git is not to keep.
const IGNORED: [&str; 2] = [".backlog.lock", ".backlog-*"];

pub fn run(args: Args, session: &mut Session) -> Result<Status, Error> {
    let root = session.directory().join(&args.folder);
    let style = match args.style {
        StyleName::ApiBacklog => Style::ApiBacklog,
        StyleName::Mom => Style::Mom,
    };
    std::fs::create_dir_all(&root).map_err(|source| Error::Io { action: "make", path: root.clone(), source })?;
    let _lock = save::lock(&root)?;
    let shown = |name: &str| args.folder.join(name).display().to_string().trim_start_matches("./").to_owned();
    let workgroup = root.join(WORKGROUP);
    if workgroup.exists() {
        return Err(Error::Exists(PathBuf::from(shown(WORKGROUP))));
    }
    save::create(&workgroup, &workgroup_text(&name_of(&root), style))?;
    session.out.print_visible(&format!("{}\n", shown(WORKGROUP)));
    ignore(&root, session, &shown(".gitignore"))?;
    if load::read_if_there(&root, outputs::TABLE)?.is_none() {
        let group = load::read(&root)?.decode();
        if let Some(own) = &group.workgroup {
            let views = session.views(&group, own);
            let text = table::splice(None, &outputs::table(&views)?, &own.name).unwrap_or_default();
            save::create(&root.join(outputs::TABLE), &text)?;
            session.out.print_visible(&format!("{}\n", shown(outputs::TABLE)));
        }
    }
    session.out.say(&format!(
        "next: set the schedule and the organisations in {}, then `backlog new-meeting`",
        shown(WORKGROUP)
    ));
    Ok(Status::Clean)
}

/// Adds what git is not to keep, and leaves what stands there.
fn ignore(root: &Path, session: &mut Session, shown: &str) -> Result<(), Error> {
    let there = load::read_if_there(root, ".gitignore")?;
    let mut text = there.clone().unwrap_or_default();
    let missing: Vec<&str> = IGNORED.into_iter().filter(|line| !text.lines().any(|it| it.trim() == *line)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    missing.iter().for_each(|line| text.push_str(&format!("{line}\n")));
    save::replace(&root.join(".gitignore"), there.as_deref(), &text)?;
    session.out.print_visible(&format!("{shown}\n"));
    Ok(())
}

/// The folder's name as the name of the group.
fn name_of(root: &Path) -> String {
    let folder =
        root.canonicalize().ok().and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
    let words = folder.unwrap_or_default().replace(['-', '_'], " ");
    if words.trim().is_empty() { "Working Group".to_owned() } else { words }
}

fn workgroup_text(name: &str, style: Style) -> String {
    let name = serde_json::to_string(name).unwrap_or_default();
    format!(
        r#"# What is true of the group. `backlog check` reads it, and tells what is missing or wrong.
name: {name}
# repository: owner/repo        # where issues and pull requests are, for links
timezone: UTC                   # or any zone such as Europe/Madrid
style: {style}

# When the group meets. A slot may also be {{ every: 2 weeks, from: 2026-01-05, start: "08:00", end: "09:00" }}.
schedule:
  - {{ slot: 2nd thursday, start: "09:00", end: "10:30" }}
  - {{ slot: 4th thursday, start: "15:00", end: "16:30" }}

# Calls that are not held, or moved.
exceptions: []
#  - {{ date: 2026-12-24, reason: public holiday }}
#  - {{ date: 2026-05-28, moved-to: 2026-05-27, reason: public holiday }}

agenda: {{ closes-days-before: 7 }}

# Who takes part, in the order of the attendance table.
organizations: []
#  - Orange
#  - {{ name: Deutsche Telekom, aliases: [DT] }}

# people:
#  - {{ name: Eric Murray, organization: Vodafone, role: chair }}
"#,
        style = style.key(),
    )
}
