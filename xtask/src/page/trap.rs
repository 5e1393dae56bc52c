//! Makes every panic a bare trap.
//!
//! A panic ends the worker, and nobody ever sees its message: this platform has nowhere to write it. But
//! the library's code formats it all the same, and every check in the program hands it the place and
//! the values. So, in the finished wasm, a function that cannot return and calls nothing outside
//! becomes `unreachable`, and so does every call of one, with all that only prepares it.

use std::collections::{BTreeMap, BTreeSet};

use walrus::ir::{self, Instr, InstrSeq, VisitorMut};
use walrus::{DataKind, FunctionId, FunctionKind, InstrLocId, LocalFunction, Module};

/// Functions that write only for messages of panics, or of requests that this page does not send, and
/// others that nobody calls.
/// Tables hold them, so that nothing else shows that nobody needs them. The core says nothing to
/// people with any of them. The square roots are for keys without primes, which the core never hands to
/// the rsa crate: `PrivateKey::from_pkcs1` always gives it both.
const SILENT: [&str; 6] = [
    " as core::fmt::Debug>::fmt",
    "<f64 as core::fmt::Display>::fmt",
    "core::fmt::builders::PadAdapter as core::fmt::Write>::",
    "crypto_bigint::uint::ref_type::sqrt::",
    "serde_core::de::Unexpected as core::fmt::Display>::fmt",
    "std::panicking::panic_handler::",
];
/// A place in the sources: where its name is, how long that is with the zero behind it, line, column.
const PLACE: usize = 16;

/// Replaces what only serves messages of panics, and takes out what nobody needs then.
pub(crate) fn bare(module: &mut Module) {
    let mut traps = silent(module);
    for id in &traps {
        empty(module, *id);
    }
    loop {
        cut(module, &traps);
        let more = never_returning(module, &traps);
        if more.is_empty() {
            break;
        }
        for id in &more {
            empty(module, *id);
        }
        traps.extend(more);
    }
    walrus::passes::gc::run(module);
    places(module);
}

/// The functions of [`SILENT`]; names carry hashes of crates in brackets.
fn silent(module: &Module) -> BTreeSet<FunctionId> {
    let is_silent = |name: &str| {
        let mut plain = String::new();
        let mut inside = false;
        for letter in name.chars() {
            match letter {
                '[' => inside = true,
                ']' => inside = false,
                other if !inside => plain.push(other),
                _ => {}
            }
        }
        SILENT.iter().any(|name| plain.contains(name))
    };
    let locals = module.funcs.iter_local();
    locals
        .map(|(id, _)| id)
        .filter(|id| module.funcs.get(*id).name.as_deref().is_some_and(is_silent))
        .collect()
}

fn empty(module: &mut Module, id: FunctionId) {
    let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
    let entry = function.entry_block();
    function.block_mut(entry).instrs = vec![unreachable()];
}

fn unreachable() -> (Instr, InstrLocId) {
    (ir::Unreachable {}.into(), InstrLocId::default())
}

/// Ends every sequence at the first call of a trap.
fn cut(module: &mut Module, traps: &BTreeSet<FunctionId>) {
    for (_, function) in module.funcs.iter_local_mut() {
        let entry = function.entry_block();
        ir::dfs_pre_order_mut(&mut Cut { traps }, function, entry);
    }
}

struct Cut<'t> {
    traps: &'t BTreeSet<FunctionId>,
}

impl VisitorMut for Cut<'_> {
    fn start_instr_seq_mut(&mut self, sequence: &mut InstrSeq) {
        let ends = |(instr, _): &(Instr, InstrLocId)| match instr {
            Instr::Unreachable(_) => true,
            Instr::Call(call) => self.traps.contains(&call.func),
            _ => false,
        };
        let Some(end) = sequence.instrs.iter().position(ends) else {
            return;
        };
        sequence.instrs.truncate(end);
        while sequence
            .instrs
            .last()
            .is_some_and(|(instr, _)| is_plain(instr))
        {
            sequence.instrs.pop();
        }
        sequence.instrs.push(unreachable());
    }
}

/// Whether nobody outside could tell that it ran before a trap.
fn is_plain(instr: &Instr) -> bool {
    matches!(
        instr,
        Instr::LocalGet(_)
            | Instr::LocalSet(_)
            | Instr::LocalTee(_)
            | Instr::GlobalGet(_)
            | Instr::GlobalSet(_)
            | Instr::Const(_)
            | Instr::Binop(_)
            | Instr::Unop(_)
            | Instr::Select(_)
            | Instr::Drop(_)
            | Instr::Load(_)
            | Instr::Store(_)
            | Instr::MemoryCopy(_)
            | Instr::MemoryFill(_)
    )
}

/// Functions, not known yet, that end in a trap on every way and call nothing outside.
fn never_returning(module: &Module, traps: &BTreeSet<FunctionId>) -> Vec<FunctionId> {
    let outside = outside(module);
    let locals = module.funcs.iter_local();
    locals
        .filter(|(id, function)| {
            !traps.contains(id) && !outside.contains(id) && cannot_return(function)
        })
        .map(|(id, _)| id)
        .collect()
}

fn cannot_return(function: &LocalFunction) -> bool {
    let entry = function.entry_block();
    let last = function.block(entry).instrs.last();
    if !matches!(last, Some((Instr::Unreachable(_), _))) {
        return false;
    }
    let mut leaves = Leaves {
        entry,
        found: false,
    };
    ir::dfs_in_order(&mut leaves, function, entry);
    !leaves.found
}

struct Leaves {
    entry: ir::InstrSeqId,
    found: bool,
}

impl<'i> ir::Visitor<'i> for Leaves {
    fn visit_instr(&mut self, instr: &'i Instr, _: &'i InstrLocId) {
        self.found |= match instr {
            Instr::Return(_)
            | Instr::ReturnCall(_)
            | Instr::ReturnCallIndirect(_)
            | Instr::ReturnCallRef(_) => true,
            Instr::Br(ir::Br { block }) | Instr::BrIf(ir::BrIf { block }) => *block == self.entry,
            Instr::BrTable(table) => {
                table.default == self.entry || table.blocks.contains(&self.entry)
            }
            _ => false,
        };
    }
}

/// The functions that call an import, or one that does.
fn outside(module: &Module) -> BTreeSet<FunctionId> {
    let mut callers: BTreeMap<FunctionId, BTreeSet<FunctionId>> = BTreeMap::new();
    for (id, function) in module.funcs.iter_local() {
        let mut calls = Calls(BTreeSet::new());
        ir::dfs_in_order(&mut calls, function, function.entry_block());
        for called in calls.0 {
            callers.entry(called).or_default().insert(id);
        }
    }
    let imports = module
        .funcs
        .iter()
        .filter(|function| matches!(function.kind, FunctionKind::Import(_)));
    let mut waiting: Vec<FunctionId> = imports.map(|function| function.id()).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if found.insert(id) {
            waiting.extend(callers.get(&id).into_iter().flatten().copied());
        }
    }
    found
}

struct Calls(BTreeSet<FunctionId>);

impl<'i> ir::Visitor<'i> for Calls {
    fn visit_function_id(&mut self, id: &FunctionId) {
        self.0.insert(*id);
    }
}

/// Fills the places in the sources, and the files' names that only they point to, with zeros.
fn places(module: &mut Module) {
    let ids: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in ids {
        let data = module.data.get_mut(id);
        let DataKind::Active {
            offset: walrus::ConstExpr::Value(ir::Value::I32(start)),
            ..
        } = data.kind
        else {
            continue;
        };
        let Ok(start) = usize::try_from(start) else {
            continue;
        };
        blank(&mut data.value, start);
    }
}

fn blank(data: &mut [u8], start: usize) {
    let words: Vec<usize> = data
        .chunks_exact(4)
        .map(|word| {
            word.iter()
                .rev()
                .fold(0, |sum, byte| sum << 8 | usize::from(*byte))
        })
        .collect();
    let mut names = BTreeSet::new();
    let mut places = Vec::new();
    let mut at = 0_usize;
    while let Some([name, length, line, column]) = words.get(at..at.saturating_add(4)) {
        let text = name
            .checked_sub(start)
            .and_then(|from| Some((from, from.checked_add(*length)?)));
        let is_file = text.is_some_and(|(from, to)| {
            data.get(from..to)
                .is_some_and(|text| text.ends_with(b".rs") || text.ends_with(b".rs\0"))
        });
        if is_file && (1..100_000).contains(line) && (1..1_000).contains(column) {
            names.extend(text);
            places.push(at.saturating_mul(4));
            at = at.saturating_add(4);
        } else {
            at = at.saturating_add(1);
        }
    }
    for place in places {
        zero(data, place, place.saturating_add(PLACE));
    }
    for (from, to) in names {
        zero(data, from, to);
    }
}

fn zero(data: &mut [u8], from: usize, to: usize) {
    if let Some(bytes) = data.get_mut(from..to) {
        bytes.fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;
    use std::path::Path;
    use walrus::{FunctionBuilder, ValType};

    /// Whether the function with this name is there, and what it calls.
    fn calls(module: &Module, name: &str) -> Option<Vec<String>> {
        let id = module.funcs.by_name(name)?;
        let mut calls = Calls(BTreeSet::new());
        let function = module.funcs.get(id).kind.unwrap_local();
        ir::dfs_in_order(&mut calls, function, function.entry_block());
        let name = |id: &FunctionId| module.funcs.get(*id).name.clone().unwrap_or_default();
        Some(calls.0.iter().map(name).collect())
    }

    /// A message is made and the program ends; what calls that, and may return; what calls outside.
    fn module() -> Module {
        let mut module = Module::default();
        let nothing = module.types.add(&[], &[]);
        let (outside, _) = module.add_import_func("page", "outside", nothing);
        module.funcs.get_mut(outside).name = Some("outside".to_owned());
        let function = |module: &mut Module, name: &str| {
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
            function.name(name.to_owned());
            function
        };
        let mut silent = function(&mut module, "<a as core[0f]::fmt::Debug>::fmt");
        silent.func_body().i32_const(1).drop();
        let silent = silent.finish(Vec::new(), &mut module.funcs);
        let mut ends = function(&mut module, "ends");
        ends.func_body().call(silent).unreachable();
        let ends = ends.finish(Vec::new(), &mut module.funcs);
        let mut throws = function(&mut module, "throws");
        throws.func_body().call(outside).unreachable();
        let throws = throws.finish(Vec::new(), &mut module.funcs);
        let number = module.locals.add(ValType::I32);
        let mut checks = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[]);
        checks.name("checks".to_owned());
        checks.func_body().block(None, |inside| {
            let id = inside.id();
            inside.local_get(number).br_if(id);
            inside
                .i32_const(7)
                .local_set(number)
                .call(ends)
                .unreachable();
        });
        checks.func_body().call(throws);
        let checks = checks.finish(vec![number], &mut module.funcs);
        module.exports.add("checks", checks);
        module.exports.add("throws", throws);
        module
    }

    #[test]
    fn what_ends_without_a_word_becomes_a_trap() {
        let mut module = module();
        assert_eq!(calls(&module, "checks").unwrap(), ["ends", "throws"]);
        bare(&mut module);
        assert_eq!(calls(&module, "ends"), None);
        assert_eq!(calls(&module, "checks").unwrap(), ["throws"]);
        wasmparser::validate(&module.emit_wasm()).unwrap();
    }

    /// A throw is how the page hears that a message is wrong.
    #[test]
    fn what_calls_outside_stays() {
        let mut module = module();
        bare(&mut module);
        assert_eq!(calls(&module, "throws").unwrap(), ["outside"]);
    }

    #[test]
    fn places_in_the_sources_are_blank() {
        let mut data = b"src/a.rs\0src/a.rt".to_vec();
        data.resize(20, b'x');
        let place: [u32; 4] = [1024, 9, 12, 5];
        let other: [u32; 4] = [1033, 8, 12, 5];
        let words = place.into_iter().chain(other);
        data.extend(words.flat_map(u32::to_le_bytes));
        let mut expected = data.clone();
        expected[..9].fill(0);
        expected[20..36].fill(0);
        blank(&mut data, 1024);
        assert_eq!(data, expected);
    }

    /// In the page it would end the program.
    #[test]
    fn the_core_writes_nothing_with_debug() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
        let mut waiting = vec![root];
        let mut read = 0;
        while let Some(folder) = waiting.pop() {
            for path in project::entries(&folder).unwrap() {
                if path.is_dir() {
                    waiting.push(path);
                    continue;
                }
                if path.extension().is_none_or(|ending| ending != "rs") {
                    continue;
                }
                let text = project::read_text(&path).unwrap();
                assert!(!text.contains(":?}"), "{}", path.display());
                read += 1;
            }
        }
        assert!(read > 50);
    }
}
