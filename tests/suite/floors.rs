//! The floors of docs/architecture.md: a module imports only from the floors below its own and from its own folder.

mod imports;

use imports::{ImportCollector, ImportedPath, SourceFile, read_sources};
use std::collections::{BTreeMap, BTreeSet};

/// Every top-level module with its floor and its step there: only the lowest floor has several.
const FLOORS: [(&str, Floor); 16] = [
    ("source", Floor(0, 0)),
    ("finding", Floor(0, 1)),
    ("error", Floor(0, 2)),
    ("model", Floor(0, 2)),
    ("text", Floor(0, 3)),
    ("store", Floor(1, 0)),
    ("view", Floor(2, 0)),
    ("render", Floor(3, 0)),
    ("import", Floor(3, 0)),
    ("outside", Floor(3, 0)),
    ("rules", Floor(4, 0)),
    ("record", Floor(5, 0)),
    ("fixes", Floor(5, 0)),
    ("report", Floor(5, 0)),
    ("live", Floor(6, 0)),
    ("cli", Floor(7, 0)),
];

/// Where `main.rs` is: above everything.
const MAIN: Floor = Floor(8, 0);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Floor(u8, u8);

impl std::fmt::Display for Floor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Floor(0, step) => write!(f, "floor 0 (step {step})"),
            Floor(floor, _) => write!(f, "floor {floor}"),
        }
    }
}

fn floor_of(module: &str) -> Option<Floor> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// The violations in the imports of a file of that module, one line each.
fn find_violations(file: &str, module: &[String], imports: &[ImportedPath]) -> Vec<String> {
    let own = module.first().map(String::as_str);
    let format_violation =
        |import: &ImportedPath, why: String| format!("{file}:{}: `{}`: {why}", import.line, import.written);
    let floor = match own {
        None => MAIN,
        Some(name) => match floor_of(name) {
            Some(floor) => floor,
            None => {
                return vec![format!(
                    "{file}:1: `{name}` has no floor: give it one in docs/architecture.md#floors and in FLOORS"
                )];
            }
        },
    };
    let find_violation = |import: &ImportedPath| match import.target.first().map(String::as_str) {
        None => Some(format_violation(import, "brings all of the crate, whatever its floor".to_owned())),
        Some(target) if Some(target) == own => None,
        Some(target) => match floor_of(target) {
            Some(below) if below < floor => None,
            Some(other) => Some(format_violation(
                import,
                format!(
                    "`{}` is on {floor} and `{target}` on {other}; a module imports only from floors below its own \
                     and from its own folder",
                    own.unwrap_or("main"),
                ),
            )),
            None => Some(format_violation(
                import,
                format!("`{target}` has no floor: give it one in docs/architecture.md#floors and in FLOORS"),
            )),
        },
    };
    imports.iter().filter_map(find_violation).collect()
}

#[test]
fn every_module_imports_from_below() {
    let mut wrong = Vec::new();
    for SourceFile { path, module, collector } in read_sources() {
        let shown_path = format!("src/{}", path.display());
        if module.is_empty() && path.ends_with("lib.rs") {
            let reexport = |line: &usize| format!("{shown_path}:{line}: a re-export: lib.rs only names the modules");
            wrong.extend(collector.reexports.iter().map(reexport));
        }
        wrong.extend(find_violations(&shown_path, &module, &collector.imports));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

type Module = Vec<String>;

/// How often a name may be passed on.
const MOST_STEPS: usize = 10;

/// The neighbors that each module imports from: modules of the same folder, each with the modules inside it.
///
/// A name that a folder's own file only passes on is imported from the module that defines it, so neighbors cannot import
/// each other by way of their parent. What that file defines itself may use the modules inside it and be used by them:
/// together they are one topic, and the parent is no neighbor of what it contains.
fn neighbor_imports(files: &[SourceFile]) -> BTreeMap<Module, BTreeSet<Module>> {
    let modules: BTreeSet<&[String]> = files.iter().map(|file| file.module.as_slice()).collect();
    let names: BTreeMap<&[String], &[String]> =
        files.iter().flat_map(|file| &file.collector.names).map(|(name, target)| (&name[..], &target[..])).collect();
    // The path of what a path stands for, by one step.
    let follow = |path: &Module| {
        let mut ends = 1..=path.len();
        let end = ends.find(|end| names.contains_key(&path[..*end]) && !modules.contains(&path[..*end]))?;
        Some([names[&path[..end]], &path[end..]].concat())
    };
    let mut neighbors: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for file in files {
        for import in &file.collector.imports {
            let target = std::iter::successors(Some(import.target.clone()), follow).take(MOST_STEPS).last();
            let target = target.unwrap_or_default();
            let shared = file.module.iter().zip(&target).take_while(|(own, other)| own == other).count();
            if let (Some(own), Some(other)) = (file.module.get(..=shared), target.get(..=shared))
                && modules.contains(other)
            {
                neighbors.entry(own.to_vec()).or_default().insert(other.to_vec());
            }
        }
    }
    neighbors
}

fn reachable<'n>(start: &'n Module, neighbors: &'n BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<&'n Module> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![start]);
    while let Some(next) = open.pop() {
        open.extend(neighbors.get(next).into_iter().flatten().filter(|module| reached.insert(*module)));
    }
    reached
}

/// The neighbors that import each other, directly or through other neighbors.
fn find_cycles(neighbors: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<(String, String)> {
    let mut cycles = BTreeSet::new();
    for module in neighbors.keys() {
        let group: Vec<&str> = reachable(module, neighbors)
            .into_iter()
            .filter(|other| reachable(other, neighbors).contains(module))
            .filter_map(|other| other.last().map(String::as_str))
            .collect();
        if !group.is_empty() {
            cycles.insert((module[..module.len() - 1].join("::"), group.join(", ")));
        }
    }
    cycles
}

#[test]
fn no_neighbors_import_each_other() {
    let cycles = find_cycles(&neighbor_imports(&read_sources()));
    assert!(cycles.is_empty(), "move what both need into a third module: {cycles:#?}");
}

#[test]
fn a_cycle_is_found_through_other_neighbors_inner_modules_and_names_passed_on() {
    let file = |module: &str, text: &str| {
        let module: Module = module.split("::").map(ToOwned::to_owned).collect();
        let collector = ImportCollector::collect_from(text, &module, false);
        SourceFile { path: "made-up.rs".into(), module, collector }
    };
    let files = [
        file("view", "use self::a::X; pub use e::{Shown as Displayed, inner::Hidden}; pub struct Z(g::W);"),
        file("view::a", "use super::b::Y; use super::Z;"),
        file("view::b", "use self::inner::f;"),
        file("view::b::inner", "use crate::view::c; use super::g;"),
        file("view::c", "fn f() { super::a::f() }"),
        file("view::d", "use super::a; use crate::view;"),
        file("view::e", "use crate::view::f::T;"),
        file("view::f", "use super::Displayed;"),
        file("view::g", "use super::{Hidden, Z};"),
        file("view::h", "use super::W; pub use super::h::W as V;"),
    ];
    let group = |names: &str| ("view".to_owned(), names.to_owned());
    assert_eq!(find_cycles(&neighbor_imports(&files)), [group("a, b, c"), group("e, f")].into());
}

/// The violations in a made-up file of a module.
fn violations_in(module: &str, text: &str) -> Vec<String> {
    let module: Vec<String> = module.split("::").map(ToOwned::to_owned).collect();
    find_violations("src/made-up.rs", &module, &ImportCollector::collect_from(text, &module, false).imports)
}

#[test]
fn an_import_from_above_is_found_anywhere() {
    let text = "use crate::model::stage::Stage;\nuse crate::{source::Place, view::{agenda, history::days}};\n";
    assert_eq!(
        violations_in("store::load", text),
        [
            "src/made-up.rs:2: `crate::view::agenda`: `store` is on floor 1 and `view` on floor 2; a module imports \
             only from floors below its own and from its own folder",
            "src/made-up.rs:2: `crate::view::history::days`: `store` is on floor 1 and `view` on floor 2; a module \
             imports only from floors below its own and from its own folder",
        ]
    );
    for above in [
        "use super::super::cli::Status;",
        "use crate::cli as below;",
        "fn f() { crate::cli::main(); }",
        "fn f(x: &crate::report::human::Look) {}",
        "fn f() { println!(\"{}\", crate::rules::RULES.len()); }",
        "macro_rules! m { () => { $crate::cli::main() }; }",
        "fn f() { assert!(matches!(x, backlog::cli::Status::Clean)); }",
        "mod inner { use super::super::super::cli; }",
        "impl crate::cli::T for X { fn f(&self) { self.a() } }",
        "#[cfg(not(test))] use crate::cli::Status;",
        "use crate::*;",
        "use crate::nowhere::X;",
    ] {
        assert_eq!(violations_in("store::load", above).len(), 1, "{above}");
    }
}

#[test]
fn imports_from_below_and_from_the_own_folder_are_allowed() {
    let text = "
        use crate::source::Place;
        use super::tree::{self, Node};
        pub(super) fn f() -> Option<self::inner::X> { std::fs::read(crate::model::group::NAME) }
        mod inner { use super::Place; pub(in crate::store) struct X; }
        #[cfg(test)] use crate::cli::Status;
        #[cfg(test)] mod tests { use crate::cli::Status; fn f() { crate::rules::x() } }
        impl Y { #[cfg(test)] fn of() { crate::cli::main() } }
    ";
    assert_eq!(violations_in("store::load", text), [""; 0]);
    assert_eq!(violations_in("error", "use crate::finding::Finding;"), [""; 0]);
}

#[test]
fn the_lowest_floor_has_steps() {
    assert_eq!(violations_in("source", "use crate::finding::Level;").len(), 1);
    assert_eq!(violations_in("finding", "use crate::error::Error;").len(), 1);
    assert_eq!(violations_in("model::group", "use crate::error::Error;").len(), 1);
    assert_eq!(violations_in("render::table", "use crate::import::minutes;").len(), 1, "neighbors on one floor");
}

#[test]
fn a_reexport_is_seen() {
    let collector = ImportCollector::collect_from("pub mod cli;\npub use cli::main;\nuse std::fs;\n", &[], false);
    assert_eq!(collector.reexports, [2]);
}
