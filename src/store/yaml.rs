//! Records as YAML text that every reader takes alike.

use crate::error::Error;
use crate::source::FileId;
use crate::store::load::WORKGROUP;
use crate::store::tree::{self, Kind, Node};
use granit_parser::ScalarStyle;
use serde::Serialize;
use serde_yaml::Value;
use std::path::PathBuf;

/// A record as the YAML of a file: absent values and empty lists are left out.
///
/// # Errors
/// [`Error::Io`] when the record cannot be expressed, which no record of the model does.
pub fn to_yaml(record: &impl Serialize) -> Result<String, Error> {
    text(&to_value(record)?)
}

/// Data of [`to_value`] as the YAML of a file.
///
/// # Errors
/// [`Error::Io`] when it cannot be expressed, which no record of the model does.
pub fn text(value: &Value) -> Result<String, Error> {
    let yaml = serde_yaml::to_string(value).map_err(failed)?;
    // The text is read again only where a word is in it that has to be found there.
    Ok(if holds_misread(value) { quote_for_old_readers(&yaml) } else { yaml })
}

/// A part of a record as data, as [`to_yaml`] would write it.
///
/// # Errors
/// [`Error::Io`] when it cannot be expressed, which no record of the model does.
pub fn to_value(record: &impl Serialize) -> Result<Value, Error> {
    let mut value = serde_yaml::to_value(record).map_err(failed)?;
    tidy(&mut value);
    Ok(value)
}

fn failed(error: serde_yaml::Error) -> Error {
    Error::Io { action: "write", path: PathBuf::from(WORKGROUP), source: std::io::Error::other(error) }
}

/// Leaves out what says nothing, and turns prose into what a block of YAML can hold.
pub(super) fn tidy(value: &mut Value) {
    match value {
        Value::Mapping(map) => {
            for (key, value) in map.iter_mut() {
                match value {
                    // An organisation that sent nobody is listed all the same.
                    Value::Mapping(organizations) if key == "attendance" => organizations.values_mut().for_each(tidy),
                    value => tidy(value),
                }
            }
            map.retain(|key, value| !says_nothing(key, value));
        }
        Value::Sequence(list) => list.iter_mut().for_each(tidy),
        Value::String(text) if text.contains(['\r', '\t', '\n']) => *text = prose(text),
        _ => {}
    }
}

fn says_nothing(key: &Value, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Sequence(list) => list.is_empty(),
        Value::Mapping(map) => map.is_empty() && key != "attendance",
        // What is so unless said otherwise.
        Value::Bool(said) => (key == "closing" && !said) || (key == "present" && *said),
        _ => false,
    }
}

/// Prose as a block holds it: `\n` ends lines, a hard break is a backslash, tabs are spaces.
fn prose(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
    let lines: Vec<String> = text
        .trim_end()
        .split('\n')
        .map(|line| {
            let bare = line.trim_end();
            if line.ends_with("  ") && !bare.is_empty() { format!("{bare}\\") } else { bare.to_owned() }
        })
        .collect();
    let mut joined = lines.join("\n");
    if lines.len() > 1 {
        joined.push('\n');
    }
    joined
}

/// Whether any text is one that YAML 1.1 readers would take for something else.
fn holds_misread(value: &Value) -> bool {
    match value {
        Value::String(text) => is_misread(text),
        Value::Sequence(list) => list.iter().any(holds_misread),
        Value::Mapping(map) => map.iter().any(|(key, value)| holds_misread(key) || holds_misread(value)),
        Value::Tagged(tagged) => holds_misread(&tagged.value),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Quotes the plain words that YAML 1.1 readers take for booleans and sixtieths: `no`, `on`, `12:30`.
fn quote_for_old_readers(yaml: &str) -> String {
    let mut spots = Vec::new();
    if let Ok(Some(root)) = tree::read(yaml, FileId(0), &mut Vec::new()) {
        misread(&root, yaml, &mut spots);
    }
    let mut quoted = String::with_capacity(yaml.len() + spots.len() * 2);
    let mut done = 0;
    spots.sort_unstable_by_key(|range: &std::ops::Range<usize>| range.start);
    for spot in spots {
        quoted.push_str(&yaml[done..spot.start]);
        quoted.push('"');
        quoted.push_str(&yaml[spot.clone()]);
        quoted.push('"');
        done = spot.end;
    }
    quoted.push_str(&yaml[done..]);
    quoted
}

fn misread(root: &Node, yaml: &str, spots: &mut Vec<std::ops::Range<usize>>) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.kind {
            Kind::Scalar { text, style: ScalarStyle::Plain } if is_misread(text) => spots.push(node.place.range()),
            Kind::Scalar { .. } => {}
            Kind::List(nodes) => open.extend(nodes),
            Kind::Map(entries) => {
                for entry in entries {
                    let place = entry.key_place.range();
                    if is_misread(&entry.key) && yaml[place.clone()] == *entry.key {
                        spots.push(place);
                    }
                    open.push(&entry.value);
                }
            }
        }
    }
}

pub(super) fn is_misread(text: &str) -> bool {
    let word = ["y", "n", "yes", "no", "on", "off"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let sixtieths = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') && text.contains(':');
    word || sixtieths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yaml(pairs: &[(&str, Value)]) -> String {
        let map: serde_yaml::Mapping = pairs.iter().map(|(key, value)| (Value::from(*key), value.clone())).collect();
        to_yaml(&map).unwrap()
    }

    #[test]
    fn words_that_old_readers_take_for_booleans_are_quoted() {
        let text = yaml(&[("a", "no".into()), ("start", "09:00".into()), ("b", "none".into()), ("c", false.into())]);
        assert_eq!(text, "a: \"no\"\nstart: \"09:00\"\nb: none\nc: false\n");
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        let text = yaml(&[
            ("a", Value::Null),
            ("closing", false.into()),
            ("treated", false.into()),
            ("l", Value::Sequence(vec![])),
        ]);
        assert_eq!(text, "treated: false\n");
    }

    #[test]
    fn prose_is_a_block_and_keeps_its_hard_breaks() {
        let text = yaml(&[("update", "One\tline  \r\nand two   \r\n\r\n- a\n".into())]);
        assert_eq!(text, "update: |\n  One    line\\\n  and two\\\n\n  - a\n");
    }
}
