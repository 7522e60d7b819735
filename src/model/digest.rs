//! A digest of the file of a call, so that later changes of approved minutes are detected.

use super::meeting::Meeting;
use serde_json::Value;

/// The version of the algorithm and of the names of the keys. Digests of different versions cannot be compared.
const VERSION: &str = "2-";

/// The digest of a call's content, the same on any machine. The order of keys, comments, quoting and layout do not
/// matter; nor do keys without a value, so that keys added by later versions change nothing.
pub fn meeting_digest(meeting: &Meeting) -> Option<String> {
    let mut record = serde_json::to_value(meeting).ok()?;
    let map = record.as_object_mut()?;
    Meeting::UNSEALED_KEYS.iter().for_each(|key| drop(map.remove(*key)));
    let mut canonical = Vec::new();
    push_canonical(&record, &mut canonical).ok()?;
    Some(format!("{VERSION}{:016x}", fingerprint(&[canonical])))
}

/// Whether two digests show that the records differ.
pub fn digests_differ(one: &str, other: &str) -> bool {
    one.starts_with(VERSION) && other.starts_with(VERSION) && one != other
}

fn push_canonical(value: &Value, out: &mut Vec<u8>) -> serde_json::Result<()> {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().filter(|(_, value)| !is_empty_value(value)).collect();
            entries.sort_unstable_by_key(|(key, _)| *key);
            out.push(b'{');
            for (key, value) in entries {
                serde_json::to_writer(&mut *out, key)?;
                out.push(b':');
                push_canonical(value, out)?;
                out.push(b',');
            }
            out.push(b'}');
        }
        Value::Array(list) => {
            out.push(b'[');
            for value in list {
                push_canonical(value, out)?;
                out.push(b',');
            }
            out.push(b']');
        }
        plain => serde_json::to_writer(out, plain)?,
    }
    Ok(())
}

fn is_empty_value(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// A hash of texts that is the same on every machine and in every version (FNV-1a).
pub fn fingerprint(parts: &[impl AsRef<[u8]>]) -> u64 {
    let add = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    parts.iter().fold(0xcbf2_9ce4_8422_2325, |hash, part| add(part.as_ref().iter().fold(hash, add), &0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    fn digest_text(text: &str) -> String {
        meeting_digest(&TestGroup::new().file("minutes/2026-02-12.yaml", text).decode().meetings[0]).unwrap()
    }

    #[test]
    fn content_matters_and_layout_does_not() {
        let text = "date: 2026-02-12\nattendance: { Orange: [Ann Example] }\nagenda: [{ issue: 63, update: Heard. }]\n";
        let written = digest_text(text);
        assert_eq!(written, "2-eb95d05a5c01706d", "the same on every machine and with every version");
        let otherwise = "# Minutes\nagenda:\n  - update: 'Heard.'\n    issue: 63\ndate: 2026-02-12\nattendance:\n  Orange:\n    \
                         - Ann Example\ntopics: []\n";
        assert_eq!(digest_text(otherwise), written);
        let later = "minutes-sent: 2026-02-13\nactions-sent: 2026-02-14\nagenda-sent: 2026-02-05\nagenda-issue: 9\nagenda-issue-sent: 2026-02-05\nallow: [{ rule: quorum, reason: Small. }]\n\
                     join: https://e.example/j\nrecording: https://e.example/r\npage: { id: 600, version: 4 }\n";
        assert_eq!(digest_text(&format!("{text}{later}")), written);
        assert_ne!(digest_text(&text.replace("Heard", "Unheard")), written);
        assert_ne!(digest_text(&text.replace("issue: 63,", "issue: 63, treated: false,")), written);
        assert_ne!(digest_text(&text.replace("{ Orange: [Ann Example] }", "{}")), written);
    }

    #[test]
    fn the_order_of_keys_does_not_matter_and_characters_are_what_they_are() {
        let organizations = ["'A\"': [Ann Example]", "A!: [Bo Example]", "'A\\': [Cy Example]", "Aé: [Di Example]"];
        let digest_in_order = |order: [usize; 4]| {
            let attendance = order.map(|at| organizations[at]).join(", ");
            digest_text(&format!("date: 2026-02-12\nattendance: {{ {attendance} }}\naob: \"1\\t\\\"2é\"\n"))
        };
        assert_eq!(digest_in_order([0, 1, 2, 3]), "2-691104dcf81a58e4");
        for order in [[3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1]] {
            assert_eq!(digest_in_order(order), digest_in_order([0, 1, 2, 3]));
        }
    }

    #[test]
    fn another_version_is_not_compared() {
        assert!(digests_differ("2-00", "2-01") && !digests_differ("2-00", "2-00") && !digests_differ("1-00", "2-01"));
    }

    #[test]
    fn fingerprints_depend_on_where_a_text_ends() {
        assert_ne!(fingerprint(&["a", "bc"]), fingerprint(&["ab", "c"]));
    }
}
