//! The call and the items that a command is about.

use super::session::{Needs, Session};
use super::{ExitStatus, ask};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::record::call::{find_held_call_on, find_next_call};
use crate::record::changes::Changes;
use crate::view::Views;
use crate::view::approvals::call_to_record::CallToRecord;
use crate::view::lookup::{PlacedItem, placed_items};
use chrono::NaiveDate;

/// The call that a command is about.
#[derive(clap::Args)]
pub struct NamedCall {
    /// Day of the call
    #[arg(value_parser = super::parse_day)]
    date: Option<NaiveDate>,

    /// Choose the call by its day
    #[arg(long = "meeting", alias = "call", value_name = "DATE", value_parser = super::parse_day, conflicts_with = "date")]
    call: Option<NaiveDate>,
}

impl NamedCall {
    /// The day that the user gave.
    pub fn day(&self) -> Option<NaiveDate> {
        self.date.or(self.call)
    }

    /// The same call, for a command that records it.
    pub fn to_record(&self) -> RecordedCall {
        RecordedCall { call: self.day() }
    }
}

/// The call that a command records.
#[derive(clap::Args)]
pub struct RecordedCall {
    /// Choose the call by its day [default: the running call or today's, otherwise the last one held
    /// whose minutes are not approved]
    #[arg(long = "meeting", alias = "call", value_name = "DATE", value_parser = super::parse_day)]
    call: Option<NaiveDate>,
}

impl RecordedCall {
    /// The call of a day.
    pub fn on(day: NaiveDate) -> Self {
        Self { call: Some(day) }
    }

    /// The call, which is printed on stderr unless the user gave it. Approved minutes are mentioned as well: their file
    /// stays the same, whatever is recorded.
    pub fn announce_call<'g>(&self, views: &Views<'g>, session: &mut Session) -> Result<&'g Meeting, Error> {
        let meeting = self.find_call(views)?;
        if self.call.is_none() {
            session.out.print_message(&format!("the call of {}", meeting.date.value));
        }
        if let Some(by) = views.approvals.approving_call(meeting) {
            let (date, by) = (meeting.date.value, by.date.value);
            session.out.print_warning(&format!(
                "the call of {by} approved these minutes; to write them again: `backlog minutes {date} --reissue --reason TEXT`"
            ));
        }
        Ok(meeting)
    }

    /// Records what a request makes of the call.
    pub fn record(
        &self,
        session: &mut Session,
        request: impl for<'g> FnOnce(&'g Meeting, &Views<'g>) -> Result<Changes, Error>,
    ) -> Result<ExitStatus, Error> {
        session.record(Needs::AllRecords, |views, session| request(self.announce_call(views, session)?, views))
    }

    /// As [`RecordedCall::record`], for a request about some items, or about none.
    pub fn record_about(
        &self,
        items: &[&String],
        session: &mut Session,
        request: impl for<'g> Fn(&'g Meeting, &Views<'g>) -> Result<Changes, Error>,
    ) -> Result<ExitStatus, Error> {
        let focus = session.new_focus(items.iter().copied(), self.call);
        session.record_about(focus, |views, session| request(self.announce_call(views, session)?, views))
    }

    /// Whether the user gave the call.
    pub fn is_named(&self) -> bool {
        self.call.is_some()
    }

    /// The call, without printing it.
    pub fn find_call<'g>(&self, views: &Views<'g>) -> Result<&'g Meeting, Error> {
        match self.call {
            Some(date) => find_held_call_on(date, views),
            None => match views.approvals.call_to_record() {
                CallToRecord::Filed(meeting) => Ok(meeting),
                CallToRecord::WithoutFile { date, last } => Err(missing_file_error(date, last)),
                CallToRecord::Nothing => Err(no_open_call_error(views)),
            },
        }
    }
}

/// The item: given, or chosen on a terminal; without a terminal, the error that says how to give it.
pub fn prompt_for_item(
    given: Option<String>,
    call: &RecordedCall,
    session: &mut Session,
    missing: Error,
) -> Result<String, Error> {
    ask::choose_known(given, "Item", session, missing, |views| Ok(list_items(call.find_call(views)?, views)))
}

/// Some items of a call, chosen on a terminal; without a terminal, the error that says how to give one.
pub fn prompt_for_items(call: &RecordedCall, session: &mut Session, missing: Error) -> Result<Vec<String>, Error> {
    ask::choose_several_known("Items", session, missing, |views| Ok(list_items(call.find_call(views)?, views)))
}

/// The items of a call to choose from: the words that name each, and the line to show for it.
pub fn list_items(meeting: &Meeting, views: &Views) -> Vec<(String, String)> {
    let line = |placed: PlacedItem| {
        let names = views.lookup.item_names(placed.item);
        Some((names.first()?.clone(), names.join("  ")))
    };
    placed_items(meeting).filter_map(line).collect()
}

/// The error for recording without a given call, while a recent one has no file.
fn missing_file_error(date: NaiveDate, last: Option<&Meeting>) -> Error {
    let last = last.map(|last| last.date.value);
    let other =
        last.map_or_else(String::new, |last| format!("; to record in the call of {last}, add --meeting {last}"));
    Error::not_allowed(
        format!("the call of {date} has no file yet"),
        format!("Create it with `backlog new-meeting {date}`{other}."),
    )
}

fn no_open_call_error(views: &Views) -> Error {
    let message = if views.group.meetings.is_empty() {
        "there are no calls yet"
    } else if views.calls.meetings_before(views.now.day()).iter().any(|meeting| views.calls.is_held(meeting)) {
        "no call was held today, and the minutes of all earlier calls are approved"
    } else {
        "no call has been held yet"
    };
    let help = match find_next_call(views) {
        Ok(next) => format!("Choose the call with --meeting DATE; the next one is on {}.", next.date.value),
        Err(_) => {
            "Choose the call with --meeting DATE, or create the file of the next one: `backlog new-meeting`.".to_owned()
        }
    };
    Error::not_allowed(message, help)
}
