//! A small made-up group to play with.

use crate::source::Source;
use crate::store::load::WORKGROUP;
use chrono::{Days, NaiveDate};

/// The records of the demo: their names and texts, in which a word such as `DAY-7` is a day before or after today.
const FILES: [(&str, &str); 5] = [
    ("backlog/drift-buoys.yaml", include_str!("demo/drift-buoys.yaml")),
    ("backlog/tide-tables.yaml", include_str!("demo/tide-tables.yaml")),
    ("minutes/DAY-7.yaml", include_str!("demo/last-call.yaml")),
    ("minutes/DAY+7.yaml", include_str!("demo/next-call.yaml")),
    (WORKGROUP, include_str!("demo/workgroup.yaml")),
];

/// The records of a group that had a call a week before today and has one a week after it, ordered as they are written:
/// `workgroup.yaml` last. They have no findings today.
pub fn demo_records(today: NaiveDate) -> Vec<Source> {
    let fill = |text: &str| fill_days(text, today);
    FILES.iter().map(|(path, text)| Source { path: fill(path), text: fill(text) }).collect()
}

/// Replaces `DAY`, `DAY-7` and `DAY+7` by days, and the same in braces by the days as ids of action points have them.
fn fill_days(text: &str, today: NaiveDate) -> String {
    let mut parts = text.split("DAY");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.strip_prefix(['-', '+']).unwrap_or_default();
        let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let days = digits[..length].parse().map(Days::new).unwrap_or(Days::new(0));
        let day = if part.starts_with('-') { today.checked_sub_days(days) } else { today.checked_add_days(days) };
        let rest = if length == 0 { part } else { &part[1 + length..] };
        let is_id = rest.starts_with("_ID");
        filled += &day.unwrap_or(today).format(if is_id { "%Y%m%d" } else { "%Y-%m-%d" }).to_string();
        filled += rest.strip_prefix("_ID").unwrap_or(rest);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::when::When;
    use crate::rules::{Overrides, check};
    use crate::store::load::Files;
    use crate::view::Views;
    use crate::view::moment::Now;

    #[test]
    fn days_are_counted_from_today() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        let text = "added: DAY-10, id: DAY-7_ID-01, due: DAY+7, sent: DAY";
        assert_eq!(fill_days(text, today), "added: 2026-02-19, id: 20260222-01, due: 2026-03-08, sent: 2026-03-01");
    }

    #[test]
    fn the_demo_has_no_findings_on_the_day_it_is_made_and_no_errors_later() {
        let first = NaiveDate::from_ymd_opt(2027, 12, 20).unwrap();
        for today in first.iter_days().take(80) {
            let files = demo_records(today).into_iter().map(|file| (file.path, file.text.into_bytes())).collect();
            let group = Files::from_bytes("/nowhere".as_ref(), files).decode_group();
            let workgroup = group.workgroup.as_ref().unwrap();
            for (later, hour) in [(0, 0), (0, 12), (0, 23), (1, 12), (7, 9), (8, 12), (400, 12)] {
                let day = today + Days::new(later);
                let now = When::parse(&format!("{day}T{hour:02}:30Z")).unwrap();
                let views = Views::new(&group, workgroup, Now::from_when(now, workgroup.timezone));
                let found = check(&views, &Overrides::default()).findings;
                let is_wrong = |level| later == 0 || level == crate::finding::Level::Error;
                let wrong: Vec<_> = found.iter().filter(|finding| is_wrong(finding.level)).collect();
                assert!(wrong.is_empty(), "{today}, on {day} at {hour}: {wrong:#?}");
            }
        }
    }
}
