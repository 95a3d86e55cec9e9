//! How far a long import has come, on standard error.

use std::io::{IsTerminal, Write};

/// Ballots between two reports.
const STEP: u64 = 20_000;

/// Says now and then how much is done: on one line of a terminal, else a line each.
#[derive(Debug)]
pub(super) struct Progress {
    said: u64,
    terminal: bool,
}

impl Progress {
    pub(super) fn start() -> Self {
        Self { said: 0, terminal: std::io::stderr().is_terminal() }
    }

    /// Reports `done` of `all` ballots when it is time again.
    pub(super) fn report(&mut self, done: u64, all: u64) {
        if done < self.said + STEP {
            return;
        }
        self.said = done;
        let end = if self.terminal { '\r' } else { '\n' };
        let percent = (u128::from(done) * 100).checked_div(u128::from(all)).unwrap_or(100);
        // Nobody reads what cannot be written.
        let _ = write!(std::io::stderr(), "{done} of {all} ballots ({percent} %){end}");
    }

    pub(super) fn end(&self, all: u64) {
        let clear = if self.terminal && self.said > 0 { "\n" } else { "" };
        let _ = writeln!(std::io::stderr(), "{clear}{all} ballots stored and counted");
    }
}
