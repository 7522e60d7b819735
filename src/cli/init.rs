//! `backlog init`: the repository of a new group.

use super::Status;
use super::session::Session;
use crate::error::Error;
use crate::model::workgroup::Style;
use crate::render::{outputs, table};
use crate::report::schema::RecordKind;
use crate::store::load::{self, WORKGROUP};
use crate::store::save::{self, Target};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Start the repository of a group: workgroup.yaml, backlog/, schemas for editors and .gitignore
#[derive(clap::Args)]
pub struct Args {
    /// The folder; it is made if it is not there
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    folder: PathBuf,

    /// How the minutes are written
    #[arg(long, value_name = "STYLE", default_value = "api-backlog")]
    style: StyleName,

    /// Say which files would be made, and write nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StyleName {
    /// Discussion tables with the whole history of each proposal
    ApiBacklog,
    /// Prose, one discussion table, numbered action points
    Mom,
}

/// Where git reads what it is not to keep.
const IGNORE: &str = ".gitignore";
/// What git is not to keep.
const IGNORED: [&str; 2] = [".backlog.lock", ".backlog-*"];

pub fn run(args: Args, session: &mut Session) -> Result<Status, Error> {
    let root = session.directory().join(&args.folder);
    let style = match args.style {
        StyleName::ApiBacklog => Style::ApiBacklog,
        StyleName::Mom => Style::Mom,
    };
    let shown = |name: &str| args.folder.join(name).display().to_string().trim_start_matches("./").to_owned();
    let _lock = if args.dry_run {
        None
    } else {
        std::fs::create_dir_all(&root).map_err(|source| Error::Io { action: "make", path: root.clone(), source })?;
        Some(save::lock(&root)?)
    };
    if root.join(WORKGROUP).exists() {
        return Err(Error::Exists(PathBuf::from(shown(WORKGROUP))));
    }
    let ignoring = ignoring(&root)?;
    let schemas: Vec<RecordKind> =
        RecordKind::ALL.into_iter().filter(|kind| !root.join(kind.path()).exists()).collect();
    if args.dry_run {
        let table = load::read_if_there(&root, outputs::TABLE)?.is_none().then_some(outputs::TABLE);
        let schemas = schemas.iter().map(|kind| Some(kind.path()));
        let others = [Some(WORKGROUP), ignoring.is_some().then_some(IGNORE)];
        for name in others.into_iter().chain(schemas).chain([table]).flatten() {
            session.out.print_visible(&format!("{}\n", shown(name)));
        }
        session.out.say("nothing was written");
        return Ok(Status::Clean);
    }
    save::create(&Target::inside(&root, WORKGROUP)?, workgroup_text(&name_of(&root), style).as_bytes())?;
    session.out.print_visible(&format!("{}\n", shown(WORKGROUP)));
    if let Some(Ignoring { there, wanted }) = ignoring {
        save::replace(&Target::inside(&root, IGNORE)?, there.as_deref(), &wanted)?;
        session.out.print_visible(&format!("{}\n", shown(IGNORE)));
    }
    for kind in schemas {
        save::create(&Target::inside(&root, kind.path())?, kind.schema().as_bytes())?;
        session.out.print_visible(&format!("{}\n", shown(kind.path())));
    }
    if load::read_if_there(&root, outputs::TABLE)?.is_none() {
        let group = load::read(&root)?.decode();
        if let Some(own) = &group.workgroup {
            let views = session.views(&group, own);
            let text = table::splice(None, &outputs::table(&views)?, &own.name).unwrap_or_default();
            save::create(&Target::inside(&root, outputs::TABLE)?, text.as_bytes())?;
            session.out.print_visible(&format!("{}\n", shown(outputs::TABLE)));
        }
    }
    session.out.say(&format!(
        "next: set the schedule and the organisations in {}, then `backlog new-meeting`",
        shown(WORKGROUP)
    ));
    Ok(Status::Clean)
}

/// `.gitignore`, in bytes: what the user wrote there need not be UTF-8.
struct Ignoring {
    /// As it is; `None` when there is none.
    there: Option<Vec<u8>>,
    /// With what git is not to keep behind what stands there.
    wanted: Vec<u8>,
}

/// What `.gitignore` is to say; `None` when it says so already.
fn ignoring(root: &Path) -> Result<Option<Ignoring>, Error> {
    let there = load::read_bytes_if_there(&root.join(IGNORE))?;
    let mut bytes = there.clone().unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let missing: Vec<&str> = IGNORED.into_iter().filter(|line| !text.lines().any(|it| it.trim() == *line)).collect();
    if missing.is_empty() {
        return Ok(None);
    }
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    missing.iter().for_each(|line| bytes.extend_from_slice(format!("{line}\n").as_bytes()));
    Ok(Some(Ignoring { there, wanted: bytes }))
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
        r#"{modeline}# What is true of the group. `backlog check` reads it, and tells what is missing or wrong.
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
        modeline = RecordKind::Workgroup.modeline(),
        style = style.key(),
    )
}
