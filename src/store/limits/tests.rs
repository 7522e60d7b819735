//! Each limit, at it and one over it: one finding with its place, and the other files are read.

use super::*;
use crate::model::group::Group;
use crate::source::find_position;
use crate::store::layout::TABLE;
use crate::store::load::{Files, ListedFile, check_limits, read_files, read_optional_bytes};
use crate::store::open::Folder;
use crate::store::save::{OutputFolder, SaveTarget, replace_file};

/// `path:line:column message` of each problem. Another file is read in any case.
fn find_problems(files: &[(&str, &str)]) -> Vec<String> {
    let mut all = vec![("workgroup.yaml", "name: G\n"), ("backlog/other.yaml", "name: Other\n")];
    all.extend(files);
    let group = Files::from_texts(&all).decode_group();
    assert!(group.proposals.iter().any(|proposal| proposal.slug == "other"));
    describe_problems(&group)
}

fn describe_problems(group: &Group) -> Vec<String> {
    let line = |problem: &Problem| {
        assert_eq!(problem.kind, ProblemKind::OverLimit, "{problem:?}");
        let source = group.sources.file(problem.place.file);
        let at = find_position(&source.text, problem.place.range().start);
        format!("{}:{}:{} {}", source.path, at.line, at.column, problem.message)
    };
    group.problems.iter().map(line).collect()
}

#[test]
fn a_text_has_256_kib() {
    let call = |length: usize| {
        let text = "é".repeat(length / 2) + &"x".repeat(length % 2);
        find_problems(&[("minutes/2026-02-12.yaml", &format!("date: 2026-02-12\naob: {text}\ndiscussion: Short.\n"))])
    };
    let former = format!("date: 2026-02-12\nagenda: [{{ issue: 1, update: {} }}]\n", "x".repeat(262_144));
    assert_eq!(find_problems(&[("minutes/2026-02-12.yaml", &former)]), [""; 0], "a key by its former name");
    assert_eq!(call(262_144), [""; 0]);
    assert_eq!(call(262_145), ["minutes/2026-02-12.yaml:2:6 the text has 262145 bytes (limit: 262144, or 256 KiB)"]);
}

#[test]
fn a_name_has_512_bytes_and_a_reason_one_kib() {
    let is_limited = |path: &str, place: &str, limit: &str, before: &str, after: &str| {
        let most = limit.split(',').next().unwrap().parse().unwrap();
        let found = |length: usize| find_problems(&[(path, &format!("{before}{}{after}", "x".repeat(length)))]);
        assert_eq!(found(most), [""; 0]);
        assert_eq!(found(most + 1), [format!("{path}:{place} the text has {} bytes (limit: {limit})", most + 1)]);
    };
    let (call, proposal) = ("minutes/2026-02-12.yaml", "backlog/x.yaml");
    is_limited(proposal, "1:7", "512", "name: ", "\n");
    is_limited(proposal, "2:14", "512", "name: X\nsupporters: [", "]\n");
    is_limited(call, "2:19", "512", "date: 2026-02-12\ntopics: [{ title: ", " }]\n");
    is_limited(call, "2:22", "512", "date: 2026-02-12\nattendance: { text: [", "] }\n");
    is_limited(call, "3:3", "512", "date: 2026-02-12\nattendance:\n  ", ": []\n");
    is_limited(call, "2:8", "1024, or 1 KiB", "date: 2026-02-12\nextra: ", "\n");
    is_limited(call, "2:36", "262144, or 256 KiB", "date: 2026-02-12\nattendance: { O: [{ name: A, note: ", " }] }\n");
    let key = format!("name: X\n? {}\n: 1\nkind: {0}\n", "k".repeat(513));
    let message = "the text has 513 bytes (limit: 512)";
    let expected = [format!("backlog/x.yaml:2:3 {message}"), format!("backlog/x.yaml:4:7 {message}")];
    assert_eq!(find_problems(&[(proposal, &key)]), expected, "no unknown key and no wrong kind as well");
}

#[test]
fn a_schedule_has_100_slots() {
    let group = |count: usize| {
        let slots = "  - { slot: 1st monday, start: '09:00', end: '10:00' }\n".repeat(count);
        describe_problems(
            &Files::from_texts(&[("workgroup.yaml", &format!("name: G\nschedule:\n{slots}"))]).decode_group(),
        )
    };
    assert_eq!(group(100), [""; 0]);
    assert_eq!(group(101), ["workgroup.yaml:103:5 the list has 101 entries (limit: 100)"]);
}

#[test]
fn a_list_has_10_000_entries_and_the_others_are_not_read() {
    let excess = |path: &str, before: &str, entry: fn(usize) -> String, after: &str| {
        let message = |count: usize| {
            let entries: String = (1..=count).map(entry).collect();
            find_problems(&[(path, &format!("{before}{entries}{after}"))]).join("\n")
        };
        assert_eq!(message(10_000), "", "{path}: {before}");
        (message(10_001), message(20_000))
    };
    let (call, proposal) = ("minutes/2026-02-12.yaml", "backlog/x.yaml");
    let list = |place: &str, count: usize| format!("{place} the list has {count} entries (limit: 10000)");
    let block = excess(proposal, "name: X\nsupporters:\n", |_| "- A\n".to_owned(), "");
    assert_eq!(block, (list("backlog/x.yaml:10003:3", 10_001), list("backlog/x.yaml:10003:3", 20_000)));
    let flow = excess(proposal, "name: X\nstages: [", |_| "frozen,".to_owned(), "]\n");
    assert_eq!(flow, (list("backlog/x.yaml:2:70010", 10_001), list("backlog/x.yaml:2:70010", 20_000)));
    let agenda = excess(call, "date: 2026-02-12\nagenda:\n", |at| format!("- {{ issue: {at} }}\n"), "aob: None.\n");
    assert_eq!(agenda.0, list("minutes/2026-02-12.yaml:10003:3", 10_001));
    let attendance = excess(call, "date: 2026-02-12\nattendance:\n", |at| format!(" O{at}: []\n"), "");
    assert_eq!(attendance.1, "minutes/2026-02-12.yaml:10003:2 the map has 20000 entries (limit: 10000)");
    let inner = excess(call, "date: 2026-02-12\nattendance: { Orange: [", |_| "A,".to_owned(), "] }\n");
    assert_eq!(inner.0, list("minutes/2026-02-12.yaml:2:20024", 10_001));
    let before = "date: 2026-02-12\ntopics:\n- { title: A }\n- { title: B, decisions: [";
    let second = excess(call, before, |_| "D,".to_owned(), "] }\n");
    assert_eq!(second.0, list("minutes/2026-02-12.yaml:4:20027", 10_001), "entries of the outer list do not count");
}

#[test]
fn github_facts_has_a_line_for_each_issue() {
    let lines: String =
        (1..=60_000).map(|number| format!("  {number}: {{ opened: 2026-01-27T08:00:00Z }}\n")).collect();
    let text = format!("issues:\n{lines}");
    assert!(text.len() > RECORD_BYTES);
    assert_eq!(find_problems(&[("github.yaml", &text)]), [""; 0]);
    let over = text + "#" + &"x".repeat(GITHUB_BYTES);
    assert_eq!(find_problems(&[("github.yaml", &over[..=GITHUB_BYTES])]).len(), 1);
    assert_eq!(find_problems(&[("github.yaml", &over[..GITHUB_BYTES])]), [""; 0]);
}

#[test]
fn days_are_from_1970_to_2199() {
    let day = |day: &str| find_problems(&[("backlog/x.yaml", &format!("name: X\nregistered: {day}\n"))]);
    for good in ["1970-01-01", "2199-12-31"] {
        assert_eq!(day(good), [""; 0]);
    }
    for bad in ["1969-12-31", "2200-01-01", "0001-01-01", "9999-12-31"] {
        let message = format!("backlog/x.yaml:2:13 `{bad}` is out of range (limit: 1970-01-01 to 2199-12-31)");
        assert_eq!(day(bad), [message]);
    }
    let call = "date: 2026-02-12\nagenda-sent: 0226-02-05T10:00Z\nnext: 0226-02-26\nagenda: [{ issue: 1, added: 2226-01-30 }]\n";
    assert_eq!(find_problems(&[("minutes/2026-02-12.yaml", call)]).len(), 3);
    let schedule = "name: G\nschedule:\n  - { every: 2 weeks, from: 0001-01-01, since: 0001-01-01, until: 9999-12-31, \
                    start: '09:00', end: '10:00' }\nrecords: { complete-since: 0226-02-12 }\n";
    assert_eq!(describe_problems(&Files::from_texts(&[("workgroup.yaml", schedule)]).decode_group()).len(), 4);
}

#[test]
fn a_record_has_one_mib() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    std::fs::create_dir_all(root.join("minutes")).unwrap();
    std::fs::write(root.join("workgroup.yaml"), "name: G\n").unwrap();
    let record = |bytes: usize| {
        let text = format!("date: 2026-02-12\n#{}", "x".repeat(bytes - 18));
        std::fs::write(root.join("minutes/2026-02-12.yaml"), &text).unwrap();
        let from_disk = read_files(root).unwrap().decode_group();
        let from_text =
            Files::from_texts(&[("minutes/2026-02-12.yaml", &text), ("workgroup.yaml", "name: G\n")]).decode_group();
        assert_eq!(describe_problems(&from_disk), describe_problems(&from_text));
        (from_disk.meetings.len(), describe_problems(&from_disk))
    };
    assert_eq!(record(RECORD_BYTES), (1, Vec::new()));
    let message = "minutes/2026-02-12.yaml:1:1 the file has 1048577 bytes (limit: 1048576, or 1 MiB)";
    assert_eq!(record(RECORD_BYTES + 1), (0, vec![message.to_owned()]));
}

#[test]
fn a_folder_has_200_000_files_and_256_mib() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for folder in ["minutes", "backlog"] {
        std::fs::create_dir(root.join(folder)).unwrap();
    }
    std::fs::write(root.join("workgroup.yaml"), "name: G\n").unwrap();
    // Files without blocks on the disk.
    let most = FOLDER_BYTES / RECORD_BYTES;
    for number in 0..=most {
        let file = std::fs::File::create(root.join(format!("backlog/a{number}.yaml"))).unwrap();
        file.set_len(RECORD_BYTES as u64).unwrap();
    }
    let first = crate::model::when::parse_day("1990-01-01").unwrap();
    let names: Vec<String> =
        (0..=FOLDER_FILES).map(|number| format!("{}.yaml", first + chrono::Days::new(number as u64))).collect();
    let minutes = Folder::open(root, "minutes").unwrap().unwrap();
    let listed: Vec<ListedFile> =
        names.iter().filter_map(|name| ListedFile::look_at(name, "minutes/", &minutes)).collect();
    assert!(check_limits(&listed[1..]).is_ok());
    let over = check_limits(&listed).unwrap_err();
    assert_eq!(over.explain().0, "the folder has 200001 files (limit: 200000)");
    let group = read_files(root).unwrap().decode_group();
    let message = "backlog:1:1 the folder has 269484032 bytes (limit: 268435456, or 256 MiB)";
    assert_eq!(describe_problems(&group), [message]);
    assert!(group.workgroup.is_some() && !group.all_proposals_read);
}

#[cfg(unix)]
#[test]
fn one_large_file_is_not_read_under_many_names() {
    let root = tempfile::tempdir().unwrap();
    let path = |path: &str| root.path().join(path);
    for (file, bytes) in [("workgroup.yaml", 9), ("large.yaml", RECORD_BYTES)] {
        std::fs::write(path(file), format!("name: G\n{}\n", "#".repeat(bytes - 9))).unwrap();
    }
    std::fs::create_dir(path("backlog")).unwrap();
    let most = LINKED_BYTES / RECORD_BYTES;
    for number in 1..=most + 1 {
        std::os::unix::fs::symlink("../large.yaml", path(&format!("backlog/a{number}.yaml"))).unwrap();
    }
    let group = read_files(root.path()).unwrap().decode_group();
    let message = "backlog:1:1 the linked part of the folder has 17825792 bytes (limit: 16777216, or 16 MiB)";
    assert_eq!(describe_problems(&group), [message]);
    assert!(!group.all_proposals_read);
    std::fs::remove_file(path("backlog/a1.yaml")).unwrap();
    assert_eq!(read_files(root.path()).unwrap().decode_group().sources.iter().count(), most + 1);
}

#[test]
fn a_generated_file_has_256_mib() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    std::fs::create_dir(root.join("backlog")).unwrap();
    let table = std::fs::File::create(root.join(TABLE)).unwrap();
    table.set_len(OTHER_BYTES as u64 + 1).unwrap();
    std::fs::write(root.join("page.html"), "x".repeat(OTHER_BYTES + 1)).unwrap();
    let read = read_optional_bytes(&root, TABLE).unwrap().unwrap();
    assert_eq!(read.len(), OTHER_BYTES + 1);
    replace_file(&SaveTarget::regenerable(&root, TABLE).unwrap(), Some(&read), b"new").unwrap();
    assert_eq!(read_optional_bytes(&root, TABLE).unwrap(), Some(b"new".to_vec()));
    let page = OutputFolder::new(&root, None).unwrap().read("page.html").unwrap();
    assert_eq!(page.map(|page| page.len()), Some(OTHER_BYTES + 1));
    assert!(read_optional_bytes(&root, "page.html").is_err(), "another file");
    let table = std::fs::File::create(root.join(TABLE)).unwrap();
    table.set_len(OUTPUT_BYTES as u64 + 1).unwrap();
    let refused = read_optional_bytes(&root, TABLE).unwrap_err().to_string();
    assert!(refused.ends_with("the file has 268435457 bytes (limit: 268435456, or 256 MiB)"), "{refused}");
}
