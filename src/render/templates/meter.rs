//! Limits on how much a template of the group may read and write.

use super::filters::{Language, escape_value};
use super::prose::Prose;
use minijinja::value::{Rest, Value, ValueKind, ValueOrKwargs};
use minijinja::{Environment, Error, ErrorKind, State};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The filter that calls all others, with the name of the other as its first argument. No template can name it.
pub const APPLY: &str = "apply-filter";
/// The filter that counts an operand of an operator or a call.
pub const WEIGH: &str = "weigh-value";
/// The filter that checks the values of a `namespace`.
pub const SCALAR: &str = "scalar-value";
/// The filter that replaces `*`.
pub const MULTIPLY: &str = "multiply-values";
/// The filter that collects a lazy sequence into a list.
pub const COLLECT: &str = "collect-values";

/// Bytes that all renderings of one command may handle.
const HANDLED: u64 = 32 << 20;
/// Additional bytes that a rendering may handle for each byte of its data.
const HANDLED_PER_BYTE: u64 = 32;
/// Bytes that one rendering may write, including `set` blocks and macros.
const WRITTEN: u64 = 8 << 20;
/// Additional bytes that a rendering may write for each byte of its data.
const WRITTEN_PER_BYTE: u64 = 4;
/// Bytes that a value counts in addition to its text.
const VALUE: u64 = 64;
/// How often a filter may process a text: to sort a list, or to write `&quot;` for a character.
const LOOKS: u64 = 4;
/// Bytes that a character counts when it becomes an item of a list.
const ENTRY: u64 = 32;
/// Depth of nested lists.
const MOST_DEPTH: usize = 32;
/// The width of `indent` and `format`, and the number of lists or items of `slice` and `batch`.
const MOST_WIDTH: u64 = 999;

/// Filters that process a list but not its items.
const OF_LISTS: [&str; 12] =
    ["attr", "batch", "count", "d", "default", "first", "items", "last", "length", "list", "reverse", "slice"];
/// Filters that make a list, also from a text.
const LISTING: [&str; 14] = [
    "batch",
    "groupby",
    "lines",
    "list",
    "map",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "slice",
    "sort",
    "split",
    "unique",
];
/// Filters that `map` may apply to each item.
const OF_ENTRIES: &str = "abs attr block bool capitalize cell count d default e escape first float html \
                          int last length lower string text title trim upper";

/// The number of values and bytes in the data of a rendering.
#[derive(Default)]
pub struct Size {
    pub values: u64,
    bytes: u64,
}

impl Size {
    pub fn measure(value: &Value) -> Self {
        let mut size = Self::default();
        // The depth of records is bounded.
        let _ = count_bytes(value, 0, &mut |bytes| {
            size.values += 1;
            size.bytes += bytes;
            Ok(())
        });
        size
    }
}

/// What is left of the limits.
pub struct Meter {
    handled: AtomicU64,
    written: AtomicU64,
}

impl Default for Meter {
    fn default() -> Self {
        Self { handled: HANDLED.into(), written: WRITTEN.into() }
    }
}

impl Meter {
    /// Resets the limits for a rendering with data of a size.
    pub fn begin_filling(&self, size: &Size) {
        self.handled.fetch_add(HANDLED_PER_BYTE * size.bytes, Ordering::Relaxed);
        self.written.store(WRITTEN + WRITTEN_PER_BYTE * size.bytes, Ordering::Relaxed);
    }

    /// Adds the counting filters to an engine, and removes what layout does not need.
    pub fn install_filters(self: &Arc<Self>, environment: &mut Environment, language: Language) {
        for filter in ["chain", "pprint", "sum", "zip"] {
            environment.remove_filter(filter);
        }
        environment.remove_global("debug");
        let meter = Arc::clone(self);
        environment.set_formatter(move |out, _: &mut State, value| {
            let write = |bytes| take_from(&meter.written, bytes, "it writes more than 8 MiB");
            if value.as_str().is_none() {
                // An escape for a character, or the display of a list.
                count_bytes(value, 0, &mut |bytes| write(8 * bytes))?;
            }
            let text = escape_value(value, language);
            if value.as_str().is_some() {
                write(text.len() as u64)?;
            }
            out.write_str(&text).map_err(Error::from)
        });
        let meter = Arc::clone(self);
        environment.add_filter(APPLY, move |state: &mut State, value: Value, name: &str, args: Rest<ValueOrKwargs>| {
            meter.apply_filter(state, value, name, args.into_values())
        });
        let meter = Arc::clone(self);
        environment.add_filter(WEIGH, move |value: ValueOrKwargs| {
            meter.count_handled(&value)?;
            Ok(value.into_value())
        });
        environment.add_filter(SCALAR, |value: Value| match value.as_object() {
            None => Ok(value),
            Some(_) => Err(limit_error("a namespace holds only texts and numbers")),
        });
        let meter = Arc::clone(self);
        environment.add_filter(MULTIPLY, move |left: Value, right: Value| meter.multiply_values(left, right));
        let meter = Arc::clone(self);
        environment.add_filter(COLLECT, move |value: Value| meter.collect_list(value));
    }

    fn spend_bytes(&self, bytes: u64) -> Result<(), Error> {
        take_from(&self.handled, bytes, "it handles more text than a template may")
    }

    fn count_handled(&self, value: &Value) -> Result<(), Error> {
        count_bytes(value, 0, &mut |bytes| self.spend_bytes(bytes))
    }

    /// Applies a filter within the limits.
    fn apply_filter(&self, state: &mut State, value: Value, name: &str, mut args: Vec<Value>) -> Result<Value, Error> {
        args.iter().try_for_each(|arg| self.count_handled(arg))?;
        let length = value.len().unwrap_or_default() as u64;
        match value.as_str() {
            Some(_) if LISTING.contains(&name) => self.spend_bytes(ENTRY * length)?,
            Some(text) => self.spend_bytes(LOOKS * (VALUE + text.len() as u64))?,
            None if OF_LISTS.contains(&name) => self.spend_bytes(VALUE * (1 + length))?,
            None => count_bytes(&value, 0, &mut |bytes| self.spend_bytes(LOOKS * bytes))?,
        }
        let text = |index: usize| args.get(index).map(Value::to_string).unwrap_or_default();
        match name {
            "batch" | "indent" | "slice" => {
                let width = widest_argument(&args)?;
                let lines = value.as_str().map_or(1, |text| text.matches('\n').count() as u64 + 1);
                self.spend_bytes(width * if name == "indent" { lines } else { VALUE })?;
            }
            "format" => {
                let pattern = value.as_str().unwrap_or_default();
                refuse_wide_pattern(pattern)?;
                self.spend_bytes(MOST_WIDTH * pattern.matches('%').count() as u64)?;
            }
            "join" => self.spend_bytes(length * args.iter().map(|arg| Size::measure(arg).bytes).sum::<u64>())?,
            "replace" => {
                let count = value.as_str().unwrap_or_default().matches(&text(0)).count();
                self.spend_bytes(count as u64 * text(1).len() as u64)?;
            }
            "map" | "reject" | "rejectattr" | "select" | "selectattr" => {
                self.spend_bytes(length * args.iter().map(|arg| Size::measure(arg).bytes).sum::<u64>())?;
                let filter = args.first().and_then(Value::as_str).filter(|_| name == "map");
                if let Some(filter) = filter.filter(|filter| !OF_ENTRIES.split(' ').any(|allowed| allowed == *filter)) {
                    return Err(limit_error(format!("`map` does not apply `{filter}`")));
                }
            }
            _ => {}
        }
        args.insert(0, value);
        let made = state.apply_filter(name, &args).map_err(|error| match error.kind() {
            ErrorKind::UnknownFilter => Error::new(ErrorKind::UnknownFilter, format!("filter {name} is unknown")),
            _ => error,
        })?;
        self.collect_list(made)
    }

    /// Collects a lazy sequence into a list.
    fn collect_list(&self, value: Value) -> Result<Value, Error> {
        if value.kind() != ValueKind::Iterable {
            return Ok(value);
        }
        let mut items = Vec::new();
        for item in value.try_iter()? {
            self.spend_bytes(VALUE)?;
            items.push(item);
        }
        Ok(Value::from(items))
    }

    /// The product of two numbers, or a repeated text.
    fn multiply_values(&self, left: Value, right: Value) -> Result<Value, Error> {
        let repeated = match (left.as_str(), right.as_str()) {
            (Some(text), None) => right.as_usize().map(|times| (text, times)),
            (None, Some(text)) => left.as_usize().map(|times| (text, times)),
            _ => None,
        };
        if let Some((text, times)) = repeated {
            self.spend_bytes(VALUE + (text.len() as u64).saturating_mul(times as u64))?;
            return Ok(Value::from(text.repeat(times)));
        }
        let product = match left.is_integer() && right.is_integer() {
            true => i64::try_from(left)
                .ok()
                .zip(i64::try_from(right).ok())
                .and_then(|(l, r)| l.checked_mul(r))
                .map(Value::from),
            false => f64::try_from(left).ok().zip(f64::try_from(right).ok()).map(|(l, r)| Value::from(l * r)),
        };
        product.ok_or_else(|| limit_error("`*` takes two numbers, or a text and a number"))
    }
}

/// Counts the bytes of a value and of everything in it.
fn count_bytes(value: &Value, depth: usize, count: &mut dyn FnMut(u64) -> Result<(), Error>) -> Result<(), Error> {
    let text = value.as_str().or_else(|| value.downcast_object_ref::<Prose>().map(|prose| &**prose.source()));
    count(VALUE + text.map_or(0, |text| text.len() as u64))?;
    if value.as_object().is_none() {
        return Ok(());
    }
    if depth == MOST_DEPTH {
        return Err(limit_error(format!("lists are nested more than {MOST_DEPTH} deep")));
    }
    let Ok(items) = value.try_iter() else { return Ok(()) };
    let is_map = value.kind() == ValueKind::Map;
    for item in items {
        count_bytes(&item, depth + 1, count)?;
        if is_map {
            count_bytes(&value.get_item(&item)?, depth + 1, count)?;
        }
    }
    Ok(())
}

fn take_from(left: &AtomicU64, amount: u64, message: &'static str) -> Result<(), Error> {
    let taken = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(amount));
    taken.map(drop).map_err(|_| limit_error(message))
}

fn limit_error(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

/// The largest number among the arguments of a filter, positional or named; 4 if there is none.
fn widest_argument(args: &[Value]) -> Result<u64, Error> {
    let mut widest = 4;
    for arg in args {
        let values =
            if arg.is_kwargs() { arg.try_iter()?.map(|key| arg.get_item(&key)).collect() } else { Ok(Vec::new()) };
        for number in values?.iter().chain([arg]).filter(|value| value.is_number()) {
            let number = number.as_usize().map(|number| number as u64).filter(|number| *number <= MOST_WIDTH);
            let number = number.ok_or_else(|| limit_error(format!("a width is at most {MOST_WIDTH}")))?;
            widest = widest.max(number);
        }
    }
    Ok(widest)
}

/// Refuses a pattern of `format` whose width is large or comes from an argument.
fn refuse_wide_pattern(pattern: &str) -> Result<(), Error> {
    let digits = MOST_WIDTH.to_string().len();
    let is_wide = pattern.split(|character: char| !character.is_ascii_digit()).any(|run| run.len() > digits);
    if is_wide || pattern.contains('*') {
        return Err(limit_error(format!("a width is at most {MOST_WIDTH}, and is written in the pattern")));
    }
    Ok(())
}
