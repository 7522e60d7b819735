//! `--send`: shows a mail, sends it, and records that, in this order.

use super::options::{self, MailAddresses, MailOptions};
use crate::cli::ExitStatus;
use crate::cli::mode::Mode;
use crate::cli::session::{Needs, Session};
use crate::error::Error;
use crate::model::mail::{Mailbox, SmtpServer};
use crate::model::workgroup::Workgroup;
use crate::outside::mail_server::{self, MailRoute};
use crate::record::call::find_call_on;
use crate::record::changes::ChangeKind;
use crate::record::mail::{SentMail, record_sending};
use crate::record::step::plan_step;
use crate::render::mail::Letter;
use crate::store::save::PreparedChanges;
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
    pub fn from_options(options: &MailOptions, workgroup: &Workgroup, mode: Mode) -> Result<Self, Error> {
        let (server, user) = (options.find_server(workgroup)?, options.find_user(workgroup));
        let asked = user.as_deref().filter(|_| mode == Mode::Write);
        let password = asked.map(|user| options::read_password(user, &server)).transpose()?;
        if mode == Mode::Write {
            mail_server::require_feature()?;
        }
        Ok(Self { server, password, authorities: options.read_authorities()?, user })
    }

    /// Prompts whether to send a mail that was shown.
    fn confirm_sending(
        &self,
        addresses: &MailAddresses,
        options: &MailOptions,
        session: &mut Session,
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
        mail_server::send_mail(&letter.to_bytes(), &addresses.from, &addresses.to, way)?;
        let recipients: Vec<String> = addresses.to.iter().map(ToString::to_string).collect();
        session.out.print_message(&format!("sent to {}", recipients.join(", ")));
        Ok(())
    }
}

/// Sends a mail and records when. The mail is rendered from the record as it will be, so that it can be
/// reproduced.
pub fn send_and_record(
    what: SentMail,
    day: Option<NaiveDate>,
    options: &MailOptions,
    session: &mut Session,
) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllFiles)?;
    let workgroup = views.workgroup;
    let addresses = options.find_addresses(workgroup, what)?;
    let delivery = MailDelivery::from_options(options, workgroup, session.mode)?;
    let meeting = match what {
        SentMail::Agenda => super::find_coming_call(day, &views, session)?,
        SentMail::Minutes => super::find_call_to_send(day, &views, &repository.files.root, session)?,
        SentMail::Actions => match super::find_call_with_open_actions(&views, session) {
            Some(meeting) => meeting,
            None => return Ok(ExitStatus::Clean),
        },
    };
    let (list, key) = (what.list_addresses(workgroup), what.record_key());
    let is_on_list = |one: &Mailbox| list.iter().any(|list| one.is_same_address(list));
    if !list.is_empty() && !addresses.to.iter().any(is_on_list) {
        let letter = what.compose_letter(meeting, &addresses, &views)?;
        delivery.show_letter(&letter, session);
        if session.mode == Mode::DryRun {
            session.out.print_message("not sent");
        } else {
            delivery.confirm_sending(&addresses, options, session)?;
            delivery.send_letter(&letter, &addresses, session)?;
        }
        let list = what.list_name();
        session.out.print_message(&format!("`{key}` is not changed, because this mail does not go to {list}"));
        return Ok(ExitStatus::Clean);
    }
    let when = session.clock.record_moment(workgroup.timezone);
    let change = record_sending(what, when, options.again, meeting, &views)?;
    let description = change.description.clone();
    let shown = session.display_path(&change.path);
    let step = plan_step(&repository, &ChangeKind::Edit(vec![change]), session.clock)
        .map_err(|error| session.with_display_path(error))?;
    let after = session.derive_views(&step.after, Needs::AllFiles)?;
    let letter = what.compose_letter(find_call_on(meeting.date.value, &after)?, &addresses, &after)?;
    delivery.show_letter(&letter, session);
    if session.mode == Mode::DryRun {
        step.files.iter().for_each(|file| session.show_change(file));
        session.out.print_message(&format!("not sent, and not written: {shown}"));
        return Ok(ExitStatus::Clean);
    }
    delivery.confirm_sending(&addresses, options, session)?;
    // Lock after the prompt, so that no other command waits for the answer. A record that changed meanwhile is not
    // written.
    let root = &repository.files.root;
    let _lock = session.take_lock()?;
    // Find out before sending whether the record can be written.
    let prepared = PreparedChanges::prepare(root, &step.files)?;
    let journal = session.journal();
    session.has_sent = true;
    let entry = journal.begin_step(&step.files, session.step_label())?;
    delivery.send_letter(&letter, &addresses, session)?;
    prepared.commit().map_err(|source| {
        let source = Box::new(source.with_path(|path| session.relative_path(path)));
        Error::NotRecorded { path: PathBuf::from(&shown), line: description.clone(), source }
    })?;
    session.keep_step(entry);
    session.out.print(&format!("{shown}: {description}\n"));
    session.print_warnings(&step.warnings, &step.after.group.sources);
    Ok(ExitStatus::Clean)
}
