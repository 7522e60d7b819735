//! The lists in imported sources: minutes and a backlog table as groups wrote them by hand.

/// A list: its name, the source, and the text before, in and after its entries. `@` is the number of an entry.
pub type SourceRow = (&'static str, &'static str, &'static str, &'static str, &'static str);

const MINUTES: &str = "2026-02-12.md";
const TABLE: &str = "table.md";

#[rustfmt::skip]
pub const SOURCES: [SourceRow; 9] = [
    ("attendees in a line", MINUTES, "# Minutes 2026-02-12\n\nAttendees: Name", ", Name @", "\n"),
    ("attendees in a table", MINUTES, "# Minutes 2026-02-12\n\n## Attendees\n\n| Organization | Name |\n| --- | --- |\n", "| Organization @ | Name @ |\n", ""),
    ("headings", MINUTES, "# Minutes 2026-02-12\n", "\n## Heading @\n", ""),
    ("sections", MINUTES, "# Minutes 2026-02-12\n", "\n## Heading @\n\nText @.\n", ""),
    ("items", MINUTES, "# Minutes 2026-02-12\n\n## Agenda\n\n| Issue # | Company | Summary | Status Update |\n| --- | --- | --- | --- |\n", "| #1@ | Orange | **Name @** | Text. AP Orange: text |\n", ""),
    ("action points", MINUTES, "# Minutes 2026-02-12\n\n## Action Points\n\n", "- AP Orange: text @\n", ""),
    ("rows in Markdown", TABLE, "| API | Owner | Supporters |\n| --- | --- | --- |\n", "| Name @ | Orange | GSMA |\n", ""),
    ("rows in HTML", TABLE, "<table>\n<tr><th>API</th><th>Owner</th><th>Supporters</th></tr>\n", "<tr><td>Name @</td><td>Orange</td><td>GSMA</td></tr>\n", "</table>\n"),
    ("supporters in a cell", TABLE, "| API | Owner | Supporters |\n| --- | --- | --- |\n| Name | Orange | Name", "<br>Name @", " |\n"),
];

/// The command that imports a source.
pub fn commands_for(source: &str) -> &'static [&'static [&'static str]] {
    match source {
        MINUTES => &[&["import", "minutes", MINUTES, "--dry-run"]],
        _ => &[&["import", "table", TABLE, "--dry-run"]],
    }
}

/// The source with a number of entries.
pub fn source_with((.., before, entry, after): &SourceRow, entries: usize) -> String {
    (0..entries).fold((*before).to_owned(), |text, at| text + &entry.replace('@', &at.to_string())) + after
}
