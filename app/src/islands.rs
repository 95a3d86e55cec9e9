//! What also runs in the browser. An island gets everything as properties: figures, the language, the time.

mod ballot;

#[cfg(feature = "ssr")]
pub(crate) use ballot::MarkCount;
pub mod simulator;
