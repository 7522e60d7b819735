//! A mail server, aiosmtpd: it listens on this machine only, with STARTTLS and a login.

use serde_json::Value;
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

/// The password for every login.
pub const PASSWORD: &str = "open sesame";

/// A server that runs as long as the test.
pub struct MailServer {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    folder: tempfile::TempDir,
    /// On this machine.
    pub port: String,
}

impl MailServer {
    /// Starts a server with options; `None` where the tools are missing, which is reported.
    pub fn start(manner: &[&str]) -> Option<Self> {
        let python = super::find_tool("aiosmtpd")?.with_file_name("python");
        let folder = tempfile::tempdir().unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/outside/smtp_server.py");
        let mut command = Command::new(python);
        command.arg(script).arg(folder.path()).args(manner).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.next().unwrap().unwrap();
        Some(Self { child, lines, folder, port })
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The file with its certificate authority.
    pub fn authority(&self) -> String {
        self.folder.path().join("ca.pem").to_str().unwrap().to_owned()
    }

    /// The next mail that arrived.
    pub fn next_mail(&mut self) -> Value {
        serde_json::from_str(&self.lines.next().unwrap().unwrap()).unwrap()
    }

    /// Stops it, and returns how many more mails arrived.
    pub fn stop(mut self) -> usize {
        self.child.kill().unwrap();
        self.lines.by_ref().count()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
