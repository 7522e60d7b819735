//! `--send`: shows a mail, sends it, and records that, in this order.

use super::options::{self, MailAddresses, MailList, MailOptions};
use crate::cli::ExitStatus;
use crate::cli::session::{GroupRepository, Needs, Session};
use crate::error::Error;
use crate::model::mail::{Mailbox, SmtpServer};
use crate::model::meeting::Meeting;
use crate::model::when::When;
use crate::model::workgroup::Workgroup;
use crate::post::{self, MailRoute};
use crate::record::call::find_call_on;
use crate::record::changes::RecordChange;
use crate::render::mail::{self, Letter};
use crate::store::edit::Edit;
use crate::store::save::{self, Replacement, SaveTarget};
use chrono::NaiveDate;
use std::path::PathBuf;

/// The server, with the login.
pub struct MailDelivery {
    server: SmtpServer,
    user: Option<String>,
    /// `None` without a login, and in a dry run.
    password: Option<String>,
    authorities: Option<Vec<u8>>,
}

impl MailDelivery {
    /// Everything that sending needs; whatever is missing is an error at once.
    pub fn from_options(options: &MailOptions, workgroup: &Workgroup) -> Result<Self, Error> {
        let (server, user) = (options.find_server(workgroup)?, options.find_user(workgroup));
        let asked = user.as_deref().filter(|_| !options.dry_run);
        let password = asked.map(|user| options::read_password(user, &server)).transpose()?;
        if !options.dry_run {
            post::require_feature()?;
        }
        Ok(Self { server, password, authorities: options.read_authorities()?, user })
    }

    /// Shows a mail and sends it; a dry run only shows it.
    pub fn show_and_send(
        &self,
        letter: &Letter,
        addresses: &MailAddresses,
        options: &MailOptions,
        session: &mut Session,
    ) -> Result<(), Error> {
        self.show_letter(letter, session);
        if options.dry_run {
            session.out.print_message("not sent");
            return Ok(());
        }
        self.confirm_sending(addresses, options, session)?;
        self.send_letter(letter, addresses, session)
    }

    /// Prompts whether to send a mail that was shown.
    fn confirm_sending(
        &self,
        addresses: &MailAddresses,
        options: &MailOptions,
        session: &Session,
    ) -> Result<(), Error> {
        let recipients: Vec<String> = addresses.to.iter().map(ToString::to_string).collect();
        options.consent.confirm_sending(&self.server, &recipients, session)
    }

    /// Shows a mail: its header, its text, and the server.
    fn show_letter(&self, letter: &Letter, session: &mut Session) {
        session.out.print(&format!("{}\n{}", letter.headers, letter.text));
        let login =
            self.user.as_ref().map_or_else(|| "without a login".to_owned(), |user| format!("logging in as {user}"));
        session.out.print_message(&format!("through {}, {login}", self.server));
    }

    /// Sends a mail that was shown.
    fn send_letter(&self, letter: &Letter, addresses: &MailAddresses, session: &mut Session) -> Result<(), Error> {
        let login = self.user.as_deref().zip(self.password.as_deref());
        let way = MailRoute { server: &self.server, login, authorities: self.authorities.as_deref() };
        post::send_mail(&letter.to_bytes(), &addresses.from, &addresses.to, way)?;
        let recipients: Vec<String> = addresses.to.iter().map(ToString::to_string).collect();
        session.out.print_message(&format!("sent to {}", recipients.join(", ")));
        Ok(())
    }
}

/// A mail to a list of the group, which is recorded in the file of its call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SentMail {
    Agenda,
    Minutes,
}

impl SentMail {
    /// The key in the call's file that records when it was sent.
    fn record_key(self) -> &'static str {
        match self {
            SentMail::Agenda => "agenda-sent",
            SentMail::Minutes => "minutes-sent",
        }
    }

    fn mail_list(self) -> MailList {
        match self {
            SentMail::Agenda => MailList::Reviewer,
            SentMail::Minutes => MailList::Group,
        }
    }

    fn list_name(self) -> &'static str {
        match self {
            SentMail::Agenda => "the reviewer's list",
            SentMail::Minutes => "the group's list",
        }
    }

    /// The addresses of the list; empty where the group has none.
    fn list_addresses(self, workgroup: &Workgroup) -> Vec<&Mailbox> {
        match self {
            SentMail::Agenda => workgroup.reviewer.iter().filter_map(|reviewer| reviewer.mail.as_ref()).collect(),
            SentMail::Minutes => workgroup.mail.to.iter().collect(),
        }
    }

    fn sent_at(self, meeting: &Meeting) -> Option<When> {
        let sent = match self {
            SentMail::Agenda => &meeting.agenda_sent,
            SentMail::Minutes => &meeting.minutes_sent,
        };
        sent.as_ref().map(|sent| sent.value)
    }

    fn render_letter(
        self,
        repository: &GroupRepository,
        day: NaiveDate,
        to: &MailAddresses,
        session: &mut Session,
    ) -> Result<Letter, Error> {
        let views = session.derive_views(repository, Needs::AllFiles)?;
        let meeting = find_call_on(day, &views)?;
        match self {
            SentMail::Agenda => mail::compose_agenda(&views, meeting, &to.as_sender()),
            SentMail::Minutes => mail::compose_minutes(&views, meeting, &to.as_sender()),
        }
    }

    fn refuse_second_mail(self, meeting: &Meeting) -> Result<(), Error> {
        let Some(sent) = self.sent_at(meeting) else { return Ok(()) };
        let (what, were) = match self {
            SentMail::Agenda => ("agenda", "was"),
            SentMail::Minutes => ("minutes", "were"),
        };
        let message = format!("the {what} of {} {were} already sent on {sent}", meeting.date.value);
        let help = format!("To send it again, add --again; `{}` then records the last mail.", self.record_key());
        Err(Error::not_allowed(message, help))
    }
}

/// Sends an agenda or minutes and records when. The mail is rendered from the record as it will be, so that it can be
/// reproduced.
pub fn send_and_record(
    what: SentMail,
    date: Option<NaiveDate>,
    options: &MailOptions,
    again: bool,
    session: &mut Session,
) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllFiles)?;
    let workgroup = views.workgroup;
    let addresses = options.find_addresses(workgroup, what.mail_list())?;
    let sending = MailDelivery::from_options(options, workgroup)?;
    let meeting = match what {
        SentMail::Agenda => super::find_coming_call(date, &views, session)?,
        SentMail::Minutes => super::find_call_to_send(date, &views, &repository.files.root, session)?,
    };
    let day = meeting.date.value;
    let (list, key) = (what.list_addresses(workgroup), what.record_key());
    let is_on_list = |one: &Mailbox| list.iter().any(|list| one.is_same_address(list));
    if !list.is_empty() && !addresses.to.iter().any(is_on_list) {
        sending.show_and_send(
            &what.render_letter(&repository, day, &addresses, session)?,
            &addresses,
            options,
            session,
        )?;
        session
            .out
            .print_message(&format!("`{key}` is not changed, because this mail does not go to {}", what.list_name()));
        return Ok(ExitStatus::Clean);
    }
    if !again {
        what.refuse_second_mail(meeting)?;
    }
    let when = session.record_moment(workgroup.timezone);
    let path = repository.group.sources.file(meeting.file).path.clone();
    let description = format!("{key}: {when}");
    let edits = vec![Edit::set([key.into()], &when)?];
    let change = session.apply_change(&repository, &RecordChange { path, edits, description: description.clone() })?;
    let judged = session.check_changes(&repository, std::slice::from_ref(&change))?;
    let letter = what.render_letter(&judged.repository, day, &addresses, session)?;
    sending.show_letter(&letter, session);
    let shown = session.display_path(&change.path);
    let read = repository.files.find_record(&change.path).map_or("", |source| source.text.as_str());
    if options.dry_run {
        session.show_changes(&change.path, read, &change.text);
        session.out.print_message(&format!("not sent, and not written: {shown}"));
        return Ok(ExitStatus::Clean);
    }
    sending.confirm_sending(&addresses, options, session)?;
    // Lock after the prompt, so that no other command waits for the answer. A record that changed meanwhile is not
    // written.
    let _lock = save::take_lock(&repository.files.root)?;
    let target = SaveTarget::in_repository(&repository.files.root, &change.path)?;
    let (old, new) =
        (repository.files.encode_text(&change.path, read), repository.files.encode_text(&change.path, &change.text));
    // Find out before sending whether the record can be written.
    let replacement = Replacement::prepare(&target, &old, &new)?;
    sending.send_letter(&letter, &addresses, session)?;
    replacement.commit_text().map_err(|source| {
        let source = Box::new(source.with_path(|path| session.relative_path(path)));
        Error::NotRecorded { path: PathBuf::from(&shown), line: description.clone(), source }
    })?;
    session.out.print(&format!("{shown}: {description}\n"));
    session.print_warnings(&judged.warnings);
    Ok(ExitStatus::Clean)
}
