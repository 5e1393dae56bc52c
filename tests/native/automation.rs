//! The programs for jobs without a person, run for real against the stand-in of the service, and
//! the stand-in itself. Native only.

mod curl;
mod files;
mod programs;
mod standin;

pub(crate) use programs::misread;
