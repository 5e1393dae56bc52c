//! What the core says to a person, as data: a stable code, where it belongs, and parameters. The
//! sentences live in the catalogue (`www/catalogue/`), one file a language.

use serde::{Serialize, Serializer};

/// A field of the page that a notice belongs to.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    /// The text box for certificates.
    Certificate,
    /// The drop zone.
    Files,
    /// The form for ordering a certificate.
    Order,
    /// No single field.
    Page,
    /// The field for the passphrase.
    Passphrase,
    /// The box for the private key.
    PrivateKey,
    /// The field for the service's address.
    Service,
    /// The box for a signature that was made elsewhere.
    Signature,
}

/// How much a notice matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Worth knowing.
    Information,
    /// The request can be made, but the service will probably refuse it.
    Warning,
    /// No request can be made.
    Error,
}

/// One parameter of a notice. The page renders it: a time, for example, in local time and UTC.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Value {
    /// A count, a size in bits or bytes, a number of days.
    Number(i64),
    /// Text that is safe to show: nothing secret, and made visible where it comes from a file.
    Text(String),
    /// A time, in Unix seconds.
    Time(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&u32> for Value {
    fn from(number: &u32) -> Self {
        Self::Number(i64::from(*number))
    }
}

impl From<&usize> for Value {
    fn from(number: &usize) -> Self {
        Self::Number(i64::try_from(*number).unwrap_or(i64::MAX))
    }
}

impl From<&i64> for Value {
    fn from(number: &i64) -> Self {
        Self::Number(*number)
    }
}

/// A time in Unix seconds, as a parameter.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct UnixTime(pub i64);

impl From<&UnixTime> for Value {
    fn from(time: &UnixTime) -> Self {
        Self::Time(time.0)
    }
}

/// The parameters of a notice, in the order in which its case declares them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Params {
    names: &'static [&'static str],
    values: Vec<Value>,
}

impl Params {
    /// Returns parameters with these names and no values yet; `push` fills them in order.
    pub(crate) fn named(names: &'static [&'static str]) -> Self {
        Self {
            names,
            values: Vec::with_capacity(names.len()),
        }
    }

    /// The value of the next name. One copy of it serves all cases.
    #[inline(never)]
    pub(crate) fn push(&mut self, value: Value) {
        self.values.push(value);
    }

    /// The value of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let mut pairs = self.names.iter().zip(&self.values);
        pairs.find(|(own, _)| **own == name).map(|(_, value)| value)
    }

    /// Returns every name with its value.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.names.iter().copied().zip(&self.values)
    }

    /// Every value.
    pub fn values(&self) -> core::slice::Iter<'_, Value> {
        self.values.iter()
    }
}

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.names.iter().zip(&self.values))
    }
}

/// The source that a notice is about.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct NoticeSource {
    /// The number that the page gave it.
    pub id: u32,
    /// The name of its file, safe to show; `None` for pasted text.
    pub name: Option<String>,
}

/// One thing to tell the person at the page.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Notice {
    /// Stable name, the key of its sentences in the catalogue.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where it belongs.
    pub field: Field,
    /// The source that it is about.
    pub source: Option<NoticeSource>,
    /// What goes into the sentences.
    pub params: Params,
}

/// Declares an enum whose variants each have a stable code, and whose fields are the parameters of
/// its sentences. One declaration, so that a variant without a code cannot exist.
macro_rules! coded {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$variant_meta:meta])*
                $variant:ident $({ $( $(#[$field_meta:meta])* $field:ident: $type:ty, )+ })? = $code:literal,
            )+
        }
    ) => {
        $(#[$meta])*
        pub enum $name {
            $(
                $(#[$variant_meta])*
                $variant $({ $( $(#[$field_meta])* $field: $type, )+ })?,
            )+
        }

        impl $name {
            /// Every code, in the order of declaration. The catalogue has sentences for each.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// Every code with the names of its parameters.
            pub const PARAMS: &'static [(&'static str, &'static [&'static str])] =
                &[$( ($code, &[$( $( stringify!($field), )+ )?]) ),+];

            /// The stable name of this case.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $( Self::$variant { .. } => $code, )+
                }
            }

            /// What goes into its sentences.
            #[must_use]
            pub fn params(&self) -> $crate::notice::Params {
                #[allow(unused_mut, reason = "the cases of some enums have no parameters")]
                let mut params = $crate::notice::Params::named(self.names());
                match self {
                    $(
                        Self::$variant $({ $($field),+ })? => { $( $( params.push($field.into()); )+ )? }
                    )+
                }
                params
            }

            fn names(&self) -> &'static [&'static str] {
                match self {
                    $( Self::$variant { .. } => &[$( $( stringify!($field), )+ )?], )+
                }
            }
        }
    };
}

/// Declares an enum like [`coded!`], with a severity after each code; without one it is an error.
macro_rules! notices {
    (@severity) => { $crate::notice::Severity::Error };
    (@severity $severity:ident) => { $crate::notice::Severity::$severity };
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$variant_meta:meta])*
                $variant:ident $({ $($field:tt)* })? = $code:literal $(=> $severity:ident)?,
            )+
        }
    ) => {
        $crate::notice::coded! {
            $(#[$meta])*
            pub enum $name {
                $( $(#[$variant_meta])* $variant $({ $($field)* })? = $code, )+
            }
        }

        impl $name {
            /// Returns how much this case matters.
            #[must_use]
            pub fn severity(&self) -> $crate::notice::Severity {
                match self {
                    $( Self::$variant { .. } => $crate::notice::notices!(@severity $($severity)?), )+
                }
            }

            /// Returns the notice of this case, beside `field`.
            #[must_use]
            pub fn notice(&self, field: $crate::notice::Field) -> $crate::notice::Notice {
                $crate::notice::Notice {
                    code: self.code(),
                    severity: self.severity(),
                    field,
                    source: None,
                    params: self.params(),
                }
            }
        }
    };
}

pub(crate) use coded;
pub(crate) use notices;
