//! The slots that explain the days of imported calls.

use crate::model::group::Group;
use crate::model::meeting::Meeting;
use crate::model::schedule::{TimedSlot, weekday_name};
use crate::model::wording::format_count;
use crate::view::calendar::{Calendar, ScheduledDay};
use chrono::{Datelike, NaiveDate, NaiveTime};
use std::collections::{BTreeMap, BTreeSet};

/// Slots that explain the days of calls from a first day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedSlots {
    /// The days as `add-slot` takes them, such as `2nd thursday`.
    pub slots: Vec<String>,
    /// The first of the days.
    pub since: NaiveDate,
    /// The day before the rhythm changed.
    pub until: Option<NaiveDate>,
    /// The start that most announcements of the next call have, and their end.
    pub hours: Option<(NaiveTime, Option<NaiveTime>)>,
}

/// The fewest calls that show a rhythm.
const FEWEST_CALLS: usize = 3;

/// Proposes slots for the days that the group's schedule does not explain. A changed rhythm gives several proposals.
pub fn propose_slots(calls: &[&Meeting], group: &Group) -> Vec<ProposedSlots> {
    let calendar = group.workgroup.as_ref().map(Calendar::new);
    let is_explained =
        |day: NaiveDate| calendar.as_ref().is_some_and(|calendar| calendar.scheduled_day(day) != ScheduledDay::NoSlot);
    let unplanned = calls.iter().copied().chain(&group.meetings).filter(|call| call.extra.is_none());
    let days: BTreeSet<NaiveDate> = unplanned.map(|call| call.date.value).filter(|day| !is_explained(*day)).collect();
    let days: Vec<NaiveDate> = days.into_iter().collect();
    let hours = most_frequent_hours(calls);
    let mut proposed: Vec<ProposedSlots> = Vec::new();
    let mut at = 0;
    while at + FEWEST_CALLS <= days.len() {
        let Some(best) = find_best_rhythm(&days[at..]) else {
            at += 1;
            continue;
        };
        let since = days[at];
        if let Some(last) = proposed.last_mut() {
            last.until = since.pred_opt();
        }
        at += best.length;
        let until = days.get(at).and_then(|_| days.get(at - 1)).copied();
        proposed.push(ProposedSlots { slots: best.slots, since, until, hours });
    }
    proposed
}

impl ProposedSlots {
    /// The command that adds the slots, with placeholders for times that the sources do not give.
    pub fn add_command(&self) -> String {
        let format = |time: Option<NaiveTime>, unknown: &str| {
            time.map_or_else(|| unknown.to_owned(), |time| time.format("%H:%M").to_string())
        };
        let (start, end) = self.hours.unzip();
        let times = format!("{}-{}", format(start, "START"), format(end.flatten(), "END"));
        let slots: Vec<String> = self.slots.iter().map(|slot| format!("\"{slot} {times}\"")).collect();
        let until = self.until.map(|until| format!(" --until {until}")).unwrap_or_default();
        format!("backlog add-slot {} --since {}{until}", slots.join(" "), self.since)
    }
}

/// A rhythm and how many days from the first one on it takes.
struct Rhythm {
    slots: Vec<String>,
    length: usize,
    score: i64,
}

/// The rhythm from the first of some days on that explains the most days and expects the fewest others.
fn find_best_rhythm(days: &[NaiveDate]) -> Option<Rhythm> {
    let rhythms = list_rhythms(*days.first()?).into_iter().filter_map(|slots| score_rhythm(slots, days));
    rhythms.reduce(|best, other| if other.score > best.score { other } else { best })
}

/// The rhythms that a day may be the first of; the usual ones first.
fn list_rhythms(day: NaiveDate) -> Vec<Vec<String>> {
    const WHICH: [&str; 6] = ["1st", "2nd", "3rd", "4th", "5th", "last"];
    let weekday = weekday_name(day.weekday()).to_ascii_lowercase();
    let of_month = |which: &str| format!("{which} {weekday}");
    let weekly = |weeks: u8| vec![format!("every {} from {day}", format_count(weeks, "week"))];
    let falls_on = |which: &&str| {
        TimedSlot::parse(&format!("{} 00:00-01:00", of_month(which)), day).is_ok_and(|slot| slot.falls_on(day))
    };
    let own: Vec<&str> = WHICH.into_iter().filter(falls_on).collect();
    let mut rhythms = vec![weekly(2), weekly(1)];
    rhythms.extend(own.iter().map(|which| vec![of_month(which)]));
    rhythms.extend([weekly(3), weekly(4)]);
    for one in own {
        let other = |which: &&str| *which != one;
        rhythms.extend(WHICH.into_iter().filter(other).map(|other| {
            let both = WHICH.into_iter().filter(|which| [one, other].contains(which));
            both.map(of_month).collect()
        }));
    }
    rhythms
}

/// Rates a rhythm: a call on it counts for it, and a day of it without a call against it. It ends where its score is
/// highest. `None` if it explains too little.
fn score_rhythm(texts: Vec<String>, days: &[NaiveDate]) -> Option<Rhythm> {
    let first = *days.first()?;
    let parse = |text: &String| TimedSlot::parse(&format!("{text} 00:00-01:00"), first).ok();
    let slots: Vec<TimedSlot> = texts.iter().map(parse).collect::<Option<_>>()?;
    let (mut score, mut hits, mut since) = (0_i64, 0_usize, first);
    let mut best = Rhythm { slots: texts, length: 0, score: 0 };
    for (at, day) in days.iter().enumerate() {
        let is_hit = slots.iter().any(|slot| slot.falls_on(*day));
        let before = day.pred_opt()?;
        let missed = slots.iter().flat_map(|slot| slot.days_between(since, before)).count();
        hits += usize::from(is_hit);
        // A call off the rhythm was moved: the day that it left counts already.
        score += i64::from(is_hit) - i64::try_from(missed).ok()?;
        since = day.succ_opt()?;
        let is_regular = hits >= FEWEST_CALLS && hits * 3 >= (at + 1) * 2 && score * 2 >= i64::try_from(hits).ok()?;
        if is_hit && is_regular && score > best.score {
            (best.score, best.length) = (score, at + 1);
        }
        // It is over.
        if score < -4 {
            break;
        }
    }
    (best.length > 0).then_some(best)
}

/// The hours that most calls announce for the next one.
fn most_frequent_hours(calls: &[&Meeting]) -> Option<(NaiveTime, Option<NaiveTime>)> {
    let mut counts = BTreeMap::new();
    let announced = calls.iter().filter_map(|call| {
        let next = call.next.as_ref();
        call.start.map(|start| (start, call.end)).or_else(|| next.and_then(|next| Some((next.start?, next.end))))
    });
    announced.for_each(|hours| *counts.entry(hours).or_insert(0_usize) += 1);
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(hours, _)| hours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::load::Files;

    fn propose_for(workgroup: &str, days: &str) -> Vec<String> {
        let group = Files::from_texts(&[("workgroup.yaml", workgroup)]).decode_group();
        let day = |day: &str| day.parse::<NaiveDate>().unwrap();
        let calls: Vec<Meeting> =
            days.split(' ').map(|text| Meeting { date: day(text).into(), ..Meeting::default() }).collect();
        let proposed = propose_slots(&calls.iter().collect::<Vec<_>>(), &group);
        let command = |slots: &ProposedSlots| slots.add_command();
        proposed.iter().map(command).collect()
    }

    #[test]
    fn slots_follow_from_days() {
        for (days, expected) in [
            (
                "2024-01-09 2024-01-23 2024-02-06 2024-02-20",
                &["backlog add-slot \"every 2 weeks from 2024-01-09 START-END\" --since 2024-01-09"][..],
            ),
            (
                "2024-01-03 2024-02-07 2024-03-06 2024-04-03 2024-05-01",
                &["backlog add-slot \"1st wednesday START-END\" --since 2024-01-03"],
            ),
            (
                "2024-01-31 2024-02-28 2024-03-27 2024-04-24 2024-05-29",
                &["backlog add-slot \"last wednesday START-END\" --since 2024-01-31"],
            ),
            (
                // With a day off the rhythm, and one without a call.
                "2025-10-09 2025-10-23 2025-11-13 2025-11-27 2025-12-11 2026-01-08 2026-01-20 2026-02-12 2026-02-26",
                &["backlog add-slot \"2nd thursday START-END\" \"4th thursday START-END\" --since 2025-10-09"],
            ),
            (
                "2024-01-01 2024-01-08 2024-01-15 2024-01-22 2024-02-06 2024-02-20 2024-03-05 2024-03-19",
                &[
                    "backlog add-slot \"every 1 week from 2024-01-01 START-END\" --since 2024-01-01 --until 2024-02-05",
                    "backlog add-slot \"every 2 weeks from 2024-02-06 START-END\" --since 2024-02-06",
                ],
            ),
            ("2024-01-01 2024-01-18", &[]),
            ("2024-01-01 2024-02-14 2024-05-30 2024-11-05", &[]),
        ] {
            assert_eq!(propose_for("name: G\n", days), expected, "{days}");
        }
        let set = "name: G\nschedule: [{ slot: 1st wednesday, start: '09:00', end: '10:00' }]\n";
        assert_eq!(propose_for(set, "2024-01-03 2024-02-07 2024-03-06 2024-04-03"), [""; 0]);
    }
}
