//! The proxy that the environment names, as for `gh`, git and curl.

/// The variables with the URL of the proxy, and with the hosts that need none.
const PROXY_VARIABLES: [&str; 2] = ["HTTPS_PROXY", "https_proxy"];
const DIRECT_VARIABLES: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// The URL of the proxy for a server: its host with the port if one is given.
pub fn find_proxy(host: &str) -> Option<String> {
    let read = |names: [&str; 2]| names.iter().find_map(|name| std::env::var(name).ok().filter(|it| !it.is_empty()));
    let direct = read(DIRECT_VARIABLES).unwrap_or_default();
    read(PROXY_VARIABLES).filter(|_| !is_direct(host, &direct))
}

/// Whether a server is in a list of hosts: each name includes its subdomains, and `*` is all hosts.
fn is_direct(host: &str, list: &str) -> bool {
    let without_port = host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map_or(host, |(name, _)| name);
    list.split([',', ' ']).filter(|entry| !entry.is_empty()).any(|entry| {
        let entry = entry.to_ascii_lowercase();
        let name = entry.trim_start_matches("*.").trim_start_matches('.');
        let is_below = |host: &str| host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        entry == "*" || !name.is_empty() && (is_below(host) || is_below(without_port))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_that_need_no_proxy_are_listed() {
        let host = "git.example.org:8443";
        for list in
            ["*", "x,git.example.org", "a, Example.org", ".example.org", "*.org", "git.example.org:8443", " org "]
        {
            assert!(is_direct(host, list), "{list}");
        }
        for list in ["", ",", ".", "it.example.org", "example.org:443", "a.git.example.org", "example", "git"] {
            assert!(!is_direct(host, list), "{list}");
        }
    }
}
