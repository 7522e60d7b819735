//! `backlog init`: the repository of a new group.

use super::session::Session;
use super::{Status, line};
use crate::error::Error;
use crate::model::spelling::nearest;
use crate::model::workgroup::Style;
use crate::render::{outputs, table};
use crate::report::schema::RecordKind;
use crate::store::load::{self, WORKGROUP};
use crate::store::save::{self, Target};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Start the repository of a group: workgroup.yaml, backlog/, schemas for editors and .gitignore
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog init my-group --repository camaraproject/APIBacklog
  backlog init my-group --style mom --timezone Europe/Madrid")]
pub struct Args {
    /// The folder; it is made if it is not there
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    folder: PathBuf,

    /// What the group is called; without it, as the folder is
    #[arg(long, value_name = "NAME", value_parser = line::parse)]
    name: Option<String>,

    /// The group's repository on GitHub, to which issues and pull requests link
    #[arg(long, value_name = "OWNER/REPO", value_parser = parse_repository)]
    repository: Option<String>,

    /// The group's time zone, such as Europe/Madrid
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = parse_zone)]
    timezone: chrono_tz::Tz,

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
    // Links in what the user named are the user's own.
    let root = root.canonicalize().unwrap_or(root);
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
    let name = args.name.unwrap_or_else(|| name_of(&root));
    let text = workgroup_text(&name, args.repository.as_deref(), args.timezone, style);
    save::create(&Target::inside(&root, WORKGROUP)?, text.as_bytes())?;
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
        "next: set the schedule in {}, add who takes part with `backlog add-organization`, then `backlog new-meeting`",
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
    let there = load::read_bytes_if_there(root, IGNORE)?;
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

fn parse_zone(text: &str) -> Result<chrono_tz::Tz, String> {
    let known = || chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    text.parse().map_err(|_| match nearest(text, known()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "this is no zone such as Europe/Madrid".to_owned(),
    })
}

fn parse_repository(text: &str) -> Result<String, String> {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    match text.split_once('/') {
        Some((owner, name)) if is_part(owner) && is_part(name) => Ok(text.to_owned()),
        _ => Err("write it as owner/repo, without the address of GitHub".to_owned()),
    }
}

fn workgroup_text(name: &str, repository: Option<&str>, zone: chrono_tz::Tz, style: Style) -> String {
    let repository = match repository {
        Some(repository) => format!("repository: {repository}"),
        None => "# repository: owner/repo        # where issues and pull requests are, for links".to_owned(),
    };
    let zone = match zone {
        chrono_tz::UTC => "timezone: UTC                   # or any zone such as Europe/Madrid".to_owned(),
        zone => format!("timezone: {zone}"),
    };
    let name = serde_json::to_string(name).unwrap_or_default();
    format!(
        r#"{modeline}# What is true of the group. `backlog check` reads it, and tells what is missing or wrong.
name: {name}
{repository}
{zone}
style: {style}

# When the group meets. A slot may also be {{ every: 2 weeks, from: 2026-01-05, start: "08:00", end: "09:00" }}.
schedule:
  - {{ slot: 2nd thursday, start: "09:00", end: "10:30" }}
  - {{ slot: 4th thursday, start: "15:00", end: "16:30" }}

agenda: {{ closes-days-before: 7 }}

# Who takes part: `backlog add-organization`, `backlog add-person`, or `organizations` and `people` here.
# Calls that are not held: `backlog cancel`, `backlog move`, or `exceptions` here.
"#,
        modeline = RecordKind::Workgroup.modeline(),
        style = style.key(),
    )
}
