//! The minutes of style `mom` as cmark-gfm shows them, section by section, against the file of the call.

use super::{Oracle, ShownTable, assert_in_order, collapse_whitespace, format_attendee, read_tables, with_folders};
use crate::cmark::{decode_percent, run_cmark, shown_html};
use backlog::model::meeting::{Attendee, Item, Meeting};
use backlog::render::outputs;
use backlog::view::Views;
use backlog::view::owners;

/// The sections in order; others may come between them.
const SECTIONS: [&str; 5] = ["Attendees", "Agenda", "Discussion", "Action points", "AOB"];

/// Runs a test on every call of both groups, with its minutes as HTML.
fn with_minutes(test: impl for<'g> Fn(&Views<'g>, &Oracle, &'g Meeting, &str, &str)) {
    with_folders(["tests/repos/mom", "tests/repos/webrtc"], |views, oracle| {
        for meeting in &views.group.meetings {
            let markdown = outputs::render_minutes(views, meeting).unwrap();
            test(views, oracle, meeting, &markdown, &run_cmark(&markdown, "html"));
        }
    });
}

/// The section below a heading, as HTML.
fn section_html<'h>(html: &'h str, heading: &str) -> &'h str {
    let (_, rest) = html.split_once(&format!("<h2>{heading}</h2>\n")).unwrap_or_else(|| panic!("{heading} in {html}"));
    rest.split("<h2>").next().unwrap()
}

/// The items of the lists in HTML without nested lists.
fn list_entries(html: &str) -> Vec<String> {
    html.split("<li>").skip(1).map(|entry| shown_html(entry.split("</li>").next().unwrap()).text).collect()
}

fn table_rows<'t>(tables: &'t [ShownTable], first: &str) -> &'t [Vec<crate::cmark::Shown>] {
    tables.iter().find(|table| table.head[0] == first).map(|table| table.rows.as_slice()).unwrap_or_default()
}

#[test]
fn the_sections_are_in_order() {
    with_minutes(|views, _, meeting, _, html| {
        let day = meeting.date.value.to_string();
        let headings: Vec<&str> = html.lines().filter(|line| line.starts_with("<h2>")).collect();
        let expected: Vec<String> = SECTIONS.iter().map(|heading| format!("<h2>{heading}</h2>")).collect();
        assert_in_order(&headings.concat(), &expected, &day);
        let title = html.lines().find_map(|line| line.strip_prefix("<h1>")).unwrap();
        assert!(title.starts_with(&format!("MoM - {} - {day}", *views.workgroup.name)), "{title}");
        assert!(html.contains("<p><strong>Date:</strong> ") && html.contains(&format!(" {day}")), "{day}");
    });
}

#[test]
fn everybody_is_listed_with_the_organization() {
    with_minutes(|views, _, meeting, _, html| {
        let Some(rows) = views.attendance.rows(meeting) else { return };
        let listed = |one: &Attendee, organization: &str| {
            let (known, remarks) = (format!("{} ({organization})", *one.name), format_attendee(one));
            let remarks = remarks.strip_prefix(one.name.as_str()).unwrap().trim_matches([' ', '(', ')']);
            if remarks.is_empty() { known } else { format!("{known}, {remarks}") }
        };
        let mut expected: Vec<String> =
            rows.iter().flat_map(|row| row.people.iter().map(|one| listed(one, row.organization))).collect();
        let alone = rows.iter().filter(|row| row.people.is_empty()).map(|row| row.organization).collect::<Vec<_>>();
        expected.extend(Some(format!("Nobody from {}", alone.join(", "))).filter(|_| !alone.is_empty()));
        assert_eq!(list_entries(section_html(html, "Attendees")), expected, "{}", meeting.date.value);
    });
}

#[test]
fn prose_is_shown_as_it_is_shown_alone() {
    with_minutes(|_, _, meeting, _, html| {
        let (agenda, discussion) = (section_html(html, "Agenda"), section_html(html, "Discussion"));
        for (prose, place) in [(&meeting.outline, agenda), (&meeting.discussion, discussion)] {
            let Some(prose) = prose else { continue };
            // Equal to the tag, including nested lists and line breaks.
            assert!(place.contains(run_cmark(prose, "html").trim_end()), "{prose:?} in {place}");
        }
        if meeting.outline.is_none() {
            assert_eq!(list_entries(agenda).len(), meeting.items().count(), "{agenda}");
        }
        for section in &meeting.sections {
            let heading = section.heading.as_ref().unwrap();
            assert_eq!(section_html(html, heading), run_cmark(section.text.as_ref().unwrap(), "html"));
        }
    });
}

/// The title of an item, and the URL of its reference.
fn title_and_url(item: &Item, views: &Views, meeting: &Meeting) -> (String, Option<String>) {
    let proposal = views.index.subject_proposal(&views.index.item_subject(item));
    let own = item.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
    let title = proposal.map_or(own, |proposal| owners::name_on(proposal, meeting.date.value).to_owned());
    (collapse_whitespace(&title), item.issue.as_ref().and_then(|issue| views.links.issue_url(issue)))
}

#[test]
fn every_item_is_a_row_with_what_this_call_said() {
    with_minutes(|views, oracle, meeting, markdown, _| {
        let tables = read_tables(markdown);
        let rows = table_rows(&tables, "Item");
        assert_eq!(rows.len(), meeting.items().count());
        for (item, row) in meeting.items().zip(rows) {
            let (title, url) = title_and_url(item, views, meeting);
            assert!(row[0].text.ends_with(&title), "{}: {title}", row[0].text);
            assert_eq!(row[0].links.iter().next().cloned(), url.map(|url| decode_percent(&url)), "{title}");
            if let Some(who) = &item.who {
                assert_eq!(row[1].text, collapse_whitespace(who));
            }
            let mut expected: Vec<String> =
                (item.treated == Some(false)).then(|| "Not treated".to_owned()).into_iter().collect();
            expected.extend(item.notes.iter().map(|prose| oracle.shown_text(prose)));
            expected.extend(item.decisions.iter().map(|prose| format!("Decision: {}", oracle.shown_text(prose))));
            assert_eq!(row[2].text, expected.join(" "), "{title}");
        }
    });
}

#[test]
fn action_points_are_numbered_and_their_ids_stay_in_the_file() {
    with_minutes(|views, oracle, meeting, markdown, html| {
        let tables = read_tables(markdown);
        let opened = meeting
            .opened_actions()
            .map(|(_, action)| (None, &action.owners, action.text.as_str(), action.due.as_ref().map(|due| due.value)));
        let listed = meeting.register.iter().map(|line| {
            (line.id.as_ref().map(|id| id.as_str()), &line.owners, line.text.as_ref().unwrap().as_str(), line.due)
        });
        let expected: Vec<_> = opened.chain(listed).collect();
        let rows = table_rows(&tables, "Description");
        assert_eq!(rows.len(), expected.len());
        let mut number = 0;
        for ((id, owners, text, due), row) in expected.into_iter().zip(rows) {
            number = id.map_or(number + 1, |id| id.parse().unwrap());
            assert!(row[0].text.starts_with(&format!("{number}. {}", oracle.shown_text(text))), "{}", row[0].text);
            assert!(due.is_none_or(|due| row[0].text.contains(&format!("(due {due}"))), "{}", row[0].text);
            let owners: Vec<&str> = owners.iter().map(|owner| views.index.organization_name(owner)).collect();
            assert_eq!(row[1].text, owners.join(", "));
        }
        let earlier = table_rows(&tables, "Of earlier calls");
        assert_eq!(earlier.len(), meeting.action_updates.len());
        for (update, row) in meeting.action_updates.iter().zip(earlier) {
            let note = update.note.as_ref().map(|note| oracle.shown_text(note)).unwrap_or_default();
            assert!(row[2].text.contains(&note), "{}", row[2].text);
        }
        let ids = views.actions.all().iter().filter_map(|action| action.id).filter(|id| id.len() > 8);
        ids.for_each(|id| assert!(!html.contains(id), "{id}"));
    });
}

#[test]
fn the_next_meeting_is_the_last_entry_of_aob() {
    with_minutes(|views, _, meeting, _, html| {
        let next = list_entries(section_html(html, "AOB")).pop().unwrap();
        let day = meeting.date.value;
        assert!(next.to_lowercase().contains("next meeting"), "{day}: {next}");
        if meeting.next.is_none() {
            assert!(next.contains(&views.calls.next_after(day).unwrap().date.to_string()), "{day}: {next}");
        }
    });
}
