//! What also runs in the browser. An island gets everything as properties: figures, the language, the time.

pub mod ballot;
pub mod sending;
pub mod simulator;
