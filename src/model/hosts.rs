//! Hosts of servers.

/// Whether a host is this machine, which no request leaves.
pub fn is_this_machine(host: &str) -> bool {
    let is_loopback = host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    is_loopback || host == "[::1]" || host.eq_ignore_ascii_case("localhost")
}
