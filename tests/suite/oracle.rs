//! The minutes and the table as cmark-gfm shows them: tables, rows, cells, and the text of the cells.

mod mom;

use crate::cmark::{Shown, decode_percent, has_oracle, run_cmark, shown_html, shown_xml};
use crate::records::views_on;
use backlog::model::group::Group;
use backlog::model::meeting::{Attendee, Item, Meeting};
use backlog::model::proposal::{Proposal, ProposalKind};
use backlog::model::reference::Reference;
use backlog::render::outputs;
use backlog::store::load;
use backlog::view::Views;
use backlog::view::agenda::ItemSection;
use backlog::view::day_list::format_days;
use backlog::view::owners;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;

/// A table with its header, and the visible content of each cell.
struct ShownTable {
    head: Vec<String>,
    rows: Vec<Vec<Shown>>,
}

/// The tables of a document. cmark-gfm writes the tags of a Markdown table on lines of their own, and those inside a
/// cell on the line of the cell.
fn read_tables(markdown: &str) -> Vec<ShownTable> {
    let html = run_cmark(markdown, "html");
    let mut tables: Vec<ShownTable> = Vec::new();
    for line in html.lines() {
        let cell = |tag: &str| {
            let inner = line.strip_prefix(&format!("<{tag}"))?.split_once('>')?.1;
            Some(shown_html(inner.strip_suffix(&format!("</{tag}>")).unwrap_or_else(|| panic!("a cell ends: {line}"))))
        };
        match line {
            "<table>" => tables.push(ShownTable { head: Vec::new(), rows: Vec::new() }),
            "<tr>" => tables.last_mut().unwrap().rows.push(Vec::new()),
            _ if line.starts_with("<th>") || line.starts_with("<th ") => {
                tables.last_mut().unwrap().head.push(cell("th").unwrap().text);
            }
            _ if line.starts_with("<td>") || line.starts_with("<td ") => {
                tables.last_mut().unwrap().rows.last_mut().unwrap().push(cell("td").unwrap());
            }
            _ => {}
        }
    }
    for table in &mut tables {
        // The header row has no body cells.
        assert!(table.rows.remove(0).is_empty());
        let wide = table.head.len();
        assert!(table.rows.iter().all(|row| row.len() == wide), "a row of {:?} has other cells", table.head);
    }
    tables
}

/// Shows prose alone with cmark-gfm; cached, because the same prose is in the minutes of many calls.
#[derive(Default)]
struct Oracle(RefCell<HashMap<String, String>>);

impl Oracle {
    fn shown_text(&self, prose: &str) -> String {
        let mut known = self.0.borrow_mut();
        known.entry(prose.to_owned()).or_insert_with(|| shown_xml(&run_cmark(prose, "xml")).text).clone()
    }
}

/// Collapses whitespace, as [`Shown`] does.
fn collapse_whitespace(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Asserts that the text contains the pieces, one after the other.
fn assert_in_order(text: &str, pieces: &[String], place: &str) {
    let mut from = 0;
    for piece in pieces {
        let at = text[from..].find(piece.as_str());
        let at = at.unwrap_or_else(|| panic!("{place}: not there, or not in its order: {piece:?}\nin {text:?}"));
        from += at + piece.len();
    }
}

/// Runs a test on the small repository and on the project's own records.
fn with_repositories(test: impl Fn(&Views, &Oracle)) {
    with_folders(["tests/repos/group", "."], test);
}

/// Runs a test on the records in these folders of the project.
fn with_folders(folders: [&str; 2], test: impl Fn(&Views, &Oracle)) {
    if !has_oracle() {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in folders {
        let group: Group = load::read_files(&root.join(folder)).unwrap().decode_group();
        test(&views_on(&group, "2026-04-10"), &Oracle::default());
    }
}

fn join_names(names: &[impl AsRef<str>]) -> String {
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" & ")
}

fn format_attendee(person: &Attendee) -> String {
    let absent = (!person.present).then_some("absent");
    let remarks: Vec<&str> = person.role.as_deref().into_iter().chain(absent).chain(person.note.as_deref()).collect();
    let remarks = remarks.join(", ");
    if remarks.is_empty() { person.name.value.clone() } else { format!("{} ({remarks})", person.name.value) }
}

#[test]
fn the_attendance_names_everybody() {
    with_repositories(|views, _| {
        for meeting in &views.group.meetings {
            let Some(delegations) = &meeting.attendance else { continue };
            let tables = read_tables(&outputs::render_minutes(views, meeting).unwrap());
            assert_eq!(tables[0].head, ["Organization", "Name"]);
            let day = meeting.date.value;
            let mut expected: Vec<(String, Vec<String>)> = views
                .workgroup
                .organizations
                .iter()
                .filter(|one| one.is_member_on(day))
                .map(|one| (one.name.value.clone(), Vec::new()))
                .collect();
            for delegation in delegations {
                let name = views.index.organization_name(&delegation.organization).to_owned();
                let people = delegation.people.iter().map(format_attendee);
                match expected.iter_mut().find(|(organization, _)| *organization == name) {
                    Some((_, known)) => known.extend(people),
                    None => expected.push((name, people.collect())),
                }
            }
            let shown = |row: &Vec<Shown>| (row[0].text.clone(), row[1].text.clone());
            let expected: Vec<_> =
                expected.into_iter().map(|(organization, people)| (organization, people.join(", "))).collect();
            assert_eq!(tables[0].rows.iter().map(shown).collect::<Vec<_>>(), expected, "{day}");
        }
    });
}

/// The reference in the first cell of an item, and its URL.
fn issue_and_url(item: &Item, proposal: Option<&Proposal>, views: &Views) -> Option<(String, Option<String>)> {
    let own = |reference: &Reference| views.index.normalize_reference(reference);
    if let Some(pr) = &item.pr {
        return Some((views.links.pr_label(pr), views.links.pr_url(pr)));
    }
    let issue = item.issue.as_ref().or_else(|| proposal.and_then(|proposal| proposal.issue.as_ref()))?;
    Some((own(issue).to_string(), views.links.issue_url(issue)))
}

#[test]
fn every_agenda_item_is_a_row_with_its_history() {
    with_repositories(|views, oracle| {
        for meeting in &views.group.meetings {
            let day = meeting.date.value;
            let tables = read_tables(&outputs::render_minutes(views, meeting).unwrap());
            let of_agenda = |table: &&ShownTable| table.head == ["Issue #", "Company", "Summary", "Status Update"];
            let mut shown = tables.iter().filter(of_agenda);
            let agenda = views.agenda.items(meeting);
            for section in [ItemSection::Current, ItemSection::OutOfAgenda, ItemSection::Closing] {
                let items: Vec<_> = agenda.iter().filter(|item| item.section == section).collect();
                if items.is_empty() {
                    continue;
                }
                let rows = &shown.next().unwrap_or_else(|| panic!("{day}: a table of {section:?}")).rows;
                assert_eq!(rows.len(), items.len(), "{day}: rows of {section:?}");
                for (item, row) in items.iter().zip(rows) {
                    let place = format!("{day}, {section:?}, {:?}", row[0].text);
                    let (label, url) = issue_and_url(item.item, item.proposal, views).unwrap_or_default();
                    let family = item.proposal.filter(|proposal| proposal.kind == ProposalKind::ApiFamily);
                    let members =
                        family.iter().flat_map(|family| &family.related).map(|it| views.links.issue_label(it));
                    let labels: Vec<String> = std::iter::once(label).chain(members).collect();
                    assert_eq!(row[0].text, labels.join(", "), "{place}");
                    assert!(url.is_none_or(|url| row[0].links.contains(&decode_percent(&url))), "{place}");
                    let title = item.item.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
                    let title = item.proposal.map_or(title, |proposal| owners::name_on(proposal, day).to_owned());
                    assert!(row[2].text.starts_with(&collapse_whitespace(&title)), "{place}: {:?}", row[2].text);
                    if let Some(proposal) = item.proposal {
                        assert_company(&row[1].text, proposal, views, day, &place);
                        assert_template(&row[2], proposal, views, &place);
                    }
                    assert_in_order(&row[3].text, &status_pieces(item, meeting, views, oracle), &place);
                }
            }
            assert!(shown.next().is_none(), "{day}: a table too many");
        }
    });
}

fn assert_company<'g>(shown: &str, proposal: &'g Proposal, views: &Views<'g>, day: NaiveDate, place: &str) {
    let now = join_names(&views.owners.owners_on(proposal, day));
    let before = views.owners.owners_before(proposal, day);
    let expected = if before.is_empty() { now } else { format!("{now} before: {}", join_names(&before)) };
    assert_eq!(shown, collapse_whitespace(&expected), "{place}");
}

/// Asserts that the summary has the template PR with its URL, or says that there is none.
fn assert_template(shown: &Shown, proposal: &Proposal, views: &Views, place: &str) {
    match proposal.template.as_ref().and_then(|template| template.pr.as_ref()) {
        None if views.links.template_url(proposal).is_none() => {
            assert!(shown.text.contains("not available yet"), "{place}: {}", shown.text);
        }
        None => assert!(shown.links.contains(&decode_percent(&views.links.template_url(proposal).unwrap())), "{place}"),
        Some(pr) => {
            let label = views.links.pr_label(pr);
            assert!(shown.text.contains(&label), "{place}: {}", shown.text);
            assert_eq!(views.links.pr_url(pr).map(|url| shown.links.contains(&url)), Some(true), "{place}");
        }
    }
}

/// The expected text of the last cell: context, history, the update of this call, open action points.
fn status_pieces(
    item: &backlog::view::agenda::AgendaItem,
    meeting: &Meeting,
    views: &Views,
    oracle: &Oracle,
) -> Vec<String> {
    let day = meeting.date.value;
    let mut pieces = Vec::new();
    let summary = item.proposal.and_then(|proposal| proposal.summary.as_ref());
    pieces.extend(summary.map(|summary| format!("Initial context: {}", oracle.shown_text(summary))));
    // The same text of several calls appears once, under all of their days.
    let entries = views.history.entries(&item.subject);
    let history = entries.iter().filter(|entry| entry.date.is_none_or(|date| date < day));
    let mut last = None;
    for entry in history.filter(|entry| entry.text.is_some() || !entry.decisions.is_empty()) {
        let expected: Vec<_> =
            entry.text.iter().chain(&entry.decisions).map(|prose| oracle.shown_text(prose)).collect();
        if last.as_ref() != Some(&expected) {
            pieces.extend(expected.clone());
        }
        last = Some(expected);
    }
    if entries.iter().any(|entry| entry.date == Some(day)) {
        pieces.push(format!("Meeting update {}:", format_days([day])));
    }
    if item.item.treated == Some(false) {
        pieces.push("Not treated".to_owned());
    }
    for prose in item.item.notes.iter().chain(&item.item.decisions) {
        pieces.push(oracle.shown_text(prose));
    }
    for action in views.actions.open_on(day).filter(|action| action.subject.as_ref() == Some(&item.subject)) {
        pieces.push(format!("AP {} ({}", action.id.unwrap_or_default(), action.owners.join(", ")));
        pieces.push(oracle.shown_text(action.text));
    }
    pieces
}

#[test]
fn the_register_lists_what_is_open_or_was_closed_in_the_call() {
    with_repositories(|views, oracle| {
        for meeting in &views.group.meetings {
            let day = meeting.date.value;
            let tables = read_tables(&outputs::render_minutes(views, meeting).unwrap());
            let register = tables.iter().find(|table| table.head.first().is_some_and(|head| head == "Action"));
            let open: Vec<_> = views.actions.open_on(day).collect();
            let rows = register.map(|table| table.rows.as_slice()).unwrap_or_default();
            let shown_open: Vec<&Vec<Shown>> = rows.iter().filter(|row| row[5].text.starts_with("open")).collect();
            assert_eq!(shown_open.len(), open.len(), "{day}");
            for (row, action) in shown_open.iter().zip(&open) {
                assert_eq!(row[0].text, action.id.unwrap_or_default(), "{day}");
                let owners: Vec<&str> =
                    action.owners.iter().map(|owner| views.index.organization_name(owner)).collect();
                assert_eq!(row[2].text, owners.join(", "), "{day}");
                let notes: Vec<String> = action.notes_on(day).map(|note| oracle.shown_text(note)).collect();
                assert!(notes.iter().all(|note| row[5].text.contains(note)), "{day}: {}", row[5].text);
                assert_eq!(row[3].text, oracle.shown_text(action.text), "{day}");
                assert_eq!(row[4].text, action.due_on(day).map(|due| due.to_string()).unwrap_or_default(), "{day}");
            }
            for update in &meeting.action_updates {
                let row = rows.iter().find(|row| row[0].text == update.id.value);
                assert!(row.is_some(), "{day}: {} is reported in the call that changed it", update.id.value);
            }
        }
    });
}

#[test]
fn prose_around_the_tables_is_all_there() {
    with_repositories(|views, oracle| {
        for meeting in &views.group.meetings {
            let minutes = outputs::render_minutes(views, meeting).unwrap();
            let document = shown_html(&run_cmark(&minutes, "html")).text;
            let topics = meeting.topics.iter().flat_map(|topic| topic.notes.iter().chain(&topic.decisions));
            let recap = meeting.recap.iter().flat_map(|recap| recap.text.iter());
            let sections = meeting.sections.iter().flat_map(|section| section.text.iter());
            let prose = topics.chain(recap).chain(sections).chain(&meeting.discussion).chain(&meeting.aob);
            let day = meeting.date.value;
            let notices = views.workgroup.notices.iter().filter(|notice| notice.is_in_force(day));
            for prose in prose.chain(notices.map(|notice| &notice.text)) {
                assert!(
                    document.contains(&oracle.shown_text(prose)),
                    "{day}: {:?}\nin {document}",
                    oracle.shown_text(prose)
                );
            }
        }
    });
}

/// A day as the table writes it.
fn format_day(day: NaiveDate) -> String {
    day.format("%Y/%m/%d").to_string()
}

#[test]
fn the_table_has_a_row_for_every_proposal() {
    with_repositories(|views, oracle| {
        let mut tables = read_tables(&outputs::render_table(views).unwrap());
        assert_eq!(tables.len(), 1);
        let table = tables.remove(0);
        assert_eq!(
            table.head,
            [
                "API [family] name",
                "Supporters in API Backlog Working Group (* API Owner)",
                "API [family] proposal template & registration date",
                &format!("API backlog & {} - Status", views.reviews.reviewer_name().unwrap_or("reviewer")),
                "Sub Project Link & Active Maintainers",
                "Latest Release & date",
            ]
        );
        let rows = views.stages.table_rows();
        assert_eq!(table.rows.len(), rows.len());
        for (row, proposal) in table.rows.iter().zip(rows) {
            let place = proposal.slug.as_str();
            assert_eq!(row[0].text, collapse_whitespace(&proposal.name), "{place}");
            let issue = proposal.issue.as_ref().and_then(|issue| views.links.issue_url(issue));
            assert!(issue.is_none_or(|url| row[0].links.contains(&url)), "{place}: {:?}", row[0].links);
            let owners: Vec<String> =
                views.owners.current_owners(proposal).iter().map(|owner| format!("{owner}*")).collect();
            assert!(row[1].text.starts_with(&owners.join(", ")), "{place}: {}", row[1].text);
            assert!(
                views.owners.supporters(proposal).iter().all(|one| row[1].text.contains(one)),
                "{place}: {}",
                row[1].text
            );
            let registered = proposal.registered.as_ref().map_or("N/A".to_owned(), |day| format_day(day.value));
            assert!(row[2].text.ends_with(&registered), "{place}: {}", row[2].text);
            match views.links.template_url(proposal) {
                Some(url) => assert!(row[2].links.contains(&decode_percent(&url)), "{place}: {:?}", row[2].links),
                None => assert!(row[2].text.starts_with("N/A"), "{place}: {}", row[2].text),
            }
            let stages: Vec<String> = proposal
                .stages
                .iter()
                .flat_map(|reached| {
                    let day = reached.date.as_ref().map_or("N/A".to_owned(), |date| format_day(date.value));
                    let stage = format!("{} ({day})", views.reviews.format_stage(reached.stage.value));
                    [Some(stage), reached.reason.as_ref().map(|reason| oracle.shown_text(reason))]
                })
                .flatten()
                .collect();
            assert_in_order(&row[3].text, &stages, place);
            let repository = proposal.repository.as_ref();
            let expected = repository.and_then(|it| it.name.as_ref().or(it.note.as_deref()));
            assert!(
                expected.is_none_or(|expected| row[4].text.contains(expected.as_str())),
                "{place}: {}",
                row[4].text
            );
            let url = repository.and_then(|it| it.url.as_ref());
            assert!(url.is_none_or(|url| row[4].links.contains(&url.value)), "{place}");
            if let Some(release) = proposal.releases.last() {
                let name = release.version.as_ref().or(release.tag.as_ref());
                assert!(name.is_none_or(|name| row[5].text.contains(name.as_str())), "{place}: {}", row[5].text);
            }
        }
    });
}
