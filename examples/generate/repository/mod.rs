//! The repository of a made-up group in any size, which follows the procedure.

mod calls;
mod chance;
mod proposals;
mod prose;

use backlog::store::yaml::to_yaml;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde_json::{Value, json};
use std::path::Path;

/// As many organizations as CAMARA's group lists.
pub const ORGANIZATIONS: u32 = 40;

/// A made-up name.
pub fn organization_name(number: u32) -> String {
    format!("Operator {number}")
}

/// Writes the repository into a folder and returns the day of its last call.
///
/// # Errors
/// When a folder or a file cannot be written.
pub fn write(root: &Path, proposals: usize, calls: usize) -> std::io::Result<Option<NaiveDate>> {
    let (calls, not_held) = call_days(calls);
    let mut planned = Vec::with_capacity(proposals);
    for number in 0..proposals {
        planned.push(proposals::plan_proposal(number, proposals, &calls, &planned));
    }
    for folder in ["backlog", "minutes"] {
        std::fs::create_dir_all(root.join(folder))?;
    }
    let save =
        |path: String, record: &Value| std::fs::write(root.join(path), to_yaml(record).map_err(std::io::Error::other)?);
    save("workgroup.yaml".to_owned(), &workgroup_record(&not_held))?;
    for (day, record) in calls::call_records(&calls, &planned) {
        save(format!("minutes/{day}.yaml"), &record)?;
    }
    for proposal in planned {
        save(format!("backlog/{}.yaml", proposal.slug), &proposal.record)?;
    }
    Ok(calls.last().copied())
}

fn workgroup_record(not_held: &[NaiveDate]) -> Value {
    let organization = |number: u32| match number % 4 {
        0 => json!({ "name": organization_name(number), "aliases": [format!("OP{number}"), format!("Op. {number}")] }),
        _ => json!(organization_name(number)),
    };
    let person = |number: u32| {
        let role = (number == 3).then_some("chair");
        let name = format!("Delegate {} {}", number / 3, ["A", "B", "C"][number as usize % 3]);
        json!({ "name": name, "organization": organization_name(number / 3), "role": role })
    };
    let holiday = |day: &NaiveDate| json!({ "date": day, "reason": "public holiday" });
    json!({
        "name": "Generated Backlog",
        "repository": "example/backlog",
        "timezone": "UTC",
        "schedule": [
            { "slot": "2nd thursday", "start": "09:00", "end": "10:30" },
            { "slot": "4th thursday", "start": "15:00", "end": "16:30" },
        ],
        "not-held": not_held.iter().map(holiday).collect::<Value>(),
        "agenda": { "closes-days-before": 7 },
        "reviewer": {
            "name": "TSC",
            "mail": "tsc@lists.example.org",
            "schedule": [{ "slot": "1st thursday" }, { "slot": "3rd thursday" }],
        },
        "minutes": { "style": "api-backlog" },
        "notices": [
            { "heading": "Antitrust Policy", "text": "Whoever takes part keeps to the antitrust policy.\n\nAsk your counsel.\n" },
            { "heading": "Procedures", "text": "1. The agenda closes **seven days** ahead.\n   - Open the issue by then.\n" },
        ],
        "organizations": (1..=ORGANIZATIONS).map(organization).collect::<Value>(),
        "people": (3..3 * ORGANIZATIONS + 3).map(person).collect::<Value>(),
    })
}

/// Which Thursday of its month a day is, if it is a Thursday.
pub fn nth_thursday(day: NaiveDate) -> Option<u32> {
    (day.weekday() == Weekday::Thu).then(|| (day.day() - 1) / 7 + 1)
}

/// The 2nd and 4th Thursdays up to February 2026, oldest first, and those of them around Christmas.
fn call_days(count: usize) -> (Vec<NaiveDate>, Vec<NaiveDate>) {
    let (mut held, mut not_held) = (Vec::with_capacity(count), Vec::new());
    let mut day = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap_or_default();
    while held.len() < count {
        if matches!(nth_thursday(day), Some(2 | 4)) {
            let is_holiday = day.month() == 12 && (24..=26).contains(&day.day());
            if is_holiday { not_held.push(day) } else { held.push(day) }
        }
        day = day - Days::new(1);
    }
    held.reverse();
    not_held.reverse();
    (held, not_held)
}
