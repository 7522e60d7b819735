//! A template of the group, which may come from a stranger: whatever it contains, it ends soon and takes little memory.
//!
//! The engine counts steps, but neither how much text a step handles nor how deep an expression is. So the length of a
//! template and of an expression is limited, the steps of all its renderings and the text that they handle are counted,
//! and recursion has a separate stack.

use super::describe_error;
use super::filters::{Language, auto_escape, new_environment};
use super::meter::{Meter, Size};
use super::metered::Metering;
use crate::render::embedded::Embedded;
use minijinja::machinery::{CodeGenerator, Instructions, Token, Tokenizer, eval, make_string_output, parse};
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Tokens of one tag: the engine recurses over chains of operators.
const MOST_TOKENS: usize = 1_000;
/// Steps of all renderings of one command, about 50 ns each.
const STEPS: u64 = 2_000_000;
/// Additional steps of a rendering for each value of its data: a table of many rows takes many.
const STEPS_PER_VALUE: u64 = 40;
/// Bytes of the stack. Only the used part takes memory.
const STACK: usize = 128 << 20;

/// A compiled template of the group.
pub struct OwnTemplate<'t> {
    environment: Environment<'static>,
    instructions: Instructions<'t>,
    meter: Arc<Meter>,
    /// What is left of [`STEPS`]. Locked while the template is filled, since its renderings share the meter as well.
    steps: Mutex<u64>,
}

impl<'t> OwnTemplate<'t> {
    /// Compiles a template. An error is a lower-case phrase with the line.
    pub fn compile(name: &'t str, text: &'t str, language: Language, embedded: &Embedded) -> Result<Self, String> {
        refuse_long_expressions(name, text)?;
        let instructions = on_own_stack(|| {
            let parsed =
                parse(text, name, minijinja::syntax::SyntaxConfig::default()).map_err(|e| describe_error(&e))?;
            let mut metering = Metering::default();
            let metered = metering.meter_statement(&parsed);
            metering.refused.map_or(Ok(()), Err)?;
            let mut generator = CodeGenerator::new(name, text);
            generator.compile_stmt(&metered);
            Ok(generator.finish().0)
        })?;
        let meter = Arc::new(Meter::default());
        let mut environment = new_environment(language, embedded);
        meter.install_filters(&mut environment, language);
        Ok(Self { environment, instructions, meter, steps: Mutex::new(STEPS) })
    }

    /// Renders the template. An error is a lower-case phrase with the line.
    pub fn fill(&self, context: Value) -> Result<String, String> {
        let size = Size::measure(&context);
        let mut left = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        self.meter.begin_filling(&size);
        let mut environment = self.environment.clone();
        environment.set_fuel(Some(*left + STEPS_PER_VALUE * size.values));
        let instructions = &self.instructions;
        let (text, steps) = on_own_stack(|| {
            let mut text = String::new();
            let blocks = BTreeMap::new();
            let mut output = make_string_output(&mut text);
            let ended = eval(&environment, instructions, context, &blocks, &mut output, auto_escape());
            let steps = ended.map_err(|error| describe_end(&error))?.1.fuel_levels().map(|(_, left)| left);
            Ok((text, steps))
        })?;
        *left = steps.unwrap_or_default();
        Ok(text)
    }
}

/// Describes an error of the engine, whose message about steps is unclear.
fn describe_end(error: &Error) -> String {
    if error.kind() != ErrorKind::OutOfFuel {
        return describe_error(error);
    }
    let line = error.line().map(|line| format!(" in line {line}")).unwrap_or_default();
    format!("it does not end within {STEPS} steps{line}")
}

/// Refuses a tag with more tokens than an expression of a template needs. The engine's parser reports invalid tokens.
fn refuse_long_expressions(name: &str, text: &str) -> Result<(), String> {
    let mut tokenizer = Tokenizer::new(text, name, false, minijinja::syntax::SyntaxConfig::default());
    let mut count = 0;
    while let Ok(Some((token, span))) = tokenizer.next_token() {
        count = match token {
            Token::VariableStart | Token::BlockStart | Token::TemplateData(_) => 0,
            _ => count + 1,
        };
        if count > MOST_TOKENS {
            return Err(format!("a tag has more than {MOST_TOKENS} tokens in line {}", span.start_line));
        }
    }
    Ok(())
}

/// Runs work that recurses as deep as a template nests.
fn on_own_stack<T: Send>(work: impl FnOnce() -> Result<T, String> + Send) -> Result<T, String> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let thread = thread.map_err(|error| format!("its stack cannot be allocated: {error}"))?;
        thread.join().unwrap_or_else(|_| Err("the template engine failed".to_owned()))
    })
}
