//! The repository of a made-up group in any size, which follows the procedure.

mod calls;
mod chance;
mod plan;
mod proposals;
mod prose;

use chrono::NaiveDate;
use std::fmt::Write as _;
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
    let plan = plan::RepositoryPlan::new(proposals, calls);
    for folder in ["backlog", "minutes"] {
        std::fs::create_dir_all(root.join(folder))?;
    }
    std::fs::write(root.join("workgroup.yaml"), workgroup_file(&plan))?;
    for proposal in &plan.proposals {
        let path = root.join("backlog").join(format!("{}.yaml", proposal.slug));
        std::fs::write(path, proposals::proposal_file(proposal, &plan))?;
    }
    for (day, text) in calls::call_files(&plan) {
        std::fs::write(root.join("minutes").join(format!("{day}.yaml")), text)?;
    }
    Ok(plan.calls.last().copied())
}

fn workgroup_file(plan: &plan::RepositoryPlan) -> String {
    let mut text = "name: Generated Backlog\nrepository: example/backlog\ntimezone: UTC\nschedule:\n\
        \x20 - { slot: 2nd thursday, start: \"09:00\", end: \"10:30\" }\n\
        \x20 - { slot: 4th thursday, start: \"15:00\", end: \"16:30\" }\n"
        .to_owned();
    if !plan.not_held.is_empty() {
        text.push_str("not-held:\n");
    }
    // Writing into a string cannot fail.
    for day in &plan.not_held {
        let _ = writeln!(text, "  - {{ date: {day}, reason: public holiday }}");
    }
    text.push_str(
        "agenda: { closes-days-before: 7 }\nreviewer:\n  name: TSC\n  mail: tsc@lists.example.org\n  schedule:\n\
        \x20   - { slot: 1st thursday }\n    - { slot: 3rd thursday }\n\
        minutes: { style: api-backlog }\nnotices:\n  - heading: Antitrust Policy\n    text: |\n\
        \x20     Members compete with each other, so whoever takes part keeps to the antitrust policy of the project.\n\n\
        \x20     Questions go to your company's own counsel.\n\
        \x20 - heading: Procedures\n    text: |\n\
        \x20     1. The agenda closes **seven days** ahead of each call.\n\
        \x20     2. The calls are on the 2nd and the 4th Thursday.\n\
        \x20        - Who wants a point on the agenda opens its issue by then.\n\
        \x20     3. The template is merged before the reviewer sees the proposal.\n",
    );
    text.push_str("organizations:\n");
    for number in 1..=ORGANIZATIONS {
        let name = organization_name(number);
        let _ = match number % 4 {
            0 => writeln!(text, "  - {{ name: {name}, aliases: [OP{number}, Op. {number}] }}"),
            _ => writeln!(text, "  - {name}"),
        };
    }
    text.push_str("people:\n");
    for number in 1..=ORGANIZATIONS {
        for letter in ["A", "B", "C"] {
            let role = if (number, letter) == (1, "A") { ", role: chair" } else { "" };
            let name = organization_name(number);
            let _ = writeln!(text, "  - {{ name: Delegate {number} {letter}, organization: {name}{role} }}");
        }
    }
    text
}
