//! Counting (escrutinio).

pub mod tie;
