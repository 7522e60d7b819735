//! Properties of every input: no bytes make the reader panic or take more than linear time, and the same records give
//! the same output.

use crate::cell_oracle::markdownish;
use crate::program::{backlog_command, run_command};
use crate::records::{Records, views_on};
use backlog::model::group::Group;
use backlog::render::outputs;
use backlog::report::agenda::AgendaOrder;
use backlog::report::json;
use backlog::rules::{self, Overrides};
use backlog::store::load::{self, Files};
use backlog::view::Views;
#[cfg(unix)]
use nix::time::{ClockId, clock_gettime};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};
use std::path::Path;
#[cfg(unix)]
use std::time::Duration;

/// A text of about that many parts on which a parser could be slow.
type Hostile = fn(usize) -> String;

const HOSTILE: [(&str, Hostile); 29] = [
    ("open lists", |n| "[".repeat(n)),
    ("open maps", |n| "{a: ".repeat(n)),
    ("lists in a line", |n| "- ".repeat(n)),
    ("dashes", |n| "- - - -\n".repeat(n)),
    ("keys without end", |n| "? ".repeat(n)),
    ("explicit keys", |n| "? a\n: b\n".repeat(n)),
    ("tags", |n| "!! ".repeat(n)),
    ("tags to the end", |n| "!".repeat(n)),
    ("aliases", |n| "a: &x *x\n".repeat(n)),
    ("anchors", |n| (0..n).map(|at| format!("- &x{at} a\n")).collect()),
    ("a long key", |n| format!("{}: 1\n", "k".repeat(n))),
    ("long keys", |n| format!("{}: 1\n", "k".repeat(900)).repeat(n / 900 + 1)),
    ("a long line", |n| format!("name: {}\n", "a ".repeat(n))),
    ("colons", |n| "a:".repeat(n)),
    ("colons apart", |n| ": ".repeat(n)),
    ("steps downwards", |n| (0..n.min(3000)).map(|at| format!("{}a:\n", " ".repeat(at % 300))).collect()),
    ("deeper and deeper", |n| (0..(2 * n).isqrt()).map(|at| format!("{}a:\n", " ".repeat(at))).collect()),
    ("an open quote", |n| format!("a: \"{}", "x\n ".repeat(n))),
    ("an open single quote", |n| format!("a: '{}", "'' ".repeat(n))),
    ("escapes", |n| format!("a: \"{}\"", "\\u0041".repeat(n))),
    ("one key again and again", |n| "a: 1\n".repeat(n)),
    ("keys in one line", |n| format!("{{{}}}", "a: , ".repeat(n))),
    ("items in one line", |n| format!("[{}]", "{a: }, ".repeat(n))),
    ("pairs in a list", |n| format!("[{}]", "a: b, ".repeat(n))),
    ("nested pairs", |n| format!("a: {}b", "[c, ".repeat(n))),
    ("spaces", |n| format!("a:{}b", " ".repeat(n))),
    ("empty lines", |n| format!("a: |\n{}  b\n", "\n".repeat(n))),
    ("comments", |n| "# a\n".repeat(n)),
    ("documents", |n| "---\na: 1\n".repeat(n)),
];

/// Loads a repository with one record, which may not be UTF-8.
fn load_record(path: &str, bytes: &[u8]) -> Group {
    let root = tempfile::tempdir().unwrap();
    Records::new("name: G\n").with_file(path, bytes).write(root.path());
    load::read_files(root.path()).unwrap().decode_group()
}

const RECORDS: [&str; 4] = ["workgroup.yaml", "github.yaml", "backlog/x.yaml", "minutes/2026-02-12.yaml"];

/// Asserts that a record is read or has a problem, and that the commands continue with the rest.
fn assert_read_or_reported(path: &str, bytes: &[u8]) {
    let group = load_record(path, bytes);
    let found = rules::check_files(&group).findings;
    assert_eq!(found.is_empty(), group.problems.is_empty());
    json::format_findings(&found, &group.sources).unwrap();
    if group.workgroup.is_some() {
        let views = views_on(&group, "2026-02-20");
        rules::check(&views, &Overrides::default());
        all_outputs(&views);
    }
}

#[test]
fn hostile_records_end_as_findings() {
    for path in RECORDS {
        for (_, hostile) in HOSTILE {
            assert_read_or_reported(path, hostile(40).as_bytes());
        }
        for bytes in
            [&b""[..], b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"a: \x80", b"\r", b"~", b"- a", b"a", b"{}", b"[]"]
        {
            assert_read_or_reported(path, bytes);
        }
    }
}

/// Four times as many parts take at most six times as long; at quadratic cost they take up to sixteen times as long.
#[cfg(unix)]
#[test]
fn records_are_read_in_linear_time() {
    let cpu_time = || Duration::from(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).unwrap());
    let measure = |hostile: Hostile, parts: usize| {
        let text = hostile(parts);
        assert!(text.len() < 1 << 20, "more than is read");
        let files = Files::from_bytes(Path::new(""), vec![("backlog/x.yaml".to_owned(), text.into_bytes())]);
        let start = cpu_time();
        files.decode_group();
        cpu_time() - start
    };
    for (name, hostile) in HOSTILE {
        // A busy machine takes more time for the same.
        let mut tries = (0..20).map(|_| (measure(hostile, 5_000), measure(hostile, 20_000)));
        let is_linear = |(short, long)| long < 6 * short + Duration::from_millis(10);
        assert!(tries.any(is_linear), "{name}: {:?}", (measure(hostile, 5_000), measure(hostile, 20_000)));
    }
}

#[test]
fn findings_have_one_order_on_any_number_of_threads() {
    let proposal = |at| (format!("backlog/p{at}.yaml"), format!("name: P\nowners: [Organization {at}]\nkey: x\n"));
    let empty = Records::new("name: G\norganizations: [Orange]\n");
    let records = (0..200).map(proposal).fold(empty, |records, (path, text)| records.with_file(&path, text));
    let root = tempfile::tempdir().unwrap();
    records.write(root.path());
    let check = |threads: &str| {
        let mut command = backlog_command(&["-C", &root.path().display().to_string(), "check", "--format", "json"]);
        run_command(command.env("RAYON_NUM_THREADS", threads))
    };
    let (code, on_one, _) = check("1");
    assert!(code == Some(1) && on_one.matches("unknown-key").count() >= 200, "{on_one}");
    for _ in 0..5 {
        assert!(check("4").1 == on_one, "4 threads");
    }
}

/// These would take minutes at quadratic cost.
#[test]
fn large_records_are_read_to_their_end() {
    const LIMIT: usize = 1 << 20;
    let lists = format!("name: X\nhistory: [{}]\n", "{text: },".repeat(10_000));
    let group = load_record("backlog/x.yaml", lists.as_bytes());
    assert_eq!((group.proposals.len(), group.problems.len()), (1, 0), "values that are not there, in one line");
    let twice = format!("name: X\n{}", "name: Y\n".repeat(100_000));
    assert!(load_record("backlog/x.yaml", twice.as_bytes()).problems.len() > 9_999, "one key again and again");
    let keys: String = (0..90_000).map(|at| format!("k{at}: 1\n")).collect();
    assert!(load_record("backlog/x.yaml", keys.as_bytes()).problems.len() > 9_999, "unknown keys and no name");
    for part in ["- a #b\n", "[“a, ", "[‘a’s, ", "[#a, ", "<<<<<<< a\n=======\n>>>>>>> b\n", "a: {b: c #d}\n", "\ta\n"]
    {
        let whole = part.repeat(LIMIT / part.len());
        assert!(!load_record("backlog/x.yaml", whole.as_bytes()).problems.is_empty(), "{part}");
        let one_line = format!("owners: [{}]\n", part.trim_end().repeat((LIMIT - 20) / part.len()));
        load_record("backlog/x.yaml", one_line.as_bytes());
    }
    let line = format!("name: X # {}\n", "a".repeat(LIMIT - 11));
    assert_eq!(load_record("backlog/x.yaml", line.as_bytes()).proposals.len(), 1, "1 MiB in one line");
    let group = load_record("backlog/x.yaml", format!("{line}\n").as_bytes());
    assert_eq!((group.proposals.len(), group.problems.len()), (0, 1), "one byte more than is read");
}

/// Renders every output.
fn all_outputs(views: &Views) -> Vec<String> {
    let minutes = views.group.meetings.iter().map(|meeting| outputs::render_minutes(views, meeting).unwrap());
    let calls = views
        .group
        .meetings
        .iter()
        .map(|meeting| json::format_meeting(meeting, AgendaOrder::OfTheCall, views).unwrap());
    let table = outputs::render_table(views).unwrap();
    [table, json::format_proposals(&views.group.proposals, views).unwrap()]
        .into_iter()
        .chain(minutes)
        .chain(calls)
        .collect()
}

/// A group as records: paths and values. They are written as JSON, which is YAML and quotes every text.
fn any_group() -> impl Strategy<Value = Vec<(String, Value)>> {
    let proposals = prop::collection::vec((any_name(), any_prose(), 1..12_u32, any_stages(), any_name()), 0..6);
    let meetings = prop::collection::btree_map(1..28_u32, prop::collection::vec(any_item(), 0..5), 0..4);
    let members = prop::collection::btree_set(any_name(), 0..4);
    (any_name(), members, proposals, meetings).prop_map(|(group, members, proposals, meetings)| {
        let mut files = vec![(
            "workgroup.yaml".to_owned(),
            json!({
                "name": group,
                "repository": "example/group",
                "timezone": "Europe/Berlin",
                "schedule": [{ "every": "1 week", "from": "2026-01-01", "start": "09:00", "end": "10:00" }],
                "organizations": members,
            }),
        )];
        for (at, (name, summary, issue, stages, owner)) in proposals.into_iter().enumerate() {
            let record = json!({ "name": name, "issue": issue, "owners": [owner], "summary": summary, "stages": stages,
                                 "template": { "pr": 100 + at } });
            files.push((format!("backlog/p{at}.yaml"), record));
        }
        for (day, items) in meetings {
            let date = format!("2026-02-{day:02}");
            let record = json!({ "date": date, "agenda": items, "attendance": { "Org": ["Delegate A"] } });
            files.push((format!("minutes/{date}.yaml"), record));
        }
        files
    })
}

fn any_name() -> impl Strategy<Value = String> {
    "[A-Za-zé中|<>&*_`#\\[\\]@🚩][A-Za-zé中|<>&*_`#\\[\\]() -]{0,12}[a-z]"
}

/// Prose that is not empty.
fn any_prose() -> impl Strategy<Value = String> {
    markdownish().prop_map(|prose| format!("x{prose}"))
}

fn any_stages() -> impl Strategy<Value = Value> {
    let stage = prop::sample::select(vec!["under-discussion", "approved", "frozen", "reactivated", "archived"]);
    let reached =
        (stage, 1..28_u32).prop_map(|(stage, day)| json!({ "stage": stage, "date": format!("2026-02-{day:02}") }));
    prop::collection::vec(reached, 0..4).prop_map(Value::from)
}

fn any_item() -> impl Strategy<Value = Value> {
    (1..14_u32, any::<bool>(), any::<bool>(), any_prose(), any_prose()).prop_map(
        |(issue, treated, closing, update, action)| {
            let action = json!({ "id": "20260201-01", "owners": ["Chair"], "text": action });
            json!({ "issue": issue, "treated": treated, "closing": closing, "update": update, "actions": [action] })
        },
    )
}

/// Writes files in their order, which is that of their creation.
fn write_files(root: &Path, files: &[(String, Value)]) {
    files.iter().for_each(|(path, record)| Records::default().with_file(path, record.to_string()).write(root));
}

/// The outputs of a repository, and how many rows its table has.
fn render_outputs(root: &Path) -> (Vec<String>, usize) {
    let group = load::read_files(root).unwrap().decode_group();
    assert!(group.problems.is_empty(), "{:?}", group.problems);
    let views = views_on(&group, "2026-02-20");
    (all_outputs(&views), views.stages.table_rows().len())
}

#[test]
fn random_tests_draw_the_same_inputs_on_every_run() {
    // Set by `.cargo/config.toml`, unless the user sets another seed.
    assert!(matches!(ProptestConfig::default().rng_seed, RngSeed::Fixed(_)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64)
    ) })]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), which in 0..4_usize) {
        assert_read_or_reported(RECORDS[which], &bytes);
    }

    #[test]
    fn no_record_cut_or_mangled_makes_the_reader_panic(
        at in 0..5000_usize, byte in any::<u8>(), keep in any::<bool>(), which in 0..3_usize,
    ) {
        let record = ["backlog/signal-flags.yaml", "minutes/2026-02-17.yaml", "workgroup.yaml"][which];
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/repos/group").join(record);
        let mut bytes = std::fs::read(path).unwrap();
        let at = at % bytes.len();
        if keep { bytes[at] = byte } else { bytes.truncate(at) }
        assert_read_or_reported(record, &bytes);
    }

    #[test]
    fn the_same_records_give_the_same_output(files in any_group()) {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        write_files(one.path(), &files);
        // The order in which a folder lists its files depends on the order in which they were created.
        let backwards: Vec<_> = files.iter().rev().cloned().collect();
        write_files(other.path(), &backwards);
        let (first, rows) = render_outputs(one.path());
        prop_assert_eq!(&first, &render_outputs(one.path()).0);
        prop_assert_eq!(&first, &render_outputs(other.path()).0);
        // No text breaks a row: one line per row, and two for the header.
        prop_assert_eq!(first[0].lines().count(), rows + 2, "{}", first[0]);
    }
}
