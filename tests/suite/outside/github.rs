//! GitHub on this machine: a small fake, and before it prism, which checks each request and each answer against GitHub's
//! own description of its API.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long prism may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// Both servers, which run as long as the test.
pub struct FakeGithub {
    fake: Child,
    prism: Child,
    /// The port of the fake itself.
    pub fake_port: String,
    /// The port of prism, which the client uses.
    pub port: u16,
}

impl FakeGithub {
    /// Starts both; `None` where the tools are missing, which is reported.
    pub fn start() -> Option<Self> {
        let (node, prism) = (super::find_tool("node")?, super::find_tool("prism")?);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside/github");
        let mut fake = Command::new(&node).arg(folder.join("fake.mjs")).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(fake.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let fake_port = line.trim().to_owned();
        // Free now; prism cannot choose one itself.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(&node);
        command.arg(prism.canonicalize().unwrap()).args(["proxy", "--errors", "--port", &port.to_string()]);
        command.arg(folder.join("openapi.json")).arg(format!("http://127.0.0.1:{fake_port}"));
        let prism = command.stdout(Stdio::null()).spawn().unwrap();
        let both = Self { fake, prism, fake_port, port };
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(since.elapsed() < PATIENCE, "prism does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(both)
    }
}

impl Drop for FakeGithub {
    fn drop(&mut self) {
        for child in [&mut self.prism, &mut self.fake] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
