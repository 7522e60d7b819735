//! What concerns a day, for one call after the other, without looking at everything for each of them.

use chrono::NaiveDate;

/// Finds the spans of days that include a day. It is fast if the days ascend.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// The first day of each span and its position in the list, in the order of the days.
    starts: Vec<(NaiveDate, usize)>,
    /// The last day of each span, by position; `None` if it has no end.
    ends: Vec<Option<NaiveDate>>,
    /// How many of `starts` are not after `day`.
    started: usize,
    day: NaiveDate,
    /// The positions of the spans that include `day`, in order.
    active: Vec<usize>,
}

impl Sweep {
    /// Sweeps over spans of days, each from its first day to its last; `None` if it has no end.
    pub fn new(spans: impl IntoIterator<Item = (NaiveDate, Option<NaiveDate>)>) -> Self {
        let (starts, ends): (Vec<_>, Vec<_>) = spans.into_iter().unzip();
        let mut starts: Vec<_> = starts.into_iter().zip(0..).collect();
        starts.sort_unstable();
        Self { starts, ends, started: 0, day: NaiveDate::MIN, active: Vec::new() }
    }

    /// The positions of the spans that include a day, in order.
    pub fn move_to(&mut self, day: NaiveDate) -> &[usize] {
        if day < self.day {
            self.started = 0;
            self.active.clear();
        }
        self.day = day;
        let ends = &self.ends;
        let is_active = |at: &usize| ends[*at].is_none_or(|end| day <= end);
        let started = self.starts.partition_point(|(start, _)| *start <= day);
        self.active.retain(is_active);
        let begun = self.starts[self.started..started].iter().map(|(_, at)| *at);
        self.active.extend(begun.filter(is_active));
        self.active.sort_unstable();
        self.started = started;
        &self.active
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sweep_finds_what_a_scan_finds(
            spans in prop::collection::vec((0_u64..30, prop::option::of(0_u64..40)), 0..12),
            days in prop::collection::vec(0_u64..45, 0..20),
        ) {
            let day = |number| NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().checked_add_days(Days::new(number)).unwrap();
            let mut sweep = Sweep::new(spans.iter().map(|(first, last)| (day(*first), last.map(day))));
            for asked in days {
                let includes = |(first, last): &(u64, Option<u64>)| *first <= asked && last.is_none_or(|last| asked <= last);
                let found: Vec<usize> = spans.iter().enumerate().filter(|(_, span)| includes(span)).map(|(at, _)| at).collect();
                prop_assert_eq!(sweep.move_to(day(asked)), &found[..]);
            }
        }
    }
}
