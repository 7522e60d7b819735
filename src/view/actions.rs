//! The register of action points, gathered from the files of all calls.

use super::Views;
use super::index::Subject;
use crate::model::action::ActionStatus;
use crate::model::when::parse_day;
use crate::source::{FileId, Place, Spanned};
use chrono::NaiveDate;
use std::collections::HashMap;

/// An action point and what calls said of it since.
#[derive(Debug, Clone)]
pub struct ActionPoint<'g> {
    /// As the file writes it. `None` where it writes none: then no later call can speak of it.
    pub id: Option<&'g str>,
    /// Organisations, persons or roles; may be empty in old records.
    pub owners: Vec<&'g str>,
    /// Markdown; empty where an imported register has none.
    pub text: &'g str,
    /// The call that opened it; for an imported register the day in its id, else the first that listed it.
    pub opened: NaiveDate,
    /// What it is about, where it stands at an item.
    pub subject: Option<Subject>,
    /// The whole entry where it was opened; for an imported one its id, or the top of the file.
    pub place: Place,
    /// Whether only an imported register knows it.
    pub imported: bool,
    /// Oldest first, beginning with the day it was opened.
    changes: Vec<Change<'g>>,
}

/// What a call made of an action point.
#[derive(Debug, Clone, Copy)]
struct Change<'g> {
    on: NaiveDate,
    status: ActionStatus,
    due: Option<NaiveDate>,
    note: Option<&'g str>,
}

impl<'g> ActionPoint<'g> {
    /// What the call of a day noted about it, in the order of its file. Markdown.
    pub fn notes_on(&self, day: NaiveDate) -> impl Iterator<Item = &'g str> {
        self.changes.iter().filter(move |change| change.on == day).filter_map(|change| change.note)
    }

    /// Whether the call of a day said anything of it.
    pub fn is_changed_on(&self, day: NaiveDate) -> bool {
        self.changes.iter().any(|change| change.on == day)
    }

    /// Where it stood at the end of a day. `None` when it was not open yet.
    pub fn status_on(&self, day: NaiveDate) -> Option<ActionStatus> {
        self.change_by(day).map(|change| change.status)
    }

    /// When it was due, as of a day.
    pub fn due_on(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.change_by(day).and_then(|change| change.due)
    }

    /// Where it stands at last, and when it is due.
    pub fn status(&self) -> (ActionStatus, Option<NaiveDate>) {
        self.changes.last().map_or((ActionStatus::Open, None), |last| (last.status, last.due))
    }

    /// The call that closed it, or gave it up, if it is closed by the end of a day.
    pub fn closed_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        let by_then = &self.changes[..self.changes.partition_point(|change| change.on <= day)];
        let reopened = by_then.iter().rposition(|change| change.status == ActionStatus::Open).map_or(0, |at| at + 1);
        by_then.get(reopened).map(|change| change.on)
    }

    fn change_by(&self, day: NaiveDate) -> Option<&Change<'g>> {
        self.changes.iter().rev().find(|change| change.on <= day)
    }
}

impl<'g> Views<'g> {
    /// The action points that are open at the end of a day, oldest first.
    pub fn open_actions(&self, day: NaiveDate) -> impl Iterator<Item = &ActionPoint<'g>> {
        self.actions().iter().filter(move |action| action.status_on(day) == Some(ActionStatus::Open))
    }

    /// The action points about a subject, in the order in which they were opened.
    pub fn actions_of(&self, subject: &Subject) -> impl Iterator<Item = &ActionPoint<'g>> {
        let actions = self.actions();
        let by_subject = self.actions_by_subject.get_or_init(|| by_subject(actions));
        by_subject.get(subject).into_iter().flatten().filter_map(|at| actions.get(*at))
    }
}

fn by_subject(actions: &[ActionPoint]) -> HashMap<Subject, Vec<usize>> {
    let mut by_subject: HashMap<Subject, Vec<usize>> = HashMap::new();
    for (at, action) in actions.iter().enumerate() {
        if let Some(subject) = &action.subject {
            by_subject.entry(subject.clone()).or_default().push(at);
        }
    }
    by_subject
}

/// Gathers the register; [`Views::actions`] keeps it.
pub(super) fn collect<'g>(views: &Views<'g>) -> Vec<ActionPoint<'g>> {
    let mut points: Vec<ActionPoint<'g>> = Vec::new();
    let mut by_id: HashMap<&'g str, usize> = HashMap::new();
    for meeting in &views.group.meetings {
        let on = meeting.date.value;
        for (item, action) in meeting.opened_actions() {
            if let Some(id) = &action.id {
                by_id.entry(id.as_str()).or_insert(points.len());
            }
            points.push(ActionPoint {
                id: text_of(action.id.as_ref()),
                owners: action.owners.iter().map(|owner| owner.as_str()).collect(),
                text: &action.text,
                opened: on,
                subject: item.map(|item| views.index.subject(item)),
                place: action.place,
                imported: false,
                changes: vec![Change {
                    on,
                    status: ActionStatus::Open,
                    due: action.due.as_ref().map(|due| due.value),
                    note: None,
                }],
            });
        }
        for listed in &meeting.register {
            let status = listed.status.unwrap_or(ActionStatus::Open);
            let known = listed.id.as_ref().and_then(|id| by_id.get(id.as_str()));
            if let Some(at) = known {
                change(&mut points[*at], on, (Some(status), listed.due), text_of(listed.note.as_ref()));
                continue;
            }
            if let Some(id) = &listed.id {
                by_id.insert(id.as_str(), points.len());
            }
            let opened = listed.id.as_ref().and_then(|id| day_of(id)).filter(|day| *day <= on).unwrap_or(on);
            let change = Change {
                on: if status == ActionStatus::Open { opened } else { on },
                status,
                due: listed.due,
                note: text_of(listed.note.as_ref()),
            };
            points.push(ActionPoint {
                id: text_of(listed.id.as_ref()),
                owners: listed.owners.iter().map(|owner| owner.as_str()).collect(),
                text: text_of(listed.text.as_ref()).unwrap_or_default(),
                opened,
                subject: None,
                place: listed.id.as_ref().map_or(Place::top(FileId(meeting.file.0)), |id| id.place),
                imported: true,
                changes: vec![change],
            });
        }
        for update in &meeting.action_updates {
            if let Some(at) = by_id.get(update.id.as_str()) {
                change(&mut points[*at], on, (update.status, update.due), text_of(update.note.as_ref()));
            }
        }
    }
    points
}

/// What is not said stays as it was.
fn change<'g>(
    point: &mut ActionPoint<'g>,
    on: NaiveDate,
    (status, due): (Option<ActionStatus>, Option<NaiveDate>),
    note: Option<&'g str>,
) {
    let (last_status, last_due) = point.status();
    point.changes.push(Change { on, status: status.unwrap_or(last_status), due: due.or(last_due), note });
}

fn text_of(text: Option<&Spanned<String>>) -> Option<&str> {
    text.map(|text| text.as_str())
}

/// The day and the number in an id of the form `YYYYMMDD-NN`.
pub fn parts_of(id: &str) -> Option<(NaiveDate, u32)> {
    let (day, number) = id.split_once('-')?;
    let shaped =
        day.len() == 8 && number.len() == 2 && (day.bytes().chain(number.bytes())).all(|byte| byte.is_ascii_digit());
    if !shaped {
        return None;
    }
    let day = parse_day(&format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]))?;
    number.parse().ok().map(|number| (day, number))
}

fn day_of(id: &str) -> Option<NaiveDate> {
    parts_of(id).map(|(day, _)| day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_holds_a_real_day() {
        assert_eq!(
            parts_of("20260212-01").map(|(day, number)| (day.to_string(), number)),
            Some(("2026-02-12".into(), 1))
        );
        for bad in ["20260230-01", "2026-02-12-01", "20260212-1", "20260212-001", "AP1", "20260212", "２026021-01"] {
            assert_eq!(parts_of(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_action_point_stands_as_of_a_day() {
        let files = [
            (
                "minutes/2026-01-08.yaml",
                "date: 2026-01-08\nactions:\n  - { id: 20260108-01, owners: [DT], text: one, due: 2026-01-22 }\n  \
                 - { id: 20260108-02, text: two }\n",
            ),
            (
                "minutes/2026-01-22.yaml",
                "date: 2026-01-22\naction-updates:\n  - { id: 20260108-01, due: 2026-02-26, note: more time }\n  \
                 - { id: 20260108-02, status: closed }\n",
            ),
            (
                "minutes/2026-02-12.yaml",
                "date: 2026-02-12\naction-updates: [{ id: 20260108-01, status: not-pursued }]\n",
            ),
        ];
        super::super::tests::on(&files, "2026-03-01", |views| {
            let day = |text: &str| text.parse::<NaiveDate>().unwrap();
            let open = |text: &str| views.open_actions(day(text)).map(|action| action.text).collect::<Vec<_>>();
            assert!(open("2026-01-07").is_empty());
            assert_eq!(open("2026-01-08"), ["one", "two"]);
            assert_eq!(open("2026-01-22"), ["one"]);
            assert!(open("2026-02-12").is_empty());
            let one = &views.actions()[0];
            assert_eq!(one.due_on(day("2026-01-21")), Some(day("2026-01-22")));
            assert_eq!(one.due_on(day("2026-01-22")), Some(day("2026-02-26")));
            assert_eq!(one.closed_by(day("2026-02-11")), None);
            assert_eq!(one.closed_by(day("2026-03-01")), Some(day("2026-02-12")));
        });
    }

    #[test]
    fn an_imported_register_opens_what_no_file_opened() {
        let files = [
            (
                "minutes/2023-03-30.yaml",
                "date: 2023-03-30\nregister: [{ id: 20230316-01, text: t, status: open }, { text: no id }]\n",
            ),
            ("minutes/2023-04-13.yaml", "date: 2023-04-13\nregister: [{ id: 20230316-01, text: t, status: closed }]\n"),
        ];
        super::super::tests::on(&files, "2026-03-01", |views| {
            let point = &views.actions()[0];
            assert_eq!(point.opened, "2023-03-16".parse().unwrap());
            assert_eq!(point.status_on("2023-03-30".parse().unwrap()), Some(ActionStatus::Open));
            assert_eq!(point.status().0, ActionStatus::Closed);
            assert_eq!(views.actions().len(), 2);
        });
    }
}
