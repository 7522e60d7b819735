//! What several commands have in common is the same in each of them.

use super::program::{GROUP, backlog_command, copy_group, run_command};
use serde_json::Value;
use std::process::Stdio;

#[test]
fn json_is_a_format_of_everything_that_prints_records() {
    for (line, kind) in [
        ("list", "proposals"),
        ("list tide --owner Beta", "proposals"),
        ("table", "proposals"),
        ("show tide-tables", "proposal"),
        ("show 2026-03-24", "meeting"),
        ("show workgroup", "workgroup"),
        ("agenda 2026-03-24", "meeting"),
        ("agenda show --meeting 2026-03-24", "meeting"),
        ("minutes 2026-03-24", "meeting"),
        ("action list", "actions"),
        ("status", "status"),
        ("status --stats", "statistics"),
        ("check", "findings"),
        ("explain", "rules"),
        ("explain late-agenda-item", "rules"),
    ] {
        let print = |flags: &[&str]| {
            let words = ["-C", GROUP, "--today", "2026-04-10"].into_iter().chain(line.split(' '));
            let words: Vec<&str> = words.chain(flags.iter().copied()).collect();
            run_command(&mut backlog_command(&words))
        };
        let (_, short, errors) = print(&["--json"]);
        assert_eq!(short, print(&["--format", "json"]).1, "{line}: {errors}");
        let object: Value = serde_json::from_str(&short).unwrap_or_else(|error| panic!("{line}: {error}\n{errors}"));
        assert_eq!((&object["schema_version"], &object["kind"]), (&Value::from(2), &Value::from(kind)), "{line}");
        assert!(!object[kind].is_null(), "{line}");
    }
}

#[test]
fn a_text_in_a_file_is_recorded_as_the_text_of_the_argument() {
    const TEXT: &str = "The owner asks for *time*.";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text.md");
    std::fs::write(&path, TEXT).unwrap();
    let path = path.to_str().unwrap();
    for (words, given) in [
        ("note 12", vec![TEXT]),
        ("decide 12", vec![TEXT]),
        ("action add 12 --owner Alpha", vec![TEXT]),
        ("recap Board", vec![TEXT]),
        ("close 14", vec!["--outcome", TEXT]),
        ("approve", vec!["--corrections", TEXT]),
        ("add-proposal Wrecks --issue 90 --owner Alpha", vec!["--summary", TEXT]),
    ] {
        let print = |more: &[&str], input: Stdio| {
            let words = ["-C", GROUP, "--today", "2026-04-21"].into_iter().chain(words.split(' '));
            let words: Vec<&str> = words.chain(["-n"]).chain(more.iter().copied()).collect();
            run_command(backlog_command(&words).stdin(input))
        };
        let expected = print(&given, Stdio::null());
        assert!(expected.0 == Some(0) && expected.1.contains(TEXT), "{words}: {expected:?}");
        assert_eq!(print(&["--file", path], Stdio::null()), expected, "{words}");
        assert_eq!(print(&["--file", "-"], std::fs::File::open(path).unwrap().into()), expected, "{words}");
        let both: Vec<&str> = given.iter().copied().chain(["--file", path]).collect();
        assert_eq!(print(&both, Stdio::null()).0, Some(2), "{words}");
        let missing = print(&["--file", "/nowhere.md"], Stdio::null());
        assert!(missing.0 == Some(2) && missing.2.starts_with("error: /nowhere.md: "), "{words}: {}", missing.2);
    }
    let set = |more: &[&str]| {
        let words = [&["-C", GROUP, "--today", "2026-04-21", "set", "tide-tables", "-n"], more].concat();
        run_command(&mut backlog_command(&words))
    };
    assert_eq!(set(&["summary=-", "--file", path]), set(&[&format!("summary={TEXT}")]));
}

#[test]
fn standard_input_is_a_text_of_limited_size() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input");
    for (bytes, reason) in [
        (b"caf\xe9".to_vec(), "it is not UTF-8"),
        (vec![b'a'; (8 << 20) + 1], "the text has 8388609 bytes (limit: 8388608, or 8 MiB)"),
    ] {
        std::fs::write(&path, bytes).unwrap();
        for words in ["note 12 -", "edit --file -", "edit 2026-04-07 --file -"] {
            let words = ["-C", GROUP, "--today", "2026-04-21"].into_iter().chain(words.split(' ')).chain(["-n"]);
            let words: Vec<&str> = words.collect();
            let input = std::fs::File::open(&path).unwrap();
            let (code, printed, errors) = run_command(backlog_command(&words).stdin(input));
            let expected = format!("error: cannot read standard input: {reason}\n");
            assert_eq!((code, printed, errors), (Some(2), String::new(), expected), "{words:?}");
        }
    }
}

#[test]
fn what_the_rules_refuse_leaves_every_file_as_it_was() {
    let copy = copy_group();
    let before = copy.files();
    for (line, path) in [
        ("new-meeting 2026-05-19", "minutes/2026-05-19.yaml"),
        ("stage beacon-location approved --date 2062-01-09", "backlog/beacon-location.yaml"),
        ("set beacon-location repository.url=javascript:x", "backlog/beacon-location.yaml"),
    ] {
        let (code, printed, errors) = copy.run(&line.split(' ').collect::<Vec<_>>());
        assert!(errors.ends_with(&format!("{path} was not written: it would break the procedure\n")), "{errors}");
        assert_eq!((code, printed.as_str()), (Some(1), ""), "{line}");
        assert!(copy.files() == before, "{line}");
    }
}

#[test]
fn without_messages_the_results_stay() {
    for line in ["agenda 2026-03-24", "minutes", "note 12 x -n", "show 2026-03-24", "list zzz"] {
        let print = |flags: &[&str]| {
            let words = ["-C", GROUP, "--today", "2026-04-07"].into_iter().chain(line.split(' '));
            let words: Vec<&str> = words.chain(flags.iter().copied()).collect();
            run_command(&mut backlog_command(&words))
        };
        let (code, results, messages) = print(&[]);
        assert_eq!(messages.is_empty(), line.starts_with("show"), "{line}: {messages}");
        assert_eq!(print(&["-q"]), (code, results, String::new()), "{line}");
    }
    let (code, _, errors) = run_command(&mut backlog_command(&["-C", GROUP, "-q", "show", "nothing"]));
    assert!(code == Some(2) && errors.contains("error: ") && errors.contains("help: "), "{code:?} {errors}");
}

#[test]
fn an_import_reads_files_and_standard_input() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/import-table.in");
    let source = format!("{folder}/later.md");
    let import = |words: &[&str]| {
        let words = [&["-C", folder, "import", "table", "-n", "--column", "Who=owners"], words].concat();
        let input = std::fs::File::open(&source).unwrap();
        let (code, report, errors) = run_command(backlog_command(&words).stdin(input));
        assert_eq!(code, Some(0), "{words:?}: {errors}");
        report.replace("standard input", &source)
    };
    let expected = import(&[&source, "--json"]);
    let object: Value = serde_json::from_str(&expected).unwrap();
    assert_eq!((&object["kind"], &object["import"]["read"]), (&Value::from("import"), &Value::from(2)));
    for words in [&["--file", source.as_str()][..], &["-"], &["--file", "-"]] {
        assert_eq!(import(&[words, &["--json"]].concat()), expected, "{words:?}");
        assert_eq!(import(&[words, &["--format", "json"]].concat()), expected, "{words:?}");
    }
}
