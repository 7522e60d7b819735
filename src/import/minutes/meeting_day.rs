//! The day of the call: as given, at the top of the page, or in the file name.

mod week;

use super::lines::SourceLine;
use super::next_call::is_about_next;
use super::parts::{MinutesPart, PartKind};
use super::source::SourceDoubts;
use super::words::plain_text;
use crate::import::ImportOptions;
use crate::import::doubt::DoubtKind;
use crate::model::schedule::weekday_name;
use crate::model::spelling::{fold_name, is_listed};
use crate::model::workgroup::Workgroup;
use crate::text::dates::{DateMention, date_in_name, find_date, full_weekdays, parse_date};
use chrono::{Datelike, NaiveDate, Weekday};
use week::find_day_of_week;

/// What determines the day of a call apart from its text.
#[derive(Debug, Clone, Copy)]
pub struct DayContext<'c> {
    /// The name of the file, without its extension.
    pub stem: &'c str,
    /// The day or the year that the user gave.
    pub options: &'c ImportOptions,
    /// The group, whose schedule has the day of a week.
    pub workgroup: Option<&'c Workgroup>,
}

/// A line near the top with a day.
struct DayClaim<'t> {
    rank: ClaimRank,
    line: SourceLine<'t>,
    /// The date as written.
    written: String,
    /// Two if day and month may be swapped; none without a year.
    days: Vec<NaiveDate>,
    has_short_year: bool,
}

/// How sure it is that a day is that of the call, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ClaimRank {
    /// `Date: ...`, or nothing but a day.
    Sure,
    /// A title with a day, or a line that starts with one.
    Title,
    /// A line with a day below another heading.
    Below,
    /// A day in any other line.
    Prose,
}

/// Where a source should have its day, why it has none, and what helps.
type MissingDay<'t> = (SourceLine<'t>, String, &'static str);

/// The number of lines with text that are the top of a page.
const TOP_LINES: usize = 12;
/// The number of parts that are near the top of a page.
const TOP_PARTS: usize = 4;

/// The headings of lines with the day, folded.
const LABELS: &str =
    "date meetingdate calldate dateofmeeting dateofthemeeting dateofcall dateandtime datetime day when";

/// Finds the day, and takes its line from a part that is not about it. Adds doubts about other days; `None` with a doubt
/// if no day is sure.
pub fn find_day(parts: &mut [MinutesPart], context: DayContext, doubts: &mut SourceDoubts) -> Option<NaiveDate> {
    let claims = collect_claims(parts, context.options.year);
    let top = parts.iter().flat_map(|part| part.heading.iter().chain(&part.lines)).find(|line| !line.is_empty());
    let top = top.copied().unwrap_or_default();
    let (given, in_name) = (context.options.day, date_in_name(context.stem));
    let dated = || claims.iter().filter(|claim| !claim.days.is_empty());
    let mut pool: Vec<&DayClaim> = dated().filter(|claim| claim.rank < ClaimRank::Below).collect();
    if pool.is_empty() {
        // Text further down may mention any other day.
        pool.extend(dated().find(|claim| in_name.is_none_or(|day| claim.days.contains(&day))));
    }
    let agrees = |day: &NaiveDate| pool.iter().any(|claim| claim.days.contains(day));
    let alone = pool.iter().filter(|claim| claim.days.len() == 1).map(|claim| claim.days[0]).next();
    let chosen = given.or(in_name.filter(agrees)).or(alone).or(in_name);
    let found = chosen.map(Ok).or_else(|| find_day_of_week(parts, context, top));
    let found = found.unwrap_or_else(|| Err(describe_missing_day(&claims, top))).map_err(|(line, why, help)| {
        let message = format!("{why}; these minutes are not imported");
        doubts.add(DoubtKind::NoDate, line, message).help = Some(help.to_owned());
    });
    let day = found.ok()?;
    if pool.is_empty() && in_name == Some(day) && given.is_none() {
        let message = format!("no date at the top of these minutes; {day} is from the file name");
        doubts.add(DoubtKind::NoDate, top, message);
    }
    for claim in pool.iter().filter(|_| given.is_none()) {
        let message = match (&claim.days[..], claim.days.contains(&day)) {
            ([_], true) => continue,
            ([other], false) => format!("the date here is {other}, but the call is dated {day}"),
            (_, true) => format!("{}, read as {day}", describe_readings(claim)),
            (_, false) => format!("{}, but the call is dated {day}", describe_readings(claim)),
        };
        doubts.add(DoubtKind::FileName, claim.line, message);
    }
    let claim = pool.iter().find(|claim| claim.days.contains(&day));
    let line = claim.map_or(top, |claim| claim.line);
    if claim.is_some_and(|claim| claim.has_short_year) {
        doubts.add_short_year(line, day);
    }
    if let Some(weekday) = claim.and_then(|claim| contradicting_weekday(claim.line.text, day)) {
        let message = format!("{day} is a {}, not a {}", weekday_name(day.weekday()), weekday_name(weekday));
        let help = "Correct `date` and the file name of the record if the date is wrong.";
        doubts.add(DoubtKind::Weekday, line, message).help = Some(help.to_owned());
    }
    if let Some(other) = in_name.filter(|other| *other != day) {
        let message = format!("the call of {day} is in a file named {other}");
        let help = "Correct `date` and the file name of the record if the name of the source is right.";
        doubts.add(DoubtKind::FileName, line, message).help = Some(help.to_owned());
    }
    if claim.is_some_and(|claim| claim.rank == ClaimRank::Below) {
        parts.iter_mut().for_each(|part| part.lines.retain(|other| other.at != line.at));
    }
    doubt_second_call(parts, day, doubts);
    Some(day)
}

/// Adds a doubt where another call starts: at a heading below the title that is a day, or the title with another day.
fn doubt_second_call(parts: &[MinutesPart], day: NaiveDate, doubts: &mut SourceDoubts) {
    let without_day = |text: &str, found: &DateMention| {
        fold_name(&format!("{} {}", &text[..found.range.start], &text[found.range.end..]))
    };
    let dated = parts.iter().filter_map(|part| {
        let title = part.title();
        find_date(&title).map(|found| (part, title, found))
    });
    let (titles, later): (Vec<_>, Vec<_>) = dated.partition(|(part, ..)| part.kind == PartKind::Title);
    let is_another = |found: &DateMention| match found.has_year {
        true => !found.days.contains(&day),
        false => found.in_year(day.year()) != Some(day),
    };
    let second = later.iter().find(|(part, text, found)| {
        let is_title = || titles.iter().any(|(_, title, day)| without_day(title, day) == without_day(text, found));
        part.kind == PartKind::Other
            && is_another(found)
            && !is_about_next(text)
            && (is_whole_line(text, found) || is_title())
    });
    if let Some((part, text, _)) = second {
        let message = format!("`{text}` may be another call; its text is in the minutes of {day}");
        let help = "If it is one, write it into a source of its own and import that.";
        doubts.add(DoubtKind::FileName, part.heading.unwrap_or_default(), message).help = Some(help.to_owned());
    }
}

/// `12/04/2023 may be 2023-04-12 or 2023-12-04`.
fn describe_readings(claim: &DayClaim) -> String {
    let days: Vec<String> = claim.days.iter().map(NaiveDate::to_string).collect();
    format!("{} may be {}", claim.written, days.join(" or "))
}

fn describe_missing_day<'t>(claims: &[DayClaim<'t>], top: SourceLine<'t>) -> MissingDay<'t> {
    match claims.first() {
        None => (top, "no date found".to_owned(), "Add the date of the call to the first heading, or use --date DATE."),
        Some(claim) if claim.days.is_empty() => {
            let help = "Use --year YEAR, or --date DATE, or add the year to the source.";
            (claim.line, format!("{} has no year", claim.written), help)
        }
        Some(claim) => {
            (claim.line, describe_readings(claim), "Write it as YYYY-MM-DD in the source, or use --date DATE.")
        }
    }
}

/// The days near the top, the surest first.
fn collect_claims<'t>(parts: &[MinutesPart<'t>], year: Option<i32>) -> Vec<DayClaim<'t>> {
    let titles = || parts.iter().filter(|part| part.kind == PartKind::Title);
    let lines = titles().flat_map(|part| &part.lines).filter(|line| !line.is_empty()).take(TOP_LINES);
    let is_page = titles().all(|part| part.heading.is_none());
    let headings = titles().filter_map(|part| part.heading).map(|heading| read_claim(heading, true, false, year));
    let lines = lines.enumerate().map(|(at, line)| read_claim(*line, is_page && at == 0, false, year));
    let below = parts.iter().filter(|part| part.kind != PartKind::Title).take(TOP_PARTS).flat_map(|part| {
        let first = part.lines.iter().find(|line| !line.is_empty());
        let heading = part.heading.into_iter().map(|heading| read_claim(heading, true, true, year));
        heading.chain(first.map(|line| read_claim(*line, false, true, year)))
    });
    let mut claims: Vec<DayClaim> = headings.chain(lines).chain(below).flatten().collect();
    claims.sort_by_key(|claim| claim.rank);
    claims
}

/// The day in a line near the top. Below other headings, only one that is the whole line.
fn read_claim(line: SourceLine, is_title: bool, is_below: bool, year: Option<i32>) -> Option<DayClaim> {
    let plain = plain_text(line.text);
    (!is_about_next(&plain)).then_some(())?;
    let (is_labeled, rest) = strip_label(&plain);
    let Some(mut found) = find_date(rest) else {
        // Without separators.
        let days = vec![date_in_name(&plain).filter(|_| is_title && !is_below)?];
        return Some(DayClaim { rank: ClaimRank::Title, line, written: plain, days, has_short_year: false });
    };
    found.settle_by_weekday(&plain);
    let is_whole = is_whole_line(rest, &found);
    let rank = match is_below {
        true => (is_whole || is_title).then_some(ClaimRank::Below)?,
        false if is_labeled || is_whole => ClaimRank::Sure,
        false if is_title || begins_with_day(rest, &found) => ClaimRank::Title,
        false => ClaimRank::Prose,
    };
    let is_useless = if found.has_year { found.days.is_empty() } else { rank == ClaimRank::Prose };
    (!is_useless).then_some(())?;
    let written = rest[found.range.clone()].to_owned();
    let without_year = year.filter(|_| !found.has_year).and_then(|year| found.in_year(year));
    let days = if found.has_year { found.days } else { without_year.into_iter().collect() };
    Some(DayClaim { rank, line, written, days, has_short_year: found.has_short_year })
}

/// Whether a line starts with a label of the day, and the rest of it.
fn strip_label(plain: &str) -> (bool, &str) {
    let plain = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_separator = |c: char| matches!(c, ':' | '|');
    let (label, rest) = plain.split_once(is_separator).or_else(|| plain.split_once(' ')).unwrap_or(("", plain));
    match is_listed(&fold_name(label), LABELS) {
        true => (true, rest.trim_start_matches(|c: char| is_separator(c) || c.is_whitespace())),
        false => (false, plain),
    }
}

fn begins_with_day(text: &str, found: &DateMention) -> bool {
    !text[..found.range.start].contains(char::is_alphanumeric)
}

/// Whether a line has only a date and its weekday.
fn is_whole_line(text: &str, found: &DateMention) -> bool {
    let mut words = text[found.range.end..].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    begins_with_day(text, found) && words.all(|word| full_weekdays(word).next().is_some())
}

/// The weekday in a line that does not match its date.
fn contradicting_weekday(text: &str, day: NaiveDate) -> Option<Weekday> {
    full_weekdays(text).find(|weekday| *weekday != day.weekday())
}

/// The heading at the top of a page that is not a title, and the lines without the title, its repetitions and the day. The
/// title is the first text of the source.
pub fn strip_title<'t>(part: &MinutesPart<'t>, text: &str, day: NaiveDate) -> (String, Vec<SourceLine<'t>>) {
    // The mark of a heading may have letters.
    let line_start = |line: &SourceLine| text[..line.at].rfind('\n').unwrap_or(0);
    let is_first = |line: &SourceLine| !text[..line_start(line)].contains(char::is_alphanumeric);
    let has_day = |line: &SourceLine| {
        let found = find_date(line.text).filter(|found| found.days.contains(&day));
        found.is_some() && !line.text.trim_end().ends_with('.') && contradicting_weekday(line.text, day).is_none()
    };
    let heading = part.heading.filter(|heading| !is_first(heading) && !has_only_day(heading.text, day));
    let first = part.lines.iter().find(|line| !line.is_empty());
    let title = part.heading.or(first.filter(|line| is_first(line) && has_day(line)).copied());
    let title = title.map(|title| plain_text(title.text));
    let is_more = |line: &&SourceLine| !has_only_day(line.text, day) && title != Some(plain_text(line.text));
    let heading = heading.map(|heading| plain_text(heading.text)).unwrap_or_default();
    (heading, part.lines.iter().filter(is_more).copied().collect())
}

/// Whether a line has nothing but the date of the call.
pub fn has_only_day(text: &str, day: NaiveDate) -> bool {
    let plain = plain_text(text);
    let (_, rest) = strip_label(&plain);
    contradicting_weekday(text, day).is_none()
        && parse_date(rest).is_some_and(|found| found.days.contains(&day) && is_whole_line(rest, &found))
}

#[cfg(test)]
mod tests;
