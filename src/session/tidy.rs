//! Whether what is in the boxes could stand there more tidily: each object in its own box, as text.

use super::{Boxes, Source};
use crate::input::{Findings, Object, certificate_pem};
use crate::notice::Field;

/// Looks at every source, and concludes whether the boxes should be filled anew.
#[derive(Debug)]
pub(super) struct Tidy {
    boxes: Boxes,
    /// Whether everything that was found could be written into the boxes.
    complete: bool,
    /// Whether anything would change its place.
    moves: bool,
}

impl Default for Tidy {
    fn default() -> Self {
        Self {
            boxes: Boxes::default(),
            complete: true,
            moves: false,
        }
    }
}

impl Tidy {
    pub(super) fn look(&mut self, field: Field, source: &Source, findings: &Findings) {
        self.moves |= matches!(source, Source::File { .. });
        self.complete &= findings.problems.is_empty();
        for object in &findings.objects {
            match object {
                Object::Certificate(der) => {
                    self.moves |= field != Field::Certificate;
                    self.boxes.certificate.push_str(&certificate_pem(der));
                }
                Object::PrivateKey(key) => {
                    self.moves |= field != Field::PrivateKey;
                    self.boxes.private_key.push_str(&key.to_pem());
                }
                // A bundle stays what it is; what is of no use is left for the person to see.
                Object::Unsupported(_) | Object::Pkcs7(_) | Object::Pkcs12(_) => {
                    self.complete = false
                }
            }
        }
    }

    /// What the boxes should hold, when that differs from what they hold.
    pub(super) fn boxes(self) -> Option<Boxes> {
        (self.complete && self.moves).then_some(self.boxes)
    }
}
