//! `--send`: a mail is shown, sent, and recorded, in this order.

use super::options::{self, Addresses, Options, To};
use crate::cli::session::{Change, Repository, Session};
use crate::cli::{Status, call};
use crate::error::Error;
use crate::model::mail::{Mailbox, Server};
use crate::model::meeting::Meeting;
use crate::model::when::When;
use crate::model::workgroup::Workgroup;
use crate::post::{self, Way};
use crate::render::mail::{self, Letter};
use crate::store::edit::Edit;
use crate::store::save::{self, Replacement, Target};
use chrono::NaiveDate;
use std::path::PathBuf;

/// The server, and who logs in there.
pub struct Sending {
    server: Server,
    user: Option<String>,
    /// `None` where nobody logs in, and in a dry run.
    password: Option<String>,
    authorities: Option<Vec<u8>>,
}

impl Sending {
    /// What sending needs; whatever is missing is a mistake at once.
    pub fn of(options: &Options, workgroup: &Workgroup) -> Result<Self, Error> {
        let (server, user) = (options.server(workgroup)?, options.user(workgroup));
        let asked = user.as_deref().filter(|_| !options.dry_run);
        let password = asked.map(|user| options::password(user, &server)).transpose()?;
        if !options.dry_run {
            post::require_feature()?;
        }
        Ok(Self { server, password, authorities: options.authorities()?, user })
    }

    /// Shows a mail and sends it; a dry run only shows it.
    pub fn deliver(
        &self,
        letter: &Letter,
        addresses: &Addresses,
        options: &Options,
        session: &mut Session,
    ) -> Result<(), Error> {
        self.show(letter, session);
        if options.dry_run {
            session.out.say("not sent");
            return Ok(());
        }
        self.confirm(addresses, options, session)?;
        self.send(letter, addresses, session)
    }

    /// Asks whether a mail that was shown is to be sent.
    fn confirm(&self, addresses: &Addresses, options: &Options, session: &Session) -> Result<(), Error> {
        let recipients: Vec<String> = addresses.to.iter().map(ToString::to_string).collect();
        options.consent.confirm(&self.server, &recipients, session)
    }

    /// Shows a mail: who sends it to whom, what it says, and the way it takes.
    fn show(&self, letter: &Letter, session: &mut Session) {
        session.out.print(&format!("{}\n{}", letter.headers, letter.text));
        let login =
            self.user.as_ref().map_or_else(|| "without a login".to_owned(), |user| format!("logging in as {user}"));
        session.out.say(&format!("through {}, {login}", self.server));
    }

    /// Sends a mail that was shown.
    fn send(&self, letter: &Letter, addresses: &Addresses, session: &mut Session) -> Result<(), Error> {
        let login = self.user.as_deref().zip(self.password.as_deref());
        let way = Way { server: &self.server, login, authorities: self.authorities.as_deref() };
        post::send(&letter.bytes(), &addresses.from, &addresses.to, way)?;
        let whom: Vec<String> = addresses.to.iter().map(ToString::to_string).collect();
        session.out.say(&format!("sent to {}", whom.join(", ")));
        Ok(())
    }
}

/// What is sent to a list of the group, and recorded in the file of its call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    Agenda,
    Minutes,
}

impl Sent {
    /// The key of a call's file that says when.
    fn key(self) -> &'static str {
        match self {
            Sent::Agenda => "agenda-sent",
            Sent::Minutes => "minutes-sent",
        }
    }

    fn whom(self) -> To {
        match self {
            Sent::Agenda => To::Reviewer,
            Sent::Minutes => To::Group,
        }
    }

    fn list_name(self) -> &'static str {
        match self {
            Sent::Agenda => "the reviewer's list",
            Sent::Minutes => "the group's list",
        }
    }

    /// The addresses of the list; empty where the group names none.
    fn list(self, workgroup: &Workgroup) -> Vec<&Mailbox> {
        match self {
            Sent::Agenda => workgroup.reviewer.iter().filter_map(|reviewer| reviewer.mail.as_ref()).collect(),
            Sent::Minutes => workgroup.mail.to.iter().collect(),
        }
    }

    fn when(self, meeting: &Meeting) -> Option<When> {
        let sent = match self {
            Sent::Agenda => &meeting.agenda_sent,
            Sent::Minutes => &meeting.minutes_sent,
        };
        sent.as_ref().map(|sent| sent.value)
    }

    fn letter(
        self,
        repository: &Repository,
        day: NaiveDate,
        to: &Addresses,
        session: &Session,
    ) -> Result<Letter, Error> {
        let workgroup = session.readable(repository)?;
        let views = session.views(&repository.group, workgroup);
        let meeting = call::of_day(day, &views)?;
        match self {
            Sent::Agenda => mail::agenda(&views, meeting, &to.sender()),
            Sent::Minutes => mail::minutes(&views, meeting, &to.sender()),
        }
    }

    fn refuse_second(self, meeting: &Meeting) -> Result<(), Error> {
        let Some(sent) = self.when(meeting) else { return Ok(()) };
        let (what, were) = match self {
            Sent::Agenda => ("agenda", "was"),
            Sent::Minutes => ("minutes", "were"),
        };
        let message = format!("the {what} of {} {were} sent on {sent} already", meeting.date.value);
        let help = format!("Send it once more with --again; `{}` tells of the last mail then.", self.key());
        Err(Error::denied(message, help))
    }
}

/// Sends an agenda or minutes and writes down when. The mail is made of the record as it will be, so that it can be
/// made again.
pub fn send(
    what: Sent,
    date: Option<NaiveDate>,
    options: &Options,
    again: bool,
    session: &mut Session,
) -> Result<Status, Error> {
    let repository = session.repository()?;
    let workgroup = session.readable(&repository)?;
    let addresses = options.addresses(workgroup, what.whom())?;
    let sending = Sending::of(options, workgroup)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = match what {
        Sent::Agenda => super::call_ahead(date, &views, session)?,
        Sent::Minutes => super::call_to_send(date, &views, &repository.files.root, session)?,
    };
    let day = meeting.date.value;
    let (list, key) = (what.list(workgroup), what.key());
    let is_on_list = |one: &Mailbox| list.iter().any(|list| one.is_same_address(list));
    if !list.is_empty() && !addresses.to.iter().any(is_on_list) {
        sending.deliver(&what.letter(&repository, day, &addresses, session)?, &addresses, options, session)?;
        session.out.say(&format!("`{key}` stays as it is: this is not for {}", what.list_name()));
        return Ok(Status::Clean);
    }
    if !again {
        what.refuse_second(meeting)?;
    }
    let when = session.stamp(workgroup.timezone);
    let path = repository.group.sources.file(meeting.file).path.clone();
    let told = format!("{key}: {when}");
    let edits = vec![Edit::set([key.into()], &when)?];
    let change = session.edited(&repository, &Change { path, edits, told: told.clone() })?;
    let judged = session.judged(&repository, std::slice::from_ref(&change))?;
    let letter = what.letter(&judged.repository, day, &addresses, session)?;
    sending.show(&letter, session);
    let shown = session.shown(&change.path);
    let read = repository.files.at(&change.path).map_or("", |source| source.text.as_str());
    if options.dry_run {
        session.show_changes(&change.path, read, &change.text);
        session.out.say(&format!("not sent, and not written: {shown}"));
        return Ok(Status::Clean);
    }
    sending.confirm(&addresses, options, session)?;
    // Not before the answer, which other commands would wait for. A record that changed meanwhile is left alone.
    let _lock = save::lock(&repository.files.root)?;
    let target = Target::inside(&repository.files.root, &change.path)?;
    let (old, new) = (repository.files.bytes(&change.path, read), repository.files.bytes(&change.path, &change.text));
    // What keeps the record from being written is told before the mail is out.
    let replacement = Replacement::prepare(&target, &old, &new)?;
    sending.send(&letter, &addresses, session)?;
    replacement.put().map_err(|source| {
        let source = Box::new(source.with_path(|path| session.seen(path)));
        Error::Unrecorded { path: PathBuf::from(&shown), line: told.clone(), source }
    })?;
    session.out.print(&format!("{shown}: {told}\n"));
    session.tell_warnings(&judged.warnings);
    Ok(Status::Clean)
}
