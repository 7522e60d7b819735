//! The lists in imported sources: minutes and a backlog table as groups wrote them by hand.

use super::measure::{Case, Files};

const MINUTES: &[&[&str]] = &[&["import", "minutes", "2026-02-12.md", "--dry-run"]];
const TABLE: &[&[&str]] = &[&["import", "table", "table.md", "--dry-run"]];

/// The cases for them.
pub fn import_cases() -> Vec<Case> {
    let minutes = |name: &str, text: fn(usize) -> String| import_case(name, "2026-02-12.md", text, MINUTES);
    let table = |name: &str, text: fn(usize) -> String| import_case(name, "table.md", text, TABLE);
    vec![
        minutes("attendees in a line", |n| format!("# Minutes 2026-02-12\n\nAttendees: {}\n", join_names(n, ", "))),
        minutes("attendees in a table", |n| {
            format!("# Minutes 2026-02-12\n\n## Attendees\n\n| Organization | Name |\n| --- | --- |\n{}", table_rows(n))
        }),
        minutes("headings", |n| {
            (0..n).fold("# Minutes 2026-02-12\n".to_owned(), |text, at| format!("{text}\n## Heading {at}\n"))
        }),
        minutes("sections", |n| {
            (0..n).fold("# Minutes 2026-02-12\n".to_owned(), |text, at| {
                format!("{text}\n## Heading {at}\n\nText {at}.\n")
            })
        }),
        minutes("items", |n| {
            let head = "# Minutes 2026-02-12\n\n## Agenda\n\n| Issue # | Company | Summary | Status Update |\n";
            (0..n).fold(format!("{head}| --- | --- | --- | --- |\n"), |text, at| {
                format!("{text}| #{} | Orange | **Name {at}** | Text. AP Orange: text |\n", at + 10)
            })
        }),
        minutes("action points", |n| {
            let head = "# Minutes 2026-02-12\n\n## Action Points\n\n";
            (0..n).fold(head.to_owned(), |text, at| format!("{text}- AP Orange: text {at}\n"))
        }),
        table("rows in Markdown", |n| {
            let head = "| API | Owner | Supporters |\n| --- | --- | --- |\n";
            (0..n).fold(head.to_owned(), |text, at| format!("{text}| Name {at} | Orange | GSMA |\n"))
        }),
        table("rows in HTML", |n| {
            let head = "<table>\n<tr><th>API</th><th>Owner</th><th>Supporters</th></tr>\n";
            let rows =
                |text: String, at: usize| format!("{text}<tr><td>Name {at}</td><td>Orange</td><td>GSMA</td></tr>\n");
            (0..n).fold(head.to_owned(), rows) + "</table>\n"
        }),
        table("supporters in a cell", |n| {
            format!(
                "| API | Owner | Supporters |\n| --- | --- | --- |\n| Name | Orange | {} |\n",
                join_names(n, "<br>")
            )
        }),
    ]
}

fn import_case(
    name: &str,
    file: &'static str,
    text: fn(usize) -> String,
    commands: &'static [&'static [&'static str]],
) -> Case {
    let files = move |n| {
        Files::from([
            ("workgroup.yaml".to_owned(), "name: G\nrepository: o/r\n".to_owned()),
            (file.to_owned(), text(n)),
        ])
    };
    Case { name: name.to_owned(), files: Box::new(files), commands }
}

fn join_names(count: usize, between: &str) -> String {
    (0..=count).map(|at| format!("Name {at}")).collect::<Vec<_>>().join(between)
}

fn table_rows(count: usize) -> String {
    (0..count).map(|at| format!("| Organization {at} | Name {at} |\n")).collect()
}
