//! Instruments a wasm module so that it hashes everything on which its time may depend.
//!
//! Hashed, with the place in the code: the condition of every branch and `select`, the address of
//! every load and store, the index of every indirect call, the operands of every division,
//! remainder, square root and conversion between integers of 64 bits and floating point, the
//! lengths of block operations. Only what happens inside of one function counts, with all that it
//! calls.

use anyhow::{Context, Result};
use walrus::ir::{
    BinaryOp, Binop, Call, Const, GlobalGet, GlobalSet, Instr, InstrSeq, InstrSeqId, LoadKind,
    LoadSimdKind, LocalGet, LocalSet, MemArg, StoreKind, UnaryOp, Unop, Value, Visitor,
    dfs_in_order,
};
use walrus::{
    ConstExpr, FunctionBuilder, FunctionId, GlobalId, LocalFunction, LocalId, Module, ModuleConfig,
    ValType,
};

/// A module that hashes, and the place in the code for each number of a site.
#[derive(Debug)]
pub(super) struct Traced {
    pub(super) wasm: Vec<u8>,
    pub(super) sites: Vec<String>,
}

/// A leak that is put into a function which returns a secret: a positive control.
#[derive(Clone, Copy, Debug)]
pub(super) enum Leak {
    /// A branch on one bit, as a square-and-multiply has it.
    Branch,
    /// An entry read at a secret index.
    Index,
    /// A division by a secret.
    Divisor,
    /// A choice that an engine may compile into a branch.
    Select,
}

impl Leak {
    pub(super) const ALL: [(&'static str, Self); 4] = [
        ("branch", Self::Branch),
        ("index", Self::Index),
        ("divisor", Self::Divisor),
        ("select", Self::Select),
    ];
}

/// Returns whether two modules are the same program: they differ in names only.
pub(super) fn is_same_program(one: &[u8], other: &[u8]) -> Result<bool> {
    let nameless = |bytes| -> Result<Vec<u8>> {
        let mut config = ModuleConfig::new();
        config.generate_name_section(false);
        Ok(config.parse(bytes)?.emit_wasm())
    };
    Ok(nameless(one)? == nameless(other)?)
}

/// Instruments what happens in the function `inside`. With `leak`, the function that it names leaks
/// its result first.
pub(super) fn trace(wasm: &[u8], inside: &str, leak: Option<(Leak, &str)>) -> Result<Traced> {
    let mut module = Module::from_buffer(wasm)?;
    if let Some((leak, name)) = leak {
        let function = only(&module, name)?;
        add_leak(&mut module, function, leak)?;
    }
    let inside = only(&module, inside)?;
    let own: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let probe = Probe::add(&mut module, inside);
    let mut sites = Vec::new();
    for id in own {
        let name = module.funcs.get(id).name.clone().unwrap_or_default();
        let scratch = Scratch::add(&mut module);
        let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
        for sequence in sequences(function) {
            let instructions = &mut function.block_mut(sequence).instrs;
            let before = std::mem::take(instructions);
            for (instruction, place) in before {
                let mut added = Vec::new();
                probe.observe(&mut added, instruction, &scratch, |what| {
                    sites.push(format!("{what} in {name}"));
                    i32::try_from(sites.len()).unwrap_or(0).saturating_sub(1)
                });
                instructions.extend(added.into_iter().map(|it| (it, place)));
            }
        }
    }
    let wasm = module.emit_wasm();
    Ok(Traced { wasm, sites })
}

/// Returns the one function of this name. The compiler adds `::h` and a hash to each.
fn only(module: &Module, word: &str) -> Result<FunctionId> {
    let named = |name: &Option<String>| {
        let rest = name.as_deref().and_then(|name| name.strip_prefix(word));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::h") || rest.starts_with('['))
    };
    let mut found = module.funcs.iter_local().map(|(id, _)| id);
    let mut found = found
        .by_ref()
        .filter(|id| named(&module.funcs.get(*id).name));
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id),
        (None, _) => anyhow::bail!("The wasm has no function `{word}`: it was inlined or renamed."),
        _ => anyhow::bail!("The wasm has several functions `{word}`."),
    }
}

fn sequences(function: &LocalFunction) -> Vec<InstrSeqId> {
    struct All(Vec<InstrSeqId>);
    impl<'i> Visitor<'i> for All {
        fn start_instr_seq(&mut self, sequence: &'i InstrSeq) {
            self.0.push(sequence.id());
        }
    }
    let mut all = All(Vec::new());
    dfs_in_order(&mut all, function, function.entry_block());
    all.0
}

/// Where operands wait while they are looked at: three of each type.
struct Scratch([[LocalId; 3]; 5]);

impl Scratch {
    fn add(module: &mut Module) -> Self {
        let types = [
            ValType::I32,
            ValType::I64,
            ValType::F32,
            ValType::F64,
            ValType::V128,
        ];
        Self(types.map(|kind| [(); 3].map(|()| module.locals.add(kind))))
    }

    /// Returns the place for an operand of this type.
    fn place(&self, operand: ValType, at: usize) -> Option<LocalId> {
        let row = match operand {
            ValType::I32 => 0,
            ValType::I64 => 1,
            ValType::F32 => 2,
            ValType::F64 => 3,
            ValType::V128 => 4,
            ValType::Ref(_) => return None,
        };
        self.0.get(row)?.get(at).copied()
    }
}

/// What is to be seen of an instruction.
enum Look {
    /// Its time depends on no operand.
    Nothing,
    /// The operands, the lowest on the stack first, and how many of them, from the lowest, count.
    Operands(&'static str, Vec<ValType>, usize),
    /// Not known to this tool.
    Unknown,
}

fn look(instruction: &Instr) -> Look {
    use ValType::{F32, F64, I32, I64, V128};
    let top = |what| Look::Operands(what, vec![I32], 1);
    match instruction {
        Instr::BrIf(_) => top("branch"),
        Instr::IfElse(_) => top("if"),
        Instr::BrTable(_) => top("switch"),
        Instr::Select(_) => top("select"),
        Instr::CallIndirect(_) => top("indirect call"),
        Instr::MemoryGrow(_) => top("memory's growth"),
        Instr::Load(_) => top("load"),
        Instr::LoadSimd(load) => match load.kind {
            LoadSimdKind::V128Load8Lane(_)
            | LoadSimdKind::V128Load16Lane(_)
            | LoadSimdKind::V128Load32Lane(_)
            | LoadSimdKind::V128Load64Lane(_) => Look::Operands("load", vec![I32, V128], 1),
            LoadSimdKind::V128Store8Lane(_)
            | LoadSimdKind::V128Store16Lane(_)
            | LoadSimdKind::V128Store32Lane(_)
            | LoadSimdKind::V128Store64Lane(_) => Look::Operands("store", vec![I32, V128], 1),
            _ => top("load"),
        },
        Instr::Store(store) => {
            let value = match store.kind {
                StoreKind::I32 { .. } | StoreKind::I32_8 { .. } | StoreKind::I32_16 { .. } => I32,
                StoreKind::I64 { .. }
                | StoreKind::I64_8 { .. }
                | StoreKind::I64_16 { .. }
                | StoreKind::I64_32 { .. } => I64,
                StoreKind::F32 => F32,
                StoreKind::F64 => F64,
                StoreKind::V128 => V128,
            };
            Look::Operands("store", vec![I32, value], 1)
        }
        Instr::MemoryCopy(_) | Instr::MemoryFill(_) | Instr::MemoryInit(_) => {
            Look::Operands("block of memory", vec![I32; 3], 3)
        }
        Instr::Binop(binop) => match binop.op {
            BinaryOp::I32DivS | BinaryOp::I32DivU | BinaryOp::I32RemS | BinaryOp::I32RemU => {
                Look::Operands("division", vec![I32; 2], 2)
            }
            BinaryOp::I64DivS | BinaryOp::I64DivU | BinaryOp::I64RemS | BinaryOp::I64RemU => {
                Look::Operands("division", vec![I64; 2], 2)
            }
            BinaryOp::F64Div => Look::Operands("division", vec![F64; 2], 2),
            BinaryOp::F32Div | BinaryOp::F32x4Div | BinaryOp::F64x2Div => Look::Unknown,
            _ => Look::Nothing,
        },
        Instr::Unop(unop) => match unop.op {
            UnaryOp::F64Sqrt => Look::Operands("square root", vec![F64], 1),
            UnaryOp::F64ConvertSI64 | UnaryOp::F64ConvertUI64 => {
                Look::Operands("conversion from 64 bits", vec![I64], 1)
            }
            UnaryOp::I32TruncSF64 | UnaryOp::I32TruncUF64 => {
                Look::Operands("conversion that may trap", vec![F64], 1)
            }
            UnaryOp::I64TruncSF64
            | UnaryOp::I64TruncUF64
            | UnaryOp::I64TruncSSatF64
            | UnaryOp::I64TruncUSatF64 => Look::Operands("conversion to 64 bits", vec![F64], 1),
            UnaryOp::F32Sqrt
            | UnaryOp::F32x4Sqrt
            | UnaryOp::F64x2Sqrt
            | UnaryOp::I32TruncSF32
            | UnaryOp::I32TruncUF32
            | UnaryOp::I64TruncSF32
            | UnaryOp::I64TruncUF32
            | UnaryOp::F32ConvertSI64
            | UnaryOp::F32ConvertUI64 => Look::Unknown,
            _ => Look::Nothing,
        },
        Instr::Block(_)
        | Instr::Loop(_)
        | Instr::Call(_)
        | Instr::LocalGet(_)
        | Instr::LocalSet(_)
        | Instr::LocalTee(_)
        | Instr::GlobalGet(_)
        | Instr::GlobalSet(_)
        | Instr::Const(_)
        | Instr::Unreachable(_)
        | Instr::Br(_)
        | Instr::Drop(_)
        | Instr::Return(_)
        | Instr::MemorySize(_)
        | Instr::V128Bitselect(_)
        | Instr::I8x16Shuffle(_) => Look::Nothing,
        _ => Look::Unknown,
    }
}

/// What is added to the module: a function that hashes, and the numbers that it keeps.
struct Probe {
    inside: FunctionId,
    depth: GlobalId,
    unknown: GlobalId,
    see: FunctionId,
}

impl Probe {
    /// Adds the exports `trace_hash`, `trace_count` (what was hashed), `trace_unknown` (instructions
    /// that were not understood), and `trace_from` and `trace_to`, the sites that count.
    fn add(module: &mut Module, inside: FunctionId) -> Self {
        let mut global = |name: &str, kind: ValType, value: Value| {
            let id = module
                .globals
                .add_local(kind, true, false, ConstExpr::Value(value));
            module.exports.add(name, id);
            id
        };
        let hash = global("trace_hash", ValType::I64, Value::I64(0));
        let count = global("trace_count", ValType::I32, Value::I32(0));
        let from = global("trace_from", ValType::I32, Value::I32(0));
        let to = global("trace_to", ValType::I32, Value::I32(i32::MAX));
        let depth = global("trace_depth", ValType::I32, Value::I32(0));
        let unknown = global("trace_unknown", ValType::I32, Value::I32(0));
        let value = module.locals.add(ValType::I64);
        let site = module.locals.add(ValType::I32);
        let mut see = FunctionBuilder::new(&mut module.types, &[ValType::I64, ValType::I32], &[]);
        see.name("trace_see".to_owned());
        see.func_body()
            .global_get(depth)
            .i32_const(0)
            .binop(BinaryOp::I32Ne)
            .local_get(site)
            .global_get(from)
            .binop(BinaryOp::I32GeS)
            .binop(BinaryOp::I32And)
            .local_get(site)
            .global_get(to)
            .binop(BinaryOp::I32LtS)
            .binop(BinaryOp::I32And)
            .if_else(
                None,
                |then| {
                    then.global_get(count)
                        .i32_const(1)
                        .binop(BinaryOp::I32Add)
                        .global_set(count);
                    // Twice: rotate, add what is new, multiply by an odd number (SplitMix64's).
                    then.global_get(hash)
                        .i64_const(29)
                        .binop(BinaryOp::I64Rotl)
                        .local_get(value)
                        .binop(BinaryOp::I64Xor)
                        .i64_const(-0x4B47_D0C5_E5A6_4295)
                        .binop(BinaryOp::I64Mul)
                        .i64_const(31)
                        .binop(BinaryOp::I64Rotl)
                        .local_get(site)
                        .unop(UnaryOp::I64ExtendUI32)
                        .binop(BinaryOp::I64Add)
                        .i64_const(-0x6B2F_B644_ECCE_EE15)
                        .binop(BinaryOp::I64Mul)
                        .global_set(hash);
                },
                |_| {},
            );
        let see = see.finish(vec![value, site], &mut module.funcs);
        Self {
            inside,
            depth,
            unknown,
            see,
        }
    }

    /// Writes an instruction with what observes it; `number` names a site.
    fn observe(
        &self,
        to: &mut Vec<Instr>,
        instruction: Instr,
        scratch: &Scratch,
        mut number: impl FnMut(&str) -> i32,
    ) {
        match look(&instruction) {
            Look::Nothing => {}
            Look::Unknown => add(to, self.unknown, self.depth),
            Look::Operands(what, kinds, counted) => {
                let places: Vec<(LocalId, ValType)> = kinds
                    .iter()
                    .enumerate()
                    .filter_map(|(at, kind)| Some((scratch.place(*kind, at)?, *kind)))
                    .collect();
                for (local, _) in places.iter().rev() {
                    to.push(Instr::LocalSet(LocalSet { local: *local }));
                }
                for (local, kind) in places.iter().take(counted) {
                    to.push(Instr::LocalGet(LocalGet { local: *local }));
                    let op = match kind {
                        ValType::I32 => Some(UnaryOp::I64ExtendUI32),
                        ValType::F64 => Some(UnaryOp::I64ReinterpretF64),
                        _ => None,
                    };
                    to.extend(op.map(|op| Instr::Unop(Unop { op })));
                    let value = Value::I32(number(what));
                    to.push(Instr::Const(Const { value }));
                    to.push(Instr::Call(Call { func: self.see }));
                }
                for (local, _) in &places {
                    to.push(Instr::LocalGet(LocalGet { local: *local }));
                }
            }
        }
        let enters = matches!(&instruction, Instr::Call(call) if call.func == self.inside);
        let step = |to: &mut Vec<Instr>, by: i32| {
            let value = Value::I32(by);
            let (global, op) = (self.depth, BinaryOp::I32Add);
            to.push(Instr::GlobalGet(GlobalGet { global }));
            to.push(Instr::Const(Const { value }));
            to.push(Instr::Binop(Binop { op }));
            to.push(Instr::GlobalSet(GlobalSet { global }));
        };
        if enters {
            step(to, 1);
        }
        to.push(instruction);
        if enters {
            step(to, -1);
        }
    }
}

/// Adds one global to another.
fn add(to: &mut Vec<Instr>, global: GlobalId, other: GlobalId) {
    let op = BinaryOp::I32Add;
    to.push(Instr::GlobalGet(GlobalGet { global }));
    to.push(Instr::GlobalGet(GlobalGet { global: other }));
    to.push(Instr::Binop(Binop { op }));
    to.push(Instr::GlobalSet(GlobalSet { global }));
}

/// Makes a function that returns a number of 64 bits leak it, wherever it returns.
fn add_leak(module: &mut Module, function: FunctionId, leak: Leak) -> Result<()> {
    let memory = module.memories.iter().next();
    let memory = memory.context("The wasm has no memory.")?.id();
    let result = module.locals.add(ValType::I64);
    let secret = module.locals.add(ValType::I32);
    let function = module.funcs.get_mut(function).kind.unwrap_local_mut();
    // Written apart, to be put before each return.
    let mut leaking = function.builder_mut().dangling_instr_seq(None);
    leaking
        .local_tee(result)
        .local_get(result)
        .unop(UnaryOp::I32WrapI64)
        .local_set(secret);
    match leak {
        Leak::Branch => leaking
            .local_get(secret)
            .i32_const(1)
            .binop(BinaryOp::I32And)
            .if_else(None, |_| {}, |_| {}),
        Leak::Index => {
            let kind = LoadKind::I32 { atomic: false };
            let (align, offset) = (4, 4096);
            leaking
                .local_get(secret)
                .i32_const(31)
                .binop(BinaryOp::I32And)
                .i32_const(4)
                .binop(BinaryOp::I32Shl)
                .load(memory, kind, MemArg { align, offset })
                .drop()
        }
        Leak::Divisor => leaking
            .i32_const(1000)
            .local_get(secret)
            .i32_const(1)
            .binop(BinaryOp::I32Or)
            .binop(BinaryOp::I32DivU)
            .drop(),
        Leak::Select => leaking
            .i32_const(1)
            .i32_const(2)
            .local_get(secret)
            .select(None)
            .drop(),
    };
    let leaking = leaking.instrs().to_vec();
    let entry = function.entry_block();
    for sequence in sequences(function) {
        let instructions = &mut function.block_mut(sequence).instrs;
        let before = std::mem::take(instructions);
        for instruction in before {
            if matches!(instruction.0, Instr::Return(_)) {
                instructions.extend(leaking.iter().cloned());
            }
            instructions.push(instruction);
        }
        if sequence == entry {
            instructions.extend(leaking.iter().cloned());
        }
    }
    Ok(())
}
