//! What each module of the crate imports, except its tests.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

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
#[derive(Default)]
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
        let mut collector = Self { module: module.to_vec(), is_program, ..Self::default() };
        collector.read_tokens(text.parse().unwrap());
        collector
    }

    fn read_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let next = |n: usize| tokens.get(at + n);
            match token {
                TokenTree::Group(group) => self.read_tokens(group.stream()),
                TokenTree::Punct(_) if is_punct(token, '#') && next(1).is_some_and(is_test_attribute) => {
                    at += 1 + self.take_test_item(&tokens[at + 2..]);
                }
                TokenTree::Ident(word) if word == "mod" => {
                    if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) = (next(1), next(2)) {
                        self.module.push(name.to_string());
                        self.read_tokens(body.stream());
                        self.module.pop();
                        at += 2;
                    }
                }
                // Not `use<'a>` of a type.
                TokenTree::Ident(word) if word == "use" && !next(1).is_some_and(|next| is_punct(next, '<')) => {
                    let is_public = tokens[..at].last().is_some_and(ends_visibility);
                    self.reexports.extend(is_public.then(|| word.span().start().line));
                    let tree: Vec<TokenTree> =
                        tokens[at + 1..].iter().take_while(|it| !is_punct(it, ';')).cloned().collect();
                    self.take_tree(&[], &tree);
                    at += tree.len();
                }
                TokenTree::Ident(first) => {
                    let line = first.span().start().line;
                    let mut segments = vec![first.to_string()];
                    let is_colon = |at: usize| tokens.get(at).is_some_and(|token| is_punct(token, ':'));
                    while let (true, true, Some(TokenTree::Ident(next))) =
                        (is_colon(at + 1), is_colon(at + 2), tokens.get(at + 3))
                    {
                        segments.push(next.to_string());
                        at += 3;
                    }
                    // `self` and `super` alone are a value and a visibility.
                    if segments.len() > 1 {
                        self.take_segments(line, &segments);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Passes over an item for tests only, and returns the number of its tokens.
    fn take_test_item(&mut self, tokens: &[TokenTree]) -> usize {
        let is_end = |at: &usize| ends_item(&tokens[*at], at.checked_sub(1).map(|before| &tokens[before]));
        let end = (0..tokens.len()).find(is_end).unwrap_or(tokens.len() - 1);
        if let [.., TokenTree::Ident(word), TokenTree::Ident(name)] = &tokens[..end]
            && word == "mod"
            && is_punct(&tokens[end], ';')
        {
            self.test_modules.push(self.module.iter().cloned().chain([name.to_string()]).collect());
        }
        end + 1
    }

    /// Takes the paths of a `use`, or of a group in it.
    fn take_tree(&mut self, before: &[String], tokens: &[TokenTree]) {
        for tree in tokens.split(|token| is_punct(token, ',')) {
            let Some(line) = tree.last().map(|last| last.span().start().line) else { continue };
            let (mut segments, mut name, mut is_renamed) = (before.to_vec(), None, false);
            for token in tree {
                match token {
                    TokenTree::Ident(word) if word == "as" => is_renamed = true,
                    TokenTree::Ident(word) => {
                        segments.extend((!is_renamed).then(|| word.to_string()));
                        name = Some(word.to_string());
                    }
                    TokenTree::Group(group) => {
                        self.take_tree(&segments, &group.stream().into_iter().collect::<Vec<_>>());
                        segments.clear();
                    }
                    _ if is_punct(token, '*') => segments.push("*".to_owned()),
                    _ => {}
                }
            }
            self.take_segments(line, &segments);
            if let Some(name) = name.filter(|_| segments.last().is_some_and(|last| last != "*")) {
                // Any other first word may be that of a module inside this one.
                let target = self.resolve_segments(&segments);
                let target = target.unwrap_or_else(|| [&self.module[..], &segments].concat());
                self.names.push(([&self.module[..], &[name]].concat(), target));
            }
        }
    }

    /// Takes a path if it begins with a word that leads to this crate.
    fn take_segments(&mut self, line: usize, segments: &[String]) {
        let written = segments.join("::");
        self.imports.extend(self.resolve_segments(segments).map(|target| ImportedPath { line, written, target }));
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
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// Whether the brackets after a number sign are those of `#[cfg(test)]`.
fn is_test_attribute(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

/// Whether a token before `use` is `pub` or the end of `pub(crate)`.
fn ends_visibility(token: &TokenTree) -> bool {
    let is_restriction = |group: &Group| group.delimiter() == Delimiter::Parenthesis;
    matches!(token, TokenTree::Ident(_)) || matches!(token, TokenTree::Group(group) if is_restriction(group))
}

/// Whether a token ends an item: a semicolon, or braces that are not part of a `use`.
fn ends_item(token: &TokenTree, before: Option<&TokenTree>) -> bool {
    let is_braces = matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    is_punct(token, ';') || is_braces && !before.is_some_and(|before| is_punct(before, ':'))
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
