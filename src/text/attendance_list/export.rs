//! The attendance files of Zoom and Teams, recognized by their header.

use super::{AttendanceLine, AttendanceList, clean_text};
use crate::model::spelling::{fold_name, is_listed};
use crate::text::durations::parse_duration;

/// What separates the cells: tabs in files of Teams, commas in files of Zoom, semicolons after a spreadsheet saved them.
const DELIMITERS: [u8; 3] = [b'\t', b',', b';'];

/// How many lines may come before the header: what the file says about the meeting.
const MOST_BEFORE: usize = 100;

/// The headings of the names, folded.
const NAME: &str = "name nameoriginalname fullname username participant";

/// The columns of a table with a row for each time that somebody joined.
struct Columns {
    delimiter: u8,
    name: usize,
    duration: Option<usize>,
    /// Whether the person was only in the waiting room.
    waiting: Option<usize>,
}

impl Columns {
    /// The columns of a header; `None` for any other line.
    fn find(line: &str) -> Option<Self> {
        DELIMITERS.into_iter().find_map(|delimiter| {
            let cells: Vec<String> = split_cells(line, delimiter).iter().map(|cell| fold_name(cell)).collect();
            let find = |is_it: fn(&str) -> bool| cells.iter().position(|cell| is_it(cell));
            let name = find(|cell| is_listed(cell, NAME))?;
            let duration = find(|cell| cell.contains("duration"));
            // Each of these files has some of them.
            let is_export =
                duration.is_some() || find(|cell| cell.contains("join") || cell.contains("email")).is_some();
            let waiting = find(|cell| cell == "inwaitingroom");
            is_export.then_some(Self { delimiter, name, duration, waiting })
        })
    }
}

/// The rows of the first table of people in a text; `None` if it has none. A section with one row per person comes
/// before one with what each of them did.
pub fn read_export(text: &str) -> Option<AttendanceList> {
    let mut lines = text.lines();
    let columns = lines.by_ref().take(MOST_BEFORE).find_map(Columns::find)?;
    let mut rows = Vec::new();
    for line in lines {
        let cells = split_cells(line, columns.delimiter);
        let cell = |column: Option<usize>| column.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
        if is_section_title(&cells) || Columns::find(line).is_some() {
            break;
        }
        let text = clean_text(cell(Some(columns.name)));
        if !text.is_empty() && !cell(columns.waiting).eq_ignore_ascii_case("yes") {
            rows.push(AttendanceLine { text, is_row: true, seconds: parse_duration(cell(columns.duration)) });
        }
    }
    Some(AttendanceList { lines: rows, has_durations: columns.duration.is_some() })
}

/// Whether a row is the title of a section: `3. In-Meeting Activities`. A spreadsheet adds empty cells to it.
fn is_section_title(cells: &[String]) -> bool {
    let filled: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let is_numbered =
        |text: &str| text.split_once(". ").is_some_and(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
    matches!(filled.as_slice(), [title] if cells.len() == 1 || is_numbered(title))
}

/// The cells of a row. Each line is read alone: a quote that is not closed would take all lines after it.
fn split_cells(line: &str, delimiter: u8) -> Vec<String> {
    if line.matches('"').count() % 2 == 1 {
        return line.split(char::from(delimiter)).map(|cell| cell.replace('"', "")).collect();
    }
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).delimiter(delimiter).buffer_capacity(line.len().max(1));
    let rows = reader.from_reader(line.as_bytes()).into_records();
    rows.flatten().next().map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::attendance_list::read_attendance_list;

    fn read(bytes: &[u8]) -> Vec<(String, Option<u64>)> {
        let list = read_attendance_list(bytes).unwrap();
        assert!(list.lines.iter().all(|line| line.is_row));
        list.lines.into_iter().map(|line| (line.text, line.seconds)).collect()
    }

    fn expect(rows: &[(&str, u64)]) -> Vec<(String, Option<u64>)> {
        rows.iter().map(|(name, seconds)| ((*name).to_owned(), Some(*seconds))).collect()
    }

    #[test]
    fn zoom_has_a_row_per_session_below_the_meeting() {
        let text = "\u{feff}Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\r\n\
                    1,\"Harbour, APIs\",03/26/2026 03:00:00 PM,03/26/2026 04:30:00 PM,a@example.org,90,2\r\n\r\n\
                    Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\r\n\
                    \"Example, Ann (Orange)\",,03/26/2026 03:00:00 PM,03/26/2026 03:10:00 PM,10,Yes\r\n\
                    \"Example, Ann (Orange)\",a@example.org,03/26/2026 03:20:00 PM,,70,Yes\r\n\
                    \"Delegate A,,,,1,Yes\r\n\
                    ,,,,3,Yes\r\nDelegate B,,,,1,\r\n";
        let ann = "Example, Ann (Orange)";
        assert_eq!(read(text.as_bytes()), expect(&[(ann, 600), (ann, 4200), ("Delegate A", 60), ("Delegate B", 60)]));
    }

    #[test]
    fn newer_files_of_zoom_have_other_columns() {
        let text = "Name (original name),Email,Total duration (minutes),In waiting room,Guest\n\
                    Ann Example,,92,No,Yes\nDelegate A,,3,Yes,Yes\n,,,,\nDelegate B,,5,,\n\n3. More,,,,\nBo,,5,,\n";
        assert_eq!(read(text.as_bytes()), expect(&[("Ann Example", 5520), ("Delegate B", 300)]));
        let resaved = text.replace(',', ";");
        assert_eq!(read(resaved.as_bytes()), read(text.as_bytes()));
    }

    #[test]
    fn teams_has_sections_in_utf_16() {
        let text = "1. Summary\nMeeting title\tHarbour APIs\nAttended participants\t2\n\n2. Participants\n\
                    Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\n\
                    Ann Example (Orange)\t3/26/26, 3:00:11 PM\t3/26/26, 4:30:02 PM\t1h 29m 51s\ta@example.org\tOrganizer\n\
                    Delegate A\t3/26/26, 3:02:11 PM\t3/26/26, 3:02:31 PM\t20s\t\tPresenter\n\n3. In-Meeting Activities\n\
                    Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n\
                    Delegate A\t3/26/26, 3:02:11 PM\t3/26/26, 3:02:31 PM\t20s\t\tPresenter\n";
        let expected = expect(&[("Ann Example (Orange)", 5391), ("Delegate A", 20)]);
        let units = || text.encode_utf16();
        let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(units().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(units().flat_map(u16::to_be_bytes)).collect();
        for bytes in [little.as_slice(), &big, text.as_bytes()] {
            assert_eq!(read(bytes), expected);
        }
    }

    #[test]
    fn a_header_has_a_name_and_what_these_programs_know_of_it() {
        for line in ["Name", "Name,Organization", "Ann Example, Duration", "Host name,Email,Duration"] {
            assert!(Columns::find(line).is_none(), "{line}");
        }
        for line in ["Full Name\tJoin Time", "Name,Email", "Guest,\"Name (Original Name)\",Duration"] {
            assert!(Columns::find(line).is_some(), "{line}");
        }
    }
}
