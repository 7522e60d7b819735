//! The calendar as two third-party programs expand it, over two years with their clock changes, against the calls that
//! this library calculates: icalendar with recurring-ical-events, which know all time zones, and ical.js, which knows
//! only the zone that the calendar describes.

use crate::outside;
use crate::records::{Records, views_on};
mod schedules;

use backlog::model::group::Group;
use backlog::render::calendar::render_calendar;
use backlog::store::load;
use backlog::view::Views;
use backlog::view::calendar::Call;
use chrono::{DateTime, Days, NaiveDate, SecondsFormat};
use chrono_tz::Tz;
use schedules::SCHEDULES;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The compared periods: two years each, with their clock changes. No group meets around their first and last days, so
/// it does not matter where a program begins a day.
const YEARS: [(&str, &str); 2] = [("2023-07-07", "2025-07-04"), ("2025-07-04", "2027-07-02")];

/// A summary, a start and an end: moments in UTC, or days.
type Rows = Vec<[String; 3]>;

/// Groups by name: records of this repository, and difficult schedules.
fn load_groups() -> BTreeMap<&'static str, Group> {
    let mut groups = BTreeMap::new();
    for (name, path) in [("own", "."), ("group", "tests/repos/group"), ("webrtc", "tests/repos/webrtc")] {
        groups.insert(name, load::read_files(&Path::new(ROOT).join(path)).unwrap().decode_group());
    }
    for (name, zone, schedule, files) in SCHEDULES {
        let records = Records::new(&format!("name: The group \"{name}\"\ntimezone: {zone}\n{schedule}"));
        let records = files.iter().fold(records, |records, (date, keys)| records.with_call(date, keys));
        groups.insert(name, records.decode_group());
    }
    groups
}

fn parse_day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn format_utc(moment: DateTime<Tz>) -> String {
    moment.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn views(group: &Group) -> Views<'_> {
    views_on(group, "2026-02-12")
}

/// The calendar of each group, in files of a folder.
fn write_group_calendars(groups: &BTreeMap<&str, Group>, deadlines: bool) -> tempfile::TempDir {
    let render = |group| render_calendar(&views(group), deadlines).unwrap();
    write_calendars(&groups.iter().map(|(name, group)| (*name, render(group))).collect())
}

/// The calls that start between two days, as the library calculates them.
fn call_rows(views: &Views, first: &str, last: &str) -> Rows {
    let name = &views.workgroup.name.value;
    let to_row = |call: Call| match call.times {
        Some(times) => [name.clone(), format_utc(times.start), format_utc(times.end)],
        None => [name.clone(), call.date.to_string(), (call.date + Days::new(1)).to_string()],
    };
    views.calls.between(parse_day(first), parse_day(last)).map(to_row).collect()
}

/// The closings of agendas between two days.
fn closing_moments(views: &Views, first: &str, last: &str) -> Vec<DateTime<Tz>> {
    let calls = views.calls.between(parse_day(first), parse_day(last) + Days::new(30));
    let closings = calls.filter_map(|call| views.calendar.closing(&call).moment());
    closings.filter(|closing| (parse_day(first)..parse_day(last)).contains(&closing.date_naive())).collect()
}

/// Runs a program that expands calendars, and returns its rows for each of them.
fn read_expansion(mut program: Command) -> Vec<Rows> {
    let output = program.env("TZ", "UTC").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn expand_in_python(folder: &Path, components: &str, years: (&str, &str)) -> Option<Vec<Rows>> {
    let mut program = Command::new(outside::find_tool("icalendar")?.with_file_name("python3"));
    program
        .arg(Path::new(ROOT).join("tests/suite/calendar/expand.py"))
        .arg(folder)
        .args([components, years.0, years.1]);
    Some(read_expansion(program))
}

fn expand_in_node(folder: &Path, years: (&str, &str)) -> Option<Vec<Rows>> {
    let (node, library) = (outside::find_tool("node")?, outside::find_tool("ical.js/dist/ical.js")?);
    let mut program = Command::new(node);
    let script = Path::new(ROOT).join("tests/suite/calendar/expand.mjs");
    program.arg(script).args([&library, folder]).args([years.0, years.1]);
    Some(read_expansion(program))
}

/// Writes calendars to a folder, named after their groups.
fn write_calendars(calendars: &BTreeMap<&str, String>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in calendars {
        std::fs::write(folder.path().join(format!("{name}.ics")), text).unwrap();
    }
    folder
}

fn assert_same(groups: &BTreeMap<&str, Group>, rows: Option<Vec<Rows>>, expected: impl Fn(&Views) -> Rows) {
    let Some(rows) = rows else { return };
    assert_eq!(rows.len(), groups.len());
    for ((name, group), mut rows) in groups.iter().zip(rows) {
        let mut expected = expected(&views(group));
        rows.sort();
        expected.sort();
        assert!(!expected.is_empty() || *name == "no schedule", "{name}");
        let differ = rows.iter().filter(|row| !expected.contains(row)).collect::<Vec<_>>();
        let missing = expected.iter().filter(|row| !rows.contains(row)).collect::<Vec<_>>();
        assert!(rows == expected, "{name}: too many {differ:?}, missing {missing:?}");
    }
}

#[test]
fn every_call_is_on_its_day_and_at_its_time() {
    let groups = load_groups();
    let folder = write_group_calendars(&groups, false);
    for years in YEARS {
        let expected = |views: &Views| call_rows(views, years.0, years.1);
        assert_same(&groups, expand_in_python(folder.path(), "events", years), expected);
        assert_same(&groups, expand_in_node(folder.path(), years), expected);
    }
}

#[test]
fn an_alarm_goes_off_when_an_agenda_closes() {
    let groups = load_groups();
    let folder = write_group_calendars(&groups, false);
    for years in YEARS {
        let closings = |views: &Views| closing_moments(views, years.0, years.1).into_iter();
        let expected =
            |views: &Views| closings(views).map(|it| [String::new(), format_utc(it), String::new()]).collect();
        assert_same(&groups, expand_in_python(folder.path(), "alarms", years), expected);
    }
}

#[test]
fn a_deadline_is_a_whole_day() {
    let groups = load_groups();
    let folder = write_group_calendars(&groups, true);
    // Deadlines are written until two years after the last day in the records.
    let years = ("2023-08-04", "2025-06-06");
    let expected = |views: &Views| {
        let summary = format!("{}: the agenda closes", views.workgroup.name.value);
        let closings = closing_moments(views, years.0, years.1).into_iter().map(|closing| closing.date_naive());
        let days = closings.map(|it| [summary.clone(), it.to_string(), (it + Days::new(1)).to_string()]);
        call_rows(views, years.0, years.1).into_iter().chain(days).collect()
    };
    assert_same(&groups, expand_in_python(folder.path(), "events", years), expected);
    assert_same(&groups, expand_in_node(folder.path(), years), expected);
}

/// `backlog -C tests/repos/NAME calendar --out tests/repos/NAME.ics` writes one again.
#[test]
fn the_calendars_are_those_that_are_committed() {
    for name in ["group", "webrtc"] {
        let root = Path::new(ROOT).join("tests/repos").join(name);
        let committed = std::fs::read(root.with_extension("ics")).unwrap();
        let program = |options: &[&str]| {
            let mut program = Command::new(env!("CARGO_BIN_EXE_backlog"));
            let output = program.env_clear().arg("-C").arg(&root).arg("calendar").args(options).output().unwrap();
            assert!(output.status.success() && output.stderr.is_empty());
            output.stdout
        };
        let printed = program(&[]);
        let text = String::from_utf8_lossy(&printed);
        let differs = text.lines().zip(String::from_utf8_lossy(&committed).lines()).position(|(new, old)| new != old);
        assert!(committed == printed, "{name}.ics differs from line {:?} on", differs.map(|at| at + 1));
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/calls.ics");
        program(&["--out", file.to_str().unwrap()]);
        assert!(std::fs::read(file).unwrap() == committed, "{name}");
    }
}

#[test]
fn the_other_readers_notice_breakages() {
    let groups = load_groups();
    let (name, years) = ("exceptions of all kinds", YEARS[0]);
    let views = views(&groups[name]);
    let (right, text) = (call_rows(&views, years.0, years.1), render_calendar(&views, false).unwrap());
    let without = |key: &str| text.split_inclusive("\r\n").filter(|line| !line.starts_with(key)).collect::<String>();
    let breakages = [
        ("an exception", without("EXDATE")),
        ("the nth week", text.replace("BYDAY=2TH", "BYDAY=3TH")),
        ("the time", text.replace("T090000\r\n", "T093000\r\n")),
    ];
    let of_zone = ("the zone", text.replace("TZOFFSETTO:+0200", "TZOFFSETTO:+0100"));
    let is_right = |text: String, expand: fn(&Path) -> Option<Vec<Rows>>| {
        let rows = expand(write_calendars(&BTreeMap::from([(name, text)])).path())?.remove(0);
        Some(rows.iter().all(|row| right.contains(row)) && rows.len() == right.len())
    };
    let by_python = |folder: &Path| expand_in_python(folder, "events", YEARS[0]);
    let by_node = |folder: &Path| expand_in_node(folder, YEARS[0]);
    assert_ne!(is_right(text.clone(), by_python), Some(false));
    assert_ne!(is_right(text.clone(), by_node), Some(false));
    for (what, broken) in breakages {
        assert_ne!(broken, text, "{what}");
        assert_ne!(is_right(broken.clone(), by_python), Some(true), "{what}");
        assert_ne!(is_right(broken, by_node), Some(true), "{what}");
    }
    assert_ne!(is_right(of_zone.1, by_node), Some(true), "{}", of_zone.0);
}
