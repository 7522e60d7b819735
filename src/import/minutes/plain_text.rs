//! Text that was copied from a page, without markup: headings are plain lines, cells are below each other or between
//! pipes.

mod rows;

pub use rows::read_plain_table;

use super::attendance::{AttendanceList, ListedName, is_placeholder, looks_like_organization};
use super::group_words::NOTICES;
use super::lines::{SourceLine, has_text, split_lines};
use super::list_item::ListItem;
use super::parts::{self, MinutesPart, PartKind, kind_of};
use super::words::plain_text;
use crate::model::meeting::Attendee;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::is_bullet;

/// Whether a text has no Markdown headings, but lines that read like headings of minutes.
pub fn is_plain(text: &str) -> bool {
    let found = split_lines(text);
    let is_marked = parts::has_headings(&found);
    let kinds = found.iter().map(|line| heading_kind(*line)).filter(|kind| *kind != PartKind::Other);
    !is_marked && kinds.take(2).count() == 2
}

/// The kind of the heading in a plain line.
fn heading_kind(line: SourceLine) -> PartKind {
    let text = line.text.trim().trim_end_matches([':', '|', ' ']);
    if text.len() > 60 || text.contains('|') || text.starts_with(|c: char| is_bullet(c) || matches!(c, '@' | '(')) {
        PartKind::Other
    } else {
        kind_of(text)
    }
}

/// Whether a plain line is the heading of a recurring text without its own key.
fn is_notice(line: SourceLine, notices: &[String]) -> bool {
    let word = fold_name(&plain_text(line.text));
    is_listed(&word, NOTICES) || !word.is_empty() && notices.contains(&word)
}

/// The first items of agendas, folded.
const OPENINGS: &str = "opening openingremarks openingofthemeeting openingofthecall opens welcome welcomeandopening \
    welcomeandintroduction welcomeandintroductions introduction introductions calltoorder";

/// Whether a line below a list of people is the first item of an agenda: `1. Opening`.
fn is_opening(line: SourceLine) -> bool {
    let item = ListItem::parse(line.text);
    item.is_marked && is_listed(&fold_name(item.text), OPENINGS)
}

/// The parts of a text. `notices` are the folded headings of the group's recurring texts.
pub fn split_plain_parts<'t>(text: &'t str, notices: &[String]) -> Vec<MinutesPart<'t>> {
    let mut parts = vec![MinutesPart { kind: PartKind::Title, heading: None, lines: Vec::new() }];
    for line in split_lines(text) {
        let in_kind = |kind| parts.last().is_some_and(|part| part.kind == kind);
        let kind = match in_kind(PartKind::Title) && parts::is_people_label(line.text) {
            true => PartKind::Attendees,
            false => heading_kind(line),
        };
        let is_end = in_kind(PartKind::Attendees) && is_opening(line);
        if kind != PartKind::Other || is_notice(line, notices) || is_end {
            parts.push(MinutesPart { kind, heading: Some(line.trim()), lines: Vec::new() });
        } else {
            parts.iter_mut().last().into_iter().for_each(|part| part.lines.push(line));
        }
    }
    parts
}

/// Reads organizations, each followed by its people, whose names start with `@`.
pub fn read_plain_attendance<'t>(lines: &[SourceLine<'t>]) -> AttendanceList<'t> {
    let mut attendance = AttendanceList::default();
    let mut organization = SourceLine::default();
    for cell in lines.iter().flat_map(|line| super::grid::split_cells(*line)).filter(|cell| has_text(cell.text)) {
        let (before, names) = cell.text.split_once('@').unwrap_or((cell.text, ""));
        let name = before.trim().trim_start_matches(|c: char| is_bullet(c) || c == ' ');
        let mut add = |place: SourceLine, organization: SourceLine, person: Option<Attendee>| {
            let (place, organization) = (place.range(), organization.text.to_owned());
            attendance.names.push(ListedName { place, organization, person });
        };
        if has_text(name) && !is_placeholder(name) {
            if !has_text(names) && !looks_like_organization(name) {
                attendance.unclaimed.push(cell);
                continue;
            }
            let start = before.trim_end().len() - name.len();
            organization = cell.slice(start..start + name.len());
            add(organization, organization, None);
        }
        for name in names.split('@').map(str::trim).filter(|name| has_text(name)) {
            let person = Attendee { name: name.to_owned().into(), ..Attendee::default() };
            add(if has_text(organization.text) { organization } else { cell }, organization, Some(person));
        }
    }
    attendance
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "2024-03-14 Group Minutes\n\nAttendees\n\nOrganization\n\nName\n\nDT\n\n @Delegate A\n\nMTN\n\nTIM\n\n \n\nNCSRD\n\n@Delegate B @Delegate C\n\nAgenda Proposal\n\nAntitrust Policy\n\nBe fair.\n\nDiscussion\n\nCurrent Issues \n\nIssue #\n";

    #[test]
    fn plain_lines_are_headings() {
        assert!(is_plain(PAGE) && !is_plain("# A\nAttendees\nAoB\n") && !is_plain("a\nb"));
        let parts = split_plain_parts(PAGE, &[]);
        let described: Vec<String> = parts.iter().map(|part| format!("{:?} {}", part.kind, part.title())).collect();
        assert_eq!(
            described,
            [
                "Title ",
                "Attendees Attendees",
                "Outline Agenda Proposal",
                "Other Antitrust Policy",
                "Discussion Discussion",
                "Current Current Issues"
            ]
        );
        let attendance = read_plain_attendance(&parts[1].lines);
        let listed = attendance.names.into_iter().map(|listed| {
            let person = listed.person.map(|person| format!(" {}", person.name.value)).unwrap_or_default();
            format!("{}{person}", listed.organization)
        });
        let expected = ["DT", "DT Delegate A", "MTN", "TIM", "NCSRD", "NCSRD Delegate B", "NCSRD Delegate C"];
        assert_eq!(listed.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_first_item_of_an_agenda_is_no_attendee() {
        let text = "Attendees\n\nAnn Example\n\n1. Opening\n\nHello.\n\nAgenda\n\n1. Welcome\n";
        let parts = split_plain_parts(text, &[]);
        let described: Vec<String> = parts.iter().map(|part| format!("{:?} {}", part.kind, part.title())).collect();
        assert_eq!(described, ["Title ", "Attendees Attendees", "Other 1. Opening", "Outline Agenda"]);
    }

    #[test]
    fn cells_may_be_between_pipes() {
        let text = "Organization | Name |\nDT |\n|\nMTN | @Delegate A @Delegate B |\n";
        let attendance = read_plain_attendance(&split_lines(text));
        let named = |listed: &&ListedName| listed.person.is_some();
        assert_eq!((attendance.names.len(), attendance.names.iter().filter(named).count()), (4, 2));
    }
}
