//! How paths of the repository look from the working directory.

use std::path::{MAIN_SEPARATOR, Path};

/// The path from the working directory to the root: empty, `../` repeatedly, or another path, with a slash at its end.
pub fn find_prefix(root: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let relative = if let Ok(below) = root.strip_prefix(&here) {
        below.to_owned()
    } else if let Ok(above) = here.strip_prefix(root) {
        above.components().map(|_| "..").collect()
    } else {
        root.to_owned()
    };
    format_prefix(&relative.display().to_string(), MAIN_SEPARATOR)
}

/// The prefix of paths from a folder, with forward slashes as in the paths of records: every system accepts them.
fn format_prefix(folder: &str, separator: char) -> String {
    if folder.is_empty() { String::new() } else { format!("{}/", folder.replace(separator, "/")) }
}

#[cfg(test)]
mod tests {
    use super::format_prefix;

    #[test]
    fn paths_have_forward_slashes_on_every_system() {
        for (folder, separator, expected) in [
            ("", '\\', ""),
            (r"..\..", '\\', "../../"),
            (r"C:\records", '\\', "C:/records/"),
            ("../..", '/', "../../"),
            (r"a\b", '/', r"a\b/"),
        ] {
            assert_eq!(format_prefix(folder, separator), expected, "{folder}");
        }
    }
}
