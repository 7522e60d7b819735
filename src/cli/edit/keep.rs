//! A text that was not recorded is kept, so that nobody has to write it again.

use crate::cli::session::Session;
use crate::error::Error;
use std::io::Write;

/// Writes a text to a new file of the system's folder for temporary files, and says where it is.
pub fn keep_text(text: &str, name: &str, session: &mut Session) -> Result<(), Error> {
    /// More files of one name are not expected.
    const MOST: u32 = 1000;
    let folder = std::env::temp_dir();
    let path = |number: u32| folder.join(format!("backlog-{}-{number}-{name}", std::process::id()));
    let create = |number: u32| {
        let mut options = std::fs::File::options();
        options.write(true).create_new(true).open(path(number)).map(|file| (number, file))
    };
    let mut last = None;
    for number in 1..MOST {
        match create(number) {
            Ok((number, mut file)) => {
                let failed = |source| Error::Io { action: "write", path: path(number), source };
                file.write_all(text.as_bytes()).map_err(failed)?;
                session.out.print_warning(&format!("your text is kept in {}", path(number).display()));
                return Ok(());
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => last = Some(error),
            Err(source) => return Err(Error::Io { action: "write", path: path(number), source }),
        }
    }
    let source = last.unwrap_or_else(|| std::io::ErrorKind::AlreadyExists.into());
    Err(Error::Io { action: "write", path: folder, source })
}
