//! The one place where the time is read. Everything else takes it as an argument.

use chrono::{DateTime, SubsecRound as _, Utc};

/// The instant it is, to the microsecond: as precise as the database keeps it.
#[expect(clippy::disallowed_methods, reason = "this is the server's clock")]
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}
