//! `--send`: a mail is shown, sent, and recorded, in this order.

use super::options::{self, Addresses, Options, To};
use crate::cli::session::{Change, Repository, Session};
use crate::cli::{Status, call};
use crate::error::Error;
use crate::model::mail::Server;
use crate::model::meeting::Meeting;
use crate::model::workgroup::Workgroup;
use crate::post::{self, Way};
use crate::render::mail::{self, Letter};
use crate::store::edit::Edit;
use crate::store::save::{Replacement, Target};
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
        let user = options.user(workgroup);
        let asked = user.as_deref().filter(|_| !options.dry_run);
        Ok(Self {
            server: options.server(workgroup)?,
            password: asked.map(options::password).transpose()?,
            authorities: options.authorities()?,
            user,
        })
    }

    /// Shows a mail and sends it; a dry run only shows it.
    pub fn deliver(
        &self,
        letter: &Letter,
        addresses: &Addresses,
        dry_run: bool,
        session: &mut Session,
    ) -> Result<(), Error> {
        self.show(letter, session);
        if dry_run {
            session.out.say("not sent");
            return Ok(());
        }
        self.send(letter, addresses, session)
    }

    /// Shows a mail: who sends it to whom, what it says, and the way it takes.
    fn show(&self, letter: &Letter, session: &mut Session) {
        session.out.print_visible(&format!("{}\n{}", letter.headers, letter.text));
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

/// Sends an agenda and writes down when. The mail is made of the record as it will be, so that it can be made again.
pub fn agenda(date: Option<NaiveDate>, options: &Options, again: bool, session: &mut Session) -> Result<Status, Error> {
    let (repository, _lock) = session.repository_to_write(options.dry_run)?;
    let workgroup = session.readable(&repository)?;
    let addresses = options.addresses(workgroup, To::Reviewer)?;
    let sending = Sending::of(options, workgroup)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = super::call_ahead(date, &views, session)?;
    let list = workgroup.reviewer.as_ref().and_then(|reviewer| reviewer.mail.as_ref());
    let is_for_list = list.is_none_or(|list| addresses.to.iter().any(|one| one.is_same_address(list)));
    if !is_for_list {
        let letter = mail::agenda(&views, meeting, &addresses.sender())?;
        sending.deliver(&letter, &addresses, options.dry_run, session)?;
        session.out.say("`agenda-sent` stays as it is: this is not for the reviewer's list");
        return Ok(Status::Clean);
    }
    refuse_second(meeting, again)?;
    let when = session.stamp(workgroup.timezone);
    let path = repository.group.sources.file(meeting.file).path.clone();
    let told = format!("agenda-sent: {when}");
    let edits = vec![Edit::set(["agenda-sent".into()], &when)?];
    let change = session.edited(&repository, &Change { path, edits, told: told.clone() })?;
    let judged = session.judged(&repository, std::slice::from_ref(&change))?;
    let letter = letter(&judged.repository, meeting.date.value, &addresses, session)?;
    sending.show(&letter, session);
    let shown = session.shown(&change.path);
    let read = repository.files.at(&change.path).map_or("", |source| source.text.as_str());
    if options.dry_run {
        session.show_changes(&change.path, read, &change.text);
        session.out.say(&format!("not sent, and not written: {shown}"));
        return Ok(Status::Clean);
    }
    let target = Target::inside(&repository.files.root, &change.path)?;
    let (old, new) = (repository.files.bytes(&change.path, read), repository.files.bytes(&change.path, &change.text));
    // What keeps the record from being written is told before the mail is out.
    let replacement = Replacement::prepare(&target, &old, &new)?;
    sending.send(&letter, &addresses, session)?;
    replacement.put().map_err(|source| {
        let source = Box::new(source.with_path(|path| session.seen(path)));
        Error::Unrecorded { path: PathBuf::from(&shown), line: told.clone(), source }
    })?;
    session.out.print_visible(&format!("{shown}: {told}\n"));
    session.tell_warnings(&judged.warnings);
    Ok(Status::Clean)
}

fn refuse_second(meeting: &Meeting, again: bool) -> Result<(), Error> {
    match &meeting.agenda_sent {
        Some(sent) if !again => {
            let message = format!("the agenda of {} was sent on {} already", meeting.date.value, sent.value);
            let help = "Send it once more with --again; `agenda-sent` tells of the last mail then.";
            Err(Error::denied(message, help))
        }
        _ => Ok(()),
    }
}

fn letter(repository: &Repository, day: NaiveDate, addresses: &Addresses, session: &Session) -> Result<Letter, Error> {
    let workgroup = session.readable(repository)?;
    let views = session.views(&repository.group, workgroup);
    mail::agenda(&views, call::of_day(day, &views)?, &addresses.sender())
}
