//! What can go wrong, in one sentence each.

use std::io;
use std::path::{Path, PathBuf};

/// Why the client could not be built.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// wasm-bindgen refused the compiled client.
    #[error("wasm-bindgen cannot read {}: {reason}", path.display())]
    Bindings {
        /// The compiled client.
        path: PathBuf,
        /// What wasm-bindgen said.
        reason: String,
    },
    /// A Node tool is not installed.
    #[error("{} is missing; run infra/setup.sh", path.display())]
    NoTool {
        /// Where it should be.
        path: PathBuf,
    },
    /// A Node tool ended with an error, which it has printed itself.
    #[error("{tool} failed ({status})")]
    Tool {
        /// Its name.
        tool: String,
        /// How it ended.
        status: std::process::ExitStatus,
    },
}

/// Turns an error of the file system into a failure that names the path.
pub fn reading(path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { path, source }
}
