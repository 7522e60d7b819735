//! The keys: the list of them for people, and those that choose from a list.

/// The keys that choose the lines of a list, in order.
pub const CHOICE_KEYS: &str = "123456789abcdefghi";

/// The keys, each with what it does.
pub const KEYS: [(&str, &str); 25] = [
    ("j k, arrows", "the next or the previous row"),
    ("1-9", "the item with that number"),
    ("/", "find a row by a word"),
    ("n, Enter", "type the notes; Esc or Tab saves and leaves"),
    ("d", "a decision"),
    ("s", "the stage that the proposal reached"),
    ("a", "an action point: text, owner, due day"),
    ("c", "close an action point of an earlier call"),
    (".", "not treated, and on to the next item"),
    ("R", "the rest was not treated"),
    ("e", "why a late item is treated all the same"),
    ("t", "another topic"),
    ("r", "news from elsewhere"),
    ("A", "approve the minutes of the last call"),
    ("p", "people: letters find, Enter marks as present,"),
    ("", "- as excused, = the same as last time, + somebody new"),
    ("h", "the whole history of the item"),
    ("u, U", "take the last change back, do it again"),
    ("?", "these keys"),
    ("q", "quit; what has no record yet is listed first"),
    ("", ""),
    ("In notes", "a line such as these becomes a record on Enter:"),
    ("", "! It goes to the TSC -> under-review"),
    ("", "> NCSRD: add an example (due Mar 12)"),
    ("", "or, in full, `Decision: ...` and `AP NCSRD: ...`"),
];
