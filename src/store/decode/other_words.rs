//! The keys that people write for ours: common other words, which no spelling leads to.

use crate::model::spelling::nearest;

/// Other words, each with the keys that may be meant: the first one that the map has is suggested.
const OTHER_WORDS: &[(&[&str], &[&str])] = &[
    (&["attendees", "participants", "present", "people"], &["attendance", "people"]),
    (&["notes", "note", "minutes", "comments"], &["update", "note", "body", "text", "discussion", "summary"]),
    (&["description", "abstract", "about"], &["summary", "text", "body", "update"]),
    (&["title"], &["name", "title", "heading"]),
    (&["name", "heading"], &["title", "heading", "name"]),
    (&["items", "points"], &["agenda", "actions"]),
    (&["number", "ticket", "id"], &["issue"]),
    (&["pull-request", "pull", "mr"], &["pr", "template"]),
    (&["company", "companies", "organisation", "org", "employer"], &["organization", "owners", "name"]),
    (&["organisations", "members"], &["organizations", "people"]),
    (&["assignee", "assignees", "assigned-to", "responsible", "who"], &["owners", "who"]),
    (&["presenter", "by"], &["who"]),
    (&["deadline", "due-date", "until"], &["due", "until"]),
    (&["state", "stage", "status", "history"], &["stages", "status", "stage"]),
    (&["todos", "tasks", "action-points", "action-items"], &["actions"]),
    (&["outcome", "resolution", "conclusion"], &["decisions", "update"]),
    (&["created", "submitted"], &["registered", "opened"]),
    (&["day", "when"], &["date"]),
    (&["time", "begin"], &["start"]),
    (&["why", "because"], &["reason", "note", "exception"]),
    (&["tz", "time-zone"], &["timezone"]),
    (&["meetings", "calls", "slots"], &["schedule"]),
    (&["holidays", "cancelled", "canceled"], &["exceptions"]),
    (&["email", "address"], &["mail"]),
    (&["link", "href"], &["url", "link"]),
    (&["any-other-business"], &["aob"]),
];

/// The known key that an unknown one probably means: by its spelling, else as a common other word.
pub fn suggest_key<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    let word = key.to_lowercase().replace(['_', ' '], "-");
    let meant = OTHER_WORDS.iter().filter(|(words, _)| words.contains(&word.as_str()));
    let other = || meant.flat_map(|(_, keys)| *keys).find_map(|key| known.iter().copied().find(|known| known == key));
    nearest(key, known.iter().copied()).or_else(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_lead_to_the_key_that_the_map_has() {
        let call = ["date", "start", "attendance", "topics", "agenda", "actions", "discussion", "next"];
        let item = ["issue", "title", "who", "treated", "update", "decisions", "actions"];
        let proposal = ["name", "owners", "supporters", "summary", "stages", "registered"];
        for (known, key, expected) in [
            (&call[..], "attendees", Some("attendance")),
            (&call, "Participants", Some("attendance")),
            (&call, "notes", Some("discussion")),
            (&call, "items", Some("agenda")),
            (&call, "agneda", Some("agenda")),
            (&item, "notes", Some("update")),
            (&item, "name", Some("title")),
            (&item, "action_points", Some("actions")),
            (&proposal, "title", Some("name")),
            (&proposal, "notes", Some("summary")),
            (&proposal, "stage", Some("stages")),
            (&proposal, "colour", None),
        ] {
            assert_eq!(suggest_key(key, known), expected, "{key}");
        }
    }
}
