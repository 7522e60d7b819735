//! Confluence on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// The server, which runs as long as the test.
pub struct FakeConfluence {
    server: Child,
    /// Its host and port.
    pub site: String,
}

impl FakeConfluence {
    /// Starts it; `None` without Python, which is reported.
    pub fn start() -> Option<Self> {
        let mut command = Command::new(super::find_tool("python3")?);
        command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/outside/confluence_server.py"));
        let mut server = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Some(Self { server, site: format!("127.0.0.1:{}", line.trim()) })
    }

    /// What the server says about itself, or does.
    pub fn control(&self, path: &str) -> serde_json::Value {
        let mut stream = TcpStream::connect(&self.site).unwrap();
        write!(stream, "GET /_{path} HTTP/1.0\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    /// The requests that wrote something, and were accepted.
    pub fn writes(&self) -> Vec<String> {
        let requests = self.control("requests");
        let written = requests.as_array().unwrap().iter().filter(|it| it["method"] != "GET" && it["status"] == 200);
        written.map(|it| format!("{} {}", it["method"].as_str().unwrap(), it["path"].as_str().unwrap())).collect()
    }
}

impl Drop for FakeConfluence {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
