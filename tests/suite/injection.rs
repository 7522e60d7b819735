//! Hostile texts in every field of the records: real parsers find nothing in the generated documents that harmless
//! texts would not produce.

mod proposed;

use crate::outside;
use crate::program::{backlog_command, run_command, run_git};
use crate::runner;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The records, with `@` before each free text.
const RECORDS: [(&str, &str, &str); 6] = [
    ("workgroup.yaml", "workgroup", include_str!("injection/workgroup.yaml")),
    ("backlog/drift-buoys.yaml", "proposal", include_str!("injection/backlog.yaml")),
    ("minutes/2026-03-12.yaml", "meeting", include_str!("injection/first.yaml")),
    ("minutes/2026-04-09.yaml", "meeting", include_str!("injection/second.yaml")),
    ("minutes/2026-05-13.yaml", "meeting", include_str!("injection/third.yaml")),
    ("minutes/2026-06-11.yaml", "meeting", include_str!("injection/canceled.yaml")),
];

/// The payloads, which follow each text.
const PAYLOADS: [(&str, &str); 30] = [
    ("a script", "<script>alert(1)</script>"),
    ("an image", "<img src=x onerror=alert(1)>"),
    ("the end of a cell", "</td></tr></table><h1>x</h1>"),
    ("a link with a style", "<a href=javascript:alert(1) style=position:fixed onclick=x>x</a>"),
    ("the end of a comment", "--><iframe src=//x.example></iframe><!--"),
    ("the end of a bad comment", "--!><b>x</b>"),
    ("an open comment", "<!-- x"),
    ("the end of character data", "]]><svg/onload=alert(1)>"),
    ("the end of an attribute", "\" onmouseover=\"alert(1)\" x='"),
    ("other quotes", "' onmouseover='alert(1)"),
    ("entities", "&lt;script&gt;&#60;b&#62;&quot;&#x22;"),
    ("a script's address", "[x](javascript:alert(1)) <javascript:alert(1)> ![x](data:text/html;base64,x)"),
    ("a script's hidden address", "[x](java&#115;cript&colon;alert(1)) [y](\tjavascript:alert(1))"),
    ("a reference", "[x]\n\n[x]: javascript:alert(1)"),
    ("cells", "| a | b |\n| - | - |\n| c | d"),
    ("a bar", "x | y \\| z \\\\| w"),
    ("a heading", "\n\nx\n===\n\ny\n---\n"),
    ("marks of headings", "\n\n# x\n\n## y"),
    ("the end of code", "`</code><b>x</b>`` ```"),
    ("a fence", "\n\n```\n<b>x</b>\n| y |\n"),
    ("a block of HTML", "\n\n<div>\n\n<table><tr><td>x\n\n"),
    ("markers of the table", "\n<!-- backlog:table:end -->\n<!-- backlog:table:begin -->\n"),
    ("header fields", "\r\nBcc: spy@x.example\r\nContent-Type: text/html\r\n\r\n<b>x</b>"),
    ("addresses", "\" <spy@x.example>, spy@y.example; (x) =?utf-8?q?=0D=0ABcc:_spy=40x.example?="),
    ("properties", "\r\nATTENDEE:mailto:spy@x.example\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:AUDIO"),
    ("escapes of a calendar", "\\nATTENDEE:x;y=z,w\\;\\,\\"),
    ("commands", "\n::add-mask::x\n \u{2003}::stop-commands::x\r::error::x\n##[add-mask]x"),
    ("commands in a line", " ##[add-mask]x ##[stop-commands]y ##vso[task.setvariable variable=x]y"),
    ("a terminal's escapes", "\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{8}\u{7f}\r\u{202e}\u{2066}\u{200b}\u{feff}"),
    ("a template", "{{ 7 * 7 }}{% include \"x\" %}{# #}"),
];

/// Writes the records into a folder, each free text with the payload after it.
fn write_records(root: &Path, payload: &str, replace: (&str, &str)) {
    for (path, _, text) in RECORDS {
        let mut filled = String::new();
        for (at, piece) in text.split('"').enumerate() {
            match piece.strip_prefix('@').filter(|_| at % 2 == 1) {
                // A quoted mailbox does not take every text, so the payload is in its display name.
                Some(mailbox) if mailbox.contains('<') => {
                    let name = payload.replace(['\r', '\n'], " ").replace(['\\', '"'], "");
                    let (word, address) = mailbox.split_once(' ').unwrap();
                    let quoted =
                        format!("\"{word}{}\" {address}", name.chars().filter(|c| !c.is_control()).collect::<String>());
                    filled += &quote_yaml(&quoted);
                }
                Some(word) => filled += &quote_yaml(&format!("{word}{payload}")),
                None if at % 2 == 1 => filled += &format!("\"{piece}\""),
                None => filled += piece,
            }
        }
        let target = root.join(path);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::write(target, filled.replacen(replace.0, replace.1, 1)).unwrap();
    }
}

/// A text as YAML, which needs escapes for more characters than JSON.
fn quote_yaml(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap();
    let escaped = |c: char| if c.is_control() { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    json.chars().map(escaped).collect()
}

fn run_backlog(root: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = backlog_command(&["-C", root.to_str().unwrap(), "--today", "2026-04-29"]);
    run_command(command.args(arguments).env("LANG", "C.UTF-8"))
}

/// The documents that commands print for people and programs.
const PRINTED: [(&str, &[&str]); 16] = [
    ("changes.txt", &["changes", "--base", "HEAD"]),
    ("changes.json", &["changes", "--base", "HEAD", "--json"]),
    ("findings.txt", &["check"]),
    ("short.txt", &["check", "--format", "short"]),
    ("findings.json", &["check", "--format", "json"]),
    ("sarif.json", &["check", "--format", "sarif"]),
    ("status.txt", &["status", "--all"]),
    ("status.json", &["status", "--json"]),
    ("statistics.txt", &["status", "--stats"]),
    ("statistics.json", &["status", "--stats", "--json"]),
    ("list.txt", &["list"]),
    ("actions.txt", &["action", "list", "--all"]),
    ("show.txt", &["show", "13"]),
    ("call.txt", &["show", "2026-03-12"]),
    ("group.txt", &["show", "workgroup"]),
    ("agenda.txt", &["agenda", "--meeting", "2026-05-13"]),
];

/// Documents that a program reads.
const DOCUMENTS: [(&str, &[&str]); 15] = [
    ("changes.md", &["changes", "--base", "HEAD", "--format", "md"]),
    ("table.md", &["table", "--format", "gfm"]),
    ("table.html", &["table", "--format", "html"]),
    ("table.xhtml", &["table", "--format", "confluence"]),
    ("first.html", &["minutes", "2026-03-12", "--format", "html"]),
    ("first.xhtml", &["minutes", "2026-03-12", "--format", "confluence"]),
    ("calls.ics", &["calendar", "--deadlines"]),
    ("agenda.eml", &["mail", "agenda", "2026-05-13"]),
    ("minutes.eml", &["mail", "minutes", "2026-03-12"]),
    ("actions.eml", &["mail", "actions"]),
    ("issue.md", &["github", "agenda", "2026-05-13"]),
    ("recorded-issue.md", &["github", "agenda", "2026-03-12"]),
    ("first.md", &["minutes", "2026-03-12"]),
    ("second.md", &["minutes", "2026-04-09"]),
    ("canceled.md", &["minutes", "2026-06-11"]),
];

/// Makes all documents from records with a payload.
fn make_documents(folder: &Path, payload: &str, style: &str, printed: &[(&str, &[&str])]) {
    let root = folder.join("repository");
    // All records are new.
    std::fs::create_dir_all(&root).unwrap();
    std::fs::write(root.join("workgroup.yaml"), "name: G\n").unwrap();
    run_git(&root, &["init", "--quiet"]);
    run_git(&root, &["add", "--all"]);
    run_git(&root, &["commit", "--quiet", "--message", "A group"]);
    write_records(&root, payload, ("timezone:", &format!("{style}\ntimezone:")));
    for (name, arguments) in printed.iter().chain(&DOCUMENTS) {
        let (code, output, messages) = run_backlog(&root, arguments);
        assert!(matches!(code, Some(0 | 1)) && !output.is_empty(), "{payload:?}, {arguments:?}: {code:?} {messages}");
        std::fs::write(folder.join(name), output).unwrap();
        std::fs::write(folder.join(format!("{name}.txt")), messages).unwrap();
    }
    let (code, _, messages) = run_backlog(&root, &["site", "--out", folder.join("pages").to_str().unwrap()]);
    assert_eq!(code, Some(0), "{payload:?}: {messages}");
    let (code, _, messages) = run_backlog(&root, &["render"]);
    assert_eq!(code, Some(0), "{payload:?}: {messages}");
    let (code, output, messages) = run_backlog(&root, &["render", "--check"]);
    assert_eq!(code, Some(0), "{payload:?}: {output}{messages}");
}

#[test]
fn no_text_adds_anything_to_a_document() {
    let (Some(python), Some(cmark)) = (outside::find_tool("icalendar"), outside::find_tool("cmark-gfm")) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for (style, printed) in [("style: api-backlog", &PRINTED[..]), ("style: mom\ntable: { format: html }", &[])] {
        let folder = |name: &str| folder.path().join(style.split('\n').next().unwrap()).join(name);
        make_documents(&folder("harmless"), " word", style, printed);
        let hostile: Vec<PathBuf> = PAYLOADS.iter().map(|(name, _)| folder(name)).collect();
        std::thread::scope(|scope| {
            for ((_, payload), folder) in PAYLOADS.iter().zip(&hostile) {
                scope.spawn(|| make_documents(folder, payload, style, printed));
            }
        });
        let mut script = Command::new(python.with_file_name("python3"));
        script.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/injection/compare.py"));
        let (code, output, messages) = run_command(script.arg(&cmark).arg(folder("harmless")).args(&hostile));
        assert_eq!((code, output.as_str()), (Some(0), ""), "{messages}");
        for folder in hostile.iter().filter(|_| !printed.is_empty()) {
            assert_runner_reads_no_command(folder);
        }
    }
}

/// Writes a site of the records with each payload into a folder, and returns their folders.
pub fn write_sites(folder: &Path) -> Vec<PathBuf> {
    let write = |(at, (_, payload)): (usize, &(&str, &str))| {
        let (root, site) = (folder.join(format!("records-{at}")), folder.join(format!("site-{at}")));
        write_records(&root, payload, ("", ""));
        let (code, _, messages) = run_backlog(&root, &["site", "--out", site.to_str().unwrap()]);
        assert_eq!(code, Some(0), "{payload:?}: {messages}");
        site
    };
    PAYLOADS.iter().enumerate().map(write).collect()
}

#[cfg(unix)]
#[test]
fn a_document_changes_in_the_log_of_a_workflow_and_not_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let (root, file) = (folder.path().join("repository"), folder.path().join("minutes.md"));
    write_records(&root, " ##[add-mask]x", ("\u{0}", ""));
    let minutes = ["minutes", "2026-03-12"];
    let plain = run_backlog(&root, &minutes).1;
    let in_workflow = || {
        let mut command = backlog_command(&["-C", root.to_str().unwrap(), "--today", "2026-04-29"]);
        command.args(minutes).env("LANG", "C.UTF-8").env("GITHUB_ACTIONS", "true");
        command
    };
    let status = in_workflow().stdout(std::fs::File::create(&file).unwrap()).status().unwrap();
    assert!(status.success() && std::fs::read_to_string(&file).unwrap() == plain);
    let log = run_command(&mut in_workflow()).1;
    assert_ne!(log, plain);
    assert_eq!((runner::read_commands(&log), runner::read_commands(&plain).is_empty()), (Vec::new(), false), "{plain}");
}

/// Only the findings for the runner are commands to it.
fn assert_runner_reads_no_command(folder: &Path) {
    for (name, _) in PRINTED {
        for name in [name.to_owned(), format!("{name}.txt")] {
            let log = std::fs::read_to_string(folder.join(&name)).unwrap();
            assert_eq!(runner::read_commands(&log), [], "{} {name}: {log}", folder.display());
        }
    }
    let root = folder.join("repository");
    let has_commands = folder.ends_with("commands") || folder.ends_with("commands in a line");
    for (_, arguments) in DOCUMENTS.iter().filter(|_| has_commands) {
        let mut command = backlog_command(&["-C", root.to_str().unwrap(), "--today", "2026-04-29"]);
        let (_, output, messages) = run_command(command.args(*arguments).env("GITHUB_ACTIONS", "true"));
        assert_eq!(runner::read_commands(&(output + "\n" + &messages)), [], "{} {arguments:?}", folder.display());
    }
    let (_, output, messages) = run_backlog(&root, &["check", "--format", "github"]);
    let commands = runner::read_commands(&output);
    assert_eq!(commands.len(), output.lines().count(), "{output}");
    let expected = BTreeSet::from(["file", "line", "col", "endLine", "endColumn", "title"]);
    for command in &commands {
        assert!(["error", "warning"].contains(&command.name.as_str()), "{command:?}");
        assert!(command.properties.keys().all(|key| expected.contains(key.as_str())), "{command:?}");
    }
    assert_eq!(runner::read_commands(&messages), []);
}

#[test]
fn every_text_of_a_record_has_its_place_here() {
    for kind in ["workgroup", "proposal", "meeting"] {
        let schema: Value = serde_json::from_str(&run_command(&mut backlog_command(&["schema", kind])).1).unwrap();
        let mut expected = BTreeSet::new();
        collect_texts(&schema, &schema, String::new(), &mut expected);
        let mut found = BTreeSet::new();
        for (_, _, text) in RECORDS.iter().filter(|(_, record, _)| *record == kind) {
            collect_marked_texts(&serde_yaml::from_str(text).unwrap(), String::new(), &mut found);
        }
        let missing: Vec<_> = expected.difference(&found).collect();
        assert_eq!(missing, [] as [&String; 0], "{kind}");
    }
}

/// The paths of a schema at which any text may be, as `.agenda[].title`.
fn collect_texts(schema: &Value, node: &Value, path: String, texts: &mut BTreeSet<String>) {
    if let Some(name) = node["$ref"].as_str().and_then(|name| name.strip_prefix("#/definitions/")) {
        return collect_texts(schema, &schema["definitions"][name], path, texts);
    }
    for choice in ["anyOf", "oneOf"].iter().filter_map(|key| node[key].as_array()).flatten() {
        collect_texts(schema, choice, path.clone(), texts);
    }
    // Every stage has the same terms.
    let is_new = |key: &&String| path != ".github.stages" || *key == "frozen";
    for (key, value) in node["properties"].as_object().into_iter().flatten().filter(|(key, _)| is_new(key)) {
        collect_texts(schema, value, format!("{path}.{key}"), texts);
    }
    if node["additionalProperties"].is_object() {
        collect_texts(schema, &node["additionalProperties"], format!("{path}.*"), texts);
    }
    let is_list = node["items"].is_object();
    if is_list {
        collect_texts(schema, &node["items"], format!("{path}[]"), texts);
    }
    if node["pattern"] == "\\S" && !is_list {
        texts.insert(path);
    }
}

/// The paths of texts that begin with `@` in a record; a map key that begins so is `*`.
fn collect_marked_texts(node: &serde_yaml::Value, path: String, found: &mut BTreeSet<String>) {
    match node {
        serde_yaml::Value::Mapping(map) => {
            for (key, value) in map {
                let key = key.as_str().unwrap();
                let key = if key.starts_with('@') { "*" } else { key };
                collect_marked_texts(value, format!("{path}.{key}"), found);
            }
        }
        serde_yaml::Value::Sequence(list) => {
            list.iter().for_each(|value| collect_marked_texts(value, format!("{path}[]"), found))
        }
        serde_yaml::Value::String(text) if text.starts_with('@') => drop(found.insert(path)),
        _ => {}
    }
}

#[test]
fn a_wrong_command_line_is_repeated_with_escapes() {
    let hostile = "a\u{1b}[2J\u{9b}\u{202e}\u{200b}\u{200d}\n::add-mask::x ##[add-mask]y";
    let option = format!("--{hostile}");
    for arguments in [&[hostile][..], &[&option], &["check", "--format", hostile], &["--today", hostile, "list"]] {
        for color in ["never", "always"] {
            let (code, output, messages) = run_command(backlog_command(arguments).arg("--color").arg(color));
            assert_eq!((code, output.as_str()), (Some(2), ""), "{arguments:?}");
            assert!(messages.contains(r"a\u{1b}[2J\u{9b}\u{202e}\u{200b}\u{200d}"), "{arguments:?}: {messages}");
            assert_eq!(backlog::report::inert::escape_invisible(&messages), messages, "{arguments:?}");
            assert_eq!(runner::read_commands(&messages), [], "{arguments:?}");
        }
    }
}
