//! The status in a terminal: the next call, then the tasks on one or two lines each; as much as fits.

use super::group::{TaskGroup, group_tasks};
use super::instruction::Instruction;
use super::line::TaskLine;
use super::task::dated_item_label;
use super::{Condition, ERRORS, task_lines};
use crate::report::agenda::{describe_progress, describe_records, describe_verdict, with_gap};
use crate::report::columns::{pad_text, shorten_text, text_width, wrap_text};
use crate::report::human::Look;
use crate::report::inert::make_visible;
use crate::report::style::TextStyle;
use crate::view::Views;
use crate::view::agenda::{AgendaItem, Verdict};
use crate::view::moment::format_moment;
use crate::view::status::{GroupStatus, NextCall};
use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use textwrap::core::display_width;

/// The least lines of the agenda, however low the screen is.
const LEAST_AGENDA: usize = 6;
/// The least columns of a name, however narrow the screen is.
const LEAST_COLUMNS: usize = 30;
/// The most calls or proposals in one line on a screen.
const MOST_OBJECTS: usize = 6;
/// The columns of a task's day with the spaces around it.
const DAY_COLUMNS: usize = 14;

/// The status as a terminal shows it; limited to `rows` lines if it has to fit on a screen.
pub fn format_page(
    status: &GroupStatus,
    condition: Condition,
    views: &Views,
    look: &Look,
    rows: Option<usize>,
) -> String {
    let today = views.now.day();
    let mut lines = task_lines(status, condition, views);
    let errors = lines.extract_if(.., |line| line.kind == ERRORS).next();
    let most = if rows.is_some() { MOST_OBJECTS } else { usize::MAX };
    let tasks = format_tasks(&group_tasks(&lines), most, look);
    let mut page = format!("{} on {} {today}\n\n", make_visible(&views.workgroup.name), today.format("%A"));
    if let Some(errors) = errors {
        let instruction = TextStyle::Dim.paint(&format_instruction(&errors.instruction, look), look.color);
        page.push_str(&format!("{}  {instruction}\n\n", TextStyle::Strong.paint(&errors.full_text(), look.color)));
    }
    match &status.next {
        None => page.push_str("next call      none\n"),
        Some(next) => {
            page.push_str(&format_call(next, views, look));
            let needed: usize = tasks.iter().map(|task| count_rows(task, look.width)).sum();
            let room = rows.map(|rows| rows.saturating_sub(count_rows(&page, look.width) + needed).max(LEAST_AGENDA));
            page.push_str(&format_agenda(next, views, look, room));
        }
    }
    if tasks.is_empty() {
        page.push_str("\nnothing to do\n");
        return page;
    }
    let mut left = rows.map_or(usize::MAX, |rows| rows.saturating_sub(count_rows(&page, look.width)));
    for (at, task) in tasks.iter().enumerate() {
        let is_last = at + 1 == tasks.len();
        if count_rows(task, look.width) + usize::from(!is_last) > left {
            page.push_str(&format!("  ... and {} more: backlog status --all\n", tasks.len() - at));
            break;
        }
        left -= count_rows(task, look.width);
        page.push_str(task);
    }
    page
}

/// The number of rows that lines take in a terminal: a command is not truncated, and may continue in the next row.
fn count_rows(text: &str, columns: usize) -> usize {
    text.lines().map(|line| display_width(line).div_ceil(columns.max(1)).max(1)).sum()
}

/// When the next call is, when its agenda closes, and how much of it is recorded, with the command to record it.
fn format_call(next: &NextCall, views: &Views, look: &Look) -> String {
    let describe = |day: NaiveDate, moment: Option<DateTime<Tz>>| {
        let days = (day - views.now.day()).num_days();
        let far = match days {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            -1 => "yesterday".to_owned(),
            days if days > 0 => format!("in {days} days"),
            days => format!("{} days ago", -days),
        };
        format!("{} {}, {far}", day.format("%A"), moment.map_or_else(|| day.to_string(), format_moment))
    };
    let running = if views.calls.has_begun(&next.call) { ", and running" } else { "" };
    let start = next.call.times.map(|times| times.start);
    let call = format!("next call      {}{running}\n", describe(next.call.date, start));
    let closing = next.closes.moment().map(|closing| {
        let closes = next.closes.closing_verb(views.now.moment());
        format!("agenda {closes}  {}\n", describe(closing.date_naive(), Some(closing)))
    });
    let progress = next.meeting.and_then(|meeting| describe_progress(meeting, views));
    let live = TextStyle::Dim.paint(&format_instruction(&Instruction::from_command("backlog live"), look), look.color);
    let progress = progress.map(|items| format!("recorded       {items}  {live}\n"));
    [Some(call), closing, progress].into_iter().flatten().collect()
}

/// The items of the next call, one per line. If not all of them fit, those with a problem take precedence.
fn format_agenda(next: &NextCall, views: &Views, look: &Look, room: Option<usize>) -> String {
    let room = room.filter(|room| *room < next.agenda.len()).map_or(usize::MAX, |room| room - 1);
    let grave = |item: &AgendaItem| item.verdict <= Verdict::Unlisted;
    let graves = next.agenda.iter().filter(|item| grave(item)).count();
    let mut room_of_grave = room;
    let mut room_of_others = room.saturating_sub(graves);
    let verdict = |item: &AgendaItem| describe_verdict(item, next.call.date, views);
    let verdicts: Vec<String> = next.agenda.iter().map(verdict).collect();
    let widest = verdicts.iter().map(|verdict| text_width(verdict)).max().unwrap_or_default();
    let records = describe_records(&next.agenda, views);
    let record_columns = with_gap(records.iter().map(|record| record.len()).max().unwrap_or_default());
    let columns = look.width.saturating_sub(4 + record_columns + widest).max(LEAST_COLUMNS);
    let label = |item: &AgendaItem| make_visible(&dated_item_label(item.item, item.proposal, next.call.date, views));
    let names: Vec<String> = next.agenda.iter().map(|item| shorten_text(&label(item), columns)).collect();
    let columns = names.iter().map(|name| text_width(name)).max().unwrap_or_default();
    let mut text = String::new();
    let mut hidden = 0;
    for (((item, name), record), verdict) in next.agenda.iter().zip(&names).zip(records).zip(&verdicts) {
        let left = if grave(item) { &mut room_of_grave } else { &mut room_of_others };
        if *left == 0 {
            hidden += 1;
            continue;
        }
        *left -= 1;
        text.push_str(&format!("  {}  {}{verdict}\n", pad_text(name, columns), pad_text(record, record_columns)));
    }
    if hidden > 0 {
        text.push_str(&format!("  ... and {hidden} more: backlog agenda --meeting {}\n", next.call.date));
    }
    text
}

/// Each group of tasks, the first of a section with the section's heading, which includes an instruction that all its
/// tasks share.
fn format_tasks(groups: &[TaskGroup], most: usize, look: &Look) -> Vec<String> {
    let mut tasks = Vec::new();
    for part in groups.chunk_by(|one, other| group_heading(one) == group_heading(other)) {
        let mut instructions = part.iter().map(|group| group.instruction().without_object());
        let first = instructions.next().unwrap_or_default();
        let shared = part.len() > 1 && instructions.all(|instruction| instruction == first);
        let shown = if shared {
            format!("  {}", TextStyle::Dim.paint(&format_instruction(&first, look), look.color))
        } else {
            String::new()
        };
        for (at, group) in part.iter().enumerate() {
            let above = if at == 0 {
                format!("\n{}{shown}\n", TextStyle::Strong.paint(group_heading(group), look.color))
            } else {
                String::new()
            };
            tasks.push(format!("{above}{}", format_task(group, !shared, most, look)));
        }
    }
    tasks
}

fn group_heading(group: &TaskGroup) -> &'static str {
    match group.lines.first() {
        Some(TaskLine { overdue: true, .. }) => "overdue",
        Some(TaskLine { due: None, opened: Some(_), .. }) => "open since",
        _ => "to do",
    }
}

/// A task on one line, or on two if it is long: what, why and how. Grouped tasks take as many lines as their names need.
fn format_task(group: &TaskGroup, with_instruction: bool, most: usize, look: &Look) -> String {
    let room = look.width.saturating_sub(DAY_COLUMNS).max(LEAST_COLUMNS);
    let lines = match group.lines.as_slice() {
        [line] => vec![line.shorten(room)],
        _ => wrap_text(&make_visible(&group.describe_group(most)), room),
    };
    let day = group.lines.iter().find_map(|line| line.due.or(line.opened));
    let day = day.map_or_else(|| " ".repeat(10), |day| day.to_string());
    let instruction = format_instruction(&group.instruction(), look);
    let last = lines.last().map_or(0, |line| text_width(line));
    let text = lines.join(&format!("\n{}", " ".repeat(DAY_COLUMNS)));
    if !with_instruction {
        format!("  {day}  {text}\n")
    } else if last + 2 + text_width(&instruction) <= room {
        format!("  {day}  {text}  {}\n", TextStyle::Dim.paint(&instruction, look.color))
    } else {
        format!("  {day}  {text}\n              {}\n", TextStyle::Dim.paint(&instruction, look.color))
    }
}

fn format_instruction(instruction: &Instruction, look: &Look) -> String {
    match instruction {
        Instruction { command: Some(command), .. } => format!("({command})"),
        Instruction { written_to: Some((file, key)), .. } => {
            format!("({key} in {})", make_visible(&format!("{}{file}", look.prefix)))
        }
        Instruction { command: None, written_to: None, .. } => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;
    use crate::view::Views;

    fn format_group(views: &Views, width: usize, rows: Option<usize>) -> String {
        let look = Look { color: false, unicode: true, width, prefix: String::new() };
        format_page(&views.group_status(), Condition::default(), views, &look, rows)
    }

    /// The page of a call with `items` items, the fifth of them late, and as many action points.
    fn sample_page(items: usize, rows: Option<usize>, width: usize) -> String {
        let item = |number: usize| {
            let added = if number == 5 { ", added: 2026-02-10" } else { "" };
            format!("  - {{ issue: {number}{added} }}\n")
        };
        let action = |number: usize| {
            format!("  - {{ id: 20260122-{number:02}, owners: [Orange], text: Refine the PR of a very long name }}\n")
        };
        let proposal = |group: TestGroup, number: usize| {
            let facts = "template: { pr: 9 }\nregistered: 2026-02-01\nhistory: [Said.]";
            group.file(format!("backlog/p{number}.yaml"), format!("name: 提案 {number}\nissue: {number}\n{facts}\n"))
        };
        let lines = |line: &dyn Fn(usize) -> String| (1..=items).map(line).collect::<String>();
        let group = (1..=items)
            .fold(TestGroup::new(), proposal)
            .call("2026-01-22", format!("previous-minutes: approved\nactions:\n{}", lines(&action)))
            .call("2026-02-12", format!("previous-minutes: approved\nagenda:\n{}", lines(&item)));
        format_group(&group.views("2026-02-11"), width, rows)
    }

    #[test]
    fn a_long_line_takes_two_rows_and_color_none() {
        let painted = TextStyle::Dim.paint("提案 ab", true);
        assert_eq!(
            [count_rows(&painted, 7), count_rows(&painted, 6), count_rows("a\n\nb", 1), count_rows("", 1)],
            [1, 2, 3, 0]
        );
    }

    #[test]
    fn a_screen_shows_what_fits() {
        for items in [1, 5, 6, 7, 12, 60] {
            let all = count_rows(&sample_page(items, None, 80), 80);
            for rows in [20, 23, 30, 49] {
                let shown = sample_page(items, Some(rows), 80);
                assert!(count_rows(&shown, 80) <= rows, "{items} items on {rows} lines:\n{shown}");
                let narrow = sample_page(items, Some(rows), 44);
                assert!(count_rows(&narrow, 44) <= rows, "{items} items on {rows} narrow lines:\n{narrow}");
                assert_eq!(shown.contains("... and "), all > rows, "{items} items on {rows} lines:\n{shown}");
                let late = |line: &str| line.starts_with("  #5 ") && line.ends_with("  late");
                assert_eq!(shown.lines().any(late), items >= 5, "{shown}");
            }
        }
        let shown = sample_page(60, Some(23), 80);
        assert!(shown.contains("  ... and 55 more: backlog agenda --meeting 2026-02-12\n"), "{shown}");
        assert!(
            shown.ends_with(
                "20260122-07 Orange: Refine the PR of a very long name\n  ... and 53 more: backlog status --all\n"
            ),
            "{shown}"
        );
    }

    #[test]
    fn a_call_that_is_running_is_the_next_one() {
        let shown = format_group(&TestGroup::new().call("2026-02-12", "").views("2026-02-12T10:00"), 80, None);
        assert!(shown.contains("next call      Thursday 2026-02-12 09:00 UTC, today, and running\n"), "{shown}");
    }

    #[test]
    fn the_agenda_of_a_running_call_says_what_is_recorded() {
        let agenda =
            "agenda: [{ title: 'A title that is longer than the screen is wide', notes: Heard. }, { title: B }]\n";
        let shown = format_group(&TestGroup::new().call("2026-02-12", agenda).views("2026-02-12T10:00"), 60, None);
        let expected = "
recorded       1 of 2 items  (backlog live)
  `A title that is longer than the sc...  recorded  no issue
  `B`                                     open      no issue
";
        assert!(shown.contains(expected), "{shown}");
    }

    #[test]
    fn a_shared_instruction_is_printed_once() {
        let shown = sample_page(2, None, 80);
        assert!(shown.contains("\nopen since  (backlog action close ID)\n  2026-01-22  2026"), "{shown}");
        let shown = sample_page(1, None, 50);
        let expected = "\nopen since\n  2026-01-22  20260122-01 Orange: Refine the PR...\n              (backlog";
        assert!(shown.contains(expected), "{shown}");
    }
}
