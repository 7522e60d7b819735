//! Links the program at a fixed address where that is safe to ask for.
//!
//! The tables of time zones and of HTML entities hold some 43,000 pointers. The loader of a position-independent
//! program relocates them one by one at every start, which is half the time of `backlog --version`. The package forbids
//! unsafe code, so only a second line of defense is given up; see docs/decisions/no-pie.md.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
