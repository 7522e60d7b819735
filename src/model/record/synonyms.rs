//! Synonyms of keys: common other words, which are not misspellings.

use crate::model::spelling::suggest_word;

/// What people call a pull request.
const PULL_REQUEST: [&str; 4] = ["pull-request", "pull", "mr", "pr"];

/// Synonyms, each with likely keys: the first one that the map has is suggested.
const SYNONYMS: &[(&[&str], &[&str])] = &[
    (&["attendees", "participants", "present", "people"], &["attendance", "people"]),
    (
        &["notes", "note", "update", "body", "minutes", "comments", "comment"],
        &["notes", "note", "text", "discussion", "summary"],
    ),
    (&["description", "abstract", "about"], &["summary", "text", "notes"]),
    (&["title"], &["name", "title", "heading"]),
    (&["name", "heading"], &["title", "heading", "name"]),
    (&["items", "points"], &["agenda", "actions"]),
    (&["number", "ticket", "id"], &["issue"]),
    (&PULL_REQUEST, &["pr", "template"]),
    (&["company", "companies", "organisation", "org", "employer"], &["organization", "owners", "name"]),
    (&["organisations", "members"], &["organizations", "people"]),
    (&["assignee", "assignees", "assigned-to", "responsible", "who"], &["owners", "who"]),
    (&["presenter", "by"], &["who"]),
    (&["deadline", "due-date", "until"], &["due", "until"]),
    (&["state", "stage", "status", "history"], &["stages", "status", "stage"]),
    (&["todos", "tasks", "action-points", "action-items"], &["actions"]),
    (&["outcome", "resolution", "conclusion"], &["decisions", "notes"]),
    (&["created", "submitted", "proposed"], &["registered", "opened", "added"]),
    (&["date", "day", "when"], &["date", "added", "registered", "due"]),
    (&["time", "begin"], &["start"]),
    (&["why", "because"], &["reason", "note", "exception"]),
    (&["tz", "time-zone"], &["timezone"]),
    (&["meetings", "calls", "slots"], &["schedule"]),
    (&["holidays", "cancelled", "canceled", "exceptions"], &["not-held"]),
    (&["email", "address"], &["mail"]),
    (&["link", "href"], &["url", "link"]),
    (&["any-other-business"], &["aob"]),
];

/// The likely known key for an unknown one: by a synonym, or else by its spelling.
pub fn suggest_key<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    let word = normalize_key(key);
    let matching = SYNONYMS.iter().filter(|(words, _)| words.contains(&word.as_str()));
    let mut keys = matching.flat_map(|(_, keys)| *keys);
    let other = keys.find_map(|key| known.iter().copied().find(|known| known == key));
    other.or_else(|| suggest_word(key, known.iter().copied()))
}

/// A suggested key as it should be written: with a key of its own map if the unknown key means that.
pub fn format_key<'k>(unknown: &str, key: &'k str) -> &'k str {
    let is_pull_request = PULL_REQUEST.contains(&normalize_key(unknown).as_str());
    if is_pull_request && key == "template" { "template: { pr: … }" } else { key }
}

/// A key in lower case, with hyphens between its words.
fn normalize_key(key: &str) -> String {
    key.to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_lead_to_the_key_that_the_map_has() {
        let call = ["date", "start", "attendance", "topics", "agenda", "actions", "discussion", "next"];
        let item = ["issue", "title", "who", "added", "treated", "notes", "decisions", "actions"];
        let proposal = ["name", "owners", "supporters", "summary", "stages", "registered", "related", "template"];
        for (known, key, expected) in [
            (&call[..], "attendees", Some("attendance")),
            (&call, "Participants", Some("attendance")),
            (&call, "notes", Some("discussion")),
            (&call, "items", Some("agenda")),
            (&call, "agneda", Some("agenda")),
            (&item, "note", Some("notes")),
            (&item, "name", Some("title")),
            (&item, "date", Some("added")),
            (&item, "comment", Some("notes")),
            (&item, "titel", Some("title")),
            (&proposal, "created", Some("registered")),
            (&proposal, "pr", Some("template")),
            (&proposal, "comment", Some("summary")),
            (&proposal, "registred", Some("registered")),
            (&item, "action_points", Some("actions")),
            (&proposal, "title", Some("name")),
            (&proposal, "notes", Some("summary")),
            (&proposal, "stage", Some("stages")),
            (&proposal, "colour", None),
        ] {
            assert_eq!(suggest_key(key, known), expected, "{key}");
        }
        assert_eq!(format_key("pull_request", "template"), "template: { pr: … }");
        assert_eq!(format_key("templat", "template"), "template");
    }
}
