//! What was measured, to be asked by name.

use serde_json::Value;

/// Everything of one run.
#[derive(Debug)]
pub(super) struct Results {
    all: Value,
}

/// Some numbers, in short.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Short {
    /// The smallest.
    pub(super) least: f64,
    /// The one in the middle.
    pub(super) median: f64,
    /// The largest.
    pub(super) most: f64,
}

impl Short {
    /// Nothing of no numbers.
    pub(super) fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let half = values.len() / 2;
        let upper = *values.get(half)?;
        let lower = match values.len() % 2 {
            0 => *values.get(half.checked_sub(1)?)?,
            _ => upper,
        };
        Some(Self {
            least: *values.first()?,
            median: f64::midpoint(lower, upper),
            most: *values.last()?,
        })
    }
}

impl Results {
    /// As they stand in the file for machines.
    pub(super) fn new(all: Value) -> Self {
        Self { all }
    }

    /// A value of the run as a whole.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        self.all.get(key)
    }

    /// The engines, in the order in which they were measured.
    pub(super) fn engines(&self) -> impl Iterator<Item = &Value> {
        let engines = self.all.get("engines").and_then(Value::as_array);
        engines.into_iter().flatten()
    }
}

/// The name of an engine with its version.
pub(super) fn version(engine: &Value) -> &str {
    let version = engine.get("version").and_then(Value::as_str);
    version.unwrap_or("an engine without a name")
}

/// What was measured in this engine of this step, size and contender. A size may be a number or a name.
pub(super) fn short(engine: &Value, step: &str, size: &str, who: &str) -> Option<Short> {
    let results = engine.get("results").and_then(Value::as_array)?;
    let is = |it: &Value, key: &str, wanted: &str| match it.get(key) {
        Some(Value::String(text)) => text == wanted,
        Some(Value::Number(number)) => number.to_string() == wanted,
        _ => false,
    };
    let found = results
        .iter()
        .find(|it| is(it, "step", step) && is(it, "size", size) && is(it, "who", who))?;
    let values = found.get("values").and_then(Value::as_array)?;
    Short::of(values.iter().filter_map(Value::as_f64).collect())
}

/// The median alone.
pub(super) fn median(engine: &Value, step: &str, size: &str, who: &str) -> Option<f64> {
    short(engine, step, size, who).map(|short| short.median)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn medians_are_in_the_middle() {
        let short = |values: &[f64]| Short::of(values.to_vec());
        assert_eq!(short(&[]), None);
        let three = short(&[9.0, 1.0, 2.0]).unwrap();
        assert_eq!((three.least, three.median, three.most), (1.0, 2.0, 9.0));
        assert_eq!(short(&[4.0, 1.0]).unwrap().median, 2.5);
    }

    #[test]
    fn sizes_are_numbers_or_names_and_what_failed_is_no_number() {
        let engine = json!({ "results": [
            { "step": "warm", "size": 2048, "who": "ours", "values": [1.0] },
            { "step": "open", "size": "scrypt", "who": "ours", "values": [null] },
        ] });
        assert_eq!(median(&engine, "warm", "2048", "ours"), Some(1.0));
        assert_eq!(median(&engine, "open", "scrypt", "ours"), None);
        assert_eq!(median(&engine, "warm", "4096", "ours"), None);
    }
}
