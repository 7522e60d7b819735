//! The records of a new group.

use crate::error::Error;
use crate::model::minutes_terms::MinutesStyle;
use crate::model::schedule::TimedSlot;
use crate::source::Source;
use crate::store::edit::{Edit, apply_edits};
use crate::store::load::WORKGROUP;
use chrono_tz::Tz;

/// What a new group says of itself.
#[derive(Debug, Clone)]
pub struct NewGroup {
    /// Its name, as pages and mails print it.
    pub name: String,
    /// Its repository on GitHub, as `owner/name`.
    pub repository: Option<String>,
    /// The zone of its times.
    pub timezone: Tz,
    /// The style of its minutes.
    pub style: MinutesStyle,
    /// When it meets; empty while that is not known.
    pub slots: Vec<TimedSlot>,
    /// Its members; may be empty.
    pub organizations: Vec<String>,
}

/// The comments say what belongs where; the lists are empty, so that commands add to them below their comments.
const TEMPLATE: &str = include_str!("new_group.yaml");

/// The text of the `workgroup.yaml` of a new group.
///
/// # Errors
/// When a value cannot be written.
pub fn format_workgroup(group: &NewGroup) -> Result<String, Error> {
    let mut text = TEMPLATE.to_owned();
    let mut edits = vec![Edit::set(["name".into()], &group.name)?];
    if let Some(repository) = &group.repository {
        let (before, comment) = text.split_once("# repository:").unwrap_or((&text, ""));
        let (_, after) = comment.split_once('\n').unwrap_or_default();
        text = format!("{before}repository: none\n{after}");
        edits.push(Edit::set(["repository".into()], repository)?);
    }
    edits.push(Edit::set(["timezone".into()], &group.timezone.name())?);
    edits.push(Edit::set(["minutes".into(), "style".into()], &group.style.record_key())?);
    for slot in &group.slots {
        edits.push(Edit::append(["schedule".into()], &slot.0)?);
    }
    for organization in &group.organizations {
        edits.push(Edit::append(["organizations".into()], organization)?);
    }
    apply_edits(&Source { path: WORKGROUP.to_owned(), text }, &edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::load::Files;
    use chrono::NaiveDate;

    fn new_group() -> NewGroup {
        let since = NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();
        let slot = |text| TimedSlot::parse(text, since).unwrap();
        NewGroup {
            name: "Harbour: APIs".to_owned(),
            repository: Some("example/harbour-apis".to_owned()),
            timezone: chrono_tz::Europe::Madrid,
            style: MinutesStyle::Mom,
            slots: vec![slot("2nd thursday 09:00-10:30"), slot("every 2 weeks from 2026-03-02 08:00-09:00")],
            organizations: vec!["Alpha Telecom".to_owned(), "Beta #2".to_owned()],
        }
    }

    fn read_workgroup(text: &str) -> crate::model::workgroup::Workgroup {
        let bytes = vec![(WORKGROUP.to_owned(), text.as_bytes().to_vec())];
        let group = Files::from_bytes("/nowhere".as_ref(), bytes).decode_group();
        assert!(group.problems.is_empty(), "{text}\n{:?}", group.problems);
        group.workgroup.unwrap()
    }

    #[test]
    fn the_record_says_what_was_given() {
        let given = new_group();
        let text = format_workgroup(&given).unwrap();
        let read = read_workgroup(&text);
        assert_eq!((read.name.as_str(), read.timezone), ("Harbour: APIs", given.timezone));
        assert_eq!(read.repository.unwrap().to_string(), "example/harbour-apis");
        let slots: Vec<_> = read.schedule.into_iter().map(|slot| slot.value).collect();
        assert_eq!(slots, given.slots);
        let names: Vec<&str> = read.organizations.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, given.organizations);
        assert_eq!(read.minutes.style, MinutesStyle::Mom);
        assert!(!text.contains("# repository:"), "{text}");
    }

    #[test]
    fn nothing_is_invented() {
        let group = NewGroup { repository: None, slots: Vec::new(), organizations: Vec::new(), ..new_group() };
        let read = read_workgroup(&format_workgroup(&group).unwrap());
        assert!(read.schedule.is_empty() && read.repository.is_none() && read.organizations.is_empty());
    }
}
