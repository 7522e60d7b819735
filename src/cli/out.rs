//! Output: results to stdout, messages to stderr.

use crate::report::human::Look;
use crate::report::inert::{break_commands, make_visible};
use clap::ValueEnum;
use std::io::{BufWriter, IsTerminal, Stdout, Write, stderr, stdin, stdout};

/// When to use colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    Auto,
    Always,
    Never,
}

/// The buffered output of one run, and what the terminal can show.
pub struct Out {
    /// Whether messages are left out.
    pub quiet: bool,
    /// The messages of an attempt, which are printed if it succeeds.
    held: Option<String>,
    stdout: BufWriter<Stdout>,
    color: ColorWhen,
    unicode: bool,
    width: usize,
    height: Option<usize>,
    /// Whether the reader of stdout closed it: nothing more is written, which is not an error.
    closed: bool,
    /// The error that lost output, apart from a closed pipe.
    lost: Option<std::io::Error>,
}

/// The columns of output that does not go to a terminal.
const USUAL_WIDTH: usize = 80;

/// The lines of a terminal that does not report its size.
const USUAL_HEIGHT: usize = 24;

impl Out {
    /// The output of this process, set up for its terminal and its environment.
    pub fn for_process(color: ColorWhen) -> Self {
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|it| *it > 0);
        let size = terminal_size::terminal_size();
        let terminal = size.map(|(width, _)| usize::from(width.0)).filter(|width| *width > 0);
        Self {
            quiet: false,
            held: None,
            stdout: BufWriter::new(stdout()),
            color: resolve_color(color),
            unicode: has_unicode_locale(),
            width: terminal.or(columns).unwrap_or(USUAL_WIDTH),
            height: size.map(|(_, height)| usize::from(height.0)).filter(|height| *height > 0),
            closed: false,
            lost: None,
        }
    }

    /// Writes text or JSON to stdout, with control characters made visible.
    pub fn print(&mut self, text: &str) {
        self.print_painted(&make_visible(text));
    }

    /// Writes a text with colors to stdout, whose control characters were made visible before it was formatted.
    /// Commands to the service that shows a log are broken here, since the beginnings of lines are known only now.
    pub fn print_painted(&mut self, text: &str) {
        self.write_text(&break_commands(text));
    }

    /// Writes a document to stdout: unchanged to a file or a program, with control characters made visible on a
    /// terminal, and without commands in the log of a workflow. Lines may end with CRLF, as those of a calendar do.
    pub fn print_document(&mut self, text: &str) {
        if self.is_terminal() {
            for line in text.split_inclusive('\n') {
                let plain = line.strip_suffix("\r\n");
                self.print(plain.unwrap_or(line));
                self.write_text(if plain.is_some() { "\r\n" } else { "" });
            }
        } else if std::env::var_os("GITHUB_ACTIONS").is_some() && !is_stdout_a_file() {
            self.print_painted(text);
        } else {
            self.write_text(text);
        }
    }

    /// Writes workflow commands for GitHub to stdout.
    pub fn print_annotations(&mut self, commands: &str) {
        self.write_text(commands);
    }

    fn write_text(&mut self, text: &str) {
        if !self.closed {
            let written = self.stdout.write_all(text.as_bytes());
            self.note_error(written);
        }
    }

    /// Prints a message on stderr, unless the user wants none.
    pub fn print_message(&mut self, text: &str) {
        if !self.quiet {
            self.print_warning(text);
        }
    }

    /// Prints a warning or an error on stderr.
    pub fn print_warning(&mut self, text: &str) {
        self.print_message_painted(&(make_visible(text) + "\n"));
    }

    /// Prints lines with colors on stderr, as [`Out::print_painted`] does on stdout.
    pub fn print_message_painted(&mut self, lines: &str) {
        if let Some(held) = &mut self.held {
            held.push_str(lines);
            return;
        }
        // Earlier results come first.
        self.flush_output();
        let _ = stderr().write_all(break_commands(lines).as_bytes());
    }

    /// Holds the messages on stderr of an attempt, until it is decided whether they are printed.
    pub fn hold_messages(&mut self) {
        self.held = Some(String::new());
    }

    /// Prints the messages that were held, or forgets them.
    pub fn end_holding(&mut self, prints: bool) {
        let held = self.held.take().filter(|held| prints && !held.is_empty());
        if let Some(held) = held {
            self.print_message_painted(&held);
        }
    }

    /// Flushes stdout.
    pub fn flush_output(&mut self) {
        if !self.closed {
            let flushed = self.stdout.flush();
            self.note_error(flushed);
        }
    }

    /// The error that lost output, such as a full disk. A pipe that is closed early is not an error.
    pub fn take_error(&mut self) -> Option<std::io::Error> {
        self.lost.take()
    }

    fn note_error(&mut self, written: std::io::Result<()>) {
        if let Err(error) = written {
            self.closed = true;
            self.lost = Some(error).filter(|error| error.kind() != std::io::ErrorKind::BrokenPipe);
        }
    }

    /// Whether stdout shows colors.
    pub fn has_color(&self) -> bool {
        self.is_colored(stdout().is_terminal())
    }

    /// Whether stderr shows colors.
    pub fn has_stderr_color(&self) -> bool {
        self.is_colored(stderr().is_terminal())
    }

    fn is_colored(&self, terminal: bool) -> bool {
        match self.color {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => terminal,
        }
    }

    /// Whether stdout is a terminal.
    pub fn is_terminal(&self) -> bool {
        stdout().is_terminal()
    }

    /// The width in columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The lines that a screen shows above the next prompt; `None` where stdout is not a terminal.
    pub fn screen_rows(&self) -> Option<usize> {
        self.is_terminal().then(|| self.height.unwrap_or(USUAL_HEIGHT) - 1)
    }

    /// Whether the user can be prompted.
    pub fn is_interactive(&self) -> bool {
        stdin().is_terminal() && stderr().is_terminal()
    }

    /// Whether stdin and stdout are terminals, as a screen needs.
    #[cfg(feature = "live")]
    pub fn is_screen(&self) -> bool {
        stdin().is_terminal() && stdout().is_terminal()
    }

    /// How findings look on stdout, or on stderr.
    pub fn findings_look(&self, on_stderr: bool, prefix: String) -> Look {
        let color = if on_stderr { self.has_stderr_color() } else { self.has_color() };
        Look { color, unicode: self.unicode, width: self.width, prefix }
    }
}

/// Whether stdout goes to a regular file, so that no log shows it.
#[cfg(unix)]
fn is_stdout_a_file() -> bool {
    use std::os::fd::AsFd;
    let copy = stdout().as_fd().try_clone_to_owned().map(std::fs::File::from);
    copy.and_then(|file| file.metadata()).is_ok_and(|metadata| metadata.is_file())
}

/// Whether stdout goes to a regular file, which is not known on this system.
#[cfg(not(unix))]
fn is_stdout_a_file() -> bool {
    false
}

fn resolve_color(asked: ColorWhen) -> ColorWhen {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match asked {
        ColorWhen::Auto if set("NO_COLOR") => ColorWhen::Never,
        ColorWhen::Auto if set("CLICOLOR_FORCE") && std::env::var_os("CLICOLOR_FORCE").is_some_and(|it| it != "0") => {
            ColorWhen::Always
        }
        ColorWhen::Auto if std::env::var_os("TERM").is_some_and(|term| term == "dumb") => ColorWhen::Never,
        asked => asked,
    }
}

/// Whether the locale uses UTF-8: the first variable that is set decides.
fn has_unicode_locale() -> bool {
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|it| !it.is_empty()));
    let utf8 = |locale: String| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    };
    locale.map_or(cfg!(windows), utf8)
}
