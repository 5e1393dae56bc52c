//! Puts the functions of the wasm in an order in which neighbours resemble each other.
//!
//! What packs the wasm writes a repetition the shorter the nearer it is; the binding leaves the functions sorted
//! by size. No function changes, but for the numbers of those that it calls.

use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

/// Two functions resemble each other as far as they share runs of so many bytes.
const RUN: usize = 6;
/// How far a function is looked back from, in bytes.
const WINDOW: usize = 8_000;
/// A run that so many functions have tells nothing.
const COMMON: usize = 400;

/// The same wasm with its functions in that order.
pub(crate) fn alike(wasm: &[u8]) -> Result<Vec<u8>> {
    let (imported, bodies) = functions(wasm)?;
    let order = Chain::new(&bodies).order();
    let mut places: Vec<u32> = (0..u32::try_from(imported.saturating_add(bodies.len()))?).collect();
    for (place, function) in order.iter().enumerate() {
        let number = places.get_mut(imported.saturating_add(*function));
        *number.context("A function has no number.")? =
            u32::try_from(imported.saturating_add(place))?;
    }
    let mut module = Module::new();
    Moved { order, places }
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .context("The functions of the wasm cannot be put in order.")?;
    Ok(module.finish())
}

/// How many functions are imported, and the bodies of the others.
fn functions(wasm: &[u8]) -> Result<(usize, Vec<&[u8]>)> {
    let mut imported = 0_usize;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    if matches!(import?.ty, TypeRef::Func(_)) {
                        imported = imported.saturating_add(1);
                    }
                }
            }
            Payload::CodeSectionEntry(body) => {
                bodies.push(wasm.get(body.range()).context("A function is cut.")?);
            }
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// Writes the sections of functions in an order, and every function's new number.
struct Moved {
    /// Which function stands at each place, imports not counted.
    order: Vec<usize>,
    /// The new number of each, imports counted.
    places: Vec<u32>,
}

impl Moved {
    fn sorted<T: Clone>(&self, things: &[T]) -> Vec<T> {
        let things = self.order.iter().filter_map(|place| things.get(*place));
        things.cloned().collect()
    }
}

impl Reencode for Moved {
    type Error = Infallible;

    fn function_index(&mut self, number: u32) -> Result<u32, Error<Infallible>> {
        let place = usize::try_from(number).ok();
        let place = place.and_then(|number| self.places.get(number));
        Ok(place.copied().unwrap_or(number))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        for kind in self.sorted(&types) {
            functions.function(self.type_index(kind)?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies: Vec<FunctionBody<'_>> = section.into_iter().collect::<Result<_, _>>()?;
        for body in self.sorted(&bodies) {
            self.parse_function_body(code, body)?;
        }
        Ok(())
    }
}

/// A chain of functions, each the one that has most in common with those before it.
struct Chain<'b> {
    bodies: &'b [&'b [u8]],
    /// The runs of each function, as numbers.
    runs: Vec<Vec<usize>>,
    /// The functions that have each run.
    owners: Vec<Vec<usize>>,
    /// How many functions in the window have each run.
    seen: Vec<usize>,
    /// How many of its runs are in the window, for each function.
    shared: Vec<usize>,
    window: VecDeque<usize>,
}

impl<'b> Chain<'b> {
    fn new(bodies: &'b [&'b [u8]]) -> Self {
        let mut numbers: BTreeMap<&[u8], usize> = BTreeMap::new();
        let mut owners: Vec<Vec<usize>> = Vec::new();
        let mut runs = Vec::new();
        for (function, body) in bodies.iter().enumerate() {
            let mut own = Vec::new();
            for run in body.windows(RUN) {
                let next = owners.len();
                let number = *numbers.entry(run).or_insert(next);
                if number == next {
                    owners.push(Vec::new());
                }
                if let Some(owners) = owners.get_mut(number)
                    && owners.last() != Some(&function)
                {
                    owners.push(function);
                    own.push(number);
                }
            }
            runs.push(own);
        }
        Self {
            bodies,
            seen: vec![0; owners.len()],
            shared: vec![0; runs.len()],
            window: VecDeque::new(),
            owners,
            runs,
        }
    }

    /// Each function's place, the largest first.
    fn order(mut self) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.bodies.len()).collect();
        left.sort_by_key(|function| std::cmp::Reverse(self.size(*function)));
        let mut order = Vec::new();
        let mut held = 0_usize;
        while let Some(next) = self.nearest(&left) {
            let function = left.remove(next);
            order.push(function);
            self.enter(function, true);
            self.window.push_back(function);
            held = held.saturating_add(self.size(function));
            while held > WINDOW && self.window.len() > 1 {
                let Some(old) = self.window.pop_front() else {
                    break;
                };
                self.enter(old, false);
                held = held.saturating_sub(self.size(old));
            }
        }
        order
    }

    fn size(&self, function: usize) -> usize {
        self.bodies.get(function).map_or(0, |body| body.len())
    }

    /// The place in `left` of the first function with the greatest share of its runs in the window.
    fn nearest(&self, left: &[usize]) -> Option<usize> {
        let mut best: Option<(usize, usize, usize)> = None;
        for (place, function) in left.iter().enumerate() {
            let shared = self.shared.get(*function).copied().unwrap_or(0);
            // A function of few bytes shares them all with many.
            let all = self
                .runs
                .get(*function)
                .map_or(0, Vec::len)
                .saturating_add(4);
            let better = best
                .is_none_or(|(_, other, of)| shared.saturating_mul(of) > other.saturating_mul(all));
            if better {
                best = Some((place, shared, all));
            }
        }
        best.map(|(place, _, _)| place)
    }

    /// Counts the runs of a function that comes into the window, or goes out of it.
    fn enter(&mut self, function: usize, comes: bool) {
        let step = |count: usize| {
            if comes {
                count.saturating_add(1)
            } else {
                count.saturating_sub(1)
            }
        };
        for run in self.runs.get(function).into_iter().flatten() {
            let (Some(seen), Some(owners)) = (self.seen.get_mut(*run), self.owners.get(*run))
            else {
                continue;
            };
            let before = *seen;
            *seen = step(before);
            let first_or_last = before == usize::from(!comes);
            if !first_or_last || owners.len() >= COMMON {
                continue;
            }
            for owner in owners {
                if let Some(shared) = self.shared.get_mut(*owner) {
                    *shared = step(*shared);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(texts: &'static [&'static str]) -> Vec<&'static [u8]> {
        texts.iter().map(|text| text.as_bytes()).collect()
    }

    #[test]
    fn what_resembles_each_other_stands_together() {
        let bodies = bodies(&["abcdefghijk", "0123456789", "bcdefghijk", "12345678"]);
        assert_eq!(Chain::new(&bodies).order(), [0, 2, 1, 3]);
    }

    #[test]
    fn every_function_keeps_its_body_and_its_callers() {
        let wasm = wasm();
        let moved = alike(&wasm).unwrap();
        wasmparser::validate(&moved).unwrap();
        let (imported, before) = functions(&wasm).unwrap();
        let (_, after) = functions(&moved).unwrap();
        assert_eq!(imported, 1);
        // The function that calls number 1, the small one, calls number 3 now.
        assert_eq!(
            before,
            [
                &[0, 0x0b][..],
                &[0, 0x10, 1, 0x01, 0x01, 0x0b],
                &[0, 0x01, 0x01, 0x01, 0x0b]
            ]
        );
        assert_eq!(
            after,
            [
                &[0, 0x10, 3, 0x01, 0x01, 0x0b][..],
                &[0, 0x01, 0x01, 0x01, 0x0b],
                &[0, 0x0b]
            ]
        );
        let exported =
            Parser::new(0)
                .parse_all(&moved)
                .find_map(|payload| match payload.unwrap() {
                    Payload::ExportSection(section) => section.into_iter().next(),
                    _ => None,
                });
        assert_eq!(exported.unwrap().unwrap().index, 3);
    }

    /// An imported function, and three: nothing, a call of it, and no operations. The first is exported.
    fn wasm() -> Vec<u8> {
        let sections: [(u8, &[u8]); 5] = [
            (1, &[1, 0x60, 0, 0]),
            (2, &[1, 1, b'a', 1, b'b', 0, 0]),
            (3, &[3, 0, 0, 0]),
            (7, &[1, 1, b'c', 0, 1]),
            (
                10,
                &[
                    3, 2, 0, 0x0b, 6, 0, 0x10, 1, 0x01, 0x01, 0x0b, 5, 0, 0x01, 0x01, 0x01, 0x0b,
                ],
            ),
        ];
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        for (id, section) in sections {
            wasm.push(id);
            wasm.push(u8::try_from(section.len()).unwrap());
            wasm.extend(section);
        }
        wasm
    }
}
