//! The floors of docs/architecture.md: a module imports only from the floors below its own and from its own folder.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, UseTree, Visibility};

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
    ("github", Floor(3, 0)),
    ("post", Floor(3, 0)),
    ("rules", Floor(4, 0)),
    ("record", Floor(5, 0)),
    ("fixes", Floor(5, 0)),
    ("report", Floor(5, 0)),
    ("cli", Floor(6, 0)),
];

/// Where `main.rs` is: above everything.
const MAIN: Floor = Floor(7, 0);

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

/// A path of this crate that a file uses.
#[derive(Debug)]
struct ImportedPath {
    line: usize,
    /// As written.
    written: String,
    /// From the root of the crate; empty for the root itself or all of it.
    target: Vec<String>,
}

/// Collects the imports of one file, except those of its tests.
struct ImportCollector {
    /// The module that is being read, from the root of the crate.
    module: Vec<String>,
    /// Whether `crate` is the program, which sees the library as `backlog`.
    is_program: bool,
    imports: Vec<ImportedPath>,
    /// Modules declared here for tests only, in files of their own.
    test_modules: Vec<Vec<String>>,
    reexports: Vec<usize>,
}

impl ImportCollector {
    fn collect_from(text: &str, module: &[String], is_program: bool) -> Self {
        let file = syn::parse_file(text).unwrap();
        let mut collector = Self {
            module: module.to_vec(),
            is_program,
            imports: Vec::new(),
            test_modules: Vec::new(),
            reexports: Vec::new(),
        };
        collector.visit_file(&file);
        collector
    }

    /// Takes a path if it begins with a word that leads to this crate.
    fn take_segments(&mut self, line: usize, segments: &[String]) {
        let mut target = match segments.first().map(String::as_str) {
            Some("backlog") => Vec::new(),
            Some("crate") if !self.is_program => Vec::new(),
            Some("self") => self.module.clone(),
            Some("super") => self.module[..self.module.len().saturating_sub(1)].to_vec(),
            _ => return,
        };
        for segment in &segments[1..] {
            match segment.as_str() {
                "super" => drop(target.pop()),
                // `use crate::model::{self}` and `use crate::*` import the path before them.
                "self" | "*" => {}
                name => target.push(name.to_owned()),
            }
        }
        self.imports.push(ImportedPath { line, written: segments.join("::"), target });
    }

    fn take_tree(&mut self, before: &mut Vec<String>, tree: &UseTree) {
        let line = tree.span().start().line;
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.take_tree(before, &path.tree);
                before.pop();
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.take_tree(before, tree)),
            UseTree::Name(name) => self.take_leaf(line, before, name.ident.to_string()),
            UseTree::Rename(rename) => self.take_leaf(line, before, rename.ident.to_string()),
            UseTree::Glob(_) => self.take_leaf(line, before, "*".to_owned()),
        }
    }

    fn take_leaf(&mut self, line: usize, before: &[String], last: String) {
        let segments: Vec<String> = before.iter().cloned().chain([last]).collect();
        self.take_segments(line, &segments);
    }

    /// The paths in the tokens given to a macro, which are not parsed yet.
    fn take_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is_colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.take_tokens(group.stream()),
                TokenTree::Ident(first) => {
                    let line = first.span().start().line;
                    let is_start = at < 2 || !(is_colon(at - 1) && is_colon(at - 2));
                    let mut segments = vec![first.to_string()];
                    while let (true, true, Some(TokenTree::Ident(next))) =
                        (is_colon(at + 1), is_colon(at + 2), tokens.get(at + 3))
                    {
                        segments.push(next.to_string());
                        at += 3;
                    }
                    if is_start && segments.len() > 1 {
                        self.take_segments(line, &segments);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
}

impl<'ast> Visit<'ast> for ImportCollector {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(item_attributes(item)) {
            visit::visit_item(self, item);
        } else if let Item::Mod(module) = item
            && module.content.is_none()
        {
            let path = self.module.iter().cloned().chain([module.ident.to_string()]).collect();
            self.test_modules.push(path);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes = match item {
            ImplItem::Fn(item) => &item.attrs[..],
            ImplItem::Const(item) => &item.attrs,
            ImplItem::Type(item) => &item.attrs,
            _ => &[],
        };
        if !is_for_tests(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !matches!(item.vis, Visibility::Inherited) {
            self.reexports.push(item.span().start().line);
        }
        self.take_tree(&mut Vec::new(), &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        // `self` and `super` alone are a value and a visibility.
        if segments.len() > 1 {
            self.take_segments(path.span().start().line, &segments);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.take_tokens(mac.tokens.clone());
        visit::visit_macro(self, mac);
    }
}

fn item_attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Whether `#[cfg(test)]` is among the attributes.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
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

/// The path of a file's module from the root of the crate: `src/store/load.rs` is `store::load`.
fn module_path(file: &Path) -> Vec<String> {
    let mut path: Vec<String> =
        file.with_extension("").components().map(|part| part.as_os_str().to_str().unwrap().to_owned()).collect();
    if path.last().is_some_and(|last| last == "mod") {
        path.pop();
    }
    if path == ["lib"] || path == ["main"] { Vec::new() } else { path }
}

/// Every Rust file of a folder, by path from there.
fn source_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path.strip_prefix(folder).unwrap().to_owned());
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_module_imports_from_below() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = source_files(&folder);
    assert!(files.len() > 20, "the sources are found");
    let read = |file: &PathBuf| {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        ImportCollector::collect_from(&text, &module_path(file), file == Path::new("main.rs"))
    };
    let collected: Vec<(PathBuf, ImportCollector)> = files.iter().map(|file| (file.clone(), read(file))).collect();
    let for_tests: BTreeSet<Vec<String>> =
        collected.iter().flat_map(|(_, collector)| collector.test_modules.iter().cloned()).collect();
    assert!(!for_tests.is_empty(), "modules for tests alone are known");
    let mut wrong = Vec::new();
    for (file, collector) in &collected {
        let path = format!("src/{}", file.display());
        let module = module_path(file);
        if (0..=module.len()).any(|length| for_tests.contains(&module[..length])) {
            continue;
        }
        if file == Path::new("lib.rs") {
            let reexport = |line: &usize| format!("{path}:{line}: a re-export: lib.rs names the modules alone");
            wrong.extend(collector.reexports.iter().map(reexport));
        }
        wrong.extend(find_violations(&path, &module, &collector.imports));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
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
    assert_eq!(violations_in("render::table", "use crate::import::minutes;").len(), 1, "neighbours on one floor");
}

#[test]
fn a_reexport_is_seen() {
    let collector = ImportCollector::collect_from("pub mod cli;\npub use cli::main;\nuse std::fs;\n", &[], false);
    assert_eq!(collector.reexports, [2]);
}
