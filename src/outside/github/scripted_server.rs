//! A server on this machine that gives the answers of a script, one per connection, and keeps the requests.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener};
use std::thread::JoinHandle;

pub struct ScriptedServer {
    pub port: u16,
    thread: JoinHandle<Vec<String>>,
}

impl ScriptedServer {
    /// Starts a server with these answers: raw bytes, whatever they are.
    pub fn start(answers: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let play = move || {
            let mut requests = Vec::new();
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                requests.push(read_request(&mut BufReader::new(&stream)));
                // The client may hang up before it has read everything.
                let _ = stream.write_all(&answer);
                let _ = stream.shutdown(Shutdown::Both);
            }
            requests
        };
        Self { port, thread: std::thread::spawn(play) }
    }

    /// Waits until the whole script was played, and returns the requests.
    pub fn finish(self) -> Vec<String> {
        self.thread.join().unwrap()
    }
}

/// The header and the body of a request.
fn read_request(reader: &mut impl BufRead) -> String {
    let mut text = String::new();
    while reader.read_line(&mut text).unwrap() > 2 {}
    let length =
        text.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |it| it.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    text + &String::from_utf8(body).unwrap()
}

/// An answer with a body of JSON.
pub fn answer(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let lines: String = headers.lines().map(|line| format!("{line}\r\n")).collect();
    format!("HTTP/1.1 {status} x\r\nconnection: close\r\ncontent-length: {length}\r\n{lines}\r\n{body}").into_bytes()
}
