//! A proposal that the last call discussed is not in this one.

use super::{Findings, Found, rule};
use crate::model::meeting::Meeting;
use crate::view::Views;
use crate::view::agenda::named_at;

rule! {
    /// A proposal that the last call treated, that is still active, and that this call has neither on its agenda
    /// nor among its topics.
    ///
    /// Active means: neither frozen, archived nor refused on the day of this call, and its issue not closed. An
    /// extra call has an agenda of its own: it is not judged, and the call after it is compared with the regular
    /// one before it, too.
    ///
    /// ## Why
    /// What is open is carried from call to call. An item that is lost when a list is copied is asked for by
    /// nobody, and weeks later its proposal is frozen for want of activity.
    ///
    /// ## Evidence
    /// The items of both calls, and the stages and `closed` of the proposals. Calls before
    /// `records.complete-since` are not judged, nor are calls that are over and have no `attendance`, nor files that
    /// list no item at all. Where the schedule has a call between the two that has no file, nobody knows what the
    /// last call discussed.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { Orange: [] }
    /// agenda:
    ///   - { issue: 63, update: The owner presented the API. }
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// attendance: { Orange: [] }
    /// agenda:
    ///   - { issue: 259, update: The owner presented the API. }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    /// ```yaml backlog/voice-notification.yaml
    /// name: Voice Notification
    /// issue: 18
    /// owners: MTN
    /// closed: 2026-02-20
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { Orange: [] }
    /// agenda:
    ///   - { issue: 63, update: The owner presented the API. }
    ///   - { issue: 18, closing: true, update: Done. }
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// attendance: { Orange: [] }
    /// agenda:
    ///   - { issue: 63, treated: false }
    /// ```
    ///
    /// ## Mend
    /// Put the item on the agenda: `backlog agenda add SLUG --call DATE`. If nothing is left to do, record that its
    /// issue was closed, `backlog close SLUG`, or the stage that it has reached, `backlog stage SLUG STAGE`.
    Agenda, Warn, Meeting(check), of absence
}

fn check<'g>(meeting: &'g Meeting, views: &Views<'g>, out: &mut Findings) {
    if !views.is_complete(meeting) || !views.group.all_meetings_read {
        return;
    }
    let dropped = views.dropped(meeting);
    if dropped.is_empty() {
        return;
    }
    if !views.is_last_call_filed(meeting.date.value) {
        out.lacks_evidence(
            "write down the call before: `backlog new-meeting DATE`, or `backlog cancel DATE --reason WHY`",
        );
        return;
    }
    for mention in dropped {
        let Some(proposal) = views.index.proposal_of(mention.item) else { continue };
        let (slug, last) = (&proposal.slug, mention.meeting.date.value);
        out.push(
            Found::at(
                meeting.date.place,
                format!("`{slug}` was treated on {last} and is still active, and this call does not have it"),
            )
            .help(format!(
                "Put it on the agenda: `backlog agenda add {slug} --call {}`; if nothing is left to do: `backlog close \
                 {slug}`, or its last stage: `backlog stage {slug} STAGE`.",
                meeting.date.value
            ))
            .related(named_at(mention.item), format!("treated on {last}")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::told;

    fn told_of(call: &str, today: &str) -> usize {
        let files = [
            ("backlog/x.yaml", "name: X\nissue: 63\n"),
            ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ issue: 63, update: u }]\n"),
            (&format!("minutes/{}.yaml", &call[6..16]), call),
        ];
        told("dropped-agenda-item", &files, today).len()
    }

    #[test]
    fn a_planned_call_is_judged_and_what_is_unknown_is_not() {
        let planned = "date: 2026-02-26\nagenda: [{ issue: 1 }]\n";
        assert_eq!(told_of(planned, "2026-02-20"), 1);
        assert_eq!(told_of(planned, "2026-02-27"), 0, "over, and nobody recorded who was there");
        assert_eq!(told_of("date: 2026-02-26\nattendance: {}\n", "2026-02-27"), 0, "it lists nothing");
        assert_eq!(told_of("date: 2026-03-12\nagenda: [{ issue: 1 }]\n", "2026-02-20"), 0, "a call between them");
    }
}
