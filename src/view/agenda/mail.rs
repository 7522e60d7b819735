//! Whether the agenda of a call was sent to the reviewer's mailing list (docs/procedure.md#agreement-3).

use crate::model::meeting::{Item, Meeting};
use crate::model::when::When;
use crate::source::Spanned;
use crate::view::agenda::Agendas;

/// The state of the mail with an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgendaMail<'g> {
    /// The group has no reviewer, the call is canceled, or the agenda is still open and was not sent.
    NotDue,
    /// The agenda has closed, and it is not recorded as sent.
    Missing,
    /// Sent, and nothing was added to the agenda afterwards.
    Sent(&'g Spanned<When>),
    /// Sent, but items were added afterwards.
    Outdated {
        /// When it was sent.
        sent: &'g Spanned<When>,
        /// The items and the topics about a proposal that were added after it was sent, with or without an exception;
        /// at least one, in the order of the call.
        added_later: Vec<&'g Item>,
    },
}

impl Agendas<'_> {
    /// The state of the mail with a call's agenda, as of now.
    pub fn mail<'g>(&self, meeting: &'g Meeting) -> AgendaMail<'g> {
        if self.base.workgroup.reviewer.is_none() || !self.base.calls.is_held(meeting) {
            return AgendaMail::NotDue;
        }
        let Some(sent) = &meeting.agenda_sent else {
            let closing = self.base.calendar.closing(&self.base.calendar.call_for(meeting));
            return if closing.has_passed(self.base.now.moment()) { AgendaMail::Missing } else { AgendaMail::NotDue };
        };
        let added_later = self.base.items_added_after(meeting, sent.value);
        if added_later.is_empty() { AgendaMail::Sent(sent) } else { AgendaMail::Outdated { sent, added_later } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    /// The state of the mail for a call: `rest` is its file after the date, `now` the current moment.
    fn mail_state(reviewer: &str, date: &str, rest: &str, now: &str) -> String {
        let views = TestGroup::new().more_settings(reviewer).call(date, rest).views(now);
        match views.agenda.mail(&views.group.meetings[0]) {
            AgendaMail::NotDue => "not due".to_owned(),
            AgendaMail::Missing => "missing".to_owned(),
            AgendaMail::Sent(sent) => format!("sent {}", sent.value),
            AgendaMail::Outdated { sent, added_later } => format!("{} after {}", added_later.len(), sent.value),
        }
    }

    const TSC: &str = "reviewer: { name: TSC }\n";

    #[test]
    fn mail_is_due_when_the_agenda_closes_if_there_is_a_reviewer() {
        assert_eq!(mail_state(TSC, "2026-02-12", "", "2026-02-05T08:59"), "not due");
        assert_eq!(mail_state(TSC, "2026-02-12", "", "2026-02-05T09:00"), "missing");
        assert_eq!(mail_state(TSC, "2025-12-25", "", "2026-02-05T09:00"), "not due", "canceled");
        assert_eq!(mail_state("", "2026-02-12", "", "2026-02-05T09:00"), "not due");
    }

    #[test]
    fn mail_is_outdated_when_items_are_added_later() {
        let items = "agenda-sent: 2026-02-05T10:00\nagenda:\n  - issue: 1\n  - { issue: 2, added: 2026-02-05 }\n  \
                     - { issue: 3, added: 2026-02-05T10:00 }\n";
        assert_eq!(mail_state(TSC, "2026-02-12", items, "2026-02-05"), "sent 2026-02-05T10:00:00");
        let more = format!(
            "{items}  - {{ issue: 4, added: 2026-02-05T10:01 }}\n  - {{ issue: 5, added: 2026-02-09, exception: x }}\n"
        );
        assert_eq!(mail_state(TSC, "2026-02-12", &more, "2026-02-05"), "2 after 2026-02-05T10:00:00");
    }
}
