//! The client and a server that gives scripted answers.

mod proxy;

use super::scripted_server::{ScriptedServer, answer};
use super::*;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

const TOKEN: &str = "ghp_hush";

/// A client, what happens in it, and what it slept, in seconds.
struct Trial {
    client: GithubClient,
    events: Rc<RefCell<Vec<GithubEvent>>>,
    sleeps: Rc<RefCell<Vec<u64>>>,
    server: ScriptedServer,
}

impl Trial {
    fn start(answers: Vec<Vec<u8>>) -> Self {
        let server = ScriptedServer::start(answers);
        let (events, sleeps) = <(Rc<RefCell<Vec<GithubEvent>>>, Rc<RefCell<Vec<u64>>>)>::default();
        let api = GithubApi::parse(&format!("http://127.0.0.1:{}", server.port)).unwrap();
        let (noted, slept) = (events.clone(), sleeps.clone());
        let client = GithubClient::new(api, Some(TOKEN.to_owned()), move |event| noted.borrow_mut().push(event));
        let client = client.unwrap().with_sleep(move |time| slept.borrow_mut().push(time.as_secs()));
        Self { client, events, sleeps, server }
    }

    fn get(&self) -> Result<Option<Value>, GithubError> {
        self.client.get("/repos/o/r/issues/1").map_err(reason_of)
    }

    fn post(&self) -> Result<Value, GithubError> {
        self.client.post("/repos/o/r/issues", &json!({"title": "x"})).map_err(reason_of)
    }

    /// The requests that the whole script answered.
    fn requests(self) -> Vec<String> {
        self.server.finish()
    }
}

fn reason_of(error: Error) -> GithubError {
    assert!(!format!("{error} {error:?}").contains(TOKEN), "{error:?}");
    match error {
        Error::Github { reason, .. } => reason,
        error => panic!("{error:?}"),
    }
}

/// The error of reading an issue when GitHub answers so.
fn refusal(answers: Vec<Vec<u8>>) -> String {
    let trial = Trial::start(answers);
    let message = trial.get().unwrap_err().to_string();
    trial.requests();
    message
}

fn page(numbers: std::ops::Range<u64>) -> String {
    serde_json::to_string(&numbers.collect::<Vec<_>>()).unwrap()
}

#[test]
fn pages_are_counted_and_no_link_is_followed() {
    let next = "link: <https://evil.example/x?page=9>; rel=\"next\", <https://evil.example/x>; rel=\"last\"";
    let last = "link: <https://evil.example/x>; rel=\"prev\"";
    let trial = Trial::start(vec![
        answer(200, next, &page(0..100)),
        // A full page without a link, and a short one with it.
        answer(200, "", &page(100..200)),
        answer(200, next, &page(200..250)),
        answer(200, last, &page(250..260)),
    ]);
    let all: Vec<u64> = trial.client.get_pages("/repos/o/r/issues?state=all").unwrap();
    assert_eq!(all, (0..260).collect::<Vec<_>>());
    let events = [1, 2, 3, 4].map(GithubEvent::PageRead);
    assert_eq!(*trial.events.borrow(), [&events[..], &[GithubEvent::ListRead]].concat());
    let requests = trial.requests();
    for (request, page) in requests.iter().zip(1..) {
        let first = format!("GET /repos/o/r/issues?state=all&per_page=100&page={page} HTTP/1.1\r\n");
        assert!(request.starts_with(&first), "{request}");
        for line in [
            "accept: application/vnd.github+json",
            "x-github-api-version: 2022-11-28",
            "user-agent: backlog",
            "authorization: Bearer ghp_hush",
        ] {
            assert!(request.lines().any(|it| it.eq_ignore_ascii_case(line)), "{line} in {request}");
        }
    }
}

#[test]
fn a_list_that_never_ends_is_given_up() {
    let next = "link: <https://api.github.com/x>; rel=\"next\"";
    let trial = Trial::start(vec![answer(200, next, "[]"); MAX_PAGES]);
    let reason = reason_of(trial.client.get_pages::<Value>("/x").unwrap_err());
    assert_eq!(reason, GithubError::TooManyPages { pages: 1000 });
    assert!(trial.requests()[0].starts_with("GET /x?per_page=100&page=1 "));
}

#[test]
fn reading_is_tried_once_more() {
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{\"number\":".to_vec();
    let cut_without_length = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"number\":".to_vec();
    let cut_chunk = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{\"num".to_vec();
    let cut_header = b"HTTP/1.1 200 OK\r\ncontent-le".to_vec();
    for first in [cut, cut_without_length, cut_chunk, cut_header, Vec::new(), answer(502, "", "<html>")] {
        let trial = Trial::start(vec![first.clone(), answer(200, "", "{\"number\":1}")]);
        let shown = String::from_utf8_lossy(&first);
        assert_eq!(trial.get(), Ok(Some(json!({"number": 1}))), "{shown}");
        assert!(matches!(&trial.events.borrow()[..], [GithubEvent::TryingAgain { .. }]), "{shown}");
        assert_eq!(trial.requests().len(), 2);

        let message = refusal(vec![first.clone(), first]);
        assert!(message.starts_with("did not answer completely: ") || message.starts_with("cannot answer now: 502"));
    }
}

#[test]
fn a_write_is_never_repeated() {
    let lost = b"HTTP/1.1 201 Created\r\ncontent-length: 900\r\n\r\n{".to_vec();
    for first in [Vec::new(), lost, answer(500, "", "{}"), answer(201, "", "<html>")] {
        let trial = Trial::start(vec![first]);
        let message = trial.post().unwrap_err().to_string();
        let begin = "did not confirm `POST /repos/o/r/issues`, so it is not known whether it happened: it ";
        assert!(message.starts_with(begin), "{message}");
        let requests = trial.requests();
        assert!(requests[0].ends_with("\r\n\r\n{\"title\":\"x\"}"), "{requests:?}");
    }
}

#[test]
fn writes_have_a_second_between_them() {
    let trial = Trial::start(vec![
        answer(201, "", "{}"),
        answer(200, "", "{}"),
        answer(200, "", "{}"),
        answer(200, "", "[]"),
        answer(204, "", ""),
        answer(404, "", "{}"),
    ]);
    trial.post().unwrap();
    assert!(trial.sleeps.borrow().is_empty());
    trial.get().unwrap();
    assert!(trial.sleeps.borrow().is_empty());
    trial.client.patch::<Value>("/a", &json!({})).unwrap();
    trial.client.put::<Value>("/b", &json!([])).unwrap();
    assert!(trial.client.delete("/c").unwrap());
    assert!(!trial.client.delete("/d").unwrap());
    assert_eq!(*trial.sleeps.borrow(), [1, 1, 1, 1]);
    let starts: Vec<String> = trial.requests().iter().map(|it| it.split(" HTTP").next().unwrap().to_owned()).collect();
    assert_eq!(starts[2..], ["PATCH /a", "PUT /b", "DELETE /c", "DELETE /d"]);
}

#[test]
fn a_pause_that_github_asks_for_is_made() {
    let used_up = "date: Fri, 27 Nov 2026 05:00:00 GMT\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 1795755612";
    let secondary = "{\"message\":\"You have exceeded a secondary rate limit.\"}";
    for (refusal, seconds) in [
        (answer(403, "retry-after: 7", "{}"), 7),
        (answer(429, "retry-after: 0", "{}"), 1),
        (answer(429, "", "{}"), 60),
        (answer(403, used_up, "{}"), 13),
        (answer(403, "", secondary), 60),
    ] {
        let trial = Trial::start(vec![refusal, answer(201, "", "{\"number\":1}")]);
        assert_eq!(trial.post(), Ok(json!({"number": 1})));
        assert_eq!(*trial.sleeps.borrow(), [seconds]);
        let events = trial.events.borrow().clone();
        assert!(matches!(&events[..], [GithubEvent::Waiting { seconds: said, .. }] if *said == seconds), "{events:?}");
        assert_eq!(trial.requests().len(), 2);
    }
}

#[test]
fn a_longer_pause_is_an_error() {
    let long = refusal(vec![answer(403, "retry-after: 61", "{}")]);
    assert_eq!(long, "answers again in 61 seconds: GitHub asks for a pause");
    let used_up = "date: Fri, 27 Nov 2026 05:00:00 GMT\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 1795757600";
    let used_up = refusal(vec![answer(403, used_up, "{}")]);
    assert_eq!(used_up, "answers again in 34 minutes: the rate limit is used up");
    let trial = Trial::start(vec![answer(429, "retry-after: 31", "{}"); 2]);
    assert_eq!(trial.get().unwrap_err().to_string(), "answers again in 31 seconds: GitHub asks for a pause");
    assert_eq!(*trial.sleeps.borrow(), [31]);
    assert_eq!(trial.requests().len(), 2);
    let huge = refusal(vec![answer(429, &format!("retry-after: {}", u64::MAX), "{}")]);
    assert!(huge.starts_with("answers again in 307445734561825861 minutes"), "{huge}");
}

#[test]
fn a_redirect_is_reported() {
    for status in [301, 302, 307, 308] {
        let moved = answer(status, "location: https://evil.example/repositories/1", "{}");
        let trial = Trial::start(vec![moved.clone(), moved]);
        let target = "https://evil.example/repositories/1".to_owned();
        let expected = |path: &str| GithubError::Moved { path: path.to_owned(), target: target.clone() };
        assert_eq!(trial.get().unwrap_err(), expected("/repos/o/r/issues/1"));
        assert_eq!(trial.post().unwrap_err(), expected("/repos/o/r/issues"));
        assert_eq!(trial.requests().len(), 2);
    }
}

#[test]
fn the_token_goes_to_no_other_server() {
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    other.set_nonblocking(true).unwrap();
    let elsewhere = format!("http://{}/x", other.local_addr().unwrap());
    let link = format!("link: <{elsewhere}>; rel=\"next\"");
    let trial = Trial::start(vec![
        answer(200, &link, "[1]"),
        answer(200, "", "[]"),
        answer(302, &format!("location: {elsewhere}"), ""),
    ]);
    trial.client.get_pages::<u64>("/a").unwrap();
    trial.get().unwrap_err();
    assert!(trial.requests().iter().all(|request| request.contains(TOKEN)));
    assert_eq!(other.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

#[test]
fn what_is_not_there_is_no_error() {
    for status in [404, 410] {
        let trial = Trial::start(vec![answer(status, "", "{\"message\":\"Not Found\"}"); 2]);
        assert_eq!(trial.get(), Ok(None));
        let message = reason_of(trial.client.get_pages::<Value>("/repos/o/r/issues").unwrap_err()).to_string();
        assert_eq!(message, "has nothing at /repos/o/r/issues, or hides it from this token");
        trial.requests();
    }
}

#[test]
fn an_error_quotes_what_github_says() {
    let errors = "[{\"field\":\"title\",\"code\":\"missing_field\"},{\"message\":\"no\"},\"text\",7]";
    let refused = format!("{{\"message\":\"Validation Failed\",\"errors\":{errors}}}");
    for (status, body, expected) in [
        (401, "{\"message\":\"Bad credentials\"}", "refuses the token: 401 Bad credentials"),
        (403, "{\"message\":\"Not you\"}", "does not allow this with the token: 403 Not you"),
        (422, &refused, "refuses this: 422 Validation Failed; `title` is missing field; no; text; no details"),
        (418, "<html>teapot</html>", "refuses this: 418 without an explanation"),
        (
            400,
            "{\"message\":\"a\\u001b[2J\\u0000\\r\\n@all ghp_hush\\u009b\"}",
            "refuses this: 400 a\u{fffd}[2J\u{fffd} @all ...\u{fffd}",
        ),
    ] {
        assert_eq!(refusal(vec![answer(status, "", body)]), expected);
    }
    let long = refusal(vec![answer(400, "", &format!("{{\"message\":\"{}\"}}", "x".repeat(100_000)))]);
    assert!(long.len() < 1000, "{}", long.len());
}

#[test]
fn an_answer_that_is_not_json_is_an_error() {
    let message = refusal(vec![answer(200, "content-type: text/html", "<html>log in</html>")]);
    assert!(message.starts_with("gave an unexpected answer: expected value"), "{message}");
    let message = refusal(vec![answer(200, "", "")]);
    assert!(message.starts_with("gave an unexpected answer: "), "{message}");
}

#[test]
fn a_body_over_the_limit_is_not_read() {
    let start = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n[".as_bytes();
    let fits = [start, &vec![b' '; (64 << 20) - 2], b"]"].concat();
    let trial = Trial::start(vec![fits]);
    assert_eq!(trial.get(), Ok(Some(json!([]))));
    trial.requests();
    let long = [start, &vec![b' '; 64 << 20]].concat();
    assert_eq!(refusal(vec![long]), "gave an answer of more than 64 MiB");
}

#[test]
fn nobody_answers() {
    let trial = Trial::start(Vec::new());
    let (client, sleeps) = (&trial.client, &trial.sleeps);
    std::thread::sleep(Duration::from_millis(50));
    let message = reason_of(client.get::<Value>("/a").unwrap_err()).to_string();
    assert!(message.starts_with("cannot be reached: "), "{message}");
    let message = reason_of(client.post::<Value>("/a", &json!({})).unwrap_err()).to_string();
    assert!(message.starts_with("cannot be reached: "), "{message}");
    assert!(sleeps.borrow().is_empty());
}

#[test]
fn a_token_with_odd_characters_is_refused() {
    for odd in ["", "a b", "a\r\nx-evil: 1", "é"] {
        let error = GithubClient::new(GithubApi::default(), Some(odd.to_owned()), |_| ()).err().unwrap();
        assert!(matches!(&error, Error::Usage { message, .. } if message.starts_with("the token")), "{error}");
    }
}
