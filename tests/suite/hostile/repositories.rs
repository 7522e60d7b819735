//! Repositories that nobody would write: odd files in every place, odd names, planted git repositories, long texts,
//! deeply nested records, distant days, and many files.

use super::measure::{measures_optimized, run_each, run_within_limits};
use super::odd_files::ODD;
use crate::program::copy_group;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;

/// A repository: its name, and how it is made from the small one.
type HostileRepository = (&'static str, fn(&Path));

fn write_file(root: &Path, path: &str, text: impl AsRef<[u8]>) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A count for the optimized program, or a tenth of it for the test build, which is that much slower.
fn scale_count(count: usize) -> usize {
    if measures_optimized() { count } else { count / 10 }
}

/// Writes a call with one item that has a text.
fn write_update(root: &Path, text: &str) {
    let update = text.replace('\n', "\n      ");
    write_file(
        root,
        "minutes/2026-04-07.yaml",
        format!("date: 2026-04-07\nagenda:\n  - issue: 14\n    notes: |\n      {update}\n"),
    );
}

const REPOSITORIES: [HostileRepository; 22] = [
    ("names that are not UTF-8", |root| {
        let name = std::ffi::OsString::from_vec(b"caf\xe9.yaml".to_vec());
        std::fs::write(root.join("backlog").join(name), "name: A\n").unwrap();
    }),
    ("other endings and folders", |root| {
        write_file(root, "backlog/UPPER.YAML", "name: A\n");
        write_file(root, "backlog/sub/deeper.yaml", "name: A\n");
        write_file(root, "minutes/2026-04-07.yaml.yaml", "date: 2026-04-07\n");
    }),
    ("names that break out", |root| {
        for name in ["--> <b>", "a\n::stop-commands::x", "$(touch x)", "`touch x`", "\u{202e}lmay", "-n", " "] {
            write_file(root, &format!("backlog/{name}.yaml"), "name: A\nissue: 14\n");
            write_file(root, &format!("minutes/{name}.yaml"), "date: 2026-04-07\n");
        }
    }),
    ("a long name", |root| write_file(root, &format!("backlog/{}.yaml", "a".repeat(250)), "name: A\n")),
    ("a planted bare repository", |root| {
        write_file(root, "HEAD", "ref: refs/heads/main\n");
        write_file(root, "config", "[core]\n\tbare = true\n\tfsmonitor = touch ran\n\thooksPath = .\n");
        write_file(root, "objects/info/x", "");
        write_file(root, "refs/heads/x", "");
    }),
    ("a planted file of git", |root| write_file(root, ".git", "gitdir: ../../../../../../tmp\n")),
    ("a planted folder of git", |root| {
        write_file(root, ".git/HEAD", "ref: refs/heads/main\n");
        write_file(
            root,
            ".git/config",
            "[core]\n\trepositoryformatversion = 0\n\tfsmonitor = touch ran\n\tsshCommand = touch ran\n",
        );
        write_file(root, ".git/objects/info/alternates", "/dev/zero\n");
        write_file(root, ".git/refs/heads/x", "");
    }),
    ("a group of brackets", |root| write_file(root, "workgroup.yaml", "[".repeat(scale_count(1 << 20)))),
    ("deep records", |root| {
        for path in ["backlog/deep.yaml", "minutes/2026-04-07.yaml", "github.yaml"] {
            write_file(root, path, "{a: ".repeat(scale_count(200_000)));
        }
    }),
    ("anchors that multiply", |root| {
        let levels: String = (1..60).map(|at| format!("a{at}: &a{at} [*a{0}, *a{0}]\n", at - 1)).collect();
        write_file(root, "backlog/anchors.yaml", format!("a0: &a0 [x]\n{levels}name: *a59\n"));
    }),
    ("no text", |root| {
        for path in ["backlog/bytes.yaml", "minutes/2026-04-07.yaml", "workgroup.yaml", "github.yaml"] {
            write_file(root, path, (0..=255).cycle().take(1 << 20).collect::<Vec<u8>>());
        }
    }),
    ("unknown keys without end", |root| {
        let keys: String = (0..scale_count(20_000)).map(|at| format!("key-{at}: {at}\n")).collect();
        write_file(root, "backlog/keys.yaml", format!("name: A\n{keys}"));
    }),
    ("a text of stars", |root| write_update(root, &"*a **b ".repeat(scale_count(16_000)))),
    ("a text of brackets", |root| write_update(root, &"[".repeat(scale_count(200_000)))),
    ("a text of links", |root| write_update(root, &"[a](".repeat(scale_count(50_000)))),
    ("a text of quotations", |root| write_update(root, &"> ".repeat(scale_count(100_000)))),
    ("a text of lists", |root| {
        let lines: Vec<String> = (0..600).map(|at| format!("{}- a", "  ".repeat(at))).collect();
        write_update(root, &lines.join("\n"));
    }),
    ("a text of backticks", |root| {
        let runs: Vec<String> = (1..600).map(|at| format!("{}a", "`".repeat(at))).collect();
        write_update(root, &runs.join(" "));
    }),
    ("a text of raw HTML", |root| write_update(root, &"<a <!-- <![CDATA[ <? &".repeat(scale_count(9_000)))),
    ("a text of entities and references", |root| {
        write_update(root, &"&amp;#14 !14 PR#24 2026-02-17 @x ".repeat(scale_count(7_000)))
    }),
    ("days far away", |root| {
        let group = std::fs::read_to_string(root.join("workgroup.yaml")).unwrap();
        write_file(root, "workgroup.yaml", group.replace("since: 2025-01-07", "since: 0001-01-01"));
        for day in ["0001-01-01", "0226-03-03", "9999-12-31"] {
            write_file(
                root,
                &format!("minutes/{day}.yaml"),
                format!("date: {day}\nagenda: [{{ issue: 14, notes: A }}]\n"),
            );
        }
    }),
    ("many files", |root| {
        for at in 0..scale_count(2_000) {
            write_file(root, &format!("backlog/many-{at}.yaml"), format!("name: Many {at}\nissue: {}\n", 1_000 + at));
        }
    }),
];

#[test]
fn a_made_repository_takes_no_more_than_its_share() {
    for (name, make) in REPOSITORIES {
        run_each(name, make);
    }
}

#[test]
fn an_odd_file_takes_no_more_than_its_share() {
    for (name, place_odd, _) in ODD {
        let outside = tempfile::tempdir().unwrap();
        let secret = outside.path().join("secret");
        std::fs::write(&secret, super::SECRET).unwrap();
        run_each(name, |root| {
            std::fs::create_dir_all(root.join("templates")).unwrap();
            for path in [
                "backlog/zz.yaml",
                "backlog/README.md",
                "minutes/2026-03-24.yaml",
                "minutes/2026-04-07.md",
                "templates/minutes-api-backlog.md",
                "templates/table-gfm.md",
                "github.yaml",
                "schema",
            ] {
                let _ = std::fs::remove_file(root.join(path));
                place_odd(&root.join(path), &secret);
            }
        });
    }
}

#[test]
fn nothing_of_a_planted_git_repository_runs() {
    for (name, make) in REPOSITORIES.iter().filter(|(name, _)| name.starts_with("a planted")) {
        let copy = copy_group();
        make(copy.path());
        let ended = run_within_limits(copy.path(), &["check", "--since", "HEAD"]);
        assert_eq!(ended.code, 2, "{name}: {}", ended.output);
        assert!(!copy.path().join("ran").exists(), "{name}: {}", ended.output);
    }
}
