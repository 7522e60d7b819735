//! Both imports: the result can be read, a second import of the same source gives the same files, no word is lost, and
//! a table that is rendered and imported again stays the same.

use super::markdown::is_hostile;
use super::repository::{decode, views};
use backlog::error::Error;
use backlog::import::{ImportOptions, Imported, minutes, table};
use backlog::model::group::Group;
use backlog::model::workgroup::TableForm;
use backlog::render::outputs;
use backlog::report::json;
use backlog::source::{Source, Sources};
use serde_json::Value;

/// Words that represent the text of a group: no import knows them, so none may lose them.
const WORDS: [&str; 3] = ["wordone", "wordtwo", "wordthree"];

/// Imports the input as a table.
pub fn test_table(input: &[u8]) {
    let imported = import_twice(table::import_table, &String::from_utf8_lossy(input));
    let (mut first, table) = list_proposals(&made_group(&imported));
    let (second, _) = list_proposals(&made_group(&import_table(&table, &group(&[]))));
    first.iter_mut().for_each(replace_hostile);
    first.sort_by_key(Value::to_string);
    assert_eq!(first, second, "{table}");
}

/// Replaces characters that a table does not show.
fn replace_hostile(value: &mut Value) {
    match value {
        Value::String(text) => *text = text.replace(is_hostile, "\u{fffd}"),
        Value::Array(items) => items.iter_mut().for_each(replace_hostile),
        Value::Object(entries) => entries.values_mut().for_each(replace_hostile),
        _ => {}
    }
}

/// Imports the input as the minutes of a call.
pub fn test_minutes(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    // Minutes without a day are not imported, with a doubt.
    let records = import_twice(minutes::import_minutes, &text).records;
    let all: String = records.iter().map(|draft| draft.text.as_str()).collect();
    // The header of a column says nothing without text below it; the first row of a table in HTML may be one. The first
    // text is the title, which the minutes of a group get from its name and the day.
    let text = text.split("<table").next().unwrap_or_default();
    let lines: Vec<&str> = text.lines().skip_while(|line| !line.contains(char::is_alphanumeric)).skip(1).collect();
    let is_rule = |line: &str| line.contains("-") && line.chars().all(|c| "|-: \t".contains(c));
    let said = lines.iter().enumerate().filter(|(at, _)| !lines.get(at + 1).is_some_and(|next| is_rule(next)));
    let said: String = said.map(|(_, line)| *line).collect();
    for word in WORDS.iter().filter(|word| !records.is_empty() && said.contains(**word)) {
        assert!(all.contains(word), "{word} is lost: {all}");
    }
}

/// One of the imports.
type Import = fn(Sources, &ImportOptions, &Group) -> Result<Imported, Error>;

/// Imports a text into an empty group, and then into the resulting group, where nothing is left to do.
fn import_twice(import: Import, text: &str) -> Imported {
    let imported = import_text(import, text, &group(&[]));
    for doubt in &imported.doubts {
        assert!(text.get(doubt.place.range()).is_some(), "{doubt:?}");
    }
    let imported_group = made_group(&imported);
    assert!(imported_group.problems.is_empty(), "{:?}\n{:?}", imported_group.problems, imported.records);
    assert_eq!(imported_group.proposals.len() + imported_group.meetings.len(), imported.records.len());
    assert_eq!(import_text(import, text, &imported_group).records, imported.records);
    imported
}

fn import_text(import: Import, text: &str, group: &Group) -> Imported {
    let source = Source { path: "2023-05-01.md".to_owned(), text: text.to_owned() };
    import(Sources::new(vec![source]), &ImportOptions::default(), group).unwrap()
}

/// Imports a table into a group.
pub fn import_table(text: &str, group: &Group) -> Imported {
    import_text(table::import_table, text, group)
}

/// A group with these files.
pub fn group(files: &[(String, String)]) -> Group {
    group_with("", files)
}

/// A group with these lines in `workgroup.yaml` and these files.
pub fn group_with(lines: &str, files: &[(String, String)]) -> Group {
    let own = ("workgroup.yaml".to_owned(), format!("name: G\n{lines}").into_bytes());
    let files = files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    decode(files.chain([own]).collect())
}

/// The group that an import makes.
pub fn made_group(imported: &Imported) -> Group {
    let repository = imported.repository.iter().map(|name| format!("repository: {name}\n")).collect::<String>();
    let files: Vec<_> = imported.records.iter().map(|draft| (draft.path.clone(), draft.text.clone())).collect();
    group_with(&repository, &files)
}

/// The output of `list --json`, without `unparsed` and file names, and the table in HTML. Sorted, because among many
/// rows of one name `-10` comes before `-2`.
pub fn list_proposals(group: &Group) -> (Vec<Value>, String) {
    let views = views(group).unwrap();
    let listed: Value = serde_json::from_str(&json::format_proposals(&views.group.proposals, &views).unwrap()).unwrap();
    let mut proposals = listed["proposals"].as_array().unwrap().clone();
    for proposal in proposals.iter_mut().filter_map(Value::as_object_mut) {
        proposal.retain(|key, _| !["unparsed", "slug"].contains(&key.as_str()));
    }
    proposals.sort_by_key(Value::to_string);
    (proposals, outputs::render_table_as(TableForm::Html, &views).unwrap())
}
