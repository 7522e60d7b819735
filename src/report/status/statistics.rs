//! The figures of the group as text: one section per figure, with bars on a terminal.

mod chart;
#[cfg(test)]
mod tests;

use super::task::dated_item_label;
use crate::model::wording::{format_count, join_with_and};
use crate::report::human::Look;
use crate::report::inert::make_visible;
use crate::report::style::TextStyle;
use crate::view::Views;
use crate::view::statistics::GroupStatistics;
use crate::view::statistics::approval_times::ApprovalTimes;
use crate::view::statistics::organization_attendance::AttendanceCounts;
use crate::view::statistics::owner_counts::{OpenCount, OwnerCounts};
use crate::view::statistics::waiting_items::{WaitingItem, WaitingItems};
use chart::{ChartRow, format_chart, format_line};

/// The figures of the group. With `bars`, they fit the width of the terminal.
pub fn format_statistics(statistics: &GroupStatistics, views: &Views, look: &Look, bars: bool) -> String {
    let sections = [
        attendance_section(&statistics.attendance),
        waiting_section(&statistics.waiting, views),
        approval_section(&statistics.approvals),
        action_section(&statistics.actions),
    ];
    let today = views.now.day();
    let mut page = format!("{}: figures of {} {today}\n", make_visible(&views.workgroup.name), today.format("%A"));
    for Section { heading, rows, remarks } in sections {
        page.push_str(&format!("\n{}\n", TextStyle::Strong.paint(&heading, look.color)));
        page.push_str(&format_chart(&rows, look, bars));
        remarks.iter().for_each(|remark| page.push_str(&format!("  {}\n", format_line(remark))));
    }
    page
}

/// A heading with its figures.
struct Section {
    heading: String,
    rows: Vec<ChartRow>,
    /// What the rows do not show.
    remarks: Vec<String>,
}

fn attendance_section(counts: &AttendanceCounts) -> Section {
    let heading = match counts.calls.as_slice() {
        [] => "attendance".to_owned(),
        [day] => format!("attendance of 1 call, {day}"),
        [first, .., last] => format!("attendance of {} calls, {first} to {last}", counts.calls.len()),
    };
    let counted = counts.members.iter().filter(|member| member.calls > 0);
    let rows = counted.map(|member| ChartRow {
        label: member.organization.to_owned(),
        figures: vec![
            format!("{} of {}", member.present, member.calls),
            member.percent().map(|percent| format!("{percent}%")).unwrap_or_default(),
        ],
        marked: None,
        filled: member.present,
        whole: member.calls,
    });
    let mut remarks = Vec::new();
    if counts.calls.is_empty() {
        remarks.push("no call with a recorded attendance is over (backlog attend)".to_owned());
    }
    if counts.calls_unrecorded > 0 {
        remarks.push(format!("held calls without a recorded attendance, left out: {}", counts.calls_unrecorded));
    }
    let new = counts.members.iter().filter(|member| member.calls == 0).map(|member| member.organization);
    let new = join_with_and(new);
    if !new.is_empty() && !counts.calls.is_empty() {
        remarks.push(format!("members without a counted call: {new}"));
    }
    let guests = counts.guests.iter().map(|(name, calls)| format!("{name} ({})", format_count(*calls, "call")));
    let guests = join_with_and(guests);
    if !guests.is_empty() {
        remarks.push(format!("present without being a member: {guests}"));
    }
    Section { heading, rows: rows.collect(), remarks }
}

fn waiting_section(waiting: &WaitingItems, views: &Views) -> Section {
    let before = waiting.call.map(|day| format!(", before {day}")).unwrap_or_default();
    let longest = waiting.items.first().map_or(0, |item| item.calls);
    let rows = waiting.items.iter().filter(|item| item.calls > 0).map(|item| ChartRow {
        label: waiting_label(item, views),
        figures: vec![item.calls.to_string()],
        marked: None,
        filled: item.calls,
        whole: longest,
    });
    let rows: Vec<ChartRow> = rows.collect();
    let others = waiting.items.len() - rows.len();
    let remark = match (others, rows.is_empty()) {
        (0, true) => Some("no open items".to_owned()),
        (0, false) => None,
        _ => Some(format!("open items that have not waited: {others}")),
    };
    Section { heading: format!("calls that open items have waited{before}"), rows, remarks: Vec::from_iter(remark) }
}

/// How a page names an open item.
pub fn waiting_label(item: &WaitingItem, views: &Views) -> String {
    let proposal = views.index.subject_proposal(&item.subject);
    dated_item_label(item.item, proposal, views.now.day(), views)
}

fn approval_section(times: &ApprovalTimes) -> Section {
    let measured = times.measured.as_slice();
    let heading = match measured {
        [] => "days from registration to approval".to_owned(),
        _ => format!("days from registration to approval, of {}", format_count(measured.len(), "proposal")),
    };
    let mut rows = Vec::new();
    if let ([first, .., last] | [first @ last], Some(median), Some(p90)) =
        (measured, times.percentile(50), times.percentile(90))
    {
        let days = [("shortest", first.days), ("median", median), ("90th percentile", p90), ("longest", last.days)];
        rows.extend(days.map(|(label, days)| ChartRow {
            label: label.to_owned(),
            figures: vec![days.to_string()],
            marked: None,
            filled: usize::try_from(days).unwrap_or_default(),
            whole: usize::try_from(last.days).unwrap_or_default(),
        }));
    }
    let left_out = [
        (times.without_registration, "without a day of registration"),
        (times.without_approval_day, "without the day of the first approval"),
        (times.registered_later, "registered after the approval"),
    ];
    let left_out =
        join_with_and(left_out.iter().filter(|(count, _)| *count > 0).map(|(count, why)| format!("{count} {why}")));
    let remark = match (measured.is_empty(), left_out.is_empty()) {
        (true, true) => Some("no proposal is approved".to_owned()),
        (_, false) => Some(format!("left out: {left_out}")),
        (false, true) => None,
    };
    Section { heading, rows, remarks: Vec::from_iter(remark) }
}

fn action_section(counts: &OwnerCounts) -> Section {
    let OpenCount { open, overdue } = counts.total;
    if open == 0 {
        return Section {
            heading: "open action points".to_owned(),
            rows: Vec::new(),
            remarks: vec!["no open action points".to_owned()],
        };
    }
    let most = counts.owners.iter().map(|(_, count)| count.open).chain([counts.without_owner.open]).max();
    let nobody = ("nobody", counts.without_owner);
    let owners = counts.owners.iter().copied().chain(Some(nobody).filter(|(_, count)| count.open > 0));
    let rows = owners.map(|(owner, count)| ChartRow {
        label: owner.to_owned(),
        figures: vec![
            format!("{} open", count.open),
            if count.overdue == 0 { String::new() } else { format!("{} overdue", count.overdue) },
        ],
        marked: Some(count.overdue),
        filled: count.open,
        whole: most.unwrap_or_default(),
    });
    Section {
        heading: format!("action points by owner: {open} open, {overdue} overdue"),
        rows: rows.collect(),
        remarks: Vec::new(),
    }
}
