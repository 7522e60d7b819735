//! The repository of a made-up group in any size, which follows the procedure.

mod calls;
mod chance;
mod proposals;
mod prose;

use backlog::store::yaml::to_yaml;
use chrono::{Datelike, Days, NaiveDate};
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
    save("workgroup.yaml".to_owned(), &workgroup_record(calls.first().copied(), &not_held))?;
    for (day, record) in calls::call_records(&calls, &planned) {
        save(format!("minutes/{day}.yaml"), &record)?;
    }
    for proposal in planned {
        save(format!("backlog/{}.yaml", proposal.slug), &proposal.record)?;
    }
    Ok(calls.last().copied())
}

fn workgroup_record(first: Option<NaiveDate>, not_held: &[NaiveDate]) -> Value {
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
        "schedule": [{ "every": "2 weeks", "from": first, "start": "09:00", "end": "10:30" }],
        "not-held": not_held.iter().map(holiday).collect::<Value>(),
        "agenda": { "closes-days-before": 7 },
        "reviewer": {
            "name": "TSC",
            "mail": "tsc@lists.example.org",
            "schedule": [{ "every": "2 weeks", "from": first.map(review_after) }],
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

/// The day between two calls on which the reviewer meets.
pub fn review_after(call: NaiveDate) -> NaiveDate {
    call + Days::new(7)
}

/// Every other Thursday up to February 2026, oldest first, and those of them around Christmas. More than 600 calls begin
/// about 2001, since no record may be older than 2000, and end later.
fn call_days(count: usize) -> (Vec<NaiveDate>, Vec<NaiveDate>) {
    const DAYS_BETWEEN: u64 = 14;
    let (mut held, mut not_held) = (Vec::with_capacity(count), Vec::new());
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let mut day = day(2026, 2, 26).max(day(2002, 1, 3) + Days::new(DAYS_BETWEEN * count as u64));
    while held.len() < count {
        let is_holiday = day.month() == 12 && (24..=26).contains(&day.day());
        if is_holiday {
            not_held.push(day)
        } else {
            held.push(day)
        }
        day = day - Days::new(DAYS_BETWEEN);
    }
    held.reverse();
    not_held.reverse();
    (held, not_held)
}
