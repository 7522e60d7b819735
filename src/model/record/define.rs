//! The macros that state records and fixed lists of words.

/// Converts the name of a field to that of its key, with hyphens.
pub const fn hyphenate<const N: usize>(name: &str) -> [u8; N] {
    let mut bytes = [0; N];
    let mut at = 0;
    while at < N {
        bytes[at] = if name.as_bytes()[at] == b'_' { b'-' } else { name.as_bytes()[at] };
        at += 1;
    }
    bytes
}

/// Converts bytes of [`hyphenate`] to a text.
pub const fn as_name(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(name) => name,
        Err(_) => "",
    }
}

/// Defines a record. The name of the type is followed by what messages expect in its place, then optionally by the key
/// whose value alone may replace the record, the key with its day, a check of the keys together, and fields that are not
/// keys. A key has `as KIND` if its texts are not names, and `= VALUE` if it has a default.
macro_rules! record {
    (
        $(#[doc = $docs:literal])*
        pub struct $name:ident $(: $derived:ident)? = $expected:literal
        $(, short($($short:ident)|+ $(by $pick:path)?))?
        $(, day($day:ident))?
        $(, check($check:path))?
        $(, with { $($(#[doc = $field_docs:literal])* $field:ident: $field_type:ty = $take:path,)* })?
        {
            $($(#[doc = $key_docs:literal])* $key:ident $(($named:literal))?: $type:ty $(as $text:ident)? $(= $usual:expr)?,)*
        }
    ) => {
        $(#[doc = $docs])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $($($(#[doc = $field_docs])* pub $field: $field_type,)*)?
            $($(#[doc = $key_docs])* pub $key: $type,)*
        }

        impl $name {
            /// Its definition.
            pub const DEFINITION: $crate::model::record::Definition = $crate::model::record::Definition {
                name: stringify!($name),
                docs: concat!($($docs, "\n"),*),
                expected: $expected,
                keys: &[$($crate::model::record::Key {
                    name: record!(@name $key $($named)?),
                    docs: concat!($($key_docs, "\n"),*),
                    form: <$type as $crate::model::record::RecordValue>::FORM,
                    is_required: record!(@required $type $(= $usual)?),
                    usual: record!(@usual $type $(= $usual)?),
                    text: record!(@text $($text)?),
                }),*],
                short_keys: &[$($(record!(@name $short)),+)?],
                pick_short_key: record!(@pick [$($($short)+)?] $($($pick)?)?),
            };

            /// Decodes it by these keys, or by stricter ones with the same names.
            pub fn read_as(
                node: &$crate::source::Node,
                definition: &'static $crate::model::record::Definition,
                reader: &mut $crate::model::record::Reader,
            ) -> Option<Self> {
                let mut fields = $crate::model::record::Fields::from_node(node, definition, reader)?;
                $(let $key: Option<$type> = record!(@take fields reader $(= $usual)?);)*
                $($(let $field = $take(&fields, reader);)*)?
                let record = match ($($key,)*) {
                    ($(Some($key),)*) => Some(Self { $($($field,)*)? $($key,)* }),
                    _ => None,
                };
                $(if let Some(record) = &record {
                    $check(record, &fields, reader);
                })?
                fields.report_unknown_keys(reader);
                record
            }
        }

        impl $crate::model::record::RecordValue for $name {
            const FORM: $crate::model::record::Form = $crate::model::record::Form::Record(&Self::DEFINITION);

            fn read(node: &$crate::source::Node, reader: &mut $crate::model::record::Reader) -> Option<Self> {
                Self::read_as(node, &Self::DEFINITION, reader)
            }

            fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(self, serializer)
            }

            fn visit_texts<'r>(
                &'r self,
                _: &'static $crate::model::record::Key,
                visitor: &mut dyn $crate::model::record::TextVisitor<'r>,
            ) {
                self.visit_all_texts(visitor);
            }
        }

        impl $name {
            /// Visits every text in it that has a place.
            pub fn visit_all_texts<'r>(&'r self, visitor: &mut dyn $crate::model::record::TextVisitor<'r>) {
                let mut keys = Self::DEFINITION.keys.iter();
                visitor.enter(&Self::DEFINITION, record!(@day self $($day)?));
                $(if let Some(key) = keys.next() {
                    $crate::model::record::RecordValue::visit_texts(&self.$key, key, visitor);
                })*
                visitor.leave();
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut entries = serializer.serialize_map(None)?;
                $(serde::ser::SerializeMap::serialize_entry(
                    &mut entries,
                    record!(@name $key $($named)?),
                    &$crate::model::record::AsWritten(&self.$key),
                )?;)*
                serde::ser::SerializeMap::end(entries)
            }
        }

        record!(@impl_default [$($derived)?] $name
            { $($($field: Default::default(),)*)? $($key: record!(@default $(= $usual)?),)* });
    };
    (@impl_default [] $name:ident $fields:tt) => {};
    (@impl_default [Default] $name:ident $fields:tt) => {
        impl Default for $name {
            fn default() -> Self {
                Self $fields
            }
        }
    };
    (@name $key:ident $named:literal) => { $named };
    (@name $key:ident) => {{
        const NAME: &[u8] = &$crate::model::record::hyphenate::<{ stringify!($key).len() }>(stringify!($key));
        $crate::model::record::as_name(NAME)
    }};
    (@required $type:ty = $usual:expr) => { false };
    (@required $type:ty) => { !<$type as $crate::model::record::RecordValue>::IS_OPTIONAL };
    (@usual $type:ty = $usual:expr) => {
        Some(|| {
            let usual: $type = $usual;
            serde_json::to_value($crate::model::record::AsWritten(&usual)).unwrap_or_default()
        })
    };
    (@usual $type:ty) => { None };
    (@text) => { $crate::model::record::TextKind::Name };
    (@text title) => { $crate::model::record::TextKind::Title };
    (@text line) => { $crate::model::record::TextKind::Line };
    (@text prose) => { $crate::model::record::TextKind::Prose };
    (@text history) => { $crate::model::record::TextKind::History };
    (@text unparsed) => { $crate::model::record::TextKind::Unparsed };
    (@pick []) => { |_, _| None };
    (@pick [$short:ident]) => { |_, _| Some(record!(@name $short)) };
    (@pick [$($short:ident)+] $pick:path) => { $pick };
    (@take $fields:ident $reader:ident = $usual:expr) => { $fields.take_or($reader, || $usual) };
    (@take $fields:ident $reader:ident) => { $fields.take($reader) };
    (@day $record:ident $day:ident) => { $crate::model::record::RecordValue::as_day(&$record.$day) };
    (@day $record:ident) => { None };
    (@default = $usual:expr) => { $usual };
    (@default) => { Default::default() };
}

/// Defines a fixed list of words: the name of the type is followed by what messages expect in place of a word.
macro_rules! words {
    (
        $(#[doc = $docs:literal])*
        $(#[derive($($derived:ident),*)])?
        pub enum $name:ident = $expected:literal { $($(#[doc = $word_docs:literal])* $word:ident = $key:literal,)* }
    ) => {
        $(#[doc = $docs])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq $($(, $derived)*)?)]
        pub enum $name {
            $($(#[doc = $word_docs])* $word,)*
        }

        impl $name {
            /// All words of the files with their values.
            pub const KEYS: [(&'static str, $name); [$($name::$word),*].len()] = [$(($key, $name::$word)),*];

            /// The word in the files.
            pub fn record_key(self) -> &'static str {
                match self {
                    $($name::$word => $key,)*
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                $crate::model::record::parse_word(text, &Self::KEYS)
            }
        }

        impl $crate::model::record::RecordValue for $name {
            const FORM: $crate::model::record::Form = $crate::model::record::Form::Word(&$crate::model::record::WordList {
                name: stringify!($name),
                docs: concat!($($docs, "\n"),*),
                expected: $expected,
                words: &[$(($key, concat!($($word_docs, "\n"),*))),*],
            });

            fn read(node: &$crate::source::Node, reader: &mut $crate::model::record::Reader) -> Option<Self> {
                $crate::model::record::read_word(node, reader, $expected, &Self::KEYS)
            }

            fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.record_key())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.record_key())
            }
        }
    };
}

pub(crate) use {record, words};
