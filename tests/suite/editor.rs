//! A group's repository in an editor: yaml-language-server follows the first line of each record to its schema,
//! completes keys and values, and reports mistakes.

use crate::outside;
use crate::program::Repository;

use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// Longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// yaml-language-server, as an editor drives it.
struct LanguageServer {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    request_count: u32,
    /// The last diagnostics of each document, as `line: message`.
    flagged: HashMap<String, Vec<String>>,
}

impl LanguageServer {
    /// Starts it in a folder; `None` where it is not installed.
    fn start(folder: &Path) -> Option<Self> {
        let mut command = Command::new(outside::find_tool("yaml-language-server")?);
        let streams = command.arg("--stdio").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = streams.spawn().unwrap();
        let (output, input) = (child.stdout.take().unwrap(), child.stdin.take().unwrap());
        let (sender, messages) = channel();
        thread::spawn(move || receive_messages(BufReader::new(output), &sender));
        let mut server = Self { child, input, messages, request_count: 0, flagged: HashMap::new() };
        let folder = file_uri(folder);
        let capabilities = json!({
            "workspace": { "configuration": true },
            "textDocument": { "hover": { "contentFormat": ["markdown"] } },
        });
        server.request("initialize", json!({ "processId": null, "rootUri": folder, "capabilities": capabilities }));
        server.notify("initialized", json!({}));
        Some(server)
    }

    fn send_message(&mut self, mut message: Value) {
        message["jsonrpc"] = json!("2.0");
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send_message(json!({ "method": method, "params": params }));
    }

    /// Answers requests of the server and keeps its diagnostics, until the expected message comes.
    fn wait_for(&mut self, is_expected: impl Fn(&Self, &Value) -> bool) -> Value {
        loop {
            let message = self.messages.recv_timeout(PATIENCE).unwrap();
            if message["method"] == "textDocument/publishDiagnostics" {
                let line = |one: &Value| one["range"]["start"]["line"].as_u64().unwrap() + 1;
                let flagged = message["params"]["diagnostics"].as_array().unwrap().iter();
                let flagged = flagged.map(|one| format!("{}: {}", line(one), one["message"].as_str().unwrap()));
                self.flagged.insert(message["params"]["uri"].as_str().unwrap().to_owned(), flagged.collect());
            }
            if message.get("method").is_some() && message.get("id").is_some() {
                let items = message["params"]["items"].as_array().into_iter().flatten();
                let settings: Vec<Value> = items.map(|item| client_settings(item["section"].as_str())).collect();
                let is_settings = message["method"] == "workspace/configuration";
                let result = if is_settings { settings.into() } else { Value::Null };
                self.send_message(json!({ "id": message["id"], "result": result }));
            } else if is_expected(self, &message) {
                return message;
            }
        }
    }

    fn request(&mut self, method: &str, params: Value) -> Value {
        self.request_count += 1;
        let id = self.request_count;
        self.send_message(json!({ "id": id, "method": method, "params": params }));
        let answer = self.wait_for(|_, message| message["id"] == id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Opens a file, once, with a text that may differ from the disk.
    fn open_document(&mut self, file: &Path, text: &str) {
        let document = json!({ "uri": file_uri(file), "languageId": "yaml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// The diagnostics of an open document with a mistake, as `line: message`.
    fn diagnostics(&mut self, file: &Path) -> Vec<String> {
        let uri = file_uri(file);
        let is_flagged = |server: &Self| server.flagged.get(&uri).is_some_and(|flagged| !flagged.is_empty());
        if !is_flagged(self) {
            self.wait_for(|server, _| is_flagged(server));
        }
        self.flagged[&uri].clone()
    }

    /// The completions after the first occurrence of a text in an open document.
    fn completions_after(&mut self, file: &Path, text: &str, after: &str) -> Vec<String> {
        let place = json!({ "textDocument": { "uri": file_uri(file) }, "position": position_after(text, after) });
        let proposed = self.request("textDocument/completion", place);
        let items = proposed["items"].as_array().unwrap();
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    }

    /// The documentation of a key in an open document.
    fn hover_text(&mut self, file: &Path, text: &str, key: &str) -> String {
        let place = json!({ "textDocument": { "uri": file_uri(file) }, "position": position_after(text, key) });
        self.request("textDocument/hover", place)["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }
}

impl Drop for LanguageServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the messages of the server until it ends.
fn receive_messages(mut output: BufReader<ChildStdout>, sender: &Sender<Value>) {
    let mut length = 0;
    let mut line = String::new();
    while output.read_line(&mut line).is_ok_and(|read| read > 0) {
        if let Some(text) = line.trim().strip_prefix("Content-Length: ") {
            length = text.parse().unwrap();
        } else if line.trim().is_empty() {
            let mut text = vec![0; length];
            output.read_exact(&mut text).unwrap();
            if sender.send(serde_json::from_slice(&text).unwrap()).is_err() {
                return;
            }
        }
        line.clear();
    }
}

/// The settings of an editor that fetches nothing from the network.
fn client_settings(section: Option<&str>) -> Value {
    match section {
        Some("yaml") => {
            json!({ "schemaStore": { "enable": false }, "validate": true, "completion": true, "hover": true })
        }
        Some("http") => json!({ "proxy": "", "proxyStrictSSL": false }),
        _ => json!({}),
    }
}

fn file_uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The position after the first occurrence of a part in a text.
fn position_after(text: &str, part: &str) -> Value {
    let end = text.find(part).unwrap_or_else(|| panic!("no {part} in {text}")) + part.len();
    let line_start = text[..end].rfind('\n').map_or(0, |newline| newline + 1);
    json!({ "line": text[..end].matches('\n').count(), "character": text[line_start..end].chars().count() })
}

/// The repository of a group as the program makes it, with a proposal and a call.
fn make_group() -> Repository {
    let group = Repository::new();
    for arguments in [
        &["init", group.path().to_str().unwrap(), "--slot", "4th thursday 15:00-16:30"][..],
        &["schema", "--write"],
        &["add-proposal", "Drift Buoys", "--issue", "90", "--owner", "MTN"],
        &["new-meeting"],
    ] {
        group.run_successfully(&[arguments, &["--today", "2026-03-20"]].concat());
    }
    group
}

#[test]
fn an_editor_completes_and_checks_the_records_of_a_group() {
    let group = make_group();
    let Some(mut editor) = LanguageServer::start(group.path()) else { return };
    for (record, key, docs) in [
        ("workgroup.yaml", "\nname", "The name in the headings of minutes and table."),
        ("backlog/drift-buoys.yaml", "\nowners", "Organizations that lead it, by name or alias"),
        ("minutes/2026-03-26.yaml", "\ndate", "The day of the call in the group's time zone"),
    ] {
        let file = group.path().join(record);
        let text = group.read(record);
        assert!(text.starts_with("# yaml-language-server: $schema="), "{text}");
        editor.open_document(&file, &text);
        let text = editor.hover_text(&file, &text, key);
        assert!(text.contains(docs), "{record}: {text}");
        let flagged = editor.flagged.get(&file_uri(&file)).cloned().unwrap_or_default();
        assert!(flagged.is_empty(), "{record}: {flagged:?}");
    }
    let text = group.read("backlog/drift-buoys.yaml");
    let modeline = text.lines().next().unwrap();

    let file = group.path().join("backlog/typed.yaml");
    let typed = format!("{modeline}\nname: Other\nown");
    editor.open_document(&file, &typed);
    let proposed = editor.completions_after(&file, &typed, "own");
    assert!(proposed.contains(&"owners".to_owned()) && !proposed.contains(&"agenda".to_owned()), "{proposed:?}");

    let file = group.path().join("backlog/wrong.yaml");
    let wrong = text.replace("stage: not-yet-discussed", "stage: not-yet-discused");
    let line = wrong.lines().position(|line| line.contains("discused")).unwrap() + 1;
    editor.open_document(&file, &wrong);
    let text = format!("{line}: Value is not accepted. Valid values: \"not-yet-discussed\", \"under-discussion\"");
    let flagged = editor.diagnostics(&file);
    assert!(matches!(&flagged[..], [only] if only.starts_with(&text)), "{flagged:?}");
    assert_eq!(editor.completions_after(&file, &wrong, "stage: not-yet-discused")[0], "not-yet-discussed");

    let file = group.path().join("minutes/wrong.yaml");
    let planned = group.read("minutes/2026-03-26.yaml");
    editor.open_document(&file, &format!("{planned}aprovals: approved\nstart: 9:00\n"));
    let flagged = editor.diagnostics(&file);
    assert_eq!(flagged.len(), 2, "{flagged:?}");
    assert!(flagged.iter().any(|one| one.contains("Property aprovals is not allowed")), "{flagged:?}");
    assert!(flagged.iter().any(|one| one.contains("expected a time such as \"09:00\"")), "{flagged:?}");
}
