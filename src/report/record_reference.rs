//! docs/records.md: every file and key of the records, made from their definitions.

use crate::model::github::GithubFacts;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::record::{Definition, Form, Key, plain_docs};
use crate::model::workgroup::Workgroup;
use crate::store::layout::GITHUB;
use std::fmt::Write;

/// The page, as Markdown.
pub fn format_reference() -> String {
    let mut page = "# Records\n\n<!-- Generated: `TRYCMD=overwrite cargo test --test suite -- schema::` writes it again. -->\n\n\
                    Every file and every key. A list with one value may be written as that value alone, and a key without \
                    a value says nothing. [The decision](decisions/records-stated-once.md) says how this page is made.\n"
        .to_owned();
    let mut known: Vec<&str> = Vec::new();
    // The last one has no schema: nobody edits it.
    for (file, record) in [
        ("workgroup.yaml", &Workgroup::DEFINITION),
        ("backlog/SLUG.yaml", &Proposal::DEFINITION),
        ("minutes/DATE.yaml", &Meeting::DEFINITION),
        (GITHUB, &GithubFacts::DEFINITION),
    ] {
        // Writing into a string cannot fail.
        let _ = write!(page, "\n## `{file}`\n");
        write_record(record, &mut known, &mut page);
    }
    page
}

/// A record, and after it those in it that were not described before.
fn write_record(record: &'static Definition, known: &mut Vec<&'static str>, page: &mut String) {
    known.push(record.name);
    let _ = write!(page, "\n{}\n\n| Key | Value | Meaning |\n| --- | --- | --- |\n", plain_docs(record.docs));
    for key in record.keys {
        let docs = plain_docs(key.docs).replace('|', "\\|");
        let _ = writeln!(page, "| `{}` | {} | {docs} |", key.name, describe_value(key));
    }
    for key in record.keys {
        if let Some(inner) = key.form.record().filter(|inner| !known.contains(&inner.name)) {
            let _ = write!(page, "\n### {} ({})\n", split_name(inner.name), describe_short(inner, key));
            write_record(inner, known, page);
        }
    }
}

/// The key that has the record, and the key whose value may stand for all of it.
fn describe_short(record: &Definition, key: &Key) -> String {
    match record.short_keys {
        [] => format!("`{}`", key.name),
        keys => format!("`{}`; may be only its {}", key.name, quote_all(keys.iter().copied(), " or ")),
    }
}

fn describe_value(key: &Key) -> String {
    let needed = if key.is_required { ", required" } else { "" };
    let usual = key.usual.map(|usual| usual()).filter(|usual| !usual.is_object() && !usual.is_null());
    let usual = usual.map(|usual| format!("; default: `{}`", usual.to_string().trim_matches('"'))).unwrap_or_default();
    format!("{}{needed}{usual}", describe_form(&key.form))
}

fn describe_form(form: &Form) -> String {
    match form {
        Form::List(item) => format!("list: {}", describe_form(item)),
        Form::Map(value) => format!("map: {}", describe_form(value)),
        Form::Record(record) => split_name(record.name).to_lowercase(),
        Form::Word(list) => quote_all(list.words.iter().map(|(word, _)| *word), ", "),
        form => {
            let expected = form.describe_expected();
            let words = expected.trim_start_matches("a ").trim_start_matches("an ").split(' ');
            // GitHub links a bare email address.
            words
                .map(|word| if word.contains('@') { format!("`{word}`") } else { word.to_owned() })
                .collect::<Vec<_>>()
                .join(" ")
        }
    }
}

fn quote_all<'n>(names: impl Iterator<Item = &'n str>, between: &str) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(between)
}

/// `ReachedStage` as `Reached stage`.
fn split_name(name: &str) -> String {
    let mut words = String::new();
    for (at, letter) in name.char_indices() {
        if at > 0 && letter.is_uppercase() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}
