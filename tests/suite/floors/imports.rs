//! What each module of the crate imports, except its tests.

use proc_macro2::{Ident, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, UseTree, Visibility};

/// A path of this crate that a file uses.
#[derive(Debug)]
pub struct ImportedPath {
    pub line: usize,
    /// As written.
    pub written: String,
    /// From the root of the crate; empty for the root itself or all of it.
    pub target: Vec<String>,
}

/// Collects the imports of one file, except those of its tests.
pub struct ImportCollector {
    /// The module that is being read, from the root of the crate.
    module: Vec<String>,
    /// Whether `crate` is the program, which sees the library as `backlog`.
    is_program: bool,
    pub imports: Vec<ImportedPath>,
    /// The names that `use` brings into a module, which modules inside it see as well: each by its path there, with the
    /// path that it stands for.
    pub names: Vec<(Vec<String>, Vec<String>)>,
    /// Modules declared here for tests only, in files of their own.
    test_modules: Vec<Vec<String>>,
    pub reexports: Vec<usize>,
}

impl ImportCollector {
    pub fn collect_from(text: &str, module: &[String], is_program: bool) -> Self {
        let file = syn::parse_file(text).unwrap();
        let mut collector = Self {
            module: module.to_vec(),
            is_program,
            imports: Vec::new(),
            names: Vec::new(),
            test_modules: Vec::new(),
            reexports: Vec::new(),
        };
        collector.visit_file(&file);
        collector
    }

    /// Takes a path if it begins with a word that leads to this crate.
    fn take_segments(&mut self, line: usize, segments: &[String]) {
        self.imports.extend(self.resolve_segments(segments).map(|target| ImportedPath {
            line,
            written: segments.join("::"),
            target,
        }));
    }

    /// The path from the root of the crate, if the first word leads there.
    fn resolve_segments(&self, segments: &[String]) -> Option<Vec<String>> {
        let mut target = match segments.first().map(String::as_str) {
            Some("backlog") => Vec::new(),
            Some("crate") if !self.is_program => Vec::new(),
            Some("self") => self.module.clone(),
            Some("super") => self.module[..self.module.len().saturating_sub(1)].to_vec(),
            _ => return None,
        };
        for segment in &segments[1..] {
            match segment.as_str() {
                "super" => drop(target.pop()),
                // `use crate::model::{self}` and `use crate::*` import the path before them.
                "self" | "*" => {}
                name => target.push(name.to_owned()),
            }
        }
        Some(target)
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
            UseTree::Name(name) => self.take_leaf(line, before, &name.ident, &name.ident),
            UseTree::Rename(rename) => self.take_leaf(line, before, &rename.ident, &rename.rename),
            UseTree::Glob(_) => {
                self.take_segments(line, &[&before[..], &["*".to_owned()]].concat());
            }
        }
    }

    fn take_leaf(&mut self, line: usize, before: &[String], last: &Ident, name: &Ident) {
        let within = |module: &[String], segments: &[String]| [module, segments].concat();
        let segments = within(before, &[last.to_string()]);
        self.take_segments(line, &segments);
        // Any other first word may be that of a module inside this one.
        let target = self.resolve_segments(&segments).unwrap_or_else(|| within(&self.module, &segments));
        self.names.push((within(&self.module, &[name.to_string()]), target));
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

/// The path of a file's module from the root of the crate: `src/store/load.rs` is `store::load`.
pub fn module_path(file: &Path) -> Vec<String> {
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

/// A file of the crate with its imports.
pub struct SourceFile {
    /// From the folder `src`.
    pub path: PathBuf,
    /// From the root of the crate: `src/store/load.rs` is `store::load`.
    pub module: Vec<String>,
    pub collector: ImportCollector,
}

/// Every file of the crate that is not for tests only.
pub fn read_sources() -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(folder.join(&path)).unwrap();
        let module = module_path(&path);
        let collector = ImportCollector::collect_from(&text, &module, path == Path::new("main.rs"));
        SourceFile { path, module, collector }
    };
    let mut files: Vec<SourceFile> = source_files(&folder).into_iter().map(read).collect();
    let for_tests: BTreeSet<Vec<String>> =
        files.iter().flat_map(|file| file.collector.test_modules.iter().cloned()).collect();
    assert!(!for_tests.is_empty(), "modules for tests only are known");
    files.retain(|file| !(0..=file.module.len()).any(|length| for_tests.contains(&file.module[..length])));
    assert!(files.len() > 20, "the sources are found");
    files
}
