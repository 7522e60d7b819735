//! `backlog check`: check all records against the procedure.

use super::ExitStatus;
use super::fix::{self, FixedRepository};
use super::format::FormatArgs;
use super::former::FormerRecords;
use super::mode::WriteArgs;
use super::render;
use super::session::Session;
use crate::error::Error;
use crate::finding::Level;
use crate::model::workgroup::RuleLevel;
use crate::render::outputs;
use crate::report::{github, human, json, sarif};
use crate::rules::{self, Check, Overrides};
use crate::view::Views;
use clap::{ArgGroup, ValueEnum};
use std::mem::ManuallyDrop;
use std::path::Path;

/// Check all records against the group's procedure
#[derive(clap::Args)]
#[command(
    mut_arg("format", |format| {
        format.help("Choose the output format: for people, one finding per line, JSON, GitHub annotations, or SARIF for \
                     code scanning [default: human]")
    }),
    mut_arg("dry_run", |flag| {
        flag.requires("writes").help("With --fix or --render: show what would change, without writing it")
    }),
    group = ArgGroup::new("writes").args(["fix", "render"]),
    after_help = "Examples:
  backlog check                              check the whole repository
  backlog check --base main -D warnings      check what this branch changes
  backlog check --fix --dry-run              show what can be fixed, line by line
  backlog check --render                     check, and write the minutes and the table
  backlog check --format short               print one finding per line, for editors

Exit status: 0 no errors found, 1 errors found, 2 nothing could be checked."
)]
pub struct Args {
    #[command(flatten)]
    format: FormatArgs<CheckFormat>,

    /// Print only the number of findings
    #[arg(short, long, conflicts_with_all = ["format", "json"])]
    quiet: bool,

    /// Turn a rule off
    #[arg(short = 'A', long, value_name = "RULE")]
    allow: Vec<String>,

    /// Report the findings of a rule as warnings
    #[arg(short = 'W', long, value_name = "RULE")]
    warn: Vec<String>,

    /// Report the findings of a rule as errors; `warnings` means every rule
    #[arg(short = 'D', long, value_name = "RULE")]
    deny: Vec<String>,

    /// Report only what is new since the merge base with git revision REV, such as main
    #[arg(long, alias = "since", value_name = "REV")]
    base: Option<String>,

    /// Fix what has one right answer: aliases, duplicate supporters, swapped stages, missing ids, http:, stale files
    #[arg(long, conflicts_with = "base")]
    fix: bool,

    /// Write the generated files that are missing or stale, as `backlog render` does; --fix does it too
    #[arg(long)]
    render: bool,

    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    Human,
    Short,
    Json,
    Github,
    Sarif,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let overrides = parse_overrides(&args)?;
    let format = args.format.chosen_format().unwrap_or(CheckFormat::Human);
    session.mode = args.write.mode();
    let for_people = format == CheckFormat::Human && !args.quiet;
    let (FixedRepository { repository, generated, mut unwritten }, _lock) = if args.fix {
        (fix::run(session, &overrides, for_people)?, None)
    } else if args.render {
        let (repository, lock) = session.lock_repository()?;
        (FixedRepository::unchanged(repository), lock)
    } else {
        (FixedRepository::unchanged(ManuallyDrop::into_inner(session.read_repository()?)), None)
    };
    // As in `Session::read_repository`.
    let repository = ManuallyDrop::new(repository);
    let group = &repository.group;
    let root = &repository.files.root;
    let since = args.base.as_ref().map(|named| FormerRecords::from_base(named, root)).transpose()?;
    let checked = match (&group.workgroup, &since) {
        (None, _) => rules::check_files(group),
        (Some(workgroup), since) => {
            let mut views = session.new_views(group, workgroup);
            session.read_generated(&mut views, root);
            if args.render {
                unwritten = render_files(&mut views, root, session, for_people).err();
            }
            views.generated.get_or_insert_default().extend(generated);
            match since {
                None => rules::check(&views, &overrides),
                Some(since) => since.check_changes(&views, &overrides)?,
            }
        }
    };
    let findings = &checked.findings;
    let files = group.sources.iter().count();
    let counts = match &since {
        None => human::format_counts(findings, files),
        Some(since) => format!("{} since {}", human::format_new_counts(findings, files), since.revision.short_hash()),
    };
    match format {
        CheckFormat::Human if args.quiet => session.out.print(&format!("{counts}\n")),
        CheckFormat::Human => {
            session.out.print_painted(&human::format_findings(findings, &group.sources, &session.findings_look()));
            let fixable = if args.fix { None } else { human::describe_fixable(findings) };
            session.out.print(&format!("{counts}{}\n", fixable.unwrap_or_default()));
        }
        CheckFormat::Short => {
            session.out.print(&human::format_short(findings, &group.sources, &session.findings_look()));
            session.out.print_message(&counts);
        }
        CheckFormat::Json => session.out.print(&json::format_findings(findings, &group.sources)?),
        CheckFormat::Github => {
            session.out.print_annotations(&github::format_findings(
                findings,
                &group.sources,
                &folder_in_checkout(root),
            ));
        }
        CheckFormat::Sarif => {
            session.out.print(&sarif::format_findings(&checked, &group.sources, &folder_in_checkout(root))?);
        }
    }
    if group.workgroup.is_none() {
        session.out.print_warning("no rules were checked, because workgroup.yaml cannot be read");
    }
    if let Some(skipped) =
        human::format_skipped(&checked.skipped, session.findings_look().width).filter(|_| !args.quiet)
    {
        session.out.print_message_painted(&skipped);
    }
    if let Some(error) = unwritten {
        return Err(error);
    }
    let errors = findings.iter().any(|finding| finding.level == Level::Error);
    Ok(if errors { ExitStatus::Findings } else { ExitStatus::Clean })
}

/// Writes the generated files that are missing or outdated, as `render` does, and notes that in the views. Each is
/// reported: on stdout for people, otherwise on stderr.
fn render_files(views: &mut Views, root: &Path, session: &mut Session, for_people: bool) -> Result<(), Error> {
    if !views.group.problems.is_empty() {
        let message = "no file was generated, because records cannot be read";
        return Err(Error::not_allowed(message, "Correct them, then run `backlog render`."));
    }
    let files = outputs::find_unwritten(views)?;
    let written = render::write_files(&files, views, root, session, |session, line| match for_people {
        true => session.out.print(&format!("{line}\n")),
        false => session.out.print_message(line),
    });
    if let Err(error) = written {
        // Which of them are written is known only to the disk.
        session.read_generated(views, root);
        return Err(error);
    }
    outputs::note_written(views, &files);
    render::refuse_foreign(&files, session)
}

/// The path from the checkout of a GitHub workflow to the group's repository: empty, or ending with a slash. GitHub
/// identifies files by their path in the checkout.
fn folder_in_checkout(root: &Path) -> String {
    let checkout = std::env::var_os("GITHUB_WORKSPACE").and_then(|checkout| Path::new(&checkout).canonicalize().ok());
    let below = checkout.and_then(|checkout| root.strip_prefix(checkout).ok().map(Path::to_owned));
    let parts = below.iter().flat_map(|below| below.components());
    parts.map(|part| format!("{}/", part.as_os_str().to_string_lossy())).collect()
}

fn parse_overrides(args: &Args) -> Result<Overrides, Error> {
    let mut overrides = Overrides::default();
    let given = [(&args.allow, RuleLevel::Off), (&args.warn, RuleLevel::Warn), (&args.deny, RuleLevel::Error)];
    for (names, level) in given {
        for name in names {
            match rules::find_rule(name) {
                _ if name == "warnings" && level == RuleLevel::Error => overrides.deny_warnings = true,
                Some(rule) if matches!(rule.check, Check::Problem(_)) && level != RuleLevel::Error => {
                    return Err(Error::usage(
                        format!("`{name}` is always an error, because such a file cannot be read"),
                        "Fix the file; no level and no waiver makes it readable.",
                    ));
                }
                Some(rule) if overrides.levels.iter().any(|(other, set)| *other == rule.name && *set != level) => {
                    return Err(Error::usage(
                        format!("two levels for the rule `{name}`"),
                        "Use only one of -A, -W and -D for a rule.",
                    ));
                }
                Some(rule) => overrides.levels.push((rule.name, level)),
                None => return Err(unknown_level_error(name, level)),
            }
        }
    }
    Ok(overrides)
}

/// The error for a word after -A, -W or -D that is not a rule; `warnings` goes with -D only.
fn unknown_level_error(name: &str, level: RuleLevel) -> Error {
    match (name, level) {
        ("warnings", _) => {
            Error::usage("`warnings` goes with -D only", "Use the names of rules; `backlog explain` lists them.")
        }
        ("warning", RuleLevel::Error) => Error::usage(
            format!("unknown rule \"{name}\""),
            "Did you mean `warnings`? It makes every warning an error.",
        ),
        _ => unknown_rule_error(name),
    }
}

/// The error for a rule that does not exist.
pub fn unknown_rule_error(name: &str) -> Error {
    let help = match rules::suggest_rule(name) {
        Some(near) => format!("Did you mean `{near}`? `backlog explain` lists the rules."),
        None => "`backlog explain` lists the rules.".to_owned(),
    };
    Error::usage(format!("unknown rule \"{name}\""), help)
}
