//! The static site: every link leads somewhere, nothing is loaded, a folder keeps what is not the site's, and a browser
//! shows it as it should.

use crate::outside::{find_tool, tests_everything};
use crate::program::{Repository, run_command};
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

const REPOSITORIES: [&str; 5] = ["tests/repos/good", "tests/repos/group", "tests/repos/mom", "tests/repos/webrtc", "."];

/// A copy of the records of a folder of this project.
fn copy_records(folder: &str) -> Repository {
    let (copy, root) = (Repository::new(), Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    for part in ["", "backlog", "minutes"] {
        for entry in std::fs::read_dir(root.join(part)).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.extension().is_some_and(|extension| extension == "yaml") {
                let name = Path::new(part).join(entry.file_name().unwrap());
                copy.write(name, std::fs::read(entry).unwrap());
            }
        }
    }
    copy
}

fn write_site(copy: &Repository) -> BTreeMap<PathBuf, String> {
    copy.run_successfully(&["--today", "2026-03-06", "site"]);
    read_site(copy)
}

fn read_site(copy: &Repository) -> BTreeMap<PathBuf, String> {
    read_folder(copy, "site")
}

fn read_folder(copy: &Repository, folder: &str) -> BTreeMap<PathBuf, String> {
    let files = copy.files().into_iter();
    let inside = files.filter_map(|(path, bytes)| Some((path.strip_prefix(folder).ok()?.to_owned(), bytes)));
    inside.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

fn select<'p>(page: &'p Html, selector: &str) -> Vec<scraper::ElementRef<'p>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// A link resolved from the page that has it: a path of the site, and an anchor.
fn resolve_link(page: &Path, link: &str) -> (PathBuf, String) {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let mut target = if path.is_empty() { page.to_owned() } else { page.parent().unwrap().to_owned() };
    for part in path.split('/').filter(|part| !part.is_empty()) {
        match part {
            ".." => assert!(target.pop(), "{} links out of the site: {link}", page.display()),
            part => target.push(part),
        }
    }
    (target, anchor.to_owned())
}

#[test]
fn every_link_leads_somewhere_and_nothing_is_loaded() {
    for folder in REPOSITORIES {
        let site = write_site(&copy_records(folder));
        let pages: BTreeMap<&PathBuf, Html> = site
            .iter()
            .filter(|(path, _)| path.extension().is_some_and(|it| it == "html"))
            .map(|(path, text)| (path, Html::parse_document(text)))
            .collect();
        let mut linked = BTreeSet::from([PathBuf::from("index.html"), "site.css".into(), "site.js".into()]);
        for (path, page) in &pages {
            let at = format!("{folder} {}", path.display());
            let ids: Vec<&str> = select(page, "[id]").iter().map(|it| it.attr("id").unwrap()).collect();
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{at}: {ids:?}");
            assert_eq!(select(page, "h1").len(), 1, "{at}");
            for link in select(page, "a[href]").iter().map(|it| it.attr("href").unwrap()) {
                let scheme = link.split_once(':').map(|(scheme, _)| scheme);
                if scheme.is_some_and(|scheme| ["http", "https", "mailto"].contains(&scheme)) {
                    continue;
                }
                let (target, anchor) = resolve_link(path, link);
                assert!(site.contains_key(&target), "{at}: {link}");
                let has_anchor = |page: &Html| select(page, "[id]").iter().any(|it| it.attr("id") == Some(&anchor));
                assert!(anchor.is_empty() || has_anchor(&pages[&target]), "{at}: {link}");
                linked.insert(target);
            }
            let policy = select(page, "meta[http-equiv]");
            assert_eq!(policy.len(), 1, "{at}");
            let expected =
                "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'";
            assert_eq!(policy[0].attr("content"), Some(expected), "{at}");
            // The page names what it loads.
            for selector in
                ["[style]", "style", "img", "iframe", "object", "embed", "form", "base", "[srcset]", "[onclick]"]
            {
                assert!(select(page, selector).is_empty(), "{at}: {selector}");
            }
            for loaded in select(page, "[src], link[href]") {
                let url = loaded.attr("src").or(loaded.attr("href")).unwrap();
                assert!(["site.css", "../site.css", "site.js"].contains(&url), "{at}: {url}");
            }
        }
        assert_eq!(linked, site.keys().cloned().collect(), "{folder}: a page that nothing links to");
        for load in ["url(", "@import", "http"] {
            assert!(
                !site[Path::new("site.css")].contains(load) && !site[Path::new("site.js")].contains(load),
                "{load}"
            );
        }
    }
}

/// When each file of the site was written.
fn moments(copy: &Repository) -> BTreeMap<PathBuf, SystemTime> {
    let written = |path: &PathBuf| copy.path().join("site").join(path).metadata().unwrap().modified().unwrap();
    read_site(copy).into_keys().map(|path| (path.clone(), written(&path))).collect()
}

#[test]
fn a_rebuild_writes_only_what_changed() {
    let copy = copy_records("tests/repos/group");
    let first = write_site(&copy);
    let written = moments(&copy);
    let (code, output, messages) = copy.run(&["--today", "2026-03-06", "site"]);
    assert_eq!((code, output.as_str(), messages.as_str()), (Some(0), "", "everything is up to date\n"));
    assert_eq!(moments(&copy), written);
    for threads in ["1", "4"] {
        let mut command = copy.command(&["--today", "2026-03-06", "site", "--out"]);
        let other = copy.path().join(threads);
        assert_eq!(run_command(command.arg(&other).env("RAYON_NUM_THREADS", threads)).0, Some(0));
        assert!(read_folder(&copy, threads) == first, "{threads} threads");
    }
    // Another day: as little as possible.
    copy.run_successfully(&["--today", "2026-03-07", "site"]);
    let later = moments(&copy);
    let changed: Vec<&str> =
        later.iter().filter(|(path, at)| written[*path] != **at).map(|(path, _)| path.to_str().unwrap()).collect();
    assert_eq!(changed, ["actions.html", "index.html"]);
}

#[test]
fn pages_of_former_records_are_removed_and_nothing_else() {
    let copy = copy_records("tests/repos/group");
    write_site(&copy);
    for (path, text) in [("CNAME", "example.org"), ("proposals/mine.html", "mine"), ("calls/notes.html", "mine")] {
        copy.write(Path::new("site").join(path), text);
    }
    copy.replace("backlog/old-compass.yaml", "name: ", "name: The ");
    std::fs::rename(copy.path().join("backlog/old-compass.yaml"), copy.path().join("backlog/the-old-compass.yaml"))
        .unwrap();
    let before = read_site(&copy);
    let shown = copy.run_successfully(&["--today", "2026-03-06", "site", "--dry-run"]);
    assert_eq!(read_site(&copy), before);
    for line in [
        "site/index.html: stale\n",
        "site/proposals/the-old-compass.html: missing\n",
        "site/proposals/old-compass.html: no longer needed\n",
    ] {
        assert!(shown.contains(line), "{shown}");
    }
    let after = write_site(&copy);
    let has = |path: &str| after.contains_key(Path::new(path));
    assert!(
        has("CNAME") && has("proposals/mine.html") && has("calls/notes.html") && has("proposals/the-old-compass.html")
    );
    assert!(!has("proposals/old-compass.html"));
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let copy = copy_records("tests/repos/group");
    copy.write("docs/notes.md", "mine");
    copy.write("empty/.nojekyll", "");
    for folder in ["docs", "backlog", "."] {
        let before = copy.files();
        let (code, output, messages) = copy.run(&["site", "--out", copy.path().join(folder).to_str().unwrap()]);
        assert_eq!((code, output.as_str()), (Some(1), ""), "{messages}");
        assert!(messages.contains("is not the folder of a site"), "{messages}");
        assert_eq!(copy.files(), before, "{folder}");
    }
    assert_eq!(copy.run(&["site", "--out", copy.path().join("empty").to_str().unwrap()]).0, Some(0));
    write_site(&copy);
    copy.write("site/proposals/old-compass.html", "<h1>Mine</h1>");
    let (code, _, messages) = copy.run(&["site"]);
    assert!(
        code == Some(1) && messages.contains("proposals/old-compass.html was not generated by backlog"),
        "{messages}"
    );
    assert_eq!(copy.read("site/proposals/old-compass.html"), "<h1>Mine</h1>");
    copy.write("file", "");
    assert_eq!(copy.run(&["site", "--out", copy.path().join("file").to_str().unwrap()]).0, Some(2));
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder() {
    let (copy, outside) = (copy_records("tests/repos/group"), Repository::new());
    std::os::unix::fs::symlink(outside.path(), copy.path().join("site")).unwrap();
    let refused = |copy: &Repository| {
        let (code, _, messages) = copy.run(&["site"]);
        assert!(code == Some(1) && messages.contains(" out of the "), "{code:?} {messages}");
        assert!(outside.files().is_empty(), "{:?}", outside.files().keys());
    };
    refused(&copy);
    std::fs::remove_file(copy.path().join("site")).unwrap();
    write_site(&copy);
    std::fs::remove_dir_all(copy.path().join("site/calls")).unwrap();
    std::os::unix::fs::symlink(outside.path(), copy.path().join("site/calls")).unwrap();
    refused(&copy);
}

#[test]
fn a_browser_shows_it_as_it_should() {
    if !tests_everything() {
        return;
    }
    let (Some(browser), Some(node), Some(packages)) =
        (find_tool("chromium"), find_tool("node"), find_tool("playwright-core/package.json"))
    else {
        return;
    };
    let copies = REPOSITORIES.map(copy_records);
    let mut command = Command::new(node);
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/site/browser.mjs"));
    command.arg(packages.ancestors().nth(2).unwrap()).env("CHROMIUM", browser);
    for copy in &copies {
        write_site(copy);
        command.arg(copy.path().join("site"));
    }
    // Nothing in hostile records runs, loads anything, or breaks a page.
    let hostile = tempfile::tempdir().unwrap();
    // A browser takes half a minute for each: html5lib reads the sites with the other payloads.
    command.args(crate::injection::write_sites(hostile.path()).into_iter().step_by(6));
    let (code, output, messages) = run_command(&mut command);
    assert_eq!(code, Some(0), "{output}{messages}");
}
