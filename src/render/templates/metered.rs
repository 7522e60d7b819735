//! Rewrites a template's syntax tree so that the [meter](super::meter) counts whatever handles a text.
//!
//! The engine counts only steps: `{% set a = a ~ a %}` is three of them, and thirty such lines make a gigabyte.

use super::meter::{APPLY, COLLECT, MULTIPLY, SCALAR, WEIGH};
use minijinja::machinery::Span;
use minijinja::machinery::ast::{self, BinOpKind, CallArg, Expr, Spanned, Stmt};
use minijinja::value::Value;

/// Rewrites the tree.
#[derive(Default)]
pub struct Metering {
    /// A lower-case phrase with the line, if the template contains something that cannot be counted.
    pub refused: Option<String>,
}

impl Metering {
    /// Rewrites a statement and everything in it.
    pub fn meter_statement<'a>(&mut self, statement: &Stmt<'a>) -> Stmt<'a> {
        match statement {
            Stmt::Template(it) => {
                Stmt::Template(Spanned::new(ast::Template { children: self.meter_statements(&it.children) }, it.span()))
            }
            Stmt::EmitExpr(it) => emit_expression(self.meter_expression(&it.expr), it.span()),
            // As an expression, so that it passes the meter.
            Stmt::EmitRaw(it) => {
                emit_expression(constant_expression(Value::from_safe_string(it.raw.to_owned()), it.span()), it.span())
            }
            Stmt::ForLoop(it) => {
                let node = ast::ForLoop {
                    target: self.meter_target(&it.target),
                    iter: self.meter_expression(&it.iter),
                    filter_expr: it.filter_expr.as_ref().map(|expr| self.meter_expression(expr)),
                    recursive: it.recursive,
                    body: self.meter_statements(&it.body),
                    else_body: self.meter_statements(&it.else_body),
                };
                Stmt::ForLoop(Spanned::new(node, it.span()))
            }
            Stmt::IfCond(it) => {
                let node = ast::IfCond {
                    expr: self.meter_expression(&it.expr),
                    true_body: self.meter_statements(&it.true_body),
                    false_body: self.meter_statements(&it.false_body),
                };
                Stmt::IfCond(Spanned::new(node, it.span()))
            }
            Stmt::WithBlock(it) => {
                let assign = |(to, value): &(Expr<'a>, Expr<'a>)| (self.meter_target(to), self.meter_expression(value));
                let assignments = it.assignments.iter().map(assign).collect();
                Stmt::WithBlock(Spanned::new(
                    ast::WithBlock { assignments, body: self.meter_statements(&it.body) },
                    it.span(),
                ))
            }
            Stmt::Set(it) => {
                let value = self.meter_expression(&it.expr);
                let expr = match it.target {
                    Expr::GetAttr(_) => filter_expression(SCALAR, value, Vec::new()),
                    _ => value,
                };
                Stmt::Set(Spanned::new(ast::Set { target: self.meter_target(&it.target), expr }, it.span()))
            }
            Stmt::SetBlock(it) => {
                let node = ast::SetBlock {
                    target: self.meter_target(&it.target),
                    filter: it.filter.as_ref().map(|filter| self.meter_expression(filter)),
                    body: self.meter_statements(&it.body),
                };
                Stmt::SetBlock(Spanned::new(node, it.span()))
            }
            Stmt::AutoEscape(it) => self.refuse_statement("`autoescape`", it.span()),
            Stmt::FilterBlock(it) => {
                let node = ast::FilterBlock {
                    filter: self.meter_expression(&it.filter),
                    body: self.meter_statements(&it.body),
                };
                Stmt::FilterBlock(Spanned::new(node, it.span()))
            }
            Stmt::Macro(it) => Stmt::Macro(self.meter_macro(it)),
            Stmt::CallBlock(it) => {
                let node =
                    ast::CallBlock { call: self.meter_call(&it.call), macro_decl: self.meter_macro(&it.macro_decl) };
                Stmt::CallBlock(Spanned::new(node, it.span()))
            }
            Stmt::Block(it) => self.refuse_statement("`block`", it.span()),
            Stmt::Extends(it) => self.refuse_statement("`extends`", it.span()),
            Stmt::FromImport(it) => self.refuse_statement("`from`", it.span()),
            Stmt::Import(it) => self.refuse_statement("`import`", it.span()),
            Stmt::Include(it) => self.refuse_statement("`include`", it.span()),
            Stmt::Do(it) => Stmt::Do(Spanned::new(ast::Do { call: self.meter_call(&it.call) }, it.span())),
        }
    }

    /// A statement that uses other templates, or prints texts unescaped.
    fn refuse_statement<'a>(&mut self, what: &str, span: Span) -> Stmt<'a> {
        let line = span.start_line;
        self.refused.get_or_insert_with(|| format!("{what} is not supported in line {line}"));
        emit_expression(constant_expression(Value::UNDEFINED, span), span)
    }

    fn meter_statements<'a>(&mut self, statements: &[Stmt<'a>]) -> Vec<Stmt<'a>> {
        statements.iter().map(|statement| self.meter_statement(statement)).collect()
    }

    fn meter_macro<'a>(&mut self, it: &Spanned<ast::Macro<'a>>) -> Spanned<ast::Macro<'a>> {
        let node = ast::Macro {
            name: it.name,
            args: it.args.iter().map(|arg| self.meter_target(arg)).collect(),
            defaults: self.meter_expressions(&it.defaults),
            body: self.meter_statements(&it.body),
        };
        Spanned::new(node, it.span())
    }

    /// The target of an assignment.
    fn meter_target<'a>(&mut self, target: &Expr<'a>) -> Expr<'a> {
        match target {
            Expr::List(it) => {
                let items = it.items.iter().map(|item| self.meter_target(item)).collect();
                Expr::List(Spanned::new(ast::List { items }, it.span()))
            }
            other => self.meter_expression(other),
        }
    }

    fn meter_expressions<'a>(&mut self, expressions: &[Expr<'a>]) -> Vec<Expr<'a>> {
        expressions.iter().map(|expression| self.meter_expression(expression)).collect()
    }

    /// An operand of an operator, a test or a call.
    fn meter_operand<'a>(&mut self, expression: &Expr<'a>) -> Expr<'a> {
        filter_expression(WEIGH, self.meter_expression(expression), Vec::new())
    }

    fn meter_expression<'a>(&mut self, expression: &Expr<'a>) -> Expr<'a> {
        match expression {
            Expr::Var(it) => Expr::Var(Spanned::new(ast::Var { id: it.id }, it.span())),
            Expr::Const(it) => constant_expression(it.value.clone(), it.span()),
            Expr::Slice(it) => self.meter_slice(it),
            Expr::UnaryOp(it) => {
                let is_not = matches!(it.op, ast::UnaryOpKind::Not);
                let op = if is_not { ast::UnaryOpKind::Not } else { ast::UnaryOpKind::Neg };
                Expr::UnaryOp(Spanned::new(ast::UnaryOp { op, expr: self.meter_expression(&it.expr) }, it.span()))
            }
            Expr::BinOp(it) => {
                let (left, right) = match it.op {
                    // Returns one of the two without reading it.
                    BinOpKind::ScAnd | BinOpKind::ScOr => {
                        (self.meter_expression(&it.left), self.meter_expression(&it.right))
                    }
                    _ => (self.meter_operand(&it.left), self.meter_operand(&it.right)),
                };
                match it.op {
                    BinOpKind::Mul => filter_expression(MULTIPLY, left, vec![CallArg::Pos(right)]),
                    op => Expr::BinOp(Spanned::new(ast::BinOp { op, left, right }, it.span())),
                }
            }
            Expr::Compare(it) => {
                let ops =
                    it.ops.iter().map(|it| ast::CompareOp { op: it.op, expr: self.meter_operand(&it.expr) }).collect();
                Expr::Compare(Spanned::new(ast::Compare { expr: self.meter_operand(&it.expr), ops }, it.span()))
            }
            Expr::IfExpr(it) => {
                let node = ast::IfExpr {
                    test_expr: self.meter_expression(&it.test_expr),
                    true_expr: self.meter_expression(&it.true_expr),
                    false_expr: it.false_expr.as_ref().map(|expr| self.meter_expression(expr)),
                };
                Expr::IfExpr(Spanned::new(node, it.span()))
            }
            Expr::Filter(it) => {
                let name = CallArg::Pos(constant_expression(Value::from(it.name), it.span()));
                let args =
                    std::iter::once(name).chain(it.args.iter().map(|arg| self.meter_argument(arg, false))).collect();
                let expr = it.expr.as_ref().map(|expr| self.meter_expression(expr));
                Expr::Filter(Spanned::new(ast::Filter { name: APPLY, expr, args }, it.span()))
            }
            Expr::Test(it) => {
                // Without arguments, as in `is none`, a test does not read a list.
                let expr =
                    if it.args.is_empty() { self.meter_expression(&it.expr) } else { self.meter_operand(&it.expr) };
                let node = ast::Test { name: it.name, expr, args: self.meter_arguments(&it.args) };
                Expr::Test(Spanned::new(node, it.span()))
            }
            Expr::GetAttr(it) => {
                let node = ast::GetAttr { expr: self.meter_expression(&it.expr), name: it.name };
                Expr::GetAttr(Spanned::new(node, it.span()))
            }
            Expr::GetItem(it) => {
                let node = ast::GetItem {
                    expr: self.meter_expression(&it.expr),
                    subscript_expr: self.meter_operand(&it.subscript_expr),
                };
                Expr::GetItem(Spanned::new(node, it.span()))
            }
            Expr::Call(it) => Expr::Call(self.meter_call(it)),
            Expr::List(it) => {
                Expr::List(Spanned::new(ast::List { items: self.meter_expressions(&it.items) }, it.span()))
            }
            Expr::Tuple(it) => {
                Expr::Tuple(Spanned::new(ast::Tuple { items: self.meter_expressions(&it.items) }, it.span()))
            }
            Expr::Map(it) => {
                let keys = it.keys.iter().map(|key| self.meter_operand(key)).collect();
                Expr::Map(Spanned::new(ast::Map { keys, values: self.meter_expressions(&it.values) }, it.span()))
            }
        }
    }

    /// A slice of a text or a list, collected into a list: the engine would evaluate it again at each use.
    fn meter_slice<'a>(&mut self, it: &Spanned<ast::Slice<'a>>) -> Expr<'a> {
        if it.step.is_some() {
            let line = it.span().start_line;
            self.refused.get_or_insert_with(|| format!("a slice cannot have a step in line {line}"));
        }
        let node = ast::Slice {
            expr: self.meter_expression(&it.expr),
            start: it.start.as_ref().map(|start| self.meter_operand(start)),
            stop: it.stop.as_ref().map(|stop| self.meter_operand(stop)),
            step: None,
        };
        filter_expression(COLLECT, Expr::Slice(Spanned::new(node, it.span())), Vec::new())
    }

    fn meter_call<'a>(&mut self, it: &Spanned<ast::Call<'a>>) -> Spanned<ast::Call<'a>> {
        Spanned::new(
            ast::Call { expr: self.meter_expression(&it.expr), args: self.meter_arguments(&it.args) },
            it.span(),
        )
    }

    fn meter_arguments<'a>(&mut self, args: &[CallArg<'a>]) -> Vec<CallArg<'a>> {
        args.iter().map(|arg| self.meter_argument(arg, true)).collect()
    }

    /// An argument; the filter itself counts its arguments, except unpacked ones.
    fn meter_argument<'a>(&mut self, arg: &CallArg<'a>, is_weighed: bool) -> CallArg<'a> {
        match arg {
            CallArg::Pos(expr) if is_weighed => CallArg::Pos(self.meter_operand(expr)),
            CallArg::Pos(expr) => CallArg::Pos(self.meter_expression(expr)),
            CallArg::Kwarg(name, expr) if is_weighed => CallArg::Kwarg(name, self.meter_operand(expr)),
            CallArg::Kwarg(name, expr) => CallArg::Kwarg(name, self.meter_expression(expr)),
            CallArg::PosSplat(expr) => CallArg::PosSplat(self.meter_operand(expr)),
            CallArg::KwargSplat(expr) => CallArg::KwargSplat(self.meter_operand(expr)),
        }
    }
}

fn emit_expression(expr: Expr<'_>, span: Span) -> Stmt<'_> {
    Stmt::EmitExpr(Spanned::new(ast::EmitExpr { expr }, span))
}

fn constant_expression<'a>(value: Value, span: Span) -> Expr<'a> {
    Expr::Const(Spanned::new(ast::Const { value }, span))
}

fn filter_expression<'a>(name: &'static str, expr: Expr<'a>, args: Vec<CallArg<'a>>) -> Expr<'a> {
    let span = expr.span();
    Expr::Filter(Spanned::new(ast::Filter { name, expr: Some(expr), args }, span))
}
