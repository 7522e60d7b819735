//! A real terminal: tmux, which `.ci/run` installs as well as the shells.

use crate::outside;
use crate::program::{Repository, copy_group};
use std::cell::Cell;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a screen may take to show the expected text on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A shell in a terminal of 80 columns and 24 lines, in a copy of the small repository.
pub struct Terminal {
    socket: String,
    pub repository: Repository,
    /// How often the shell was checked for being ready.
    lines: Cell<usize>,
}

impl Terminal {
    /// `None` where a program is missing, which is reported.
    pub fn open_shell(shell: &str, variables: &[(&str, &str)]) -> Option<Self> {
        Self::open_in(copy_group(), shell, variables)
    }

    /// The same in another repository.
    pub fn open_in(repository: Repository, shell: &str, variables: &[(&str, &str)]) -> Option<Self> {
        let (tmux, name) = (outside::find_tool("tmux")?, shell.split(' ').next().unwrap());
        let shell_path = outside::find_tool(name)?;
        let socket = repository.path().join("terminal").display().to_string();
        let folder = Path::new(env!("CARGO_BIN_EXE_backlog")).parent().unwrap();
        let path = format!("PATH={}:/usr/bin:/bin", folder.display());
        let mut command = Command::new(tmux);
        command.args(["-S", &socket, "-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "-c"]);
        command.arg(repository.path()).args(["env", "-i", &path, "LANG=C.UTF-8", "TERM=screen", "PS1=> "]);
        command.args([
            &format!("HOME={}", repository.path().display()),
            "BACKLOG_TODAY=2026-04-07T12:00Z",
            "fish_greeting=",
        ]);
        command.args(variables.iter().map(|(name, value)| format!("{name}={value}")));
        command.arg(shell_path).args(shell.split(' ').skip(1));
        assert!(command.env_clear().stdin(Stdio::null()).status().unwrap().success());
        let terminal = Self { socket, repository, lines: Cell::new(0) };
        terminal.wait_until_ready();
        Some(terminal)
    }

    /// Runs a tmux command and returns its output.
    pub fn run_tmux(&self, arguments: &[&str]) -> String {
        let tmux = outside::find_tool("tmux").unwrap();
        let output = Command::new(tmux).args(["-S", &self.socket]).args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// Types a text, letter by letter.
    pub fn type_text(&self, text: &str) {
        // tmux takes a semicolon at the end for its own.
        let text = text.strip_suffix(';').map_or(text.to_owned(), |before| format!("{before}\\;"));
        self.run_tmux(&["send-keys", "-l", "--", &text]);
    }

    /// Presses keys by name, such as `Enter`.
    pub fn press_keys(&self, keys: &[&str]) {
        self.run_tmux(&[&["send-keys"], keys].concat());
    }

    /// Presses a key when a prompt reads keys: until then, Control-C would end the program.
    pub fn press_in_prompt(&self, key: &str) {
        let terminal = self.run_tmux(&["display-message", "-p", "#{pane_tty}"]);
        let script = format!("stty -a < {terminal}");
        wait_until(
            || {
                let settings = Command::new("sh").args(["-c", &script]).output().unwrap().stdout;
                String::from_utf8_lossy(&settings).contains("-isig").then_some(())
            },
            || format!("no prompt reads keys:\n{}", self.read_screen()),
        );
        self.press_keys(&[key]);
    }

    pub fn read_screen(&self) -> String {
        self.run_tmux(&["capture-pane", "-p"])
    }

    /// Waits until the screen shows something.
    pub fn wait_until_shown(&self, expected: &str) -> String {
        let shown = || Some(self.read_screen()).filter(|screen| screen.contains(expected));
        wait_until(shown, || format!("the screen never shows `{expected}`:\n{}", self.read_screen()))
    }

    pub fn run_line(&self, line: &str) {
        self.type_text(line);
        self.press_keys(&["Enter"]);
    }

    /// Clears the screen and waits until the shell takes a new line.
    pub fn wait_until_ready(&self) {
        let count = self.lines.get() + 1;
        self.lines.set(count);
        self.run_line(&format!("clear; echo rea''dy {count}."));
        self.wait_until_shown(&format!("ready {count}."));
    }

    pub fn read_file(&self, path: &str) -> String {
        self.repository.read(path)
    }
}

/// Waits until something is there.
pub fn wait_until<T>(find: impl Fn() -> Option<T>, describe: impl Fn() -> String) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = find() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "{}", describe());
        std::thread::sleep(Duration::from_millis(30));
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.run_tmux(&["kill-server"]);
    }
}
