//! The commands that the program proposes: typed into a shell, each is one command with the names unchanged.

use super::{run_backlog, write_records};
use crate::outside;
use crate::program::run_command;
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// Names that have an effect if a shell does not read them as one word, or the program reads them as an option.
const NAMES: [&str; 2] = ["a b;touch x&touch x|touch x $(touch x) $HOME *'\"!!\\ (touch x) #>x <x ~", "--touch=x"];

#[test]
fn what_is_proposed_is_typed_into_a_shell_as_it_is() {
    NAMES.into_iter().for_each(type_proposed_commands);
}

fn type_proposed_commands(name: &str) {
    let Some(bash) = outside::find_tool("bash") else { return };
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("repository");
    write_records(&root, name, ("\u{0}", ""));
    let mut proposed = BTreeSet::new();
    for arguments in [&["check"][..], &["check", "--format", "json"], &["status", "--json"]] {
        let output = run_backlog(&root, arguments).1;
        let Ok(json) = serde_json::from_str::<Value>(&output) else { continue };
        collect_commands(&json, &mut proposed);
    }
    assert!(proposed.iter().filter(|command| command.contains("touch")).count() > 5, "{proposed:?}");
    let folder = folder.path().join("empty");
    std::fs::create_dir(&folder).unwrap();
    for command in &proposed {
        let script = format!("backlog() {{ printf '%s\\0' \"$@\"; }}\n{command}\n");
        let mut shell = Command::new(&bash);
        shell.args(["--noprofile", "--norc", "-c", &script]).current_dir(&folder).env_clear();
        let (code, words, messages) = run_command(&mut shell);
        assert_eq!((code, messages.as_str()), (Some(0), ""), "{command}");
        for word in words.split('\0').filter(|word| word.contains("touch")) {
            assert!(word.ends_with(name) && !word.contains('\n') && !word.starts_with('-'), "{command}: {word}");
        }
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "nothing ran");
}

/// Collects the proposed command lines in the texts of a JSON document.
fn collect_commands(json: &Value, commands: &mut BTreeSet<String>) {
    match json {
        Value::String(text) => {
            let between = text.split('`').skip(1).step_by(2).chain([text.as_str()]);
            commands.extend(between.filter(|text| text.starts_with("backlog ")).map(ToOwned::to_owned));
        }
        Value::Array(list) => list.iter().for_each(|value| collect_commands(value, commands)),
        Value::Object(map) => map.values().for_each(|value| collect_commands(value, commands)),
        _ => {}
    }
}
