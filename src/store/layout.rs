//! Which files of a repository are read, by their paths; and those that look like a record and are not read.

use crate::finding::{Problem, ProblemKind};
use crate::model::group::{TEMPLATE_NAMES, suggest_template};
use crate::model::slug::{file_stem, is_slug};
use crate::model::when::parse_day;
use crate::source::{FileId, Place};
use std::path::{Path, PathBuf};

/// The file that marks the root of a repository.
pub const WORKGROUP: &str = "workgroup.yaml";
/// The generated table.
pub const TABLE: &str = "backlog/README.md";
/// What GitHub said when `sync` last asked, next to `workgroup.yaml`.
pub const GITHUB: &str = "github.yaml";
/// The former file of these facts, which is read if the present one is missing: it comes first in the order of paths.
pub const FORMER_GITHUB: &str = "github.lock";

/// Whether a file holds what GitHub said: nobody edits it.
pub fn is_written_by_sync(path: &str) -> bool {
    path == GITHUB || path == FORMER_GITHUB
}

/// What the program does with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileUse {
    /// It reads it as a record, or as `github.yaml`.
    Record,
    /// It reads it as a template of the group.
    Template,
    /// It does not read it, although somebody may think so: a finding.
    Unread,
    /// Nothing: it is not one of the program's files.
    Nothing,
}

/// What the program does with the file at a path from the root. A name that is not UTF-8 has U+FFFD in its place; a
/// link to a folder ends with a slash.
pub fn file_use(path: &str) -> FileUse {
    let folder = path.split_once('/').map_or("", |(folder, _)| folder);
    match folder {
        "" if path == WORKGROUP || is_written_by_sync(path) => FileUse::Record,
        "" if expected_path(path).is_some() => FileUse::Unread,
        "" => FileUse::Nothing,
        _ if is_record_folder(folder) || folder == "templates" => file_use_in(folder, path),
        _ => FileUse::Nothing,
    }
}

/// Whether the program generates the file at a path from the root.
pub fn is_generated(path: &str) -> bool {
    let day = path.strip_prefix("minutes/").and_then(|name| name.strip_suffix(".md"));
    path == TABLE || day.is_some_and(|day| parse_day(day).is_some())
}

fn file_use_in(folder: &str, path: &str) -> FileUse {
    if path.contains(char::REPLACEMENT_CHARACTER) {
        return FileUse::Unread;
    }
    if let Some(link) = path.strip_suffix('/') {
        let is_unread = if link == folder { is_misspelled_folder(folder) } else { folder != "templates" };
        return if is_unread { FileUse::Unread } else { FileUse::Nothing };
    }
    match (folder, record_stem(path)) {
        ("templates", _) if is_template(path) => FileUse::Template,
        ("templates", _) | (_, None) => FileUse::Nothing,
        (_, Some(_)) if expected_path(path).as_deref() == Some(path) => FileUse::Record,
        (_, Some(_)) => FileUse::Unread,
    }
}

/// Whether a path is that of a template, or is probably intended to be.
fn is_template(path: &str) -> bool {
    path.strip_prefix("templates/")
        .is_some_and(|name| TEMPLATE_NAMES.contains(&name) || suggest_template(name).is_some())
}

/// Whether a folder at the root is a folder of records, whatever the case of its letters.
fn is_record_folder(name: &str) -> bool {
    RECORD_FOLDERS.into_iter().any(|folder| name.eq_ignore_ascii_case(folder))
}

/// Whether a folder at the root is named like a folder of records except for the case of its letters.
pub fn is_misspelled_folder(name: &str) -> bool {
    is_record_folder(name) && !RECORD_FOLDERS.contains(&name)
}

/// A file in a folder that is probably intended to be its `workgroup.yaml`, but is spelled differently.
pub fn misspelled_workgroup(folder: &Path) -> Option<PathBuf> {
    let names = std::fs::read_dir(folder).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut misspelled: Vec<String> = names.filter(|name| expected_path(name).as_deref() == Some(WORKGROUP)).collect();
    misspelled.sort();
    misspelled.into_iter().next().map(|name| folder.join(name))
}

/// The problem with a file that is not read; `is_there` says which paths from the root are taken.
pub fn unread_problem(path: &str, file: FileId, is_there: impl Fn(&str) -> bool) -> Option<Problem> {
    if file_use(path) != FileUse::Unread {
        return None;
    }
    let help = match expected_path(path) {
        _ if path == BACKLOG_MD => BACKLOG_MD_HELP.to_owned(),
        _ if path.ends_with('/') => "Replace the link by the files themselves, or move it elsewhere.".to_owned(),
        Some(right) if is_there(&right) => {
            format!("`{right}` exists already: merge the two files, or choose another name.")
        }
        Some(right) => format!("Rename it to `{right}`."),
        None if path.starts_with("templates/") => "Rename it.".to_owned(),
        None if path.starts_with("minutes/") => {
            "Name a call's file by its date, such as `minutes/2026-02-12.yaml`; move a proposal to `backlog/`."
                .to_owned()
        }
        None => "Name a proposal's file by a slug, such as `backlog/imei-fraud.yaml`.".to_owned(),
    };
    let message = format!("this file is not read: {}", unread_reason(path));
    Some(Problem::new(ProblemKind::UnreadFile, Place::file_start(file), message, help))
}

/// The settings of Backlog.md, a program for tasks that has the same name and uses the same folder.
pub const BACKLOG_MD: &str = "backlog/config.yml";
/// What to do where they are.
pub const BACKLOG_MD_HELP: &str = "Keep the records of the group in another folder: `backlog init DIR`.";

const RECORD_FOLDERS: [&str; 2] = ["backlog", "minutes"];

/// A lower-case phrase: the first reason why a file is not read.
fn unread_reason(path: &str) -> String {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let stem = record_stem(path).unwrap_or(name);
    match folder {
        _ if path.contains(char::REPLACEMENT_CHARACTER) => "its name is not UTF-8".to_owned(),
        _ if path == BACKLOG_MD => "it belongs to Backlog.md, another program".to_owned(),
        "" if parse_day(stem).is_some() => "records of calls are in `minutes/`".to_owned(),
        "" => format!("expected `{WORKGROUP}`, found `{name}`"),
        _ if path.ends_with('/') => "it is a link to a folder, which is not followed here".to_owned(),
        _ if is_misspelled_folder(folder) => {
            format!("expected the folder `{}`, found `{folder}`", folder.to_ascii_lowercase())
        }
        _ if name.contains('/') => format!("records are in `{folder}/` itself, not in folders inside it"),
        _ if name.starts_with('.') => "its name begins with a dot".to_owned(),
        _ if !name.ends_with(".yaml") => "its name does not end in `.yaml`".to_owned(),
        "minutes" => format!("`{stem}` is not a date as YYYY-MM-DD"),
        _ if parse_day(stem).is_some() => "records of calls are in `minutes/`".to_owned(),
        _ => format!("`{stem}` is not a slug: lower-case letters, digits, and single hyphens between them"),
    }
}

/// Where a file that looks like a record belongs, as far as its path shows.
fn expected_path(path: &str) -> Option<String> {
    let stem = record_stem(path)?.trim_start_matches('.');
    if stem.contains(char::REPLACEMENT_CHARACTER) {
        return None;
    }
    if parse_day(stem).is_some() {
        return Some(format!("minutes/{stem}.yaml"));
    }
    let folder = path.split_once('/').map(|(folder, _)| folder.to_ascii_lowercase());
    match folder.as_deref() {
        None => stem.eq_ignore_ascii_case("workgroup").then(|| WORKGROUP.to_owned()),
        Some("backlog") => Some(if is_slug(stem) { stem.to_owned() } else { file_stem(stem) })
            .filter(|stem| !stem.is_empty())
            .map(|stem| format!("backlog/{stem}.yaml")),
        Some(_) => None,
    }
}

/// The name of a YAML file without its extension. Temporary files of editors and systems are left out: `.#x.yaml` of
/// Emacs, `._x.yaml` of macOS. So are the settings of formatters and linters: `.prettierrc.yaml`,
/// `.markdownlint.yaml`.
fn record_stem(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.')?;
    let is_yaml = ["yaml", "yml"].into_iter().any(|yaml| extension.eq_ignore_ascii_case(yaml));
    let is_setting = stem.starts_with('.') && (stem.ends_with("rc") || stem.contains("lint"));
    (is_yaml && !is_setting && !name.starts_with(".#") && !name.starts_with("._")).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe_unread(path: &str) -> Option<String> {
        let is_there = |path: &str| path == "backlog/taken.yaml";
        let problem = unread_problem(path, FileId(0), is_there)?;
        let reason = problem.message.strip_prefix("this file is not read: ").unwrap();
        Some(format!("{reason} | {}", problem.help.unwrap()))
    }

    #[test]
    fn what_looks_like_a_record_is_one_or_a_problem_with_help() {
        let slug = "is not a slug: lower-case letters, digits, and single hyphens between them";
        let minutes =
            "Name a call's file by its date, such as `minutes/2026-02-12.yaml`; move a proposal to `backlog/`.";
        let backlog = "Name a proposal's file by a slug, such as `backlog/imei-fraud.yaml`.";
        let to = |path: &str| format!("Rename it to `{path}`.");
        let cases = [
            (
                "backlog/config.yml",
                "it belongs to Backlog.md, another program",
                "Keep the records of the group in another folder: `backlog init DIR`.".to_owned(),
            ),
            ("backlog/X.YAML", "its name does not end in `.yaml`", to("backlog/x.yaml")),
            ("backlog/x.yml", "its name does not end in `.yaml`", to("backlog/x.yaml")),
            ("backlog/.x.yaml", "its name begins with a dot", to("backlog/x.yaml")),
            ("backlog/.yaml", "its name begins with a dot", backlog.to_owned()),
            ("backlog/sub/y.yaml", "records are in `backlog/` itself, not in folders inside it", to("backlog/y.yaml")),
            (
                "minutes/2025/2025-02-13.yaml",
                "records are in `minutes/` itself, not in folders inside it",
                to("minutes/2025-02-13.yaml"),
            ),
            ("Backlog/x.yaml", "expected the folder `backlog`, found `Backlog`", to("backlog/x.yaml")),
            ("backlog/IMEI_Fraud.yaml", &format!("`IMEI_Fraud` {slug}"), to("backlog/imei-fraud.yaml")),
            (
                "backlog/Taken.yaml",
                &format!("`Taken` {slug}"),
                "`backlog/taken.yaml` exists already: merge the two files, or choose another name.".to_owned(),
            ),
            ("backlog/中.yaml", &format!("`中` {slug}"), backlog.to_owned()),
            ("backlog/2026-02-12.yaml", "records of calls are in `minutes/`", to("minutes/2026-02-12.yaml")),
            ("2026-02-12.yaml", "records of calls are in `minutes/`", to("minutes/2026-02-12.yaml")),
            ("minutes/imei-fraud.yaml", "`imei-fraud` is not a date as YYYY-MM-DD", minutes.to_owned()),
            ("minutes/2026-02-30.yaml", "`2026-02-30` is not a date as YYYY-MM-DD", minutes.to_owned()),
            ("minutes/-->.yaml", "`-->` is not a date as YYYY-MM-DD", minutes.to_owned()),
            ("Workgroup.yaml", "expected `workgroup.yaml`, found `Workgroup.yaml`", to("workgroup.yaml")),
            ("workgroup.yml", "expected `workgroup.yaml`, found `workgroup.yml`", to("workgroup.yaml")),
            ("backlog/\u{fffd}.md", "its name is not UTF-8", backlog.to_owned()),
            ("templates/\u{fffd}", "its name is not UTF-8", "Rename it.".to_owned()),
            (
                "backlog/2025/",
                "it is a link to a folder, which is not followed here",
                "Replace the link by the files themselves, or move it elsewhere.".to_owned(),
            ),
        ];
        for (path, reason, help) in cases {
            assert_eq!(describe_unread(path), Some(format!("{reason} | {help}")), "{path}");
        }
    }

    #[test]
    fn records_are_read_and_other_files_are_ignored() {
        for path in ["workgroup.yaml", "github.lock", "github.yaml", "backlog/5g-x.yaml", "minutes/2026-02-12.yaml"] {
            assert_eq!(file_use(path), FileUse::Record, "{path}");
        }
        assert_eq!(file_use("templates/minutes-mom.md"), FileUse::Template);
        for path in [
            "mkdocs.yml",
            "docs/x.yaml",
            "backlog/README.md",
            "backlog/images/a.png",
            "backlog/.x.yaml.swp",
            "backlog/.#x.yaml",
            "backlog/._x.yaml",
            "backlog/x.yaml~",
            "backlog/#x.yaml#",
            "minutes/2026-02-12.md",
            "minutes/.backlog-a1b2c3",
            "templates/sub/x.yaml",
            "templates/sub/",
            "backlog/",
            "docs/",
            "minutes/.markdownlint.yaml",
            "backlog/.prettierrc.yml",
        ] {
            assert_eq!(file_use(path), FileUse::Nothing, "{path}");
        }
    }
}
