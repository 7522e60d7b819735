//! Requests through a proxy.

use super::super::scripted_server::ScriptedServer;
use super::*;

fn client(api: &str, proxy: &str) -> Result<GithubClient, Error> {
    GithubClient::new(GithubApi::parse(api).unwrap(), Some(TOKEN.to_owned()), |_| ()).unwrap().with_proxy(proxy)
}

#[test]
fn a_proxy_opens_a_tunnel_and_sees_no_token() {
    let proxy = ScriptedServer::start(vec![answer(407, "", "")]);
    let port = proxy.port;
    let client = client("https://git.example.org/api/v3", &format!("http://ann:hush%21@127.0.0.1:{port}")).unwrap();
    let reason = reason_of(client.get::<Value>("/repos/o/r/issues/1").unwrap_err()).to_string();
    let expected = format!("cannot be reached: through the proxy 127.0.0.1:{port}: proxy server responded 407");
    assert!(reason.starts_with(&expected) && !reason.contains("hush"), "{reason}");
    let requests = proxy.finish();
    assert!(requests[0].starts_with("CONNECT git.example.org:443 HTTP/1.1\r\n"), "{requests:?}");
    assert!(requests[0].contains("\r\nProxy-Authorization: Basic YW5uOmh1c2gh\r\n"), "{requests:?}");
    assert!(!requests[0].contains(TOKEN), "{requests:?}");
}

#[test]
fn no_proxy_is_asked_for_a_server_on_this_machine() {
    let server = ScriptedServer::start(vec![answer(200, "", "{}")]);
    // Nothing listens on port 1.
    let client = client(&format!("http://127.0.0.1:{}", server.port), "http://127.0.0.1:1").unwrap();
    assert_eq!(client.get::<Value>("/x").unwrap(), Some(json!({})));
    assert!(server.finish()[0].starts_with("GET /x HTTP/1.1\r\n"));
}

#[test]
fn a_wrong_proxy_is_refused_and_not_quoted() {
    for wrong in ["", "http://", "socks5://ann:hush@127.0.0.1:1080", "ftp://ann:hush@example.org", "a b"] {
        let Err(error) = client("https://api.github.com", wrong) else { panic!("{wrong}") };
        assert_eq!(error.to_string(), "HTTPS_PROXY is not the URL of an http or https proxy");
        assert!(!format!("{error:?}").contains("hush"));
    }
}
