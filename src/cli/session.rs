//! The state that commands share: the repository, the time and the output.

mod focus;
mod journal;
mod prefix;
mod transaction;
mod write;

use super::exit_code;
use super::mode::Mode;
use super::out::Out;
use crate::error::Error;
use crate::finding::bound_text;
use crate::model::group::Group;
use crate::model::when::When;
use crate::model::wording::join_with_and;
use crate::model::workgroup::Workgroup;
use crate::record::day::parse_moment;
use crate::record::step::unreadable_error;
use crate::render::outputs;
use crate::report::style::TextStyle;
use crate::report::{human, inert};
use crate::store::layout::is_written_by_sync;
use crate::store::load::{self, Files};
use crate::store::repository::GroupRepository;
use crate::store::save::{self, Lock};
use crate::view::Views;
use crate::view::moment::Clock;
use chrono::{DateTime, Utc};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// One run of the program.
pub struct Session {
    pub out: Out,
    /// Whether the command writes.
    pub mode: Mode,
    directory: PathBuf,
    /// When the command runs.
    pub clock: Clock,
    /// The arguments of the command, for the journal.
    pub arguments: Vec<String>,
    /// Whether the command sends something, which `undo` cannot take back.
    pub has_sent: bool,
    /// The root of the repository; empty until it is found.
    root: PathBuf,
    /// The prefix that makes a path from the root relative to the working directory.
    prefix: String,
    /// Whether unreadable files were reported, which is done once, however often a command reads the repository.
    has_named_unreadable: bool,
}

/// The records that a command needs to be readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// All files: generated files must not leave out unreadable records.
    AllFiles,
    /// All records, but not files that are not read because of their names: these are reported on stderr, once.
    AllRecords,
    /// Only `workgroup.yaml`, for a command that prints single records: unreadable ones are reported on stderr, once.
    Workgroup,
}

impl Session {
    /// A run in a folder, on a day that the user may have set.
    pub fn new(out: Out, directory: Option<PathBuf>, today: Option<When>) -> Self {
        let directory = directory.unwrap_or_else(|| PathBuf::from("."));
        let clock = Clock { today, system: DateTime::<Utc>::from(SystemTime::now()) };
        Self {
            out,
            mode: Mode::Write,
            directory,
            clock,
            arguments: Vec::new(),
            has_sent: false,
            root: PathBuf::new(),
            prefix: String::new(),
            has_named_unreadable: false,
        }
    }

    /// Uses the day of `BACKLOG_TODAY`, unless the command line gave one. An empty variable counts as unset.
    pub fn take_today_from_environment(&mut self) -> Result<(), Error> {
        let given = std::env::var("BACKLOG_TODAY").ok().filter(|text| !text.is_empty());
        if let (None, Some(text)) = (self.clock.today, given) {
            let wrong = |wrong| Error::usage(format!("BACKLOG_TODAY: {wrong}"), "Correct it, or unset it.");
            self.clock.today = Some(parse_moment(&text).map_err(wrong)?);
        }
        Ok(())
    }

    /// The folder that the command works in.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Reads the repository around the working folder. It is never dropped: the program ends soon, and freeing thousands
    /// of records would take a fifteenth of its time.
    pub fn read_repository(&mut self) -> Result<ManuallyDrop<GroupRepository>, Error> {
        GroupRepository::read(&self.find_root()?).map(ManuallyDrop::new)
    }

    /// The root of the repository around the working folder.
    pub fn find_root(&mut self) -> Result<PathBuf, Error> {
        if !self.directory.is_dir() {
            let help = "Choose an existing folder with -C DIR.";
            return Err(Error::usage(format!("{} is not a folder", self.directory.display()), help));
        }
        let root = load::find_root(&self.directory)?;
        self.prefix = prefix::find_prefix(&root);
        self.root.clone_from(&root);
        Ok(root)
    }

    /// Reads the repository to change it, under the lock, so that no other command changes it meanwhile. A dry run,
    /// which writes nothing, takes no lock.
    pub fn lock_repository(&mut self) -> Result<(GroupRepository, Option<Lock>), Error> {
        let (repository, lock, _) = self.lock_after_undo()?;
        Ok((repository, lock))
    }

    /// As [`Session::lock_repository`], with the files as they were read.
    pub fn lock_files(&mut self) -> Result<(Files, Option<Lock>), Error> {
        self.find_root()?;
        let (lock, _) = self.take_lock()?;
        Ok((load::read_files(&self.root)?, lock))
    }

    /// As [`Session::lock_repository`]; also says whether an undo was finished, which a command that was killed had begun.
    pub fn lock_after_undo(&mut self) -> Result<(GroupRepository, Option<Lock>, bool), Error> {
        self.find_root()?;
        let (lock, is_finished) = self.take_lock()?;
        Ok((GroupRepository::read(&self.root)?, lock, is_finished))
    }

    /// Takes the lock of the repository that was found, and finishes an undo. A dry run takes no lock.
    pub fn take_lock(&mut self) -> Result<(Option<Lock>, bool), Error> {
        let lock = (self.mode == Mode::Write).then(|| save::take_lock(&self.root)).transpose()?;
        let is_finished = lock.is_some() && self.finish_undo()?;
        Ok((lock, is_finished))
    }

    /// A path from the root as seen from the working directory, for messages.
    pub fn display_path(&self, path: &str) -> String {
        inert::visible_path(&format!("{}{path}", self.prefix))
    }

    /// A path of the file system as seen from the working directory, if it is in the repository.
    pub fn relative_path(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.root) {
            Ok(below) if !self.root.as_os_str().is_empty() && !below.as_os_str().is_empty() => {
                Path::new(&self.prefix).join(below)
            }
            _ => path.to_owned(),
        }
    }

    /// The views of a repository as of now, if the records that the command needs could be read.
    pub fn derive_views<'r>(&mut self, repository: &'r GroupRepository, needs: Needs) -> Result<Views<'r>, Error> {
        let group = &repository.group;
        let has_all = match needs {
            Needs::AllFiles => group.problems.is_empty(),
            Needs::AllRecords => group.has_all_records(),
            Needs::Workgroup => true,
        };
        match &group.workgroup {
            Some(workgroup) if has_all => {
                self.report_unreadable(group);
                Ok(self.new_views(group, workgroup))
            }
            _ => Err(unreadable_error(group)),
        }
    }

    /// Reports on stderr, once, the files that cannot be read.
    fn report_unreadable(&mut self, group: &Group) {
        const MOST_NAMED: usize = 5;
        let unreadable = group.unreadable_files().into_iter().map(|file| group.sources.file(file).path.as_str());
        let unreadable: Vec<&str> = unreadable.collect();
        let way_out = match unreadable.iter().all(|path| is_written_by_sync(path)) {
            true => "`backlog sync` repairs it",
            false => "`backlog check` shows what is wrong",
        };
        let mut paths: Vec<String> = unreadable.into_iter().map(|path| self.display_path(path)).collect();
        if paths.len() > MOST_NAMED {
            let more = paths.split_off(MOST_NAMED).len();
            paths.push(format!("{more} more"));
        }
        if !paths.is_empty() && !std::mem::replace(&mut self.has_named_unreadable, true) {
            let verb = if paths.len() == 1 { "cannot be read and is" } else { "cannot be read and are" };
            let paths = join_with_and(paths);
            self.out.print_warning(&format!("warning: {paths} {verb} left out; {way_out}"));
        }
    }

    /// The views of a group as of now.
    pub fn new_views<'g>(&self, group: &'g Group, workgroup: &'g Workgroup) -> Views<'g> {
        Views::new(group, workgroup, self.clock.moment_in(workgroup.timezone))
    }

    /// Reads the generated files into the views, to compare them with what they should contain.
    pub fn read_generated(&self, views: &mut Views, root: &Path) {
        views.generated = Some(outputs::read_generated(views, root));
    }

    /// Reports why a command failed, and returns the exit status. A user who interrupts it knows why.
    pub fn report_error(&mut self, error: Error) -> u8 {
        if matches!(error, Error::Interrupted) {
            return exit_code(&error);
        }
        let look = self.out.findings_look(true, self.prefix.clone());
        let error = &error.with_path(|path| self.relative_path(path));
        if let Error::Refused { findings, sources, .. } = error {
            let text = human::format_findings(findings, sources, &look);
            self.out.print_message_painted(&text);
        }
        let message = inert::make_visible(&bound_text(describe_error(error)));
        self.out.print_message_painted(&format!("{} {message}\n", TextStyle::Error.paint("error:", look.color)));
        if let Some(help) = suggest_help(error) {
            self.out.print_warning(&format!("help: {help}"));
        }
        exit_code(error)
    }

    /// The error with the paths of records as seen from the working directory.
    pub fn with_display_path(&self, error: Error) -> Error {
        let seen = |path: &Path| path.to_str().map_or(path.to_owned(), |path| self.display_path(path).into());
        match error {
            Error::NotEditable { .. } | Error::Refused { .. } => error.with_path(seen),
            other => other,
        }
    }

    /// The look of findings on stdout.
    pub fn findings_look(&self) -> human::Look {
        self.out.findings_look(false, self.prefix.clone())
    }
}

/// An error with its cause.
fn describe_error(error: &Error) -> String {
    match error {
        Error::Io { source, .. } => format!("{error}: {source}"),
        Error::NotRecorded { source, .. } => format!("{error}: {}", describe_error(source)),
        _ => error.to_string(),
    }
}

/// The help for an error.
fn suggest_help(error: &Error) -> Option<String> {
    match error {
        Error::NoRepository(_) => {
            Some("Change to a group's repository, choose it with -C DIR, or create one: `backlog init DIR`.".to_owned())
        }
        Error::Misnamed { expected, .. } => Some(format!("Rename it to `{expected}`.")),
        Error::Exists(_) => Some("Existing files are not overwritten: edit the file, or remove it first.".to_owned()),
        Error::Changed(_) => Some("Run the command again.".to_owned()),
        Error::Outside(_) => Some("Replace the link with a file or a folder.".to_owned()),
        Error::Locked(_) => Some("Wait until the other command ends, then run this one again.".to_owned()),
        Error::NotEditable { .. } => Some("Make the change by hand, then run the command again.".to_owned()),
        Error::NotAllowed { help, .. } | Error::Usage { help, .. } => help.clone(),
        Error::NotSent { reason, .. } => Some(reason.help().to_owned()),
        Error::Github { token_variable, reason, .. } => Some(reason.help(token_variable)),
        Error::Confluence { reason, .. } => Some(reason.help().to_owned()),
        Error::NotRecorded { line, .. } => Some(format!("Add this line to it by hand: `{line}`.")),
        Error::Template { .. } => Some("Correct the template, or remove it to use the built-in one.".to_owned()),
        Error::Revision { .. } => {
            Some("Use a branch, a tag or a commit of this clone, such as `--base main`, or remove --base.".to_owned())
        }
        Error::Refused { .. }
        | Error::Io { .. }
        | Error::Unusable { .. }
        | Error::NotExpressible { .. }
        | Error::Interrupted => None,
    }
}
